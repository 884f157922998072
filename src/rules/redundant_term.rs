//! `redundant-term`.

rule! {
    /// Finds a term without effect, because another one beside it says the same or more.
    ///
    /// # Why it matters
    ///
    /// A redundant term makes a filter longer. Often something else was meant: another property,
    /// another operator, or `or` instead of `and`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// generation gt 3 and generation gt 5
    /// ```
    /// ```filter,reports
    /// state eq 'ERROR' or (state eq 'ERROR' and generation gt 5)
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// generation gt 5
    /// ```
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The fix is safe: the same jobs match. The rule keeps a term that only compares with null,
    /// such as `not parentJobId eq null`, even if the next one implies it: the API page writes it,
    /// and it shows the intent. Below a `not`, the rule reports a term only if jobs without a value
    /// match as before.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, sections 5.1.1.1.7 (And) to 5.1.1.1.9 (Not); the API page, "filter".
    REDUNDANT_TERM = "redundant-term", Warning, fix: "safe", since: "0.1.0"
}
