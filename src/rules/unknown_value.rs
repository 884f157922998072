//! `unknown-value`.

rule! {
    /// Finds a `state`, a `resultCode` or a `type` that is not among the documented values.
    ///
    /// # Why it matters
    ///
    /// Texts are compared letter by letter, upper and lower case included. `state eq 'running'` is
    /// a valid filter that no job matches, because jobs say `RUNNING`. The list comes back empty,
    /// which looks like good news.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'running'
    /// ```
    /// ```filter,reports
    /// resultCode eq 'FAILED'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'RUNNING'
    /// ```
    /// ```filter
    /// resultCode eq 'FAILURE'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service has learned a new value, keep it: a warning stops nothing. The fix is safe
    /// where only upper and lower case differ. Otherwise the nearest value is a guess. Both may
    /// change which jobs match.
    ///
    /// # Source
    ///
    /// The vendor's jobs page, response schema; lower case seen in client scripts.
    UNKNOWN_VALUE = "unknown-value", Warning, fix: "safe on case, else unsafe", since: "0.1.0"
}
