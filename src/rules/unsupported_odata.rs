//! `unsupported-odata`.

rule! {
    /// Finds a function, operator or literal that OData has and this API does not document.
    ///
    /// # Why it matters
    ///
    /// The API reads a part of OData. Its page documents comparisons, `in`, `and`, `or`, `not`,
    /// `contains`, and no other function. The service will probably refuse a filter with more,
    /// although it is correct OData.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// year(createdAt) eq 2022
    /// ```
    /// ```filter,reports
    /// jobTemplate eq guid'd0c13b58-748c-461f-9a61-c0c5c71f1bb4'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// createdAt ge 2022-01-01T00:00:00Z and createdAt lt 2023-01-01T00:00:00Z
    /// ```
    /// ```filter
    /// jobTemplate eq 'd0c13b58-748c-461f-9a61-c0c5c71f1bb4'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If your service takes more functions, name them in a schema: `functions = ["startswith"]`.
    /// The fix is safe: comfilter offers it only if another form means the same.
    ///
    /// # Source
    ///
    /// The API page, table of operations and examples; OData 4.01 Part 2, section 5.1.1.
    UNSUPPORTED_ODATA = "unsupported-odata", Error,
        fix: "safe where there is an equal form", since: "0.1.0"
}
