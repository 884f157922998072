//! `keyword-case`.

rule! {
    /// Finds a keyword in capitals, such as `AND`, `EQ`, `Contains(` or `True`.
    ///
    /// # Why it matters
    ///
    /// The API page promises OData 4.0, and OData's keywords are lower case. The service may take
    /// `AND` for the name of a property and refuse the request. Another service may accept it, and
    /// this one need not.
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
    /// In the filter of a webhook, `True` and `False` are not reported. Its guide writes them so,
    /// while the developer guide, with the same grammar, writes `true` and `false`. If you meant a
    /// string, quote it: `name eq 'NULL'`. The fix is safe: it only changes the keyword to lower
    /// case.
    ///
    /// # Source
    ///
    /// The API page, its examples; `True` seen in client scripts for sibling resources.
    KEYWORD_CASE = "keyword-case", Error, fix: "safe", since: "0.1.0"
}
