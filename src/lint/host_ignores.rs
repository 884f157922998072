//! Adds comments that ignore findings to host files, such as scripts.
//!
//! A comment is added above the statement with the filter. Each one is tried: it stays only if the language
//! takes it for a comment, its findings are gone afterwards, and all filters are still found. So no comment ends up in a
//! string, and a language without comments, such as JSON, gets none.

use std::collections::BTreeMap;

use super::suppress::comment;
use super::{Holder, Ignored, Language, Linter};
use crate::limits;
use crate::rules::UNUSED_SUPPRESSION;
use crate::source::{self, SearchedWords};
use crate::text::{Edit, Span, after_mark, apply, line_start};

/// The marks around a comment, in the languages that have one.
const MARKS: [(&str, &str); 4] = [("# ", ""), ("// ", ""), ("<!-- ", " -->"), ("-- ", "")];
const OF_BATCH: [(&str, &str); 1] = [("rem ", "")];

/// For the start of each line with a filter that has findings: their rules.
type Wanted = BTreeMap<u32, Vec<&'static str>>;

impl Linter {
    /// Adds a comment to a host file for each line with findings, and counts the findings that have no
    /// place for one.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::lint::{Language, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let script = "get(f\"{base}/compute-ops-mgmt/v1/jobs\", params={\"filter\": \"state == 'ERROR'\"})\n";
    /// let ignored = linter.add_ignores_to(Language::Python, script, "from a ticket");
    /// let comment = "# comfilter: ignore[foreign-operator, contested-value] from a ticket\n";
    /// assert_eq!(ignored.text, format!("{comment}{script}"));
    /// assert_eq!((ignored.count, ignored.left), (1, 0));
    /// ```
    pub fn add_ignores_to(&self, language: Language, text: &str, reason: &str) -> Ignored {
        let reason = reason.split(['\n', '\r']).next().unwrap_or_default().trim();
        let linter = self.thorough();
        let mut text = text.to_owned();
        let mut count = 0;
        for mark in marks(language, &text) {
            let (filters, wanted) = linter.wanted(language, &text);
            let edits: Vec<Edit> = wanted
                .iter()
                .filter(|(line, _)| takes_comment(language, &text, **line))
                .map(|(line, rules)| comment(&text, line_at(&text, *line), *mark, rules, reason))
                .collect();
            let edits = linter.accepted(language, &text, filters, edits);
            count += edits.len();
            if let Ok(changed) = apply(&text, &edits) {
                text = changed;
            }
        }
        let left = linter.wanted(language, &text).1.values().map(Vec::len).sum();
        Ignored { text, count, left }
    }

    /// The number of filters of a file, and the lines that need a comment.
    fn wanted(&self, language: Language, text: &str) -> (usize, Wanted) {
        let all = self.lint_all(Holder::Source(language), text);
        let mut wanted = Wanted::new();
        for linted in &all {
            let span = linted.span();
            let found = linted.outward();
            for found in found.iter().filter(|found| found.rule() != &UNUSED_SUPPRESSION) {
                let at =
                    if span.contains(Span::at(found.span().start)) { span.start } else { found.span().start };
                let rules = wanted.entry(statement_at(language, text, at).start).or_default();
                if !rules.contains(&found.rule().name()) {
                    rules.push(found.rule().name());
                }
            }
        }
        (all.len(), wanted)
    }

    /// The number of comments to comfilter in a host file.
    pub(super) fn comments_of(&self, language: Language, text: &str) -> usize {
        let words = SearchedWords::of(text);
        source::find(language, text, words, self.base_urls(), &self.names).comments.len()
    }

    /// The edits whose findings they remove. They are tried together; if a filter is lost then, one by one.
    fn accepted(&self, language: Language, text: &str, filters: usize, edits: Vec<Edit>) -> Vec<Edit> {
        let comments = self.comments_of(language, text);
        let working = |edits: &[Edit]| -> Option<Vec<Edit>> {
            let changed = apply(text, edits).ok()?;
            if self.comments_of(language, &changed) != comments + edits.len() {
                return None;
            }
            let (found, wanted) = self.wanted(language, &changed);
            let mut added = 0;
            let working = edits.iter().filter(|edit| {
                added += edit.text.len();
                let line = edit.span.start as usize + added;
                !u32::try_from(line).is_ok_and(|line| wanted.contains_key(&line))
            });
            let working = working.cloned().collect();
            (found == filters).then_some(working)
        };
        if edits.is_empty() {
            return edits;
        }
        if let Some(some) = working(&edits) {
            // The others may have helped: the rest must do without them.
            return working(&some).filter(|left| left.len() == some.len()).unwrap_or_default();
        }
        let mut accepted = Vec::new();
        for edit in edits.into_iter().take(limits::FIX_ROUNDS) {
            accepted.push(edit);
            if working(&accepted).is_none_or(|left| left.len() < accepted.len()) {
                accepted.pop();
            }
        }
        accepted
    }
}

