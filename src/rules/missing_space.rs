//! `missing-space`.

rule! {
    /// PAGE
    MISSING_SPACE = "missing-space", Warning, fix: "safe", since: "0.1.0"
}
