//! `unencoded-character`.

rule! {
    /// Finds characters in the `filter` parameter that must be percent-encoded and are not; one
    /// finding lists them all.
    ///
    /// # Why it matters
    ///
    /// A raw `#` or `&` ends the parameter, and the service reads half a filter: an error. A raw
    /// space is an error in a curl command. In the call of a client that refuses it, or sends a
    /// malformed request line, it is a warning, and elsewhere a hint. The others work with most
    /// clients, by luck: a hint.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// filter=name%20eq%20%27R&D%27
    /// ```
    /// ```query,reports
    /// filter=resource/id%20eq%20'P06760-B21%2B2M212504P8'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=name%20eq%20%27R%26D%27
    /// ```
    /// ```query
    /// filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If `&` was meant to start another parameter, close the string before it. The fix is safe: it
    /// encodes the characters. It changes the filter that the service reads only for `#` and `&`.
    ///
    /// # Source
    ///
    /// The API page, list of the reserved characters; OData 4.01 Part 2, section 2.1 (URL Parsing).
    UNENCODED_CHARACTER = "unencoded-character", Hint, fix: "safe", since: "0.1.0"
}
