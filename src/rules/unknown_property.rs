//! `unknown-property`.

rule! {
    /// PAGE
    UNKNOWN_PROPERTY = "unknown-property", Error, fix: "safe on case, else unsafe", since: "0.1.0"
}
