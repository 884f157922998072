//! `not-scope`.

rule! {
    /// Finds a `not` without parentheses before a comparison that `and` or `or` follows:
    /// `not a eq b and c eq d`.
    ///
    /// # Why it matters
    ///
    /// `not` covers the one comparison after it, and nothing after the `and`. To deny the whole,
    /// write `not (a eq b and c eq d)`; it selects other jobs.
    ///
    /// Other services and libraries differ. `not a eq null and b eq 1` has three readings:
    ///
    /// - the property, `(not a) eq null and b eq 1`: odata-query 0.10.0 (PyPI), @balena/odata-parser
    ///   4.3.5 (npm), and strict OData, where `not` binds tighter than `eq`;
    /// - the comparison, `not (a eq null) and b eq 1`, like this API: dynamo-odata 1.0.0 (PyPI),
    ///   odata-filter-parser 0.6.5 (npm);
    /// - all that follows, `not (a eq null and b eq 1)`: odata-v4-parser 0.1.29 and @odata/parser
    ///   0.2.14 (npm), odata-params 0.4.0 (Rust).
    ///
    /// odata-filter-to-ast 4.0.0 (npm) has no `not`. With parentheses around the comparison, the first
    /// two groups agree. The third needs them around the `not` too: `(not (a eq null)) and b eq 1`
    /// has one meaning everywhere.
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
    /// OData 4.01 Part 2, "Operator Precedence". The folder `findings` has scripts that run the libraries.
    NOT_SCOPE = "not-scope", Hint, fix: "safe", since: "0.1.0"
}
