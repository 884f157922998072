//! `missing-and-or`.

rule! {
    /// PAGE
    MISSING_AND_OR = "missing-and-or", Error, fix: "none", since: "0.1.0"
}
