//! `redundant-term`.

rule! {
    /// Finds a term that changes nothing, because another one beside it says the same or more.
    ///
    /// # Why it matters
    ///
    /// A term that says nothing makes a filter longer, and often another one was meant: another
    /// property, another operator, or `or` instead of `and`.
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
    /// The fix is safe: the same jobs match. A term that only asks for null, such as
    /// `not parentJobId eq null`, stays also where the next one implies it: the API page writes it,
    /// and it says what is meant. Under a `not` a term is only reported if nothing changes of jobs
    /// without a value, either.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, sections 5.1.1.1.7 (And) to 5.1.1.1.9 (Not); the API page, "filter".
    REDUNDANT_TERM = "redundant-term", Warning, fix: "safe", since: "0.1.0"
}
