//! `encoded-text`.

rule! {
    /// Finds a filter that is percent-encoded already, such as `state%20eq%20'ERROR'`.
    ///
    /// # Why it matters
    ///
    /// Here the plain text of the filter is expected, and the encoding comes when the request is
    /// made. If a client encodes this text again, each `%` becomes `%25`, and the service reads
    /// `%20` where a space was meant and refuses the request.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state%20eq%20'ERROR'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// A string may hold percent signs: `name eq '100%20'` is no finding. If you have text from a
    /// URL, `comfilter decode` shows the filter in it. The fix is safe: it decodes the text, and
    /// the filter that comes out is the one that was meant.
    ///
    /// # Source
    ///
    /// The API page, note on URL encoding: the query parameter is encoded, once.
    ENCODED_TEXT = "encoded-text", Error, fix: "safe", since: "0.1.0"
}
