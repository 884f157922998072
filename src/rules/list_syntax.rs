//! `list-syntax`.

rule! {
    /// Finds a list after `in` that is not written as values between parentheses with commas.
    ///
    /// # Why it matters
    ///
    /// `in` takes one form of list: parentheses, and a comma between two values. Brackets,
    /// semicolons, a comma at the end or no parentheses at all make the service refuse the request.
    /// An empty list could match nothing, and stands there mostly because a variable was empty.
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
    /// It cannot be: no other form is documented. The fix is safe: it keeps the values and writes
    /// the list around them, so that the refused filter becomes valid. For `in ()` there is none,
    /// because the values are yours.
    ///
    /// # Source
    ///
    /// The API page, example of `in`; OData 4.01 Part 2, section 5.1.1.1.11 (In).
    LIST_SYNTAX = "list-syntax", Error, fix: "safe, none for in ()", since: "0.1.0"
}
