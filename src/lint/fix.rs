//! Applies fixes in rounds, until there are none left.

use std::collections::{BTreeMap, HashMap};

use super::{Holder, Linted, Linter};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::limits;
use crate::rules;
use crate::text::{Edit, Span, apply};

/// The result of fixing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text afterwards.
    pub text: String,
    /// The number of fixes applied.
    pub count: usize,
    /// Whether the last round tried all remaining fixes, and could apply none.
    pub is_done: bool,
}

/// The result of linting before any fix.
#[derive(Debug, Clone, Copy, Default)]
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only the command skips files without findings"))]
pub(crate) struct FirstRound {
    /// The number of filters.
    pub(crate) filters: usize,
    /// Whether no filter has a finding.
    pub(crate) is_clean: bool,
}

impl Linter {
    /// Applies the fixes of all filters in `text`: the safe ones, and with [`Applicability::Unsafe`] also the
    /// guesses.
    ///
    /// No two edits of a round overlap or touch, and a round adds no error to a filter: a fix that
    /// would add one, or that keeps its finding, is skipped. A fix may reveal another mistake, so there
    /// are rounds, at most [`limits::FIX_ROUNDS`].
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::diagnostic::Applicability;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let fixed = linter.fix(Holder::Filter, "Name == 'x' && ((generation gt 3))", Applicability::Safe);
    /// assert_eq!(fixed.text, "name eq 'x' and (generation gt 3)");
    /// ```
    pub fn fix(&self, holder: Holder, text: &str, most: Applicability) -> Fixed {
        self.fix_found(holder, text, most).0
    }

    /// The same, with what the first round found.
    pub(crate) fn fix_found(&self, holder: Holder, text: &str, most: Applicability) -> (Fixed, FirstRound) {
        // One round may fix more findings than the limit shows.
        let linter = self.thorough();
        let mut first = None;
        let mut fixed = Fixed { text: text.to_owned(), count: 0, is_done: true };
        let mut budget =
            Budget { left: limits::FIX_TRIES.saturating_mul(text.len()).max(limits::TEXT), ran_out: false };
        for _ in 0..limits::FIX_ROUNDS {
            let mut edits = Vec::new();
            let all = linter.lint_all(holder, &fixed.text);
            let first = *first.get_or_insert_with(|| FirstRound {
                filters: all.len(),
                is_clean: all.iter().all(Linted::is_clean),
            });
            let chosen: Vec<Vec<Fixable>> = all.iter().map(|linted| chosen(linted, most)).collect();
            let source = matches!(holder, Holder::Source(_)).then(|| {
                let before = all.iter().map(Linted::weight).collect();
                InSource { linter: &linter, holder, text: &fixed.text, all: &all, before, most }
            });
            let (kept, is_settled) = match &source {
                Some(source) => source.kept(&chosen, &mut budget),
                None => (linter.kept_alone(holder, &fixed.text, &all, &chosen, &mut budget), false),
            };
            fixed.count += kept.len();
            edits.extend(kept.into_iter().flat_map(|fix| fix.edits.iter().cloned()));
            // Unused comments are certain only after all other fixes.
            if edits.is_empty() {
                let mut kept: Vec<&Fix> =
                    all.iter().flat_map(|linted| comments_to_fix(linted, most)).collect();
                if let Some(source) = source.filter(|source| !kept.is_empty() && !source.allows(&kept)) {
                    let length = fixed.text.len();
                    let allowed = kept.into_iter().find(|fix| budget.take(length) && source.allows(&[fix]));
                    kept = allowed.into_iter().collect();
                }
                fixed.count += kept.len();
                edits.extend(kept.into_iter().flat_map(|fix| fix.edits.iter().cloned()));
            }
            match apply(&fixed.text, &edits) {
                Ok(text) if text != fixed.text => fixed.text = text,
                _ => {
                    fixed.is_done = !budget.ran_out;
                    return (fixed, first);
                }
            }
            if is_settled {
                return (fixed, first);
            }
        }
        fixed.is_done = false;
        (fixed, first.unwrap_or_default())
    }

    /// The fixes of each filter that reduce its problems. Each filter can be checked alone.
    fn kept_alone<'f>(
        &self,
        holder: Holder,
        text: &str,
        all: &[Linted<'_>],
        chosen: &'f [Vec<Fixable>],
        budget: &mut Budget,
    ) -> Vec<&'f Fix> {
        let kept = all.iter().zip(chosen).flat_map(|(linted, chosen)| {
            Attempt { linter: self, holder, text, linted }.fixes_that_help(chosen, budget)
        });
        kept.collect()
    }

    /// The problems of the one filter in `text`; `None` for any other number of filters.
    fn weigh(&self, holder: Holder, text: &str) -> Option<Weight> {
        let linted = self.lint_all(holder, text);
        let [linted] = linted.as_slice() else { return None };
        let mut weight = linted.weight();
        if holder == Holder::File {
            weight.comments = text.lines().filter(|line| line.trim_start().starts_with('#')).count();
        }
        Some(weight)
    }
}

