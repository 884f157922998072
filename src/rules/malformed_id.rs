//! `malformed-id`.

rule! {
    /// PAGE
    MALFORMED_ID = "malformed-id", Warning, fix: "unsafe", since: "0.1.0"
}
