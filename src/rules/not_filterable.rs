//! `not-filterable`.

rule! {
    /// PAGE
    NOT_FILTERABLE = "not-filterable", Error, fix: "none", since: "0.1.0"
}
