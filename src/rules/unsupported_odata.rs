//! `unsupported-odata`.

rule! {
    /// PAGE
    UNSUPPORTED_ODATA = "unsupported-odata", Error, fix: "safe where there is an equal form", since: "0.1.0"
}
