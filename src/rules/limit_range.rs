//! `limit-range`.

rule! {
    /// PAGE
    LIMIT_RANGE = "limit-range", Warning, fix: "none", since: "0.1.0"
}
