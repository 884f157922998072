//! `double-encoding`.

rule! {
    /// Finds a filter that was percent-encoded twice, which turned `%` into `%25`.
    ///
    /// # Why it matters
    ///
    /// The service decodes once, and gets `%20` out of `%2520`. If only a second decoding gives a
    /// filter, it refuses the request: an error. If a string of the filter still contains `%` and
    /// two hex digits, the filter is valid, but probably no job has that value: a warning. Code
    /// makes the same mistake if it encodes a value for a client that encodes it, too:
    /// `params={"filter": quote(f)}`.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// filter=state%2520eq%2520%2527ERROR%2527
    /// ```
    /// ```query,reports
    /// filter=resource%2Fid%20eq%20%27P06760-B21%252B2M212504P8%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=state%20eq%20%27ERROR%27
    /// ```
    /// ```query
    /// filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// A value may really contain `%2B`; then ignore the warning. The fix is safe for the error:
    /// the service could not read the filter before.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 2.1 (URL Parsing): values are decoded exactly once.
    DOUBLE_ENCODING = "double-encoding", Error, fix: "safe for the error", since: "0.1.0"
}
