//! `unencoded-interpolation`.

rule! {
    /// Finds a value, or a whole filter, that code inserts into a URL without encoding.
    ///
    /// # Why it matters
    ///
    /// A `+` in a URL is read as a space, and the ids of servers have one: the list of jobs comes
    /// back empty, without an error. A `&` or `#` in the value ends the filter, and a `%` may
    /// encode another character. curl, Go, Java and others also refuse a space, or send a request
    /// that no server accepts. `encodeURI`, `EscapeUriString`, `url.PathEscape` and
    /// `URI::DEFAULT_PARSER.escape` leave a `+`, because they are for whole URLs or paths.
    ///
    /// # Example
    ///
    /// ```powershell,reports
    /// Invoke-RestMethod "https://$server/compute-ops-mgmt/v1/jobs?filter=resource%2Fid%20eq%20%27$id%27"
    /// ```
    /// ```javascript,reports
    /// fetch(`${base}/compute-ops-mgmt/v1/jobs?filter=id%20eq%20%27${id}%27`)
    /// ```
    ///
    /// Write instead:
    ///
    /// ```powershell
    /// Invoke-RestMethod "https://$server/compute-ops-mgmt/v1/jobs?filter=resource%2Fid%20eq%20%27$([uri]::EscapeDataString($id.Replace("'", "''")))%27"
    /// ```
    /// ```javascript
    /// fetch(`${base}/compute-ops-mgmt/v1/jobs?filter=${encodeURIComponent(`id eq '${id.replaceAll("'", "''")}'`)}`)
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The rule takes a value for encoded if its name contains `encoded` or `escaped`, or if code
    /// encodes the variable before. It reports a variable that is a whole filter only if its text
    /// is known and changes on the way. Clients encode values of a parameter list, a hash table or
    /// `--data-urlencode`.
    ///
    /// # Source
    ///
    /// The API page, note on URL encoding; RFC 3986, 2.1.
    UNENCODED_INTERPOLATION = "unencoded-interpolation", Warning, fix: "safe for a known filter, else unsafe", since: "0.1.0"
}
