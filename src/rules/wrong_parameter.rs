//! `wrong-parameter`.

rule! {
    /// Finds a parameter `$filter` or `Filter` instead of `filter`, a repeated filter, and a
    /// parameter that the documents of the list do not name, such as `sort` for servers, or `$top`.
    ///
    /// # Why it matters
    ///
    /// A service that does not know a parameter may ignore it, and then the answer has everything,
    /// in another order, or the same page again. With two filters it may use either one. In double
    /// quotes a shell expands `$filter` as a variable.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// $filter=state%20eq%20%27ERROR%27
    /// ```
    /// ```query,reports
    /// filter=state%20eq%20%27ERROR%27&filter=generation%20gt%203
    /// ```
    /// ```query,reports
    /// /compute-ops-mgmt/v1/servers?filter=host%2Fhostname%20eq%20%27esx01%27&sort=name
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
    /// ```query
    /// /compute-ops-mgmt/v1/servers?filter=host%2Fhostname%20eq%20%27esx01%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the URL is for another service, `$filter` may be right there. The fix is safe, but it may
    /// change which entries match, if the service ignored a parameter before. Other parameters are
    /// checked on lists with known parameters: a service may take more than its documents name, or
    /// ignore them. In files of other languages, only a name whose meaning is known is a finding: one
    /// of another list, of another service, nearly that of a parameter, or a property. They have no
    /// fix, because a request may rely on them.
    ///
    /// # Source
    ///
    /// The API page has `filter`, the vendor's API description the parameters of each list; OData 4.01 Part 2, section 5.1 (System Query Options), `$filter`.
    WRONG_PARAMETER = "wrong-parameter", Warning, fix: "safe", since: "0.1.0"
}
