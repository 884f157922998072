//! `missing-operand`.

rule! {
    /// Finds an operator without an operand, such as `state eq` at the end of a filter.
    ///
    /// # Why it matters
    ///
    /// The filter is not complete, and the service refuses it. Most often a variable in a script
    /// was empty: `"state eq $STATE"` with an empty `STATE` is sent as `state eq`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq
    /// ```
    /// ```filter,reports
    /// state eq and generation gt 3
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    /// ```filter
    /// state eq 'ERROR' and generation gt 3
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be: each operator needs both sides, and `not` needs one. The rule has no fix, because
    /// the missing value is yours. An empty string is `''`.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.1 (Logical Operators).
    MISSING_OPERAND = "missing-operand", Error, fix: "none", since: "0.1.0"
}
