//! `resource-type-prefix`.

rule! {
    /// Finds a `resource/type` in a short form, such as `compute-ops/server`, that jobs do not
    /// have.
    ///
    /// # Why it matters
    ///
    /// Jobs have the long form. The short one equals none of them, and the list comes back empty.
    /// It is an easy mistake: the API page's own table of templates has the short form.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// resource/type eq 'compute-ops/server'
    /// ```
    /// ```filter,reports
    /// resource/type eq 'groups'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// resource/type eq 'compute-ops-mgmt/server'
    /// ```
    /// ```filter
    /// resource/type eq 'compute-ops-mgmt/group'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If a job really shows the value that you wrote, keep it: a warning stops nothing. The fix is
    /// unsafe, because it changes which jobs match.
    ///
    /// # Source
    ///
    /// The API page, sample response and table of templates; `groups` from older versions.
    RESOURCE_TYPE_PREFIX = "resource-type-prefix", Warning, fix: "unsafe", since: "0.1.0"
}
