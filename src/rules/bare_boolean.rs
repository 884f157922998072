//! `bare-boolean`.

rule! {
    /// Finds a boolean property alone, without a comparison, such as `deleteOnComplete and …`.
    ///
    /// # Why it matters
    ///
    /// OData allows it, but the API page shows no such filter and reads only a part of OData. The
    /// service may refuse it. `eq true` says the same and is documented.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// deleteOnComplete and state eq 'COMPLETE'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// deleteOnComplete eq true and state eq 'COMPLETE'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If your service takes the short form, nothing breaks: `encode` writes the long one anyway.
    /// The fix is safe: comfilter reads the short form as `eq true`, so the same jobs match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.2 (System Query Option $filter); the API page has no example.
    BARE_BOOLEAN = "bare-boolean", Warning, fix: "safe", since: "0.1.0"
}
