//! `query-clause`.

rule! {
    /// Finds parts of a query around a condition: `WHERE`, `SELECT … FROM`, `ORDER BY`, `limit 10`,
    /// `&limit=10`, or a comment.
    ///
    /// # Why it matters
    ///
    /// A filter is a condition and nothing else. Other parameters of the request set the number of
    /// jobs, their order and their properties. Inside the filter these are a syntax error.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'ERROR' ORDER BY createdAt desc
    /// ```
    /// ```filter,reports
    /// WHERE state eq 'ERROR'
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
    /// If the words belong to a value, they must be inside the quotes. The fix is safe: it removes
    /// the clause, and the condition keeps its meaning. In code it is a guess, because the request would
    /// go on without its order or its limit: make the clause a parameter of the request. `comfilter encode`
    /// has options for it: `--sort`, `--limit`, `--offset` and `--select`.
    ///
    /// # Source
    ///
    /// The API page, list of query parameters; OData 4.01 Part 2, section 5.1.
    QUERY_CLAUSE = "query-clause", Error, fix: "safe, unsafe in code", since: "0.1.0"
}
