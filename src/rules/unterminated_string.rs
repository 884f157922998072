//! `unterminated-string`.

rule! {
    /// Finds a string whose closing quote is missing, and points at the quote that opens it.
    ///
    /// # Why it matters
    ///
    /// Without the closing quote, everything up to the end of the filter belongs to the string,
    /// including `and` and the terms after it, and the service refuses the request. Often a program
    /// truncated the filter, or a script joined it from parts and forgot the last quote.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR
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
    /// The finding cannot be wrong, but the fix is a guess: it closes the string where the value
    /// most likely ends. If the text was cut, more than a quote may be missing.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.14.1 (Primitive Literals).
    UNTERMINATED_STRING = "unterminated-string", Error, fix: "unsafe", since: "0.1.0"
}
