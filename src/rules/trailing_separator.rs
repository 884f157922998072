//! `trailing-separator`.

rule! {
    /// PAGE
    TRAILING_SEPARATOR = "trailing-separator", Error, fix: "safe", since: "0.1.0"
}
