//! `missing-operator`.

rule! {
    /// PAGE
    MISSING_OPERATOR = "missing-operator", Error, fix: "unsafe", since: "0.1.0"
}
