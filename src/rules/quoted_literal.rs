//! `quoted-literal`.

rule! {
    /// PAGE
    QUOTED_LITERAL = "quoted-literal", Warning, fix: "safe", since: "0.1.0"
}
