//! `unescaped-quote`.

rule! {
    /// Finds a single quote inside a string that is not doubled, such as the one in `'O'Neil'`,
    /// also after a backslash.
    ///
    /// # Why it matters
    ///
    /// The quote ends the string, so `Neil` is read as a part of the filter and the service refuses
    /// the request. With a value from a variable it is worse: the rest of the value can become
    /// filter text, which selects other jobs without any error.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// name eq 'O'Neil'
    /// ```
    /// ```filter,reports
    /// name eq 'O\'Neil'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// name eq 'O''Neil'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The finding is right, but the fix is a guess: it is uncertain which quote was meant to end
    /// the string. Look at it before you apply it. A parameter (`name eq @name`) doubles the quotes
    /// of a value for you.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 2.2 (URL Syntax): a quote inside a string is written twice.
    UNESCAPED_QUOTE = "unescaped-quote", Error, fix: "unsafe", since: "0.1.0"
}
