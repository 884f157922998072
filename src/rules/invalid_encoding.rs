//! `invalid-encoding`.

rule! {
    /// PAGE
    INVALID_ENCODING = "invalid-encoding", Error, fix: "none", since: "0.1.0"
}
