//! `too-deep`.

rule! {
    /// PAGE
    TOO_DEEP = "too-deep", Error, fix: "none", since: "0.1.0"
}
