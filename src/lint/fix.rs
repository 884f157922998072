//! Applies fixes in rounds, until there are none left.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::{Holder, Linted, Linter};
use crate::diagnostic::{Applicability, Diagnostic, Severity};
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
        self.fix_linted(holder, text, self.thorough().lint_all(holder, text), most)
    }

    /// The same, with the filters that `lint_all` found in `text`.
    pub(crate) fn fix_linted(
        &self,
        holder: Holder,
        text: &str,
        linted: Vec<Linted<'_>>,
        most: Applicability,
    ) -> Fixed {
        // One round may fix more findings than the limit shows.
        let linter = self.thorough();
        let mut budget = Budget {
            left: limits::FIX_TRIES.saturating_mul(text.len()).max(limits::FIX_BYTES),
            ran_out: false,
        };
        let (mut now, mut count) = (Revision::new(text.to_owned(), linted), 0);
        for _ in 0..limits::FIX_ROUNDS {
            // Unused comments are certain only after all other fixes.
            let round = [Fixes::OfFilters, Fixes::OfComments].into_iter().find_map(|kind| {
                let chosen: Vec<Vec<Fixable>> =
                    now.linted.iter().map(|linted| chosen(linted, kind, most)).collect();
                linter.round(holder, &now, kind, &chosen, &mut budget)
            });
            let Some((fixes, next)) = round.filter(|(_, next)| next.text != now.text) else {
                return Fixed { text: now.text, count, is_done: !budget.ran_out };
            };
            count += fixes;
            now = next;
        }
        Fixed { text: now.text, count, is_done: false }
    }

    /// The number of fixes that can be applied, and the text after them.
    fn round(
        &self,
        holder: Holder,
        now: &Revision<'_>,
        kind: Fixes,
        chosen: &[Vec<Fixable>],
        budget: &mut Budget,
    ) -> Option<(usize, Revision<'static>)> {
        if chosen.iter().all(Vec::is_empty) {
            return None;
        }
        if holder != Holder::File {
            let (kept, next) = Attempt { linter: self, holder, start: 0, before: now }.kept(chosen, budget);
            return Some((kept.len(), next?));
        }
        let mut kept: Vec<&Fixable> = Vec::new();
        for (linted, chosen) in now.linted.iter().zip(chosen).filter(|(_, chosen)| !chosen.is_empty()) {
            // Removing a comment changes no filter.
            if kind == Fixes::OfComments {
                kept.extend(chosen);
                continue;
            }
            let (start, part) = (linted.span().start, linted.span().of(&now.text));
            let alone = self.revision(holder, part.to_owned());
            if alone.linted.len() == 1 {
                let attempt = Attempt { linter: self, holder, start, before: &alone };
                kept.extend(attempt.kept(std::slice::from_ref(chosen), budget).0);
            }
        }
        let text = apply(&now.text, &edits(&kept, 0)).ok().filter(|_| !kept.is_empty())?;
        Some((kept.len(), self.revision(holder, text)))
    }

    fn revision(&self, holder: Holder, text: String) -> Revision<'static> {
        let linted = self.lint_all(holder, text.clone());
        Revision::new(text, linted)
    }
}

/// The kinds of fixes that a round applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fixes {
    OfFilters,
    /// Unused comments.
    OfComments,
}

/// The text before or after some fixes.
struct Revision<'t> {
    text: String,
    linted: Vec<Linted<'t>>,
    /// The problems of each filter.
    weights: Vec<Weight>,
    /// The places of code in the list before that holds no filter any more.
    gone: Vec<usize>,
}

impl<'t> Revision<'t> {
    fn new(text: String, linted: Vec<Linted<'t>>) -> Revision<'t> {
        let weights = linted.iter().map(Linted::weight).collect();
        Revision { text, linted, weights, gone: Vec::new() }
    }
}

/// Tries fixes on the whole text, because an edit of a host file can change what counts as
/// a filter. In a `.comfilter` file it tries them on one filter.
struct Attempt<'a> {
    linter: &'a Linter,
    holder: Holder,
    /// The start of the text in the file.
    start: u32,
    before: &'a Revision<'a>,
}

