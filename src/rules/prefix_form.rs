//! `prefix-form`.

rule! {
    /// Finds an operator written like a function before its operands, such as `eq(name,'x')`.
    ///
    /// # Why it matters
    ///
    /// Some other APIs write filters this way. OData writes the operator between its operands, and
    /// so does the page of this API. The service has no function `eq` and refuses the request.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// eq(name,'Server Restart')
    /// ```
    /// ```filter,reports
    /// and(eq(state,'ERROR'),eq(cancellable,true))
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// name eq 'Server Restart'
    /// ```
    /// ```filter
    /// state eq 'ERROR' and cancellable eq true
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be for jobs. Scripts for sibling resources show this form, so check which list
    /// your filter is for. The fix is safe: it puts the operator between the operands, and the
    /// meaning stays.
    ///
    /// # Source
    ///
    /// Seen in client scripts for sibling resources; OData 4.01 Part 2, section 5.1.1.1.
    PREFIX_FORM = "prefix-form", Error, fix: "safe", since: "0.1.0"
}
