//! `too-deep`.

rule! {
    /// Finds a filter whose parentheses and `not` stand inside each other more than 128 deep.
    ///
    /// # Why it matters
    ///
    /// No filter that a person writes comes near that depth, so a program went wrong while it built
    /// this one. comfilter stops at 128, so that no input can exhaust its stack. The service may
    /// have a limit of its own; none is documented.
    ///
    /// # Example
    ///
    /// A script that puts new parentheses around all it has each time it adds a term,
    /// `((a or b) or c)` and so on, is over the limit with its 130th term. Add the terms side by
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
    /// If you need more, raise `Limits::nesting` in the library for that one call. There is no fix:
    /// remove the parentheses that group nothing, or split the request.
    ///
    /// # Source
    ///
    /// A limit of comfilter, `limits::NESTING`.
    TOO_DEEP = "too-deep", Error, fix: "none", since: "0.1.0"
}
