//! `double-encoding`.

rule! {
    /// PAGE
    DOUBLE_ENCODING = "double-encoding", Error, fix: "safe for the error", since: "0.1.0"
}
