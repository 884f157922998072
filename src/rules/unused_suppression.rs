//! `unused-suppression`.

rule! {
    /// Finds a comment `comfilter: ignore[…]` that ignores nothing: no rule that it names reports where
    /// it stands, there is no rule of that name, or its brackets are empty or missing.
    ///
    /// # Why it matters
    ///
    /// What such a comment was for is gone, or was never covered; and the next mistake of that kind
    /// would be hidden by a reason that is not its own.
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
    /// safe: it takes out the comment, or those of its names that nothing needs. A name that is near
    /// that of a rule is a guess, and a comment without names is left to you.
    ///
    /// # Source
    ///
    /// The command's own comments. Ruff has the same rule, `unused-noqa`.
    UNUSED_SUPPRESSION = "unused-suppression", Warning, fix: "safe, unsafe for a name that was mistyped", since: "0.1.0"
}