/// Fixes inside a host file. An edit can change what counts as a filter, so each attempt searches
/// the file again.
struct InSource<'a> {
    linter: &'a Linter,
    holder: Holder,
    text: &'a str,
    all: &'a [Linted<'a>],
    /// The problems of each filter.
    before: Vec<Weight>,
    most: Applicability,
}

/// The filters of a host file after some fixes.
struct After {
    /// The problems of each filter.
    weights: Vec<Weight>,
    /// Whether nothing is left to fix, so the next round would do nothing.
    is_settled: bool,
}

impl InSource<'_> {
    /// The fixes that reduce the problems: all of them together, and for each filter that they do
    /// not improve, those that help alone. Also whether they leave nothing to fix.
    fn kept<'f>(&self, chosen: &'f [Vec<Fixable>], budget: &mut Budget) -> (Vec<&'f Fix>, bool) {
        let together: Vec<&Fixable> = chosen.iter().flatten().collect();
        if together.is_empty() {
            return (Vec::new(), false);
        }
        let fixes =
            |found: &[&'f Fixable]| -> Vec<&'f Fix> { found.iter().map(|found| &found.fix).collect() };
        let after = self.after(&fixes(&together));
        let mut kept: Vec<&Fixable> = Vec::new();
        for (index, found) in chosen.iter().enumerate().filter(|(_, found)| !found.is_empty()) {
            let own: Vec<&Fixable> = found.iter().collect();
            if after.as_ref().is_some_and(|after| self.helps(&after.weights, index, &own)) {
                kept.extend(own);
                continue;
            }
            for one in own {
                if !budget.take(self.text.len()) {
                    break;
                }
                if self.after(&[&one.fix]).is_some_and(|after| self.helps(&after.weights, index, &[one])) {
                    kept.push(one);
                }
            }
        }
        // If they do not help together, the next round tries the others. All of them were tried above.
        if let Some(after) = after.filter(|_| kept.len() == together.len()) {
            return (fixes(&kept), after.is_settled);
        }
        if !kept.is_empty() && !self.allows(&fixes(&kept)) {
            let alone = |found: &&&Fixable| self.allows(&[&found.fix]);
            kept = kept.iter().take(limits::FIX_TRIES).find(alone).copied().into_iter().collect();
        }
        (fixes(&kept), false)
    }

    /// Whether the fixes together cause no error.
    fn allows(&self, fixes: &[&Fix]) -> bool {
        self.after(fixes).is_some()
    }

    /// The problems of each filter after these fixes. `None` if they cause an error, hide or create
    /// a filter, or move the bounds of one. A filter may also change its list if a URL nearby
    /// changes.
    fn after(&self, fixes: &[&Fix]) -> Option<After> {
        let edits: Vec<Edit> = fixes.iter().flat_map(|fix| &fix.edits).cloned().collect();
        let text = apply(self.text, &edits).ok()?;
        let after = self.linter.lint_all(self.holder, &text);
        let shifts = Shifts::of(&edits);
        let stands =
            |(before, after): (&Linted<'_>, &Linted<'_>)| shifts.moved(before.span()) == Some(after.span());
        let is_same = after.len() == self.all.len() && self.all.iter().zip(&after).all(stands);
        let weights: Vec<Weight> = after.iter().map(Linted::weight).collect();
        let is_fine = |after: &[Weight]| (0..self.before.len()).all(|index| self.helps(after, index, &[]));
        let is_fixed = |linted: &Linted<'_>| {
            chosen(linted, self.most).is_empty() && comments_to_fix(linted, self.most).is_empty()
        };
        let is_settled = after.iter().all(is_fixed);
        (is_same && is_fine(&weights)).then_some(After { weights, is_settled })
    }

    /// Whether these fixes of a filter removed their findings.
    fn helps(&self, after: &[Weight], index: usize, found: &[&Fixable]) -> bool {
        after
            .get(index)
            .zip(self.before.get(index))
            .is_some_and(|(after, before)| after.is_progress(before, found))
    }
}

/// The remaining amount of text to check.
struct Budget {
    left: usize,
    /// Whether the budget was too small for all attempts.
    ran_out: bool,
}

impl Budget {
    fn take(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes) {
            Some(left) => self.left = left,
            None => self.ran_out = true,
        }
        !self.ran_out
    }
}

/// Maps places to their position after edits that do not overlap.
struct Shifts {
    /// The edits in order: their places, and the length that each adds, with those before it.
    edits: Vec<(Span, i64)>,
}

impl Shifts {
    fn of(edits: &[Edit]) -> Shifts {
        let mut order: Vec<&Edit> = edits.iter().collect();
        order.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut by = 0;
        let edits = order.into_iter().map(|edit| {
            by += i64::try_from(edit.text.len()).unwrap_or(i64::MAX / 2)
                - i64::from(edit.span.end - edit.span.start);
            (edit.span, by)
        });
        Shifts { edits: edits.collect() }
    }

