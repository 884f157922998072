//! `unknown-value`.

rule! {
    /// PAGE
    UNKNOWN_VALUE = "unknown-value", Warning, fix: "safe on case, else unsafe", since: "0.1.0"
}
