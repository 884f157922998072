//! `missing-space`.

rule! {
    /// Finds words and values that touch where a space belongs, such as `eq'ERROR'` or `in(`.
    ///
    /// # Why it matters
    ///
    /// OData asks for a space between words and beside `in`. A service may be strict about it. If
    /// the text is clear, this is a warning and the filter is read. Otherwise, as in
    /// `stateeq'ERROR'`, it is an error: the service sees one word `stateeq`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq'ERROR'
    /// ```
    /// ```filter,reports
    /// state in('ERROR','STALLED')
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    /// ```filter
    /// state in ('ERROR','STALLED')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If your service takes the short form, nothing breaks; a warning stops nothing. The fix is
    /// safe: it adds the space and never changes which jobs match. `not(` and `contains(` need no
    /// space.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1 (Common Expression Syntax).
    MISSING_SPACE = "missing-space", Warning, fix: "safe", since: "0.1.0"
}
