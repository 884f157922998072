//! `type-mismatch`.

rule! {
    /// Finds a value that its property cannot be compared with: a number beside a string property,
    /// a string beside a number that is not one, or `contains` of a property that is not a string.
    ///
    /// # Why it matters
    ///
    /// A comparison of two types has no answer: the service refuses it, or no job can match. In the
    /// usual case, `name eq 42`, the name is a string of two digits and not a number.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// name eq 42
    /// ```
    /// ```filter,reports
    /// contains(generation,'4')
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// name eq '42'
    /// ```
    /// ```filter
    /// generation eq 4
    /// ```
    ///
    /// # When it is wrong
    ///
    /// Values below `jobParams`, `results` and `statusDetails` may have any type, and only
    /// `contains` needs a string. The fix is safe if the type decides: it adds quotes, and a
    /// refused filter becomes valid.
    ///
    /// # Source
    ///
    /// The API page, list of types and sample response; OData 4.01 Part 2, section 5.1.1.14.1.
    TYPE_MISMATCH = "type-mismatch", Error, fix: "safe where the type decides", since: "0.1.0"
}
