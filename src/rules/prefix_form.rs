//! `prefix-form`.

rule! {
    /// PAGE
    PREFIX_FORM = "prefix-form", Error, fix: "safe", since: "0.1.0"
}
