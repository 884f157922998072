//! `unmonitored-property`.

rule! {
    /// Finds a property of the resource in the filter of a webhook that is not monitorable.
    ///
    /// # Why it matters
    ///
    /// The webhook guide lists the monitorable properties of each kind of resource, and filters
    /// events by those. The service sends an Updated event only if one of them changed. So
    /// `changed/createdAt` waits for an event that nothing sends, which is a warning. The guide
    /// does not say whether `old/createdAt` and `new/createdAt` work, which is a hint. The rule
    /// skips `name`, which the guide describes as `new/name` of any event.
    ///
    /// # Example
    ///
    /// ```webhook,reports
    /// type eq 'compute-ops/server' and changed/createdAt eq True
    /// ```
    /// ```webhook,reports
    /// type eq 'compute-ops/job' and new/resultCode eq 'FAILURE'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```webhook
    /// type eq 'compute-ops/server' and changed/hardware/powerState eq True
    /// ```
    /// ```webhook
    /// type eq 'compute-ops/job' and new/state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service has come to monitor the property. An event may also carry other changes than
    /// the one that caused it, so `changed/createdAt` may be true for one; but it causes no event
    /// alone. The rule has no fix, because only the author knows which property was meant.
    ///
    /// # Source
    ///
    /// The webhook guide, its page on filters: the monitorable properties of each resource.
    UNMONITORED_PROPERTY = "unmonitored-property", Hint, fix: "none", since: "0.1.0"
}