impl Attempt<'_> {
    /// The fixes that reduce the problems, and the text after them. The fixes of a filter that all of them
    /// together improve are kept at once. The others are added in groups, and a group that does not help is
    /// split into halves. The largest groups come first, so a filter that cannot be fixed does not use up the
    /// budget of the others.
    fn kept<'f>(
        &self,
        chosen: &'f [Vec<Fixable>],
        budget: &mut Budget,
    ) -> (Vec<&'f Fixable>, Option<Revision<'static>>) {
        let all: Vec<OfFilter<'f>> = chosen
            .iter()
            .enumerate()
            .flat_map(|(filter, fixes)| fixes.iter().map(move |fix| OfFilter { filter, fix }))
            .collect();
        let after = self.after(&all);
        let unhelped = after.as_ref().map(|after| self.unhelped(after, &all));
        let is_helped =
            |one: &&OfFilter<'_>| unhelped.as_ref().is_some_and(|these| !these.contains(&one.filter));
        let (mut kept, mut rest): (Vec<OfFilter<'f>>, Vec<OfFilter<'f>>) = all.iter().partition(is_helped);
        if rest.is_empty() {
            return (fixes(&kept), after);
        }
        let mut last = if kept.is_empty() { None } else { self.after(&kept) };
        // They may need the others.
        if last.is_none() {
            kept.clear();
            rest = all;
        }
        let mut groups: VecDeque<&[OfFilter<'f>]> = halves(&rest).into();
        while let Some(group) = groups.pop_front() {
            if !budget.take(self.before.text.len()) {
                break;
            }
            let before = kept.len();
            kept.extend(group);
            let after = self.after(&kept);
            match after.filter(|after| self.unhelped(after, &kept).is_empty()) {
                Some(after) => last = Some(after),
                None => {
                    kept.truncate(before);
                    groups.extend(halves(group));
                }
            }
        }
        (fixes(&kept), last)
    }

    /// The filters where some of these fixes cause an error, or keep a finding.
    fn unhelped(&self, after: &Revision<'_>, kept: &[OfFilter<'_>]) -> HashSet<usize> {
        let mut of_filters: HashMap<usize, Vec<&Fixable>> = HashMap::new();
        for OfFilter { filter, fix } in kept {
            of_filters.entry(*filter).or_default().push(fix);
        }
        let unhelped = of_filters
            .into_iter()
            .filter(|(filter, fixes)| !self.helps(after, *filter, fixes.iter().copied()));
        unhelped.map(|(filter, _)| filter).collect()
    }

    /// The text after these fixes. `None` if they cause an error, hide or create a filter, or move the
    /// bounds of one. A filter may also change its list if a URL nearby changes.
    fn after(&self, kept: &[OfFilter<'_>]) -> Option<Revision<'static>> {
        let edits = edits(&fixes(kept), self.start);
        let before = self.before;
        let mut after = self.linter.revision(self.holder, apply(&before.text, &edits).ok()?);
        let shifts = Shifts::of(&edits);
        // The lines of a filter in a `.comfilter` file may be fewer.
        let is_same = |(before, after): (&Linted<'_>, &Linted<'_>)| {
            let moved = shifts.moved(before.span());
            // The code around may go, and the rest of a URL is then a part of the request.
            let overlaps = |moved: Span| moved.contains(after.span()) || after.span().contains(moved);
            let is_inside = before.is_code && moved.is_some_and(overlaps);
            self.holder == Holder::File || is_inside || moved == Some(after.span())
        };
        // Code without its encoder may hold no filter.
        if after.linted.len() < before.linted.len() {
            let is_changed = |linted: &Linted<'_>| {
                linted.is_code && edits.iter().any(|edit| linted.span().contains(edit.span))
            };
            let places = before.linted.iter().enumerate().filter(|(_, linted)| is_changed(linted));
            after.gone = places.map(|(index, _)| index).collect();
        }
        let left: Vec<&Linted<'_>> = before
            .linted
            .iter()
            .enumerate()
            .filter(|(index, _)| !after.gone.contains(index))
            .map(|(_, linted)| linted)
            .collect();
        let are_same = after.linted.len() == left.len() && left.into_iter().zip(&after.linted).all(is_same);
        // An edit must not hide an error in a comment.
        let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
        let keeps_comments = self.holder != Holder::File || comments(&before.text) == comments(&after.text);
        let is_fine = (0..before.weights.len()).all(|index| self.helps(&after, index, []));
        (are_same && keeps_comments && is_fine).then_some(after)
    }

    /// Whether the fixes cause no error in a filter, and remove their findings there.
    fn helps<'f>(
        &self,
        after: &Revision<'_>,
        index: usize,
        fixes: impl IntoIterator<Item = &'f Fixable>,
    ) -> bool {
        if after.gone.contains(&index) {
            return true;
        }
        let before = after.gone.iter().filter(|gone| **gone < index).count();
        let weights = after.weights.get(index - before).zip(self.before.weights.get(index));
        weights.is_some_and(|(after, before)| after.is_progress(before, fixes))
    }
}

/// A fix and the filter that it belongs to.
#[derive(Clone, Copy)]
struct OfFilter<'f> {
    filter: usize,
    fix: &'f Fixable,
}

fn fixes<'f>(kept: &[OfFilter<'f>]) -> Vec<&'f Fixable> {
    kept.iter().map(|one| one.fix).collect()
}

