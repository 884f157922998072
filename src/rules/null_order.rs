//! `null-order`.

rule! {
    /// Finds `null` beside `gt`, `ge`, `lt` or `le`, in `contains`, and inside the list of `in`.
    ///
    /// # Why it matters
    ///
    /// Nothing is greater or smaller than null, and no string contains it, so the list comes back
    /// empty without an error. Inside `in`, comfilter reads null as `eq null`; the service may see
    /// it differently.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// createdAt gt null
    /// ```
    /// ```filter,reports
    /// resultCode in ('FAILURE',null)
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// not createdAt eq null
    /// ```
    /// ```filter
    /// resultCode eq 'FAILURE' or resultCode eq null
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the service answers `in` with null as you want, keep it: a warning stops nothing. The fix
    /// is unsafe, because it changes which jobs match.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, sections 5.1.1.1.3 (Greater Than) to 5.1.1.1.6 (Less Than or Equal).
    NULL_ORDER = "null-order", Warning, fix: "unsafe", since: "0.1.0"
}
