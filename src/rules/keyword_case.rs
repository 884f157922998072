//! `keyword-case`.

rule! {
    /// Finds a keyword in capitals, such as `AND`, `EQ`, `Contains(` or `True`.
    ///
    /// # Why it matters
    ///
    /// The API page promises OData 4.0, and there keywords are lower case. The service may take
    /// `AND` for the name of a property and refuse the request. What works with one service need
    /// not work with the next.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR' AND generation gt 3
    /// ```
    /// ```filter,reports
    /// cancellable eq True
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR' and generation gt 3
    /// ```
    /// ```filter
    /// cancellable eq true
    /// ```
    ///
    /// # When it is wrong
    ///
    /// In the filter of a webhook, `True` and `False` are no findings: its guide writes them so, and the developer
    /// guide, whose grammar it follows, writes `true` and `false`. If a text was meant, put it in quotes: `name eq 'NULL'`. The fix is safe: it writes the
    /// keyword in lower case, which is what the filter was meant to say.
    ///
    /// # Source
    ///
    /// The API page, its examples; `True` seen in client scripts for sibling resources.
    KEYWORD_CASE = "keyword-case", Error, fix: "safe", since: "0.1.0"
}
