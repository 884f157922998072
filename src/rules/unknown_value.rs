//! `unknown-value`.

rule! {
    /// Finds a `state`, a `resultCode` or a `type` that is not among the documented values.
    ///
    /// # Why it matters
    ///
    /// Strings are compared letter by letter, upper and lower case included. `resultCode eq 'failure'`
    /// is a valid filter that no job matches, because jobs say `FAILURE`. The list comes back empty,
    /// which looks like good news. A spelling that a document shows beside another one has the rule
    /// `contested-value` instead.
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
    /// If the service has learned a new value, keep it: a warning stops nothing. The fix is safe
    /// where only upper and lower case differ. Otherwise the nearest value is a guess. Both may
    /// change which jobs match.
    ///
    /// # Source
    ///
    /// The API description and the vendor's jobs page, response schemas.
    UNKNOWN_VALUE = "unknown-value", Warning, fix: "safe on case, else unsafe", since: "0.1.0"
}
