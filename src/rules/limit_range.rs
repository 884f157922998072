//! `limit-range`.

rule! {
    /// Finds a `limit` above the largest page of the list: 1000 for jobs and most others, 100 for
    /// servers; and one that is not a whole number, such as `all`.
    ///
    /// # Why it matters
    ///
    /// Each list has a largest `limit`. The service refuses or cuts a larger one, and after a cut
    /// the script takes one page for the whole list and misses entries.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// filter=state%20eq%20%27ERROR%27&limit=5000
    /// ```
    /// ```query,reports
    /// /compute-ops-mgmt/v1/servers?filter=host%2Fhostname%20eq%20%27esx01%27&limit=1000
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=state%20eq%20%27ERROR%27&limit=1000
    /// ```
    /// ```query
    /// /compute-ops-mgmt/v1/servers?filter=host%2Fhostname%20eq%20%27esx01%27&limit=100
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service has come to accept more, ignore it: a warning stops nothing. To get more jobs
    /// than one page, request `offset=1000`, then 2000, until a page is not full. The rule has no fix,
    /// because one request cannot do it.
    ///
    /// # Source
    ///
    /// The vendor's API description, request parameters of each list; the jobs page has 0 to 1000 for jobs.
    LIMIT_RANGE = "limit-range", Warning, fix: "none", since: "0.1.0"
}
