//! `undocumented-name`.

rule! {
    /// Finds an unknown name in a list whose names the vendor does not document, or documents
    /// wrongly.
    ///
    /// # Why it matters
    ///
    /// For some lists the API description has no names to filter by, and for some it repeats those
    /// of another list. comfilter then knows the properties of an item of the answers, and the
    /// listed names. Another name may be a typing mistake, but the service may also take it. So the
    /// finding is a hint and not an error.
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
    /// For lists with documented names, such as jobs, any other name is an error.
    ///
    /// ```filter
    /// name eq 'x'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service takes the name, keep it: a hint stops nothing. The rule has no fix.
    ///
    /// # Source
    ///
    /// `comfilter resources` shows for each list whether its names are documented. The API
    /// description.
    UNDOCUMENTED_NAME = "undocumented-name", Hint, fix: "none", since: "0.1.0"
}
