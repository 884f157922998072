//! `null-order`.

rule! {
    /// PAGE
    NULL_ORDER = "null-order", Warning, fix: "unsafe", since: "0.1.0"
}
