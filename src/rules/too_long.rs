//! `too-long`.

rule! {
    /// PAGE
    TOO_LONG = "too-long", Error, fix: "none", since: "0.1.0"
}
