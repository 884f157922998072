//! `curl-posts`.

rule! {
    /// Finds a filter in the data of a curl command without `-G`.
    ///
    /// # Why it matters
    ///
    /// `--data-urlencode` and `-d` make curl send a POST with the filter as its body, unless `-G`
    /// moves them into the query. A POST to the list of jobs creates a job. Other data does the same beside a
    /// filter in the URL.
    ///
    /// # Example
    ///
    /// ```query,reports
    /// curl https://h/compute-ops-mgmt/v1/jobs --data-urlencode "filter=state eq 'ERROR'"
    /// ```
    ///
    /// Write instead:
    ///
    /// ```query
    /// curl https://h/compute-ops-mgmt/v1/jobs -G --data-urlencode "filter=state eq 'ERROR'"
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It never is: no body of this API has a `filter`.
    ///
    /// # Source
    ///
    /// curl(1), `-d` and `-G`; the API page, "Create a job".
    CURL_POSTS = "curl-posts", Error, fix: "safe without a method in the command", since: "0.1.0"
}