/// The halves of a group; nothing for a single fix.
fn halves<T>(group: &[T]) -> Vec<&[T]> {
    if group.len() < 2 {
        return Vec::new();
    }
    let (one, other) = group.split_at(group.len().div_ceil(2));
    vec![one, other]
}

/// The edits of fixes, in the part of the file from `start` on.
fn edits(fixes: &[&Fixable], start: u32) -> Vec<Edit> {
    let inside = |edit: &Edit| {
        let place = Span::new(edit.span.start.saturating_sub(start), edit.span.end.saturating_sub(start));
        Edit::replace(place, edit.text.clone())
    };
    let mut edits: Vec<Edit> = fixes.iter().flat_map(|fix| &fix.edits).map(inside).collect();
    // Several fixes may need the same import.
    let mut added = HashSet::new();
    edits.retain(|edit| !edit.span.is_empty() || added.insert((edit.span, edit.text.clone())));
    edits
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
        let offset = |place: u32, following: usize| {
            let by = following.checked_sub(1).and_then(|last| self.edits.get(last)).map_or(0, |(_, by)| *by);
            u32::try_from(i64::from(place) + by).ok()
        };
        let before = |(edit, _): &(Span, i64)| edit.end <= span.start && edit.start < span.start;
        let start = offset(span.start, self.edits.partition_point(before))?;
        let end = offset(span.end, self.edits.partition_point(|(edit, _)| edit.end <= span.end))?;
        Some(Span::new(start, end))
    }
}

/// The kind of a finding, for a count: its rule and its message.
type FindingKind = (&'static str, String);

fn kind(found: &Diagnostic) -> FindingKind {
    (found.rule().name(), found.message().to_owned())
}

/// The problems of a filter, for a comparison with those after a fix.
struct Weight {
    errors: usize,
    /// The number of findings of each kind.
    findings: HashMap<FindingKind, usize>,
}

impl Linted<'_> {
    fn weight(&self) -> Weight {
        // A comment that now ignores nothing is not a new mistake.
        let is_comment = |found: &&Diagnostic| {
            found.severity() == Severity::Error && found.rule() == &rules::UNUSED_SUPPRESSION
        };
        let comments = self.outer_diagnostics().iter().filter(is_comment).count();
        let mut findings = HashMap::new();
        for found in self.all_diagnostics() {
            *findings.entry(kind(found)).or_default() += 1;
        }
        Weight { errors: self.errors() - comments, findings }
    }
}

impl Weight {
    /// Whether the fixes since `before` cause no error, and remove their findings.
    fn is_progress<'f>(&self, before: &Weight, fixed: impl IntoIterator<Item = &'f Fixable>) -> bool {
        let count = |weight: &Weight, found: &Fixable| weight.findings.get(&found.kind).copied();
        let goes = |found: &Fixable| count(self, found) < count(before, found);
        self.errors <= before.errors && (self.errors < before.errors || fixed.into_iter().all(goes))
    }
}

/// A finding that is to be fixed.
struct Fixable {
    kind: FindingKind,
    /// The edits of the text.
    edits: Vec<Edit>,
}

/// The findings of a filter whose fixes may be applied together: safe ones before guesses.
fn chosen(linted: &Linted<'_>, kind: Fixes, most: Applicability) -> Vec<Fixable> {
    let mut found = linted.outward();
    found.sort_by_key(|found| found.fix().map(|fix| fix.applicability));
    let mut taken = TakenPlaces::default();
    let is_wanted = |found: &Diagnostic| match kind {
        Fixes::OfComments => found.rule() == &rules::UNUSED_SUPPRESSION,
        Fixes::OfFilters => found.rule() != &rules::UNUSED_SUPPRESSION,
    };
    let is_inside =
        |edit: &Edit| kind == Fixes::OfComments || linted.is_placed() || linted.span().contains(edit.span);
    let fixable = |found: Diagnostic| {
        let fix = found.fix().filter(|fix| is_wanted(&found) && fix.applicability <= most)?;
        let is_chosen = fix.edits.iter().all(is_inside) && taken.take(&fix.edits);
        is_chosen.then(|| Fixable { kind: self::kind(&found), edits: fix.edits.clone() })
    };
    found.into_iter().filter_map(fixable).collect()
}

/// The places that the fixes of a round change.
#[derive(Default)]
struct TakenPlaces(BTreeMap<u32, u32>);

impl TakenPlaces {
    /// Takes the places of a fix, if none overlaps or touches a taken one. An edit may add a space because
    /// the neighbouring text needs it. Then that text must stay.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let is_free = |edit: &Edit| {
            let before = self.0.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, end)| *end < edit.span.start)
        };
        let is_free = edits.iter().all(is_free);
        if is_free {
            self.0.extend(edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        }
        is_free
    }
}
