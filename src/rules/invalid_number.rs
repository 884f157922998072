//! `invalid-number`.

rule! {
    /// PAGE
    INVALID_NUMBER = "invalid-number", Error, fix: "safe", since: "0.1.0"
}
