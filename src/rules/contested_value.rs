//! `contested-value`.

rule! {
    /// Finds a value that the vendor's documents spell differently, in only one of its spellings.
    ///
    /// # Why it matters
    ///
    /// Strings are compared letter by letter, including case. The vendor's pages list `RUNNING`
    /// among the values of `state`, and the filters on these pages have `running`. One of the two
    /// selects nothing, and an empty list looks like good news. No document decides between them,
    /// so comfilter calls neither wrong.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// state eq 'running'
    /// ```
    /// ```filter,reports
    /// state eq 'RUNNING'
    /// ```
    /// ```filter,reports
    /// resource/type eq 'compute-ops/server'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// state in ('RUNNING','running')
    /// ```
    /// ```filter
    /// resource/type in ('compute-ops-mgmt/server','compute-ops/server')
    /// ```
    ///
    /// If only the case differs, `tolower(state) eq 'running'` has the same effect.
    ///
    /// Documents also differ on two forms. For some lists, such as alerts, the table of operators writes
    /// `severity eq 'CRITICAL'` and the examples write `eq(severity,'CRITICAL')`: the form of the examples has a
    /// hint. One example of a saved filter writes the path `tags/OS` of servers as `tags.OS`: the dot has a hint.
    ///
    /// # When it is wrong
    ///
    /// If you know the spelling of your service, write it and switch the hint off: the others
    /// select nothing. To find it, `GET` the list with either spelling and count. For servers,
    /// `POST /compute-ops-mgmt/v1beta1/filters?dry-run=true` checks the syntax of a filter without
    /// saving it, and so shows whether the service reads a form. The fix is unsafe: it selects the
    /// jobs of both spellings.
    ///
    /// # Source
    ///
    /// `comfilter properties NAME` names the documents of each spelling. They are the developer
    /// guide, the API description and the webhook guide, and public client scripts for spellings
    /// that only these have.
    CONTESTED_VALUE = "contested-value", Hint, fix: "unsafe", since: "0.1.0"
}
