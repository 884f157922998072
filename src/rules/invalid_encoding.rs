//! `invalid-encoding`.

rule! {
    /// Finds a `%` without two hex digits after it, and encoded bytes that are not UTF-8.
    ///
    /// # Why it matters
    ///
    /// A `%` announces the code of a byte. Without a code, a server may refuse the request, drop
    /// the character or keep it, so the filter that it reads is uncertain. Bytes that are not UTF-8
    /// come from tools that encode in Latin-1: their `%FC` is not a letter here.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// filter=name%20eq%20%27100%%27
    /// ```
    /// ```query,reports
    /// filter=name%20eq%20%27Z%FCrich%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=name%20eq%20%27100%25%27
    /// ```
    /// ```query
    /// filter=name%20eq%20%27Z%C3%BCrich%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be: every reading of such a filter is a guess. The rule has no fix for the same
    /// reason. Encode the plain filter again, for example with `comfilter encode`.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 2.1 (URL Parsing).
    INVALID_ENCODING = "invalid-encoding", Error, fix: "none", since: "0.1.0"
}
