//! `too-deep`.

rule! {
    /// Finds a filter with parentheses and `not` nested more than 128 deep.
    ///
    /// # Why it matters
    ///
    /// Filters written by people do not come near that depth, so a program went wrong when it built
    /// this one. comfilter stops at 128, so no input can exhaust its stack. The service may have
    /// another limit; none is documented.
    ///
    /// # Example
    ///
    /// A script that adds a pair of parentheses around the filter with each new term,
    /// `((a or b) or c)` and so on, exceeds the limit with its 130th term. Add the terms side by
    /// side, or use a list.
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state in ('PENDING','APPROVAL_PENDING','RUNNING')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you need more, raise `Limits::nesting` in the library for that one call. The rule has no fix:
    /// remove the parentheses that group nothing, or split the request.
    ///
    /// # Source
    ///
    /// A limit of comfilter, `limits::NESTING`.
    TOO_DEEP = "too-deep", Error, fix: "none", since: "0.1.0"
}
