//! `wrong-parameter`.

rule! {
    /// Finds a parameter `$filter` or `Filter` instead of `filter`, and a filter that is given
    /// twice.
    ///
    /// # Why it matters
    ///
    /// A service that does not know a parameter may ignore it, and then the answer holds every job.
    /// Of two filters it may use either one. In double quotes a shell takes `$filter` for a
    /// variable of its own.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// $filter=state%20eq%20%27ERROR%27
    /// ```
    /// ```query,reports
    /// filter=state%20eq%20%27ERROR%27&filter=generation%20gt%203
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// filter=state%20eq%20%27ERROR%27
    /// ```
    /// ```query
    /// filter=state%20eq%20%27ERROR%27%20and%20generation%20gt%203
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the URL is for another service, `$filter` may be right there. The fix is safe, but it may
    /// change which jobs match, if the service ignored a parameter before.
    ///
    /// # Source
    ///
    /// The API page has `filter`; OData 4.01 Part 2, section 5.1 (System Query Options), `$filter`.
    WRONG_PARAMETER = "wrong-parameter", Warning, fix: "safe", since: "0.1.0"
}
