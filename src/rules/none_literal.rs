//! `none-literal`.

rule! {
    /// Finds `none`, which comfilter reads as `null`.
    ///
    /// # Why it matters
    ///
    /// One example of the API description writes `not resource/id eq none`. All documents of the
    /// API name the literal `null`, and none of them mentions `none`. The service may not know it.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// not resource/id eq none
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// not resource/id eq null
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you mean the string `none`, write it in single quotes.
    ///
    /// # Source
    ///
    /// The developer guide and the API page name `null` among the types; the API description has the example.
    NONE_LITERAL = "none-literal", Warning, fix: "safe", since: "0.1.0"
}
