//! `unused-suppression`.

rule! {
    /// Finds a comment `comfilter: ignore[…]` that ignores nothing: its rules report nothing in its
    /// place, a rule of that name does not exist, or its brackets are empty or missing.
    ///
    /// # Why it matters
    ///
    /// The reason for such a comment is gone, or never was there. It would hide the next mistake of
    /// that kind under a wrong reason.
    ///
    /// # Example
    ///
    /// ```file,reports
    /// # comfilter: ignore[keyword-case] copied from a ticket
    /// state eq 'ERROR' and cancellable eq true
    /// ```
    ///
    /// Write instead:
    ///
    /// ```file
    /// # comfilter: ignore[keyword-case] copied from a ticket
    /// state EQ 'ERROR' AND cancellable EQ true
    /// ```
    ///
    /// # When it is wrong
    ///
    /// A comment that is needed only with another `comfilter.toml` is unused without it. The fix is
    /// safe: it removes the comment, or its unused names. A name that is near that of a rule is a
    /// guess, and a comment without names is left to you.
    ///
    /// # Source
    ///
    /// The command's own comments. Ruff has the same rule, `unused-noqa`.
    UNUSED_SUPPRESSION = "unused-suppression", Warning, fix: "safe, unsafe for a name that was mistyped", since: "0.1.0"
}
