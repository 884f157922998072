//! `quoted-null`.

rule! {
    /// PAGE
    QUOTED_NULL = "quoted-null", Warning, fix: "unsafe", since: "0.1.0"
}
