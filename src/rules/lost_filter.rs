//! `lost-filter`.

rule! {
    /// Finds a filter that code gives to a client which does not send it in the URL: it is in the body, among
    /// options without a meaning, or in a query that other parameters replace.
    ///
    /// # Why it matters
    ///
    /// A request without a filter is valid. The service answers with every job, and nothing says that the filter is
    /// missing.
    ///
    /// # Example
    ///
    /// ```python,reports
    /// requests.get(f"{BASE}/compute-ops-mgmt/v1/jobs", json={"filter": "state eq 'ERROR'"})
    /// ```
    ///
    /// Write instead:
    ///
    /// ```python
    /// requests.get(f"{BASE}/compute-ops-mgmt/v1/jobs", params={"filter": "state eq 'ERROR'"})
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It reports only a client that the call or an import names. If the name belongs to another library, ignore the
    /// finding with a comment.
    ///
    /// # Source
    ///
    /// The requests of each client, recorded on a server: `docs/clients.md`.
    LOST_FILTER = "lost-filter", Error, fix: "safe if the name of the argument is the mistake, else none", since: "0.1.0"
}