/// The marks that may begin a comment in a file. Some readers of JSON take comments, and most do not: one that has a
/// comment already is for those.
pub(super) fn marks(language: Language, text: &str) -> &'static [(&'static str, &'static str)] {
    let has_comment = || text.lines().any(|line| line.trim_start().starts_with("//"));
    match language {
        Language::Notebook => &[],
        Language::Json if !has_comment() => &[],
        Language::Batch => &OF_BATCH,
        _ => &MARKS,
    }
}

/// The first line of the statement that contains a place: the lines before may go on in it.
pub(super) fn statement_at(language: Language, text: &str, place: u32) -> Span {
    let mut line = line_at(text, place);
    for _ in 0..limits::SOURCE_LINES {
        let Some(above) = line.start.checked_sub(1).map(|end| line_at(text, end)) else { break };
        if !source::goes_on_below(language, above.of(text)) {
            break;
        }
        line = above;
    }
    line
}

/// The line that contains a place. A byte-order mark is not a part of the first one, because it must stay in front.
pub(super) fn line_at(text: &str, place: u32) -> Span {
    let (before, following) = text.split_at_checked(place as usize).unwrap_or((text, ""));
    let start = line_start(text, before.len()).max(after_mark(text));
    let end = following.find('\n').map_or(text.len(), |line| before.len() + line + 1);
    Span::from_range(start..end)
}

/// Whether a comment above the line that starts here is one. In a command of several lines it would end the command,
/// and in HTML, in the children of an element and in a body it would be a part of the text.
pub(super) fn takes_comment(language: Language, text: &str, line: u32) -> bool {
    let (before, rest) = text.split_at_checked(line as usize).unwrap_or((text, ""));
    let (last, next) = (before.trim_end(), rest.lines().next().unwrap_or_default().trim_start());
    let goes_on = before.trim_end_matches(['\n', '\r']).ends_with(['\\', '`', '^']);
    let is_outside = match language {
        // Outside of `<?php … ?>`; a part of a file may have neither.
        Language::Php if text.contains("<?") => {
            before.rfind("<?").is_none_or(|open| before.rfind("?>").is_some_and(|close| open < close))
        }
        Language::JavaScript | Language::TypeScript => {
            next.starts_with('<') || last.ends_with('>') && !last.ends_with("=>")
        }
        // The line of a request is its first; a body is after an empty line.
        Language::Http => {
            let own = before.rfind("###").and_then(|at| before.get(at..)).unwrap_or(before);
            let is_request = next.split(' ').next().is_some_and(|method| {
                method.contains("://")
                    || method.len() > 2 && method.bytes().all(|byte| byte.is_ascii_uppercase())
            });
            !is_request && (own.contains("\n\n") || own.contains("\r\n\r\n"))
        }
        _ => false,
    };
    !goes_on && !is_outside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_not_added_where_it_would_be_text() {
        let takes = |language, before: &str, line: &str| {
            takes_comment(language, &format!("{before}{line}"), u32::try_from(before.len()).unwrap())
        };
        for (language, before, line, takes_one) in [
            (Language::Php, "", "<?php $u = 'U';\n", false),
            (Language::Php, "<?php\n", "$u = 'U';\n", true),
            (Language::Php, "<?php $a = 1; ?>\n", "<a href='U'>\n", false),
            (Language::Php, "<?php $a = 1; ?>\n<p>\n<?php\n", "$u = 'U';\n", true),
            (Language::Php, "", "$u = 'U';\n", true),
            (Language::JavaScript, "return (\n", "<a href='U'>\n", false),
            (Language::TypeScript, "<p>\n", "{U}\n", false),
            (Language::JavaScript, "const f = () =>\n", "fetch('U');\n", true),
            (Language::Http, "POST https://h\n\n{\n", "  \"u\": \"U\"\n", false),
            (Language::Http, "@host = h\n\n", "GET https://h/U\n", true),
            (Language::Http, "GET https://h\n\n{}\n###\n", "GET https://h/U\n", true),
            (Language::Shell, "curl -s \\\n", "  U\n", false),
            (Language::Shell, "set -e\n", "curl U\n", true),
        ] {
            assert_eq!(takes(language, before, line), takes_one, "{before}{line}");
        }
    }
}
