//! Strings that code only compares with others or searches for, and those that a test expects.

use memchr::memmem;

use super::Search;
use crate::limits;

impl Search<'_, '_> {
    /// Whether a string is only compared with others or searched for.
    pub(super) fn is_compared(&mut self, first: usize, end: usize) -> bool {
        const LOOKS: [&str; 28] = [
            "startswith",
            "endswith",
            "includes",
            "contains",
            "indexof",
            "find",
            "match",
            "search",
            "compile",
            "fullmatch",
            "sub",
            "findall",
            "test",
            "replace",
            "split",
            "matches",
            "regexp",
            "-match",
            "-like",
            "-notmatch",
            "-notlike",
            "-replace",
            "-be",
            "-belike",
            "-beexactly",
            "-eq",
            "-ne",
            // A parameter of Azure's commands: "PowerShell: a query of Azure" (silent.toml).
            "-odataquery",
        ];
        let name = self.outline.function_of(first).or_else(|| self.outline.name_before(first, 1));
        // `"filter=state" in url`, `url == "…"`.
        self.outline.is_compared(first, end)
            || self.is_expected(first)
            || name.is_some_and(|name| LOOKS.iter().any(|looks| name.eq_ignore_ascii_case(looks)))
    }

    /// Whether a node is part of the expectation of a test: `assertEqual(…)`, `expect(…).toBe(…)`.
    pub(super) fn is_expected(&mut self, at: usize) -> bool {
        // Walking brackets costs time, and most files are not tests.
        let text = self.outline.text.as_bytes();
        let is_test = *self.is_test.get_or_init(|| {
            ["assert", "expect", "nock"].iter().any(|word| memmem::find(text, word.as_bytes()).is_some())
        });
        if !is_test {
            return false;
        }
        // `… == {"filter": "…"}`, and Rust's `assert_eq!(…)`.
        let begins = ["assert", "toBe", "toEqual", "toHave", "toMatch", "toContain", "toStrict", "nock"];
        let outline = self.outline;
        outline.parents(at).take(limits::SOURCE_CALL).any(|open| {
            let name = outline.callee(open).unwrap_or_default();
            begins.iter().any(|begin| name.starts_with(begin))
                || outline.is_after_equals(open)
                || outline.receiver(open) == Some("assert")
        })
    }
}
