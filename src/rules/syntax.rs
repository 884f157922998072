//! `syntax`.

rule! {
    /// Finds what no other rule has a name for: text that is no filter, at the first place where
    /// that shows.
    ///
    /// # Why it matters
    ///
    /// A request that fails is answered with a code and one message, and nothing promises that it
    /// names the place. The message here says what stood there, and what could have stood there
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
    /// have changed. There is no fix, because the intent is not known.
    ///
    /// # Source
    ///
    /// The API page, table of operations and logic; OData 4.01 Part 2, section 5.1.1.
    SYNTAX = "syntax", Error, fix: "none", since: "0.1.0"
}
