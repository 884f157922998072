//! `invalid-timestamp`.

rule! {
    /// PAGE
    INVALID_TIMESTAMP = "invalid-timestamp", Error, fix: "safe only for a complete datetime'…'", since: "0.1.0"
}
