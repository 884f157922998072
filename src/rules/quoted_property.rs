//! `quoted-property`.

rule! {
    /// Finds the name of a property in quotes or brackets on the left of a comparison.
    ///
    /// # Why it matters
    ///
    /// In quotes, the name is only a string. `'state' eq 'ERROR'` compares two constants, which
    /// differ for every job. The service refuses the filter, or answers with an empty list.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// 'state' eq 'ERROR'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If it is the key of a tag, the condition belongs elsewhere: `'OS' eq 'Linux'`,
    /// `'OS' in keys` and `not 'OS' in keys` are the grammar of the parameter `filter-tags`, and of
    /// `filterTags` of a saved filter. Otherwise the finding cannot be wrong, because a comparison
    /// of two strings ignores the job. The fix is safe: it removes the quotes of the name, and the
    /// filter begins to select jobs.
    ///
    /// # Source
    ///
    /// Seen in client scripts for sibling resources.
    QUOTED_PROPERTY = "quoted-property", Error, fix: "safe", since: "0.1.0"
}
