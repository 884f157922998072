//! `host-name`.

rule! {
    /// Finds a host name beside the property `name` of servers, which holds the serial number.
    ///
    /// # Why it matters
    ///
    /// The API description says in a footnote that `name` of a server holds its serial number. A host name
    /// equals none of them, and the list comes back empty. The name of the host stands in `host/hostname`.
    ///
    /// # Example
    ///
    /// ```servers,reports
    /// name eq 'esx-01.example.net'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```servers
    /// host/hostname eq 'esx-01.example.net'
    /// ```
    /// ```servers
    /// name eq 'CZ2311004G'
    /// ```
    ///
    /// Of other lists, such as jobs, nothing is said.
    ///
    /// ```filter
    /// name eq 'esx-01.example.net'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The same document shows a host name in its example of a server. If the answers for your servers have
    /// host names in `name`, keep it, and switch the hint off. The fix is unsafe: it asks another property.
    ///
    /// # Source
    ///
    /// The API description, list of servers: the footnote, and against it the example of the response.
    HOST_NAME = "host-name", Hint, fix: "unsafe", since: "0.1.0"
}
