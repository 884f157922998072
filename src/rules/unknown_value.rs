//! `unknown-value`.

rule! {
    /// Finds a `state`, a `resultCode` or a `type` that is not among the documented values.
    ///
    /// # Why it matters
    ///
    /// Strings are compared letter by letter, including case. `resultCode eq 'failure'` is a valid
    /// filter that no job matches, because jobs have `FAILURE`. An empty list looks like good news.
    /// If documents show two spellings, the rule is `contested-value`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// resultCode eq 'failure'
    /// ```
    /// ```filter,reports
    /// resultCode eq 'FAILED'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// resultCode eq 'FAILURE'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service has learned a new value, keep it: a warning stops nothing. The fix is safe if
    /// only upper and lower case differ, and no document differs on the case of a value of the property. Otherwise the nearest value is a guess. Both may change
    /// which jobs match.
    ///
    /// # Source
    ///
    /// The API description and the vendor's jobs page, response schemas.
    UNKNOWN_VALUE = "unknown-value", Warning, fix: "safe on case, else unsafe", since: "0.1.0"
}
