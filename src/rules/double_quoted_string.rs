//! `double-quoted-string`.

rule! {
    /// Finds a string in double quotes, curly quotes or back quotes instead of single quotes, and quotes with the
    /// backslashes of a script.
    ///
    /// # Why it matters
    ///
    /// Only the straight single quote starts a string. The service stops at the other character and
    /// refuses the request. Curly quotes often come from a document or a chat, and are hard to see.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// name eq "Server Restart"
    /// ```
    /// ```filter,reports
    /// state eq ‘ERROR’
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// name eq 'Server Restart'
    /// ```
    /// ```filter
    /// state eq 'ERROR'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be: outside a string these characters mean nothing. The fix is safe: it writes
    /// single quotes and doubles those inside, and a refused filter becomes valid.
    ///
    /// # Source
    ///
    /// Double quotes seen in client scripts for sibling resources; OData 4.01 Part 2, section 2.2.
    DOUBLE_QUOTED_STRING = "double-quoted-string", Error, fix: "safe", since: "0.1.0"
}
