//! `swapped-operands`.

rule! {
    /// Finds a value on the left and the property on the right, in a comparison or in `contains`.
    ///
    /// # Why it matters
    ///
    /// `contains('Firmware',name)` tests whether the word `Firmware` contains the name of the job,
    /// which makes no sense: an error. A comparison means the same in both orders, but the API page
    /// always has the property first, and the service may insist on that: a warning.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// contains('Firmware',name)
    /// ```
    /// ```filter,reports
    /// 3 lt generation
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// contains(name,'Firmware')
    /// ```
    /// ```filter
    /// generation gt 3
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It rarely is. The fix is safe: it exchanges the sides and reverses the operator. A
    /// comparison selects the same jobs as before; `contains` gets its intended meaning.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, sections 5.1.1.1 (Logical Operators) and 5.1.1.5.2 (contains).
    SWAPPED_OPERANDS = "swapped-operands", Warning, fix: "safe", since: "0.1.0"
}
