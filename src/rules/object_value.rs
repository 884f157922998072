//! `object-value`.

rule! {
    /// PAGE
    OBJECT_VALUE = "object-value", Warning, fix: "none", since: "0.1.0"
}
