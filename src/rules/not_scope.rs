//! `not-scope`.

rule! {
    /// Finds a `not` without parentheses before a comparison that `and` or `or` follows:
    /// `not a eq b and c eq d`.
    ///
    /// # Why it matters
    ///
    /// `not` covers the one comparison after it, and nothing after the `and`. To deny the whole,
    /// write `not (a eq b and c eq d)`; it selects other jobs. In strict OData `not` even binds
    /// tighter than `eq`; the parentheses hold under every reading.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// not state eq 'COMPLETE' and generation gt 3
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// not (state eq 'COMPLETE') and generation gt 3
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The rule skips the form of the API page, `not parentJobId eq null`, and `not contains(…)`,
    /// whose parentheses show the scope. The fix is safe: it only spells out how the service reads
    /// the filter.
    ///
    /// # Source
    ///
    /// The API page ("Retrieve the list of jobs"), whose examples have `not` before a comparison;
    /// OData 4.01 Part 2, "Operator Precedence".
    NOT_SCOPE = "not-scope", Hint, fix: "safe", since: "0.1.0"
}
