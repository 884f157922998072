//! `unknown-list`.

rule! {
    /// Finds a URL of the API whose list is not known, such as `/v1/job`.
    ///
    /// # Why it matters
    ///
    /// If the name of the list is misspelled, the request fails with any filter. And the names and values of a filter
    /// are not checked, because no document says which properties the list has: only the syntax is.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// /compute-ops-mgmt/v1/job?filter=state%20eq%20%27COMPLETE%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// /compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27COMPLETE%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the list is newer than the documents, write a schema of it, and name it with `--schema`: its `path` is that of
    /// the list. In files of other languages, only a name that is nearly that of a known list is a finding.
    ///
    /// # Source
    ///
    /// The vendor's API description has the lists with their parameters.
    UNKNOWN_LIST = "unknown-list", Warning, fix: "unsafe", since: "0.1.0"
}
