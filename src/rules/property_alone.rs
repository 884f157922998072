//! `property-alone`.

rule! {
    /// Finds a property that stands alone, without a comparison, and is no boolean.
    ///
    /// # Why it matters
    ///
    /// In some languages a name alone asks whether there is a value. Here it does not: each term of
    /// a filter must be true or false, and `parentJobId` is a text. The service refuses the
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
    /// It cannot be: a text, a number, a timestamp or an object is no condition. There is no fix,
    /// because the value to compare with is yours. A boolean alone is understood; see
    /// `bare-boolean`.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.2 (System Query Option $filter): the filter is a boolean.
    PROPERTY_ALONE = "property-alone", Error, fix: "none", since: "0.1.0"
}
