//! `quoted-property`.

rule! {
    /// PAGE
    QUOTED_PROPERTY = "quoted-property", Error, fix: "safe", since: "0.1.0"
}
