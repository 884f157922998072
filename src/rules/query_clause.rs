//! `query-clause`.

rule! {
    /// Finds what a query has around its condition: `WHERE`, `SELECT … FROM`, `ORDER BY`,
    /// `limit 10`, `&limit=10`, or a comment.
    ///
    /// # Why it matters
    ///
    /// A filter is a condition and nothing else. How many jobs come, in which order, and with which
    /// properties, are other parameters of the request; inside the filter they are a syntax error.
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
    /// If the words belong to a value, they must stand inside the quotes. The fix is safe: it takes
    /// the clause out, and the condition keeps its meaning. `comfilter encode` has options for what
    /// the clause says: `--sort`, `--limit`, `--offset` and `--select`.
    ///
    /// # Source
    ///
    /// The API page, list of query parameters; OData 4.01 Part 2, section 5.1.
    QUERY_CLAUSE = "query-clause", Error, fix: "safe", since: "0.1.0"
}
