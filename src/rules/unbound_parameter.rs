//! `unbound-parameter`.

rule! {
    /// Finds a parameter `@name` that has no value, and a value that was given for no parameter of
    /// the filter.
    ///
    /// # Why it matters
    ///
    /// Parameters belong to comfilter: it puts the value in their place before anything is sent.
    /// The service does not take them and would refuse an `@name` that is left over. A value
    /// without a parameter is most often a mistyped name, so that the filter would not do what you
    /// asked for.
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
    /// filter. The message lists the other parameters. A text that begins with `@` belongs in
    /// quotes.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.3 (Parameter Aliases) has the idea; the API page does not.
    UNBOUND_PARAMETER = "unbound-parameter", Error, fix: "none", since: "0.1.0"
}
