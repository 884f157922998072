//! `unknown-template`.

rule! {
    /// PAGE
    UNKNOWN_TEMPLATE = "unknown-template", Hint, fix: "safe for a name with one id, unsafe for one with two", since: "0.1.0"
}
