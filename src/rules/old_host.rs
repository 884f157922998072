//! `old-host`.

rule! {
    /// Finds a URL whose host is one of `<region>-api.compute.cloud.hpe.com`, which only older scripts name.
    ///
    /// # Why it matters
    ///
    /// The developer guide names `<region>.api.greenlake.hpe.com` alone. What the older hosts answer today is
    /// said nowhere, and scripts that name them mostly ask for paths of versions that are gone.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// https://us-west2-api.compute.cloud.hpe.com/compute-ops/v1/jobs?filter=state%20eq%20%27ERROR%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// For an old log or an archived script there is nothing to do. The fix writes host and path together, and
    /// it is unsafe: that both hosts answer alike is said nowhere, and a token may be for one of them. There is
    /// none where no document says which host took the place of the old one, or where the filter has to be
    /// translated for the present version.
    ///
    /// # Source
    ///
    /// Public client scripts have the old hosts, the vendor's developer guide the present ones.
    OLD_HOST = "old-host", Warning, fix: "unsafe", since: "0.1.0"
}
