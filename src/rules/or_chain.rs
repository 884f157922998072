//! `or-chain`.

rule! {
    /// Finds a chain of `or` that compares one property with several values, where a list says the
    /// same.
    ///
    /// # Why it matters
    ///
    /// `in` with a list is shorter, which counts in a URL, and readers cannot misread it beside an
    /// `and`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR' or state eq 'STALLED'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state in ('ERROR','STALLED')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The rule skips chains with `null`, because null in a list can mislead. The fix is safe: `in`
    /// is the `or` of its comparisons, so the same jobs match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.1.11 (In); the API page lists `in` among the operations.
    OR_CHAIN = "or-chain", Hint, fix: "safe", since: "0.1.0"
}
