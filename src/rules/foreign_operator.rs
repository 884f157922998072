//! `foreign-operator`.

rule! {
    /// PAGE
    FOREIGN_OPERATOR = "foreign-operator", Error, fix: "safe", since: "0.1.0"
}
