//! `negated-comparison`.

rule! {
    /// Finds `not` before an equality, where `ne` or `eq` says the same without it. Off unless it is
    /// switched on.
    ///
    /// # Why it matters
    ///
    /// `parentJobId ne null` has one operator less to read than `not parentJobId eq null`. It is a
    /// matter of taste, and the API page itself prefers `not`; a team that wants one form switches the
    /// rule on.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// not resultCode eq null and state eq 'ERROR'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// resultCode ne null and state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you like the form of the API page, leave the rule off. It skips comparisons by order:
    /// `not generation gt 3` selects a job without a generation, and `generation le 3` does not.
    /// The fix is safe: `ne` is the negation of `eq`, also for a missing property.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.1.2 (Not Equals); the API page lists `ne` among the
    /// operations.
    NEGATED_COMPARISON = "negated-comparison", Hint, on: false, fix: "safe", since: "0.1.0"
}
