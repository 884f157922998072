//! `unknown-property`.

rule! {
    /// Finds a name that is not in the list of properties that jobs can be filtered by.
    ///
    /// # Why it matters
    ///
    /// The service refuses a name that is not in the list, or finds no job by it. Beware: some
    /// responses spell `cancelable`, but filters spell `cancellable`. Older versions of the API had
    /// other names.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// cancelable eq false
    /// ```
    /// ```filter,reports
    /// Name eq 'Server Restart'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// cancellable eq false
    /// ```
    /// ```filter
    /// name eq 'Server Restart'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service has learned a property, describe it in your schema. If only upper and lower
    /// case differ, the fix is safe and makes a refused filter valid. The nearest name is a guess.
    ///
    /// In the filter of a webhook, the names below `new/`, `old/` and `changed/` are those of the resource that a
    /// `type eq` joined by `and` names. Without one, any name passes.
    ///
    /// # Source
    ///
    /// The API page, list of properties; older names from the schemas of v1beta2 and v1beta3.
    UNKNOWN_PROPERTY = "unknown-property", Error, fix: "safe on case, else unsafe", since: "0.1.0"
}
