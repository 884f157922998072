//! `double-quoted-string`.

rule! {
    /// PAGE
    DOUBLE_QUOTED_STRING = "double-quoted-string", Error, fix: "safe", since: "0.1.0"
}
