//! `retired-version`.

rule! {
    /// Finds a URL of an API version after its sunset, such as `/v1beta2/jobs`, or below the
    /// deprecated prefix `/compute-ops`.
    ///
    /// # Why it matters
    ///
    /// Requests of a version fail after its sunset, with any filter: `v1beta2` and `v1beta3` of
    /// jobs on 3 March 2025, `v1beta2` of job templates on 1 April 2025, and `raw-inventory` of
    /// servers on 30 May 2025. Requests below `/compute-ops` may fail since April 2025.
    /// 2025. Requests below `/compute-ops` may not be answered since April 2025.
    ///
    /// The old versions of jobs also had other names: `jobTemplateUri`, `associatedResourceUri`, `data` and
    /// `displayName` are now `jobTemplate`, `resource/id`, `jobParams` and `name`.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// /compute-ops/v1beta2/jobs?filter=state%20eq%20%27ERROR%27
    /// ```
    /// ```query,reports
    /// /compute-ops/v1/servers?filter=host%2Fhostname%20eq%20%27esx01%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// /compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27
    /// ```
    /// ```query
    /// /compute-ops-mgmt/v1/servers?filter=host%2Fhostname%20eq%20%27esx01%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// An old log or an archived script needs no change. The fix is safe if the same version exists
    /// below `/compute-ops-mgmt`, and for jobs if each name of the filter exists in both versions.
    /// Otherwise translate names and values first: an old `jobTemplateUri` ends in the id that
    /// `jobTemplate` has. The rule does not report lists that exist only below `/compute-ops`, such
    /// as `v1beta2/groups`: no other address is documented for that version.
    ///
    /// # Source
    ///
    /// The vendor's developer guide and API description: the deprecation of the prefix, and the sunsets. The
    /// vendor's jobs page has the schemas of `v1beta2` and `v1beta3`.
    RETIRED_VERSION = "retired-version", Warning, fix: "safe where the names allow", since: "0.1.0"
}
