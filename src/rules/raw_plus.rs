//! `raw-plus`.

rule! {
    /// PAGE
    RAW_PLUS = "raw-plus", Error, fix: "safe for an id or an offset, else unsafe", since: "0.1.0"
}
