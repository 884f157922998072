//! `property-alone`.

rule! {
    /// Finds a property alone, without a comparison, that is not a boolean.
    ///
    /// # Why it matters
    ///
    /// In some languages a name alone tests whether there is a value. Here it does not: each term
    /// of a filter must be true or false, and `parentJobId` is a string. The service refuses the
    /// request.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// parentJobId
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// not parentJobId eq null
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be: a string, a number, a timestamp or an object is not a condition. The rule has
    /// no fix, because the value to compare with is yours. A boolean alone is understood; see
    /// `bare-boolean`.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.2 (System Query Option $filter): the filter is a boolean.
    PROPERTY_ALONE = "property-alone", Error, fix: "none", since: "0.1.0"
}
