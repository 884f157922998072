//! A comment that ignores one finding.

use super::host_ignores::{line_at, marks, statement_at, takes_comment};
use super::suppress::comment;
use super::{Holder, Linted, Linter};
use crate::diagnostic::Diagnostic;
use crate::rules::{Rule, UNUSED_SUPPRESSION};
use crate::text::{Edit, Span, apply};

impl Linter {
    /// The edit that adds a comment for the findings of a rule in a line: for `found`, a finding of `filter` with its
    /// place in `text`. `None` if no comment can be there.
    pub(crate) fn ignore(
        &self,
        holder: Holder,
        text: &str,
        filter: &Linted<'_>,
        found: &Diagnostic,
    ) -> Option<Edit> {
        let rule = found.rule();
        if rule == &UNUSED_SUPPRESSION {
            return None;
        }
        let marks = match holder {
            Holder::File => &[("# ", "")][..],
            Holder::Source(language) => marks(language, text),
            _ => return None,
        };
        // In a host file, a comment is above the line on which the filter begins.
        let is_inside = filter.span().contains(Span::at(found.span().start));
        let at = if holder != Holder::File && is_inside { filter.span().start } else { found.span().start };
        let line = match holder {
            Holder::Source(language) => statement_at(language, text, at),
            _ => line_at(text, at),
        };
        if let Holder::Source(language) = holder
            && !takes_comment(language, text, line.start)
        {
            return None;
        }
        let comments = |text: &str| match holder {
            Holder::Source(language) => self.comments_of(language, text),
            _ => 0,
        };
        let (before, known) = (Counts::of(&self.lint_all(holder, text), rule), comments(text));
        let longer = longer_comment(text, line, rule).map(|edit| (edit, known));
        let one_more = if holder == Holder::File { known } else { known + 1 };
        let added = marks.iter().map(|mark| (comment(text, line, *mark, &[rule.name()], ""), one_more));
        let mut tried = longer.into_iter().chain(added);
        let (edit, _) = tried.find(|(edit, expected)| {
            apply(text, std::slice::from_ref(edit)).is_ok_and(|text| {
                comments(&text) == *expected
                    && Counts::of(&self.lint_all(holder, &*text), rule).is_better(&before)
            })
        })?;
        Some(edit)
    }
}

/// The edit that adds a rule to the comment above a line.
fn longer_comment(text: &str, line: Span, rule: &Rule) -> Option<Edit> {
    let above = line_at(text, line.start.checked_sub(1)?);
    let open = above.of(text).find("comfilter: ignore[")?;
    let close = above.of(text).get(open..)?.find(']')?;
    Some(Edit::insert(above.start + u32::try_from(open + close).ok()?, format!(", {}", rule.name())))
}

/// The numbers of filters and findings.
struct Counts {
    filters: usize,
    of_rule: usize,
    of_others: usize,
}

impl Counts {
    fn of(linted: &[Linted<'_>], rule: &Rule) -> Counts {
        let all = linted.iter().flat_map(Linted::all_diagnostics);
        let (own, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = all.partition(|found| found.rule() == rule);
        Counts { filters: linted.len(), of_rule: own.len(), of_others: others.len() }
    }

    fn is_better(&self, before: &Counts) -> bool {
        self.filters == before.filters && self.of_rule < before.of_rule && self.of_others <= before.of_others
    }
}
