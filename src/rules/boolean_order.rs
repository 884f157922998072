//! `boolean-order`.

rule! {
    /// PAGE
    BOOLEAN_ORDER = "boolean-order", Warning, fix: "none", since: "0.1.0"
}
