//! `old-host`.

rule! {
    /// Finds a URL with a host `<region>-api.compute.cloud.hpe.com`, which only older scripts name.
    ///
    /// # Why it matters
    ///
    /// The developer guide names only `<region>.api.greenlake.hpe.com`. No document describes the
    /// answers of the older hosts today, and scripts that name them mostly ask for paths of removed
    /// versions.
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
    /// An old log or an archived script needs no change. The fix writes host and path together. It
    /// is unsafe, because no document promises that both hosts answer alike, and a token may be
    /// valid for only one. The rule has no fix if no document names the successor of the host, or if
    /// the filter needs a translation for the present version.
    ///
    /// # Source
    ///
    /// Public client scripts have the old hosts, the vendor's developer guide the present ones.
    OLD_HOST = "old-host", Warning, fix: "unsafe", since: "0.1.0"
}
