//! `type-mismatch`.

rule! {
    /// PAGE
    TYPE_MISMATCH = "type-mismatch", Error, fix: "safe where the type decides", since: "0.1.0"
}
