//! `url-too-long`.

rule! {
    /// PAGE
    URL_TOO_LONG = "url-too-long", Warning, fix: "none", since: "0.1.0"
}
