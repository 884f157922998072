//! `too-long`.

rule! {
    /// Finds a filter whose text is longer than 1 MiB (1,048,576 bytes).
    ///
    /// # Why it matters
    ///
    /// A filter travels in the URL, and proxies often refuse URLs of more than about 8,000 bytes. A
    /// filter of 1 MiB cannot reach the service. Most likely the text is not a filter at all, or a
    /// program built a list without a bound.
    ///
    /// # Example
    ///
    /// A list of `in` with the ids of 50,000 servers is over the limit. Filter by a common
    /// property, or fetch the jobs in parts.
    ///
    /// Write instead:
    ///
    /// ```filter
    /// resource/type eq 'compute-ops-mgmt/server' and createdAt ge 2022-01-01T00:00:00Z
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you need more, raise `Limits::text` in the library for that one call. The limit is for
    /// each filter, not for a whole file of them. The rule has no fix.
    ///
    /// # Source
    ///
    /// A limit of comfilter, `limits::TEXT`.
    TOO_LONG = "too-long", Error, fix: "none", since: "0.1.0"
}
