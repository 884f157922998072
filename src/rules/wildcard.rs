//! `wildcard`.

rule! {
    /// Finds a `*` or a `%` at an end of a string, which other languages read as a wildcard.
    ///
    /// # Why it matters
    ///
    /// Filters have no patterns: `name eq 'web*'` compares with a name of four characters that ends
    /// with a star, and most likely selects nothing. To search for a part of a string, use
    /// `contains`, which needs no wildcard.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// name eq 'Firmware*'
    /// ```
    /// ```filter,reports
    /// contains(name,'%Firmware%')
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// contains(name,'Firmware')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// A string may really begin or end with the character; then ignore the warning. A wildcard in
    /// the middle, and a `%` after a digit, are never reported. The fix is unsafe: `contains` looks
    /// anywhere, and not only at the start or the end.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.6.1 (Primitive Literals): a string stands for its characters.
    WILDCARD = "wildcard", Warning, fix: "unsafe", since: "0.1.0"
}
