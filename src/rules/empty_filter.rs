//! `empty-filter`.

rule! {
    /// PAGE
    EMPTY_FILTER = "empty-filter", Error, fix: "none", since: "0.1.0"
}
