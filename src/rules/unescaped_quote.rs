//! `unescaped-quote`.

rule! {
    /// PAGE
    UNESCAPED_QUOTE = "unescaped-quote", Error, fix: "unsafe", since: "0.1.0"
}
