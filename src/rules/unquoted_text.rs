//! `unquoted-text`.

rule! {
    /// PAGE
    UNQUOTED_TEXT = "unquoted-text", Error, fix: "safe if it is a known value or a uuid, else unsafe", since: "0.1.0"
}
