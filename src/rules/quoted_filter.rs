//! `quoted-filter`.

rule! {
    /// Finds a whole filter in quotes.
    ///
    /// # Why it matters
    ///
    /// Only the strings of a filter have quotes. Quotes around the whole make one string of it, and a
    /// string is not a condition: the service refuses the filter. The quotes usually come from the
    /// program or the shell that the filter was copied from.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// "state eq 'ERROR'"
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
    /// It cannot be wrong, because a string alone is not a filter. The fix is safe: it removes the
    /// outer quotes, and the escapes of the quotes inside (`''`, `\'`, `\"`).
    ///
    /// # Source
    ///
    /// The API page: its filters have quotes only around strings.
    QUOTED_FILTER = "quoted-filter", Error, fix: "safe", since: "0.1.0"
}
