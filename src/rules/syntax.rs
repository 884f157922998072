//! `syntax`.

rule! {
    /// Finds every syntax error without a rule of a more precise name, at the first place that
    /// cannot be a filter.
    ///
    /// # Why it matters
    ///
    /// The service answers a failed request with a code and one message, which may not name the
    /// place. This message names the place, the text there, and what a filter could have there
    /// instead.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// name eq ~'Firmware'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// contains(name,'Firmware')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If your service takes a form that comfilter refuses here, please report it: the API page may
    /// have changed. The rule has no fix, because the intent is not known.
    ///
    /// # Source
    ///
    /// The API page, table of operations and logic; OData 4.01 Part 2, section 5.1.1.
    SYNTAX = "syntax", Error, fix: "none", since: "0.1.0"
}
