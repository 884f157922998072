//! `unbalanced-parenthesis`.

rule! {
    /// PAGE
    UNBALANCED_PARENTHESIS = "unbalanced-parenthesis", Error, fix: "safe for parentheses at the end", since: "0.1.0"
}
