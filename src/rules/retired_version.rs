//! `retired-version`.

rule! {
    /// PAGE
    RETIRED_VERSION = "retired-version", Warning, fix: "safe where the names allow", since: "0.1.0"
}
