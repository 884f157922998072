//! `keyword-case`.

rule! {
    /// PAGE
    KEYWORD_CASE = "keyword-case", Error, fix: "safe", since: "0.1.0"
}
