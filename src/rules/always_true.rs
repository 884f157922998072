//! `always-true`.

rule! {
    /// Finds conditions of one property that together match every job, such as
    /// `state ne 'ERROR' or state ne 'STALLED'`.
    ///
    /// # Why it matters
    ///
    /// The filter, or a part of it, has no effect: each state differs from one of two states.
    /// Usually `and` was meant.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state ne 'ERROR' or state ne 'STALLED'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// not state in ('ERROR','STALLED')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The rule assumes that values are null or of their type, as on the API page. If a
    /// `generation` were a string, `generation gt 5 or not generation gt 3` could be false. Null
    /// counts as a value: `generation gt 5 or generation le 5` is not reported, because it excludes
    /// jobs without a generation. The rule has no fix, because the intent is not clear.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, sections 5.1.1.1.1 (Equals) to 5.1.1.1.9 (Not).
    ALWAYS_TRUE = "always-true", Warning, fix: "none", since: "0.1.0"
}
