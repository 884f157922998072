//! `empty-filter`.

rule! {
    /// Finds an empty filter, one of white space only, or a request without a filter.
    ///
    /// # Why it matters
    ///
    /// Most often a variable or a file was empty. A request with an empty filter is likely to fetch
    /// every job, and a script that acts on the answer then acts on all of them. comfilter
    /// therefore stops, and `encode` writes nothing.
    ///
    /// # Example
    ///
    /// A script that sends `"filter=$FILTER"` while `FILTER` is not set sends an empty filter. A URL
    /// whose `?` was lost, or whose parameter has another name, has no filter, so it fetches every job.
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you want every job, leave the parameter out of the request instead of sending it empty.
    /// The rule has no fix, because the filter is yours.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.2 (System Query Option $filter): it is an expression.
    EMPTY_FILTER = "empty-filter", Error, fix: "none", since: "0.1.0"
}
