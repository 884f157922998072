//! `syntax`.

rule! {
    /// PAGE
    SYNTAX = "syntax", Error, fix: "none", since: "0.1.0"
}
