//! `unencoded-interpolation`.

rule! {
    /// Finds a value that code inserts into the filter of a URL without encoding.
    ///
    /// # Why it matters
    ///
    /// A `+` in a URL is read as a space, and the ids of servers have one: the list of jobs comes
    /// back empty, without an error. A `&` or `#` in the value ends the filter, and a `%` may
    /// encode another character.
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
    /// The rule takes a value for encoded if its name contains `encoded` or `escaped`. It does not
    /// report these, nor interpolated whole filters, which may be encoded already. Clients encode
    /// values of a parameter list, a hash table or `--data-urlencode`.
    ///
    /// # Source
    ///
    /// The API page, note on URL encoding; RFC 3986, 2.1.
    UNENCODED_INTERPOLATION = "unencoded-interpolation", Warning, fix: "unsafe, in the host's way", since: "0.1.0"
}
