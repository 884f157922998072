//! `unquoted-text`.

rule! {
    /// Finds a string without quotes where a value belongs, such as `ERROR` or a bare UUID.
    ///
    /// # Why it matters
    ///
    /// A word without quotes is the name of a property. The service looks for a property called
    /// `ERROR` and refuses the request. Often a shell took the quotes: in
    /// `curl '…filter=state eq 'ERROR''` it removes all four of them.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq ERROR
    /// ```
    /// ```filter,reports
    /// id eq 2500759c-b7dd-4c68-ab7e-6b644bcf4b9c
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    /// ```filter
    /// id eq '2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// Filters cannot compare two properties, so the word must be a string. For a known value and a
    /// UUID the fix is safe, and makes a refused filter valid. For other words (`name eq Neil`) it
    /// is a guess.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.14.1 (Primitive Literals).
    UNQUOTED_TEXT = "unquoted-text", Error,
        fix: "safe if it is a known value or a uuid, else unsafe", since: "0.1.0"
}
