//! `redundant-parentheses`.

rule! {
    /// Finds parentheses that are doubled, and those around the whole filter.
    ///
    /// # Why it matters
    ///
    /// They have no effect, and each takes six characters of a URL. The rule skips others, because
    /// they may clarify the filter.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// ((state eq 'ERROR' and generation gt 3))
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state eq 'ERROR' and generation gt 3
    /// ```
    ///
    /// # When it is wrong
    ///
    /// Parentheses around a whole filter in a program or a script are not reported, because code
    /// may join it with others. `comfilter fmt` removes the same ones. The fix is safe: the same
    /// jobs match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, "Operator Precedence".
    REDUNDANT_PARENTHESES = "redundant-parentheses", Hint, fix: "safe", since: "0.1.0"
}
