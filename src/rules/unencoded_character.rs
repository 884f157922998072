//! `unencoded-character`.

rule! {
    /// PAGE
    UNENCODED_CHARACTER = "unencoded-character", Hint, fix: "safe", since: "0.1.0"
}
