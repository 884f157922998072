//! `not-filterable`.

rule! {
    /// Finds a property that stands in a job but cannot be filtered by: `resourceUri`, `resource`
    /// alone, or a path below a plain value.
    ///
    /// # Why it matters
    ///
    /// A response shows more than the service lets you ask for. A filter by `resourceUri` is
    /// refused although every job has one. `resource` is only the box around `resource/id` and
    /// `resource/type`, and a text such as `state` has nothing below it.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// resourceUri eq '/compute-ops-mgmt/v1/jobs/2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'
    /// ```
    /// ```filter,reports
    /// not resource eq null
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// id eq '2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'
    /// ```
    /// ```filter
    /// not resource/id eq null
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The list of the API page decides. If the service has come to take the property, describe it
    /// in a schema of your own. There is no fix, because the replacement needs a different value.
    ///
    /// # Source
    ///
    /// The API page, list of filterable properties and sample response.
    NOT_FILTERABLE = "not-filterable", Error, fix: "none", since: "0.1.0"
}
