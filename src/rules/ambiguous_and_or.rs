//! `ambiguous-and-or`.

rule! {
    /// Finds `and` and `or` side by side without parentheses, such as `a or b and c`.
    ///
    /// # Why it matters
    ///
    /// `and` binds tighter than `or`, so `a or b and c` is `a or (b and c)`. A reader from left to
    /// right takes it for `(a or b) and c`, which selects other jobs: a filter for failed or
    /// stalled jobs of one server then returns the failed jobs of every server.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR' or state eq 'STALLED' and generation gt 3
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR' or (state eq 'STALLED' and generation gt 3)
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the fix matches your intent, the parentheses cost two characters, and the next reader
    /// thanks you. Otherwise put them around the `or`. The fix is safe: it only spells out how the
    /// service reads the filter, so the same jobs match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, "Operator Precedence".
    AMBIGUOUS_AND_OR = "ambiguous-and-or", Warning, fix: "safe", since: "0.1.0"
}
