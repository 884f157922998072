//! `template-placeholder`.

rule! {
    /// Finds an unfilled placeholder of a template, such as `<property>`, `{value}` or `'$NAME'`, of a format string, such as
    /// `%s`, or of SQL, such as `:name`.
    ///
    /// # Why it matters
    ///
    /// A bare placeholder is not a filter, and the service refuses it: an error. In quotes, as the
    /// whole string, it is a valid value that no job has, and the list comes back empty: a warning.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// <property> eq 'ERROR'
    /// ```
    /// ```filter,reports
    /// name eq '${JOB_NAME}'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    /// ```filter
    /// name eq 'Server Restart'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If a job is really named `{value}`, keep the string: a warning stops nothing. For a value
    /// from a variable, write `@name` and give it with `--arg name=VALUE`, which also quotes it.
    ///
    /// # Source
    ///
    /// The API page, examples with `<property>` and `<value>`; `$Name` seen in client scripts.
    TEMPLATE_PLACEHOLDER = "template-placeholder", Error, fix: "none", since: "0.1.0"
}
