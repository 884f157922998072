//! `limit-range`.

rule! {
    /// Finds a `limit` above 1000, which is the most that the service returns on one page of its
    /// list.
    ///
    /// # Why it matters
    ///
    /// The service takes a `limit` from 0 to 1000. A larger one is refused or cut, and after a cut
    /// the script takes one page for the whole list and misses jobs.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// filter=state%20eq%20%27ERROR%27&limit=5000
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=state%20eq%20%27ERROR%27&limit=1000
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service has come to take more, ignore it: a warning stops nothing. To get more jobs
    /// than one page holds, ask again with `offset=1000`, then 2000, until a page comes back that
    /// is not full. There is no fix, because one request cannot do it.
    ///
    /// # Source
    ///
    /// The vendor's jobs page, request parameters: `limit` is 0 to 1000.
    LIMIT_RANGE = "limit-range", Warning, fix: "none", since: "0.1.0"
}
