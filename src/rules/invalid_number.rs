//! `invalid-number`.

rule! {
    /// Finds a number that is out of range, or in a form that filters lack, such as `.5` or `0x10`.
    ///
    /// # Why it matters
    ///
    /// Filters have no hexadecimal numbers, no separators between digits, and no point without
    /// digits on both sides. The service cannot read such a number and refuses the request.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// generation ge 1_000
    /// ```
    /// ```filter,reports
    /// generation eq 0x10
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// generation ge 1000
    /// ```
    /// ```filter
    /// generation eq 16
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The limits are comfilter's: 64 bits for a whole number, 40 digits and an exponent of 400 for
    /// any other. The fix is safe: it writes the same number in the plain form. A number out of
    /// range has no fix.
    ///
    /// # Source
    ///
    /// The API page, list of types; OData 4.01 Part 2, section 5.1.1.14.1 (Primitive Literals).
    INVALID_NUMBER = "invalid-number", Error, fix: "safe", since: "0.1.0"
}
