//! `resource-type-prefix`.

rule! {
    /// PAGE
    RESOURCE_TYPE_PREFIX = "resource-type-prefix", Warning, fix: "unsafe", since: "0.1.0"
}
