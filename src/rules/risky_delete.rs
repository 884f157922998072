//! `risky-delete`.

rule! {
    /// Finds a DELETE whose filter is always true, or has a term that two documents of the vendor
    /// read differently, and a DELETE with a filter on a list for which no document has one.
    ///
    /// # Why it matters
    ///
    /// A filter on a GET that selects too much shows too much; on a DELETE it removes too much. A
    /// filter that is always true removes everything. A contested term, such as a value that two
    /// documents spell differently, may select nothing or everything; only the service knows. A list whose
    /// DELETE takes no filter may ignore it.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// DELETE /compute-ops/v1beta2/groups/2a9b/devices?filter=name%20ne%20%27a%27%20or%20name%20ne%20%27b%27
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// DELETE /compute-ops/v1beta2/groups/2a9b/devices?filter=name%20ne%20%27a%27%20and%20name%20ne%20%27b%27
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If a GET with the same filter shows exactly the items to remove, ignore the finding. The rule has
    /// no fix, because only the author knows the intent. comfilter reads the method from the
    /// request itself: before the URL, in an option of curl or of a cmdlet, or in the call with the
    /// URL.
    ///
    /// # Source
    ///
    /// The vendor's developer guide: filters limit GET and DELETE. The API description has a DELETE with a filter
    /// for the devices of a group.
    RISKY_DELETE = "risky-delete", Warning, fix: "none", since: "0.1.0"
}
