//! `bare-boolean`.

rule! {
    /// PAGE
    BARE_BOOLEAN = "bare-boolean", Warning, fix: "safe", since: "0.1.0"
}
