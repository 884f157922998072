//! `missing-operator`.

rule! {
    /// Finds a property and a value side by side without an operator, such as `state 'ERROR'`.
    ///
    /// # Why it matters
    ///
    /// The service cannot know whether the two must be equal, and refuses the request. In search
    /// boxes a name and a value are often enough; here they are not.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state 'ERROR'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The finding cannot be wrong, but the fix is a guess: it writes `eq`. You may have meant
    /// `ne`, an order such as `gt`, or `contains(…)`.
    ///
    /// # Source
    ///
    /// The API page, table of operations: a value is compared with one of them.
    MISSING_OPERATOR = "missing-operator", Error, fix: "unsafe", since: "0.1.0"
}
