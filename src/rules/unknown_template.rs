//! `unknown-template`.

rule! {
    /// Finds a `jobTemplate` that is not the id of a known template, or the name of a template in
    /// place of its id.
    ///
    /// # Why it matters
    ///
    /// A job has the id of its template, never the name, so a filter by name selects nothing: a
    /// warning. An unknown id may be mistyped, or newer than comfilter: a hint.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// jobTemplate eq 'Server Power On'
    /// ```
    /// ```filter,reports
    /// jobTemplate eq '11111111-2222-4333-8444-555555555555'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// jobTemplate eq '0cbb2377-1834-488d-840c-d5bf788c34fb'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// Ignore the hint if a job has that id. The fix is safe for a name with one id. For a name
    /// with two ids, from two editions of the page, it writes `in` with both and is unsafe. Either
    /// fix changes which jobs match.
    ///
    /// # Source
    ///
    /// The API page, table of templates; more of them in a later edition of the vendor's jobs page.
    UNKNOWN_TEMPLATE = "unknown-template", Hint,
        fix: "safe for a name with one id, unsafe for one with two", since: "0.1.0"
}
