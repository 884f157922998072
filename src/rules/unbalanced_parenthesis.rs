//! `unbalanced-parenthesis`.

rule! {
    /// Finds a parenthesis that is opened and never closed, or closed and never opened.
    ///
    /// # Why it matters
    ///
    /// The service refuses a filter whose parentheses do not match. Guessing would be dangerous:
    /// the end of a group decides which jobs an `or` selects.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// cancellable eq true and (state eq 'ERROR' or generation gt 3
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// cancellable eq true and (state eq 'ERROR' or generation gt 3)
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be, unless the parenthesis belongs to a string whose quotes are missing. At the
    /// end of the filter the fix is safe: it adds or removes parentheses, and the service refused
    /// the filter before. In the middle there is no fix, because the place is a guess.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.3 (Grouping).
    UNBALANCED_PARENTHESIS = "unbalanced-parenthesis", Error,
        fix: "safe for parentheses at the end", since: "0.1.0"
}
