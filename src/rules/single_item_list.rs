//! `single-item-list`.

rule! {
    /// Finds a list with one item: `state in ('ERROR')`.
    ///
    /// # Why it matters
    ///
    /// `eq` means the same, is shorter, and does not look as if items were missing.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state in ('ERROR')
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
    /// If a script writes the list, and it sometimes has one item, ignore the hint: a hint fails
    /// nothing. The fix is safe: `in` is the `or` of its comparisons, so the same jobs match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.1.11 (In).
    SINGLE_ITEM_LIST = "single-item-list", Hint, fix: "safe", since: "0.1.0"
}
