//! `double-negation`.

rule! {
    /// Finds `not` before another `not`: `not not a eq b`, `not (not a eq b)`.
    ///
    /// # Why it matters
    ///
    /// Two of them cancel out, and make the reader count.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// not (not state eq 'ERROR')
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It never is: if a filter is null for a job, it stays null after two of them. The fix is
    /// safe: the same jobs match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.1.9 (Not), and its table of three values.
    DOUBLE_NEGATION = "double-negation", Hint, fix: "safe", since: "0.1.0"
}
