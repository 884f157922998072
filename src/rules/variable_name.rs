//! `variable-name`.

rule! {
    /// Finds a variable of PowerShell in a URL whose name includes the `?` of the query after it.
    ///
    /// # Why it matters
    ///
    /// A `?` may be a part of a name in PowerShell. `"$uri?filter=…"` inserts the variable `$uri?`, which is
    /// usually not set, so the URL begins with `filter=`.
    ///
    /// # Example
    ///
    /// ```powershell,reports
    /// $uri = "$base/compute-ops-mgmt/v1/jobs"; Invoke-RestMethod "$uri?filter=state%20eq%20%27running%27"
    /// ```
    ///
    /// Write instead:
    ///
    /// ```powershell
    /// $uri = "$base/compute-ops-mgmt/v1/jobs"; Invoke-RestMethod "${uri}?filter=state%20eq%20%27running%27"
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If the name really ends with a `?`, write `${name?}`.
    ///
    /// # Source
    ///
    /// PowerShell's documentation, `about_Variables`: a name may have letters, digits, `_` and `?`.
    VARIABLE_NAME = "variable-name", Error, fix: "safe", since: "0.1.0"
}
