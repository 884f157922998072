//! `url-too-long`.

rule! {
    /// Finds a URL that is longer than most proxies accept: 8,000 bytes by default.
    ///
    /// # Why it matters
    ///
    /// Proxies and gateways between you and the service have limits, and 8,000 bytes is a common
    /// one. They refuse a longer URL, often with an answer that does not name the reason. Encoding
    /// makes a filter longer: a space or a quote takes three bytes. A filter in a file counts as the
    /// query that sends it.
    ///
    /// # Example
    ///
    /// Two hundred servers, each as a term `resource/id eq '…'` joined with `or`, take some 11,600
    /// bytes. As a list of `in` they take some 6,400, because the name appears once.
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=resource%2Fid%20in%20%28%27P06760-B21%2B2M212504P8%27%2C%27744674-N19%2B889974%27%29
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If your proxies have no such limit, raise it. If `in` is not short enough,
    /// `comfilter encode --max-url 8000` splits the filter into several requests, and each entry is in the
    /// answer to one of them. The rule has no fix, because one request cannot become several.
    ///
    /// # Source
    ///
    /// A limit of comfilter, `limits::URL`; the API page names none.
    URL_TOO_LONG = "url-too-long", Warning, fix: "none", since: "0.1.0"
}
