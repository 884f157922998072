//! `resource-type-prefix`.

rule! {
    /// Finds a `resource/type` in a short form, such as `groups`, that no document shows for the list.
    ///
    /// # Why it matters
    ///
    /// The list has the long form. The short one equals none of its values, and the list comes back
    /// empty. It is an easy mistake: older versions of the API had other forms. Documents show
    /// `compute-ops/server` beside the long form, so its rule is `contested-value`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// resource/type eq 'server'
    /// ```
    /// ```filter,reports
    /// resource/type eq 'groups'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// resource/type in ('compute-ops-mgmt/server','compute-ops/server')
    /// ```
    /// ```filter
    /// resource/type in ('compute-ops-mgmt/group','compute-ops/group')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If an answer of the service really has your value, keep it: a warning stops nothing. The fix
    /// is unsafe, because it changes which jobs match.
    ///
    /// # Source
    ///
    /// The API page, sample response; `groups` from older versions.
    RESOURCE_TYPE_PREFIX = "resource-type-prefix", Warning, fix: "unsafe", since: "0.1.0"
}
