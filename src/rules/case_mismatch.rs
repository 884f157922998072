//! `case-mismatch`.

rule! {
    /// Finds a string that `tolower` or `toupper` never returns.
    ///
    /// # Why it matters
    ///
    /// `tolower(name)` never has an upper-case letter. So `tolower(name) eq 'Robin'` selects
    /// nothing, and no error shows that.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// tolower(name) eq 'Robin'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// tolower(name) eq 'robin'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It never is. The rule skips the order operators, because a string in the wrong case still
    /// has a place in an order.
    ///
    /// # Source
    ///
    /// The developer guide, chapter on filtering: `tolower` and `toupper` compare without regard to
    /// case. comfilter assumes that they use Unicode's full mapping of each character.
    CASE_MISMATCH = "case-mismatch", Warning, fix: "safe", since: "0.1.0"
}