    /// The new position of a span, if each edit is inside it, before it or after it.
    fn moved(&self, span: Span) -> Option<Span> {
        let offset = |place: u32, behind: usize| {
            let by = behind.checked_sub(1).and_then(|last| self.edits.get(last)).map_or(0, |(_, by)| *by);
            u32::try_from(i64::from(place) + by).ok()
        };
        let before = |(edit, _): &(Span, i64)| edit.end <= span.start && edit.start < span.start;
        let start = offset(span.start, self.edits.partition_point(before))?;
        let end = offset(span.end, self.edits.partition_point(|(edit, _)| edit.end <= span.end))?;
        Some(Span::new(start, end))
    }
}

impl Linted<'_> {
    fn weight(&self) -> Weight {
        // A comment that now ignores nothing is not a new mistake.
        let is_error = |found: &&Diagnostic| {
            found.severity() == Severity::Error && found.rule() != &rules::UNUSED_SUPPRESSION
        };
        let around = match self.request() {
            Some(decoded) => decoded.diagnostics().errors(),
            None => self.outer_diagnostics().iter().filter(is_error).count(),
        };
        let mut weight = Weight { errors: self.diagnostics().errors() + around, ..Weight::default() };
        for found in self.diagnostics().iter().chain(self.outer_diagnostics()) {
            *weight.findings.entry((found.rule().name(), found.message().to_owned())).or_default() += 1;
        }
        weight
    }
}

/// The problems of a filter, for a comparison with those after a fix.
#[derive(Default)]
struct Weight {
    errors: usize,
    /// The number of comment lines, because an edit must not hide an error in a comment.
    comments: usize,
    /// The number of findings for each rule and message.
    findings: HashMap<(&'static str, String), usize>,
}

impl Weight {
    /// Whether the fixes since `before` cause no error, and remove their findings.
    fn is_progress(&self, before: &Weight, fixed: &[&Fixable]) -> bool {
        let count =
            |weight: &Weight, found: &Fixable| weight.findings.get(&found.kind).copied().unwrap_or_default();
        let goes = |found: &&Fixable| count(self, found) < count(before, found);
        self.comments == before.comments
            && self.errors <= before.errors
            && (self.errors < before.errors || fixed.iter().all(goes))
    }
}

/// A finding that is to be fixed.
struct Fixable {
    /// Its rule and its message.
    kind: (&'static str, String),
    fix: Fix,
}

/// The findings of a filter whose fixes may be applied together: safe ones before guesses.
fn chosen(linted: &Linted<'_>, most: Applicability) -> Vec<Fixable> {
    let mut found = linted.outward();
    found.sort_by_key(|found| found.fix().map(|fix| fix.applicability));
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    for found in found {
        if let Some(fix) = found.fix().filter(|fix| fix.applicability <= most)
            && found.rule() != &rules::UNUSED_SUPPRESSION
            && (linted.is_placed() || fix.edits.iter().all(|edit| linted.span().contains(edit.span)))
            && taken.take(fix)
        {
            let kind = (found.rule().name(), found.message().to_owned());
            chosen.push(Fixable { kind, fix: fix.clone() });
        }
    }
    chosen
}

/// The fixes of comments that may be applied together. Removing a comment changes no filter.
fn comments_to_fix<'l>(linted: &'l Linted<'_>, most: Applicability) -> Vec<&'l Fix> {
    let mut taken = Taken::default();
    let comments =
        linted.outer_diagnostics().iter().filter(|found| found.rule() == &rules::UNUSED_SUPPRESSION);
    let fixes = comments.filter_map(|found| found.fix().filter(|fix| fix.applicability <= most));
    fixes.filter(|fix| taken.take(fix)).collect()
}

/// The places that the fixes of a round change.
#[derive(Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Takes the places of a fix, if none overlaps or touches a taken one. An edit may add a space because
    /// the neighbouring text needs it. Then that text must stay.
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
    /// The fixes that reduce the problems: all of them, or else those that can be added one by one.
    fn fixes_that_help<'f>(&self, found: &'f [Fixable], budget: &mut Budget) -> Vec<&'f Fix> {
        let mut kept: Vec<&Fixable> = found.iter().collect();
        let part = self.linted.span().of(self.text);
        let before = if found.is_empty() { None } else { self.linter.weigh(self.holder, part) };
        let Some(before) = before else { return Vec::new() };
        if !self.helps(&kept, &before) {
            kept.clear();
            for found in found {
                if !budget.take(part.len()) {
                    break;
                }
                kept.push(found);
                if !self.helps(&kept, &before) {
                    kept.pop();
                }
            }
        }
        kept.into_iter().map(|found| &found.fix).collect()
    }

    fn helps(&self, found: &[&Fixable], before: &Weight) -> bool {
        let span = self.linted.span();
        let inside = |edit: &Edit| {
            let place = Span::new(edit.span.start - span.start, edit.span.end - span.start);
            Edit::replace(place, edit.text.clone())
        };
        let edits: Vec<Edit> = found.iter().flat_map(|found| &found.fix.edits).map(inside).collect();
        let after =
            apply(span.of(self.text), &edits).ok().and_then(|text| self.linter.weigh(self.holder, &text));
        after.is_some_and(|after| after.is_progress(before, found))
    }
}
