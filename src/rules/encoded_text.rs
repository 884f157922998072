//! `encoded-text`.

rule! {
    /// PAGE
    ENCODED_TEXT = "encoded-text", Error, fix: "safe", since: "0.1.0"
}
