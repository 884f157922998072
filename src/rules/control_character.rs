//! `control-character`.

rule! {
    /// Finds an invisible character: a control character, a no-break or zero-width space, or one
    /// that changes the direction of the text.
    ///
    /// # Why it matters
    ///
    /// Such characters come along when text is copied from a web page, a document or a chat.
    /// Between the words of a filter, the service does not take them for a space and refuses the
    /// request: an error. In a string they are a part of the value, so no job equals it: a warning.
    /// In the first example below, a no-break space follows `eq`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR'
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
    /// If the character belongs to the value, keep it in the string: a warning stops nothing. The
    /// fix is safe between words, where it writes a space or removes the character. In a string it
    /// is unsafe, because it may change which jobs match.
    ///
    /// # Source
    ///
    /// A rule of comfilter, which takes space, tab and line ends for white space.
    CONTROL_CHARACTER = "control-character", Error,
        fix: "safe between tokens, else unsafe", since: "0.1.0"
}
