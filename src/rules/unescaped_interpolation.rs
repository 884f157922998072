//! `unescaped-interpolation`.

rule! {
    /// Finds a value that code inserts unescaped between the quotes of a filter: `name eq '$Name'`.
    ///
    /// # Why it matters
    ///
    /// A quote in the value ends the string. `O'Neil` gives a filter that the service refuses, and
    /// `x' or name ne '` one that selects every job. If the property contains names, a status or
    /// anything below an open object, such a value will come up one day: a warning. An id, a state
    /// or a time has no quote: a hint.
    ///
    /// # Example
    ///
    /// ```powershell,reports
    /// Invoke-RestMethod "$base/compute-ops-mgmt/v1/jobs" -Body @{ filter = "name eq '$Name'" }
    /// ```
    /// ```python,reports
    /// requests.get("/compute-ops-mgmt/v1/jobs", params={"filter": f"name eq '{name}'"})
    /// ```
    ///
    /// Write instead:
    ///
    /// ```powershell
    /// Invoke-RestMethod "$base/compute-ops-mgmt/v1/jobs" -Body @{ filter = "name eq '$($Name.Replace("'", "''"))'" }
    /// ```
    /// ```python
    /// requests.get("/compute-ops-mgmt/v1/jobs", params={"filter": "name eq '" + name.replace("'", "''") + "'"})
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the value is yours and never has a quote, ignore the line:
    /// `# comfilter: ignore[unescaped-interpolation] reason`. If a value is already escaped, put
    /// `escaped` into its name.
    ///
    /// # Source
    ///
    /// OData 4.01, URL Conventions, 5.1.1.6.1: a quote inside of a string literal is doubled.
    UNESCAPED_INTERPOLATION = "unescaped-interpolation", Warning, fix: "unsafe, in the host's way", since: "0.1.0"
}
