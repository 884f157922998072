//! `joined-without-parentheses`.

rule! {
    /// Finds a part with `or` that code joins with another by `and`, without parentheses.
    ///
    /// # Why it matters
    ///
    /// `and` binds before `or`. `a or b` joined with `and c` is `a or (b and c)`: it selects the
    /// jobs of `a` for any `c`.
    ///
    /// # Example
    ///
    /// ```powershell,reports
    /// Invoke-RestMethod "$base/compute-ops-mgmt/v1/jobs" -Body @{ filter = "state eq 'ERROR' or generation gt 3" + " and " + $more }
    /// ```
    /// ```python,reports
    /// requests.get("/compute-ops-mgmt/v1/jobs", params={"filter": "state eq 'ERROR' or generation gt 3 and " + more})
    /// ```
    ///
    /// Write instead:
    ///
    /// ```powershell
    /// Invoke-RestMethod "$base/compute-ops-mgmt/v1/jobs" -Body @{ filter = "(state eq 'ERROR' or generation gt 3)" + " and " + $more }
    /// ```
    /// ```python
    /// requests.get("/compute-ops-mgmt/v1/jobs", params={"filter": "(state eq 'ERROR' or generation gt 3) and " + more})
    /// ```
    ///
    /// # When it is wrong
    ///
    /// If you intend this, write the parentheses that show it: `a or (b and c)`.
    ///
    /// # Source
    ///
    /// OData 4.01, URL Conventions, 5.1.1.14: operator precedence.
    JOINED_WITHOUT_PARENTHESES = "joined-without-parentheses", Warning, fix: "none", since: "0.1.0"
}
