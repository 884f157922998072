//! `parameter-prefix`.

rule! {
    /// Finds `filter=` or `$filter=` before a filter, with or without the rest of a URL. It is the
    /// name of the parameter, and not a part of its value.
    ///
    /// # Why it matters
    ///
    /// Commands and clients that take a filter add the name themselves. With the name inside the
    /// value, the service gets `filter=filter=state …`. The rest is not a filter, and the service
    /// refuses the request.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// filter=state eq 'ERROR'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you have a whole query string or a URL, let `comfilter decode` read it. The fix is safe:
    /// it removes the name, and the filter after it keeps its meaning.
    ///
    /// # Source
    ///
    /// The API page: `filter` is the name of the query parameter.
    PARAMETER_PREFIX = "parameter-prefix", Error, fix: "safe", since: "0.1.0"
}
