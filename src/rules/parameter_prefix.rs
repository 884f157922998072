//! `parameter-prefix`.

rule! {
    /// PAGE
    PARAMETER_PREFIX = "parameter-prefix", Error, fix: "safe", since: "0.1.0"
}
