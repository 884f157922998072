//! `quoted-literal`.

rule! {
    /// Finds a boolean or a whole number in quotes, compared with a property of that type.
    ///
    /// # Why it matters
    ///
    /// In quotes, `true` is a string of four letters. A service that compares strictly finds no
    /// job, without an error; one that converts finds the jobs that you meant. No document says
    /// which of them this service is. If a document shows a property with its literal in quotes, as
    /// for `state/managed` of servers, the rule is `contested-value`.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// deleteOnComplete eq 'true'
    /// ```
    /// ```filter,reports
    /// generation gt '9'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// deleteOnComplete eq true
    /// ```
    /// ```filter
    /// generation gt 9
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you have seen the service answer the quoted form, it still answers the plain one. The fix
    /// is safe: it removes the quotes. It may change which jobs match, from none to those you
    /// meant.
    ///
    /// # Source
    ///
    /// Seen in client scripts for sibling resources; OData 4.01 Part 2, section 5.1.1.14.1.
    QUOTED_LITERAL = "quoted-literal", Warning, fix: "safe", since: "0.1.0"
}
