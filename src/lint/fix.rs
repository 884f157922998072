//! Fixes applied, round after round, until nothing is left to apply.

use std::collections::BTreeMap;

use super::{Holder, Linted, Linter};
use crate::diagnostic::{Applicability, Fix};
use crate::format::entries;
use crate::limits::{self, Limits};
use crate::text::{Edit, Span, apply};

/// What fixing a text gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text afterwards.
    pub text: String,
    /// How many fixes were applied.
    pub count: usize,
    /// Whether the last round found nothing more to apply.
    pub is_done: bool,
}

impl Linter {
    /// Applies the fixes of a text: the safe ones, or with [`Applicability::Unsafe`] the guesses too.
    ///
    /// No two edits of a round overlap or touch, and no filter has more errors after a round than
    /// before: a fix that would bring one is left. A fix may lay open another mistake, and so there are
    /// rounds, at most [`limits::FIX_ROUNDS`].
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::diagnostic::Applicability;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let fixed = linter.fix(Holder::Filter, "State == 'running' && ((generation gt 3))", Applicability::Safe);
    /// assert_eq!(fixed.text, "state eq 'RUNNING' and (generation gt 3)");
    /// ```
    pub fn fix(&self, holder: Holder, text: &str, most: Applicability) -> Fixed {
        // In a round each filter may have more fixes than anybody reads.
        let limits = Limits { diagnostics: self.limits.diagnostics.max(limits::FIXES), ..self.limits };
        let linter = self.clone().with_limits(limits);
        let mut fixed = Fixed { text: text.to_owned(), count: 0, is_done: true };
        let mut budget = limits::FIX_TRIES.saturating_mul(text.len()).max(limits::TEXT);
        for _ in 0..limits::FIX_ROUNDS {
            let mut edits = Vec::new();
            for linted in linter.lint_all(holder, &fixed.text) {
                let chosen = chosen(&linted, most);
                let mut attempt = Attempt { linter: &linter, holder, text: &fixed.text, linted: &linted };
                let kept = attempt.without_new_errors(&chosen, &mut budget);
                fixed.count += kept.len();
                edits.extend(kept.into_iter().flat_map(|fix| fix.edits.iter().cloned()));
            }
            match apply(&fixed.text, &edits) {
                Ok(text) if text != fixed.text => fixed.text = text,
                _ => return fixed,
            }
        }
        fixed.is_done = false;
        fixed
    }

    /// How many errors the only filter of a text has, and how many lines of comments stand in it; `None`
    /// where there is not one filter.
    fn weigh(&self, holder: Holder, text: &str) -> Option<(usize, usize)> {
        match holder {
            Holder::File => {
                let entries = entries(text);
                let [entry] = entries.as_slice() else { return None };
                let comments = text.lines().filter(|line| line.trim_start().starts_with('#')).count();
                Some((self.schema.check_with(&entry.text, &self.limits).diagnostics().errors(), comments))
            }
            _ => Some((self.lint_all(holder, text).iter().map(Linted::errors).sum(), 0)),
        }
    }
}

/// The fixes of a filter that may be applied together: safe ones before guesses.
fn chosen(linted: &Linted<'_>, most: Applicability) -> Vec<Fix> {
    let mut found = linted.outward();
    found.sort_by_key(|found| found.fix().map(|fix| fix.applicability));
    let mut taken = Taken::default();
    let fixes = found.iter().filter_map(|found| found.fix()).filter(|fix| fix.applicability <= most);
    fixes
        .filter(|fix| fix.edits.iter().all(|edit| linted.span().contains(edit.span)) && taken.take(fix))
        .cloned()
        .collect()
}

/// The places that the fixes of a round change.
#[derive(Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Takes the places of a fix, if none of them overlaps or touches what is taken. Spaces that an edit
    /// adds to keep words apart are those that the text beside it needs, and so that has to stay.
    fn take(&mut self, fix: &Fix) -> bool {
        let is_free = |edit: &Edit| {
            let before = self.0.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, end)| *end < edit.span.start)
        };
        let is_free = fix.edits.iter().all(is_free);
        if is_free {
            self.0.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        }
        is_free
    }
}

/// A filter that is to be fixed.
struct Attempt<'a> {
    linter: &'a Linter,
    holder: Holder,
    text: &'a str,
    linted: &'a Linted<'a>,
}

impl Attempt<'_> {
    /// Those of the fixes with which the filter has no more errors than without: all of them, or where
    /// that does not hold, those that can be added one after the other.
    fn without_new_errors<'f>(&mut self, fixes: &'f [Fix], budget: &mut usize) -> Vec<&'f Fix> {
        let mut kept: Vec<&Fix> = fixes.iter().collect();
        if fixes.is_empty() {
            return kept;
        }
        let part = self.linted.span().of(self.text);
        let Some(before) = self.linter.weigh(self.holder, part) else { return Vec::new() };
        if self.brings_none(&kept, before) {
            return kept;
        }
        kept.clear();
        for fix in fixes {
            if *budget < part.len() {
                break;
            }
            *budget -= part.len();
            kept.push(fix);
            if !self.brings_none(&kept, before) {
                kept.pop();
            }
        }
        kept
    }

    fn brings_none(&self, fixes: &[&Fix], (errors, comments): (usize, usize)) -> bool {
        let span = self.linted.span();
        let inside = |edit: &Edit| {
            let place = Span::new(edit.span.start - span.start, edit.span.end - span.start);
            Edit::replace(place, edit.text.clone())
        };
        let edits: Vec<Edit> = fixes.iter().flat_map(|fix| &fix.edits).map(inside).collect();
        let after =
            apply(span.of(self.text), &edits).ok().and_then(|text| self.linter.weigh(self.holder, &text));
        // A line that became a comment, or was one, would hide errors, and more.
        after.is_some_and(|after| after.0 <= errors && after.1 == comments)
    }
}
