//! `not-filterable`.

rule! {
    /// Finds a property that jobs have but filters cannot use: `resourceUri`, `resource` alone, or
    /// a path below a plain value.
    ///
    /// # Why it matters
    ///
    /// A response shows more than the service lets you filter by. The service refuses a filter by
    /// `resourceUri`, although every job has one. `resource` only groups `resource/id` and
    /// `resource/type`, and a string such as `state` has nothing below it.
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
    /// in your schema. The rule has no fix, because the replacement needs a different value.
    ///
    /// # Source
    ///
    /// The API page, list of filterable properties and sample response.
    NOT_FILTERABLE = "not-filterable", Error, fix: "none", since: "0.1.0"
}
