//! `unbound-parameter`.

rule! {
    /// Finds a parameter `@name` without a value, and a value without a parameter in the filter.
    ///
    /// # Why it matters
    ///
    /// Parameters belong to comfilter: it replaces them with values before it sends anything. The
    /// service does not know them and would refuse a remaining `@name`. A value without a parameter
    /// is most often a mistyped name, so the filter would not do what you intend.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// name eq @name
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// name eq 'Server Restart'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be. Give the value with `--arg name='Server Restart'`, or write it into the
    /// filter. The message lists the other parameters. A string that begins with `@` belongs in
    /// quotes.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.3 (Parameter Aliases) has the idea; the API page does not.
    UNBOUND_PARAMETER = "unbound-parameter", Error, fix: "none", since: "0.1.0"
}
