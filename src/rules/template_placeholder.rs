//! `template-placeholder`.

rule! {
    /// PAGE
    TEMPLATE_PLACEHOLDER = "template-placeholder", Error, fix: "none", since: "0.1.0"
}
