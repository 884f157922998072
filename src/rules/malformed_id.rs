//! `malformed-id`.

rule! {
    /// Finds a value that cannot be an id: a string that is not a UUID for a property with UUIDs, a
    /// server id with a space in place of a `+`, or a percent-encoded id.
    ///
    /// # Why it matters
    ///
    /// An id is compared letter by letter. A short or mistyped one selects no job, without an
    /// error. A space in a server id shows that a URL contained an unencoded `+`. A `%2B` shows
    /// that the id was encoded before it came into the filter.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// id eq '2500759c'
    /// ```
    /// ```filter,reports
    /// resource/id eq 'P06760-B21 2M212504P8'
    /// ```
    /// ```filter,reports
    /// resource/id eq 'P06760-B21%2B2M212504P8'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// id eq '2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'
    /// ```
    /// ```filter
    /// resource/id eq 'P06760-B21+2M212504P8'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The rule checks only `eq`, `ne` and `in`: `contains(id,'2500759c')` searches for a part and
    /// is fine. If your workspace has ids of another form, keep yours. The fix is unsafe: it may
    /// change which jobs match.
    ///
    /// # Source
    ///
    /// The API page, its sample ids and its note on the `+` in server ids.
    MALFORMED_ID = "malformed-id", Warning, fix: "unsafe", since: "0.1.0"
}
