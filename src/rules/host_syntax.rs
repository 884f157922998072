//! `host-syntax`.

rule! {
    /// Finds a filter that the file around it reads otherwise than its author meant: the quotes of a word processor in
    /// a shell, a carriage return at the end of a line of a shell script, and ` #` in YAML.
    ///
    /// # Why it matters
    ///
    /// Nothing in the filter is wrong, and the service does not get it. A shell takes `“` for a character like any
    /// other, so the argument ends at the next blank. It keeps the carriage return of Windows as a part of the last
    /// argument. In YAML, ` #` begins a comment and ends the value.
    ///
    /// # Example
    ///
    /// ```sh,reports
    /// curl -s “https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27running%27”
    /// ```
    ///
    /// Write instead:
    ///
    /// ```sh
    /// curl -s "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27running%27"
    /// ```
    ///
    /// # When it is wrong
    ///
    /// The bash of Git for Windows drops carriage returns. A script that runs only there may keep them: this finding is
    /// a warning.
    ///
    /// # Source
    ///
    /// POSIX, "Shell Command Language", 2.2 Quoting and 2.6.5 Field Splitting; YAML 1.2.2, 6.6 Comments; the requests of
    /// curl 7.88, recorded on a server.
    HOST_SYNTAX = "host-syntax", Error, fix: "safe, except for a carriage return", since: "0.1.0"
}
