//! `html-entity`.

rule! {
    /// PAGE
    HTML_ENTITY = "html-entity", Error, fix: "safe", since: "0.1.0"
}
