//! `html-entity`.

rule! {
    /// Finds an HTML entity such as `&#39;` or `&amp;` where a plain character belongs.
    ///
    /// # Why it matters
    ///
    /// A filter copied from the source of a web page, an XML file or a ticket system may have its
    /// characters in their HTML form. The service does not decode them. In a URL the raw `&` also
    /// ends the parameter, so only the part before it arrives.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// name eq &#39;Server Restart&#39;
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// name eq 'Server Restart'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be between the words of a filter, where `&` has no meaning. The fix is safe: it
    /// writes the character of the entity. The service could not read the filter before.
    ///
    /// # Source
    ///
    /// OData 4.01 Part 2, section 5.1.1 (Common Expression Syntax): it has no `&`.
    HTML_ENTITY = "html-entity", Error, fix: "safe", since: "0.1.0"
}
