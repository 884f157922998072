//! `wrong-parameter`.

rule! {
    /// PAGE
    WRONG_PARAMETER = "wrong-parameter", Warning, fix: "safe", since: "0.1.0"
}
