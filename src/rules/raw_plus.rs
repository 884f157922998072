//! `raw-plus`.

rule! {
    /// Finds a `+` inside a value of a query string that is not written as `%2B`.
    ///
    /// # Why it matters
    ///
    /// Many servers read a raw `+` in a query string as a space. The id `P06760-B21+2M212504P8`
    /// arrives as `P06760-B21 2M212504P8`, which no server has, and the list of jobs is empty
    /// without an error. The `+01:00` of a timestamp breaks in the same way.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// filter=resource%2Fid%20eq%20%27P06760-B21+2M212504P8%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If each `+` is a space between words (`state+eq+%27ERROR%27`), the query is form-encoded and
    /// fine. If a `+` in a name is a space, write `%20`. The fix is safe for an id and for a time
    /// zone, and otherwise a guess. It may change which jobs match: the id is found again.
    ///
    /// # Source
    ///
    /// The API page, note on URL encoding: the `+` of a server id must be `%2B`.
    RAW_PLUS = "raw-plus", Error, fix: "safe for an id or an offset, else unsafe", since: "0.1.0"
}
