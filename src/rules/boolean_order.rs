//! `boolean-order`.

rule! {
    /// Finds a boolean compared by order, such as `cancellable gt false`.
    ///
    /// # Why it matters
    ///
    /// OData puts true above false, so the comparison has a meaning, but one that readers must work
    /// out. `ge false` is true for each job with a value, and `gt true` for none. The service reads
    /// only a part of OData and may refuse it.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// cancellable gt false
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// cancellable eq true
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the order is what you want, keep it: a warning stops nothing, and comfilter orders false
    /// before true. The rule has no fix, because the intent is not clear.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1.1.3 (Greater Than): true is greater than false.
    BOOLEAN_ORDER = "boolean-order", Warning, fix: "none", since: "0.1.0"
}
