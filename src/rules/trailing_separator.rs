//! `trailing-separator`.

rule! {
    /// Finds a separator after the end of the filter, such as the `;` that ends a statement in SQL.
    ///
    /// # Why it matters
    ///
    /// A filter ends with its text, and has no end mark. The service does not expect the character
    /// and refuses the request.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR';
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
    /// If the character belongs to a value, it must be inside the quotes. The fix is safe: it
    /// removes the separator, and the filter before it keeps its meaning.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1 (Common Expression Syntax): a filter has no end mark.
    TRAILING_SEPARATOR = "trailing-separator", Error, fix: "safe", since: "0.1.0"
}
