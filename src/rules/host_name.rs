//! `host-name`.

rule! {
    /// Finds a host name beside the property `name` of servers, which is the serial number.
    ///
    /// # Why it matters
    ///
    /// A footnote of the API description says that `name` of a server is its serial number. No
    /// serial number equals a host name, so the list comes back empty. The name of the host is in
    /// `host/hostname`.
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
    /// The rule does not report other lists, such as jobs.
    ///
    /// ```filter
    /// name eq 'esx-01.example.net'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The same document shows a host name in its example of a server. If the answers for your
    /// servers have host names in `name`, keep it, and switch the hint off. The fix is unsafe: it
    /// compares another property.
    ///
    /// # Source
    ///
    /// The API description, list of servers: the footnote, which contradicts the example of the
    /// response.
    HOST_NAME = "host-name", Hint, fix: "unsafe", since: "0.1.0"
}
