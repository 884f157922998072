//! `never-true`.

rule! {
    /// Finds conditions of one property that no job can meet together, such as
    /// `state eq 'ERROR' and state eq 'STALLED'`.
    ///
    /// # Why it matters
    ///
    /// A job has one state, one generation, one time of creation. The service answers such a filter
    /// with an empty list and without an error, as if there were no such jobs. Usually `or` was
    /// meant, or the two bounds of a range were swapped.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR' and state eq 'STALLED'
    /// ```
    /// ```filter,reports
    /// createdAt ge 2026-02-01T00:00:00Z and createdAt lt 2026-01-01T00:00:00Z
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state in ('ERROR','STALLED')
    /// ```
    /// ```filter
    /// createdAt ge 2026-01-01T00:00:00Z and createdAt lt 2026-02-01T00:00:00Z
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It holds for every job with any values, including null and values of another type:
    /// `not generation gt 5 and not generation le 5` selects the jobs without a generation. Conditions of
    /// several properties are combined for the filter as a whole: `(state eq 'ERROR' or name eq 'x') and
    /// state ne 'ERROR' and name ne 'x'`. The rule skips the items of arrays, and has no fix, because the
    /// intent is not clear.
    ///
    /// In the filter of a webhook, the rule also reports an operation that the resource never has:
    /// the guide has no Updated event of an alert, and no Deleted one of a job.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, sections 5.1.1.1.1 (Equals) to 5.1.1.1.9 (Not); the webhook guide.
    NEVER_TRUE = "never-true", Warning, fix: "none", since: "0.1.0"
}
