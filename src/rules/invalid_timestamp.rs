//! `invalid-timestamp`.

rule! {
    /// Finds a value that is not a timestamp where one belongs: a day that does not exist, or a
    /// missing time or zone.
    ///
    /// # Why it matters
    ///
    /// A timestamp is one instant. A date alone is not: a day starts at another moment in each
    /// zone. The service refuses the value, or takes a zone that you did not choose. Code that writes
    /// a date in another form, such as `$(date -d yesterday)`, is a warning.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// createdAt ge '2023-05-01'
    /// ```
    /// ```filter,reports
    /// updatedAt lt 2023-02-30T00:00:00Z
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// createdAt ge 2023-05-01T00:00:00Z
    /// ```
    /// ```filter
    /// updatedAt lt 2023-03-01T00:00:00Z
    /// ```
    ///
    /// # When it is wrong
    ///
    /// In `contains(createdAt,'2022')` any string is fine. Only `datetime'…'` around a complete
    /// timestamp has a safe fix, which keeps the instant.
    ///
    /// # Source
    ///
    /// The API page, list of types; both the bare and the quoted form seen in client scripts.
    INVALID_TIMESTAMP = "invalid-timestamp", Error,
        fix: "safe only for a complete datetime'…'", since: "0.1.0"
}
