//! `encoded-text`.

rule! {
    /// Finds a filter that is already percent-encoded, such as `state%20eq%20'ERROR'`, or a string
    /// in it that is, such as `'a%20b'`.
    ///
    /// # Why it matters
    ///
    /// comfilter expects the plain filter here, and the client encodes it in the request. If a
    /// client encodes this filter again, each `%` becomes `%25`. The service then reads `%20` in
    /// the place of a space, and refuses the request.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state%20eq%20'ERROR'
    /// ```
    /// ```filter,reports
    /// name eq 'Firmware%20update'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    /// ```filter
    /// name eq 'Firmware update'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// A string may really contain such characters, so inside quotes this is a warning with an
    /// unsafe fix. After a digit, as in `name eq '100%20'`, it is not reported. If your filter
    /// comes from a URL, `comfilter decode` shows it decoded. Around a whole filter the fix is
    /// safe: decoding gives the intended filter.
    ///
    /// # Source
    ///
    /// The API page, note on URL encoding: the query parameter is encoded, once.
    ENCODED_TEXT = "encoded-text", Error, fix: "safe for a filter, unsafe for a string in it", since: "0.1.0"
}
