//! `foreign-operator`.

rule! {
    /// Finds an operator of another language, such as `==`, `>=`, `&&`, `!`, `is null` or `like`.
    ///
    /// # Why it matters
    ///
    /// Filters spell their operators as words: `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `in`, `and`,
    /// `or`, `not`. The service does not know the others and refuses the request. In a URL it gets
    /// worse: a raw `&` ends the parameter, so the service sees half of the filter.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// generation >= 3
    /// ```
    /// ```filter,reports
    /// name like '%Firmware%'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// generation ge 3
    /// ```
    /// ```filter
    /// contains(name,'Firmware')
    /// ```
    ///
    /// # When it is wrong
    ///
    /// It cannot be: these operators do not exist here. The fix is safe where an operator has the
    /// same meaning, and the refused filter becomes valid. A guess is not: `like` has a safe fix
    /// only for a plain `'%x%'`, because other patterns have no equal form, and `more than` none
    /// before `2 days ago`, because an older item has an earlier time.
    ///
    /// # Source
    ///
    /// The API page, table of operations and logic: it has words only.
    FOREIGN_OPERATOR = "foreign-operator", Error,
        fix: "safe where an operator has the same meaning; of like only where it is a plain '%x%'", since: "0.1.0"
}
