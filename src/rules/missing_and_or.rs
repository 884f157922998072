//! `missing-and-or`.

rule! {
    /// Finds two terms side by side without `and` or `or` between them.
    ///
    /// # Why it matters
    ///
    /// The service does not guess which one was meant, and refuses the request. Often two strings
    /// were joined in a script, and the word between them was lost.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR' generation gt 3
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR' and generation gt 3
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be: two terms need a word between them. The rule has no fix, because `and` and `or`
    /// select different jobs. If the second part belongs to the value before it, put all of it in
    /// one pair of quotes.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, sections 5.1.1.1.7 (And) and 5.1.1.1.8 (Or).
    MISSING_AND_OR = "missing-and-or", Error, fix: "none", since: "0.1.0"
}
