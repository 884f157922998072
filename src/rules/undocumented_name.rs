//! `undocumented-name`.

rule! {
    /// Finds a name that is not known of a list whose names the vendor does not list, or lists wrongly.
    ///
    /// # Why it matters
    ///
    /// For some lists the API description has no names to filter by, and for some it repeats those of
    /// another list. What is known there are the properties of an item of the answers, and the names that
    /// are listed. Another name may be a slip of the pen, and the service may take it all the same: nobody
    /// here can know, and so it is a hint and no error.
    ///
    /// # Example
    ///
    /// ```appliances,reports
    /// softwareVersion eq '9.10'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```appliances
    /// version eq '9.10'
    /// ```
    ///
    /// Where the names are listed, such as those of jobs, a name that is not among them is an error.
    ///
    /// ```filter
    /// name eq 'x'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service takes the name, keep it: a hint stops nothing. There is no fix.
    ///
    /// # Source
    ///
    /// `comfilter resources` says of each list whether its names are listed. The API description.
    UNDOCUMENTED_NAME = "undocumented-name", Hint, fix: "none", since: "0.1.0"
}
