//! `quoted-null`.

rule! {
    /// Finds `'null'` in quotes, which is a string of four letters and not the missing value.
    ///
    /// # Why it matters
    ///
    /// A job without a parent has no value in `parentJobId`. A comparison with `'null'` looks for
    /// the string `null` instead, so `eq` selects no job and `ne` selects nearly every one. No
    /// error shows that.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// parentJobId eq 'null'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// parentJobId eq null
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If a job may really contain the string `null`, in its name for example, keep the filter: a
    /// warning stops nothing. The fix is unsafe for that reason, and because it changes which jobs
    /// match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.14.3 (null); the API page writes `eq null` without quotes.
    QUOTED_NULL = "quoted-null", Warning, fix: "unsafe", since: "0.1.0"
}
