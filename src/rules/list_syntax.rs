//! `list-syntax`.

rule! {
    /// PAGE
    LIST_SYNTAX = "list-syntax", Error, fix: "safe", since: "0.1.0"
}
