//! `wildcard`.

rule! {
    /// Finds a `*` or a `%` at an end of a text, where other languages have a wildcard.
    ///
    /// # Why it matters
    ///
    /// Filters have no patterns: `name eq 'web*'` asks for a name of four characters, of which the
    /// last is a star, and most likely selects nothing. To look for a part of a text there is
    /// `contains`, which needs no wildcard either.
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
    /// A text may really begin or end with the character; then ignore the warning. A wildcard in the
    /// middle, and a `%` behind a digit, are never reported. The fix is unsafe: `contains` looks
    /// anywhere, and not only at the start or the end.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.6.1 (Primitive Literals): a string stands for its characters.
    WILDCARD = "wildcard", Warning, fix: "unsafe", since: "0.1.0"
}
