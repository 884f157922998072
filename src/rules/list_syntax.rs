//! `list-syntax`.

rule! {
    /// Finds a list after `in` that is not written as values between parentheses with commas.
    ///
    /// # Why it matters
    ///
    /// `in` takes one form of list: parentheses, with a comma between two values. Brackets,
    /// semicolons, a comma at the end or missing parentheses make the service refuse the request.
    /// An empty list matches nothing, and usually comes from an empty variable.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state in ['ERROR','STALLED']
    /// ```
    /// ```filter,reports
    /// state in 'ERROR','STALLED'
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
    /// It cannot be: no other form is documented. The fix is safe: it keeps the values and rewrites
    /// the list around them, so the refused filter becomes valid. `in ()` has no fix, because the
    /// values are yours.
    ///
    /// # Source
    ///
    /// The API page, example of `in`; OData 4.01 Part 2, section 5.1.1.1.11 (In).
    LIST_SYNTAX = "list-syntax", Error, fix: "safe, none for in ()", since: "0.1.0"
}
