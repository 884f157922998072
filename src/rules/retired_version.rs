//! `retired-version`.

rule! {
    /// Finds a URL of an API version that is gone: `/v1beta2/jobs`, `/v1beta3/jobs`, or the old
    /// prefix `/compute-ops/`.
    ///
    /// # Why it matters
    ///
    /// These versions had their sunset in March 2025, so expect the request to fail whatever the
    /// filter is. They also had other names: `jobTemplateUri`, `associatedResourceUri`, `data` and
    /// `displayName` are now `jobTemplate`, `resource/id`, `jobParams` and `name`.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// /compute-ops/v1beta2/jobs?filter=state%20eq%20%27ERROR%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// /compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// For an old log or an archived script there is nothing to do. The fix is safe where each name
    /// of the filter exists in both versions: it writes the new path, and the filter keeps its
    /// meaning. Otherwise translate names and values first: an old `jobTemplateUri` ends in the id
    /// that `jobTemplate` has.
    ///
    /// # Source
    ///
    /// The vendor's jobs page, schemas of v1beta2 and v1beta3; the API page has the present path.
    RETIRED_VERSION = "retired-version", Warning, fix: "safe where the names allow", since: "0.1.0"
}
