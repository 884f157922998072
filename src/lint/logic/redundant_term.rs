//! `redundant-term`.

use std::cmp::Reverse;

use super::{Join, JoinTerm, LogicPart, Set, ValueLine};
use crate::diagnostic::Message;
use crate::lint::RuleContext;
use crate::rules;
use crate::syntax::NodeId;
use crate::text::{Edit, Quoted, Span};

/// The redundant terms of a join, each with the remaining term that implies it.
struct Redundancy<'p> {
    parts: &'p [LogicPart],
    instead: Vec<Option<usize>>,
}

impl Redundancy<'_> {
    /// Whether a term still counts: it was not removed, and is neither always nor never true, which
    /// another finding reports.
    fn is_open(&self, at: usize) -> bool {
        let is_kept = self.instead.get(at).is_some_and(Option::is_none);
        is_kept && self.parts.get(at).is_some_and(|part| !part.always.is_told())
    }

    /// Removes a term, if both are there.
    fn take(&mut self, at: usize, instead: usize) {
        if at != instead
            && self.is_open(at)
            && self.is_open(instead)
            && let Some(slot) = self.instead.get_mut(at)
        {
            *slot = Some(instead);
        }
    }
}

/// Reports and returns the redundant terms of an `and` or an `or`.
pub(super) fn find<'p>(
    cx: &mut RuleContext<'_, '_>,
    join: &Join,
    parts: &'p [LogicPart],
    lines: impl Iterator<Item = (ValueLine, Vec<JoinTerm<'p>>)>,
    steps: &mut usize,
) -> Vec<NodeId> {
    if !cx.levels.is_on(&rules::REDUNDANT_TERM) {
        return Vec::new();
    }
    let mut found = Redundancy { parts, instead: vec![None; parts.len()] };
    equal(&mut found, join);
    for (line, terms) in lines {
        implied(&mut found, join, line, &terms, steps);
    }
    let mut redundant = Vec::new();
    for (at, instead) in found.instead.iter().enumerate() {
        let (Some(part), Some(instead)) = (parts.get(at), instead.and_then(|instead| parts.get(instead)))
        else {
            continue;
        };
        report(cx, join, parts, at, instead);
        redundant.push(part.id);
    }
    redundant
}

/// Terms that equal another one, and joins with a part that equals another term.
fn equal(found: &mut Redundancy<'_>, join: &Join) {
    let mut sorted: Vec<_> = found.parts.iter().zip(0..).map(|(part, at)| (part.wording, at)).collect();
    sorted.sort_unstable();
    for same in sorted.chunk_by(|(one, _), (other, _)| one == other) {
        let [(_, first), others @ ..] = same else { continue };
        for (_, at) in others {
            found.take(*at, *first);
        }
    }
    sorted.dedup_by_key(|(wording, _)| *wording);
    for (at, part) in found.parts.iter().enumerate() {
        let Some((is_and, joined)) = &part.joins else { continue };
        for wording in joined {
            let Ok(place) = sorted.binary_search_by_key(wording, |(wording, _)| *wording) else { continue };
            let Some((_, other)) = sorted.get(place) else { continue };
            if *is_and == join.is_and {
                found.take(*other, at);
            } else {
                found.take(at, *other);
            }
        }
    }
}

/// Terms that are true for all values of another one, or in an `or` only for values of another one.
/// A term that only compares with null is left alone: `not parentJobId eq null` explains why the
/// next one may fail.
fn implied(
    found: &mut Redundancy<'_>,
    join: &Join,
    line: ValueLine,
    terms: &[JoinTerm<'_>],
    steps: &mut usize,
) {
    let mut open: Vec<&JoinTerm<'_>> = terms.iter().filter(|term| found.is_open(term.at)).collect();
    if open.len() < 2 {
        return;
    }
    let candidates = candidates(join, line, &open);
    // Strong terms come first, so most redundant ones are found at once.
    match join.is_and {
        true => open.sort_by_key(|term| term.outcome.may_hold.size()),
        false => open.sort_by_key(|term| Reverse(term.outcome.holds.size())),
    }
    for term in candidates {
        if line.is_of_null(term.outcome) {
            continue;
        }
        for other in &open {
            let cost = term.outcome.ranges() + other.outcome.ranges();
            match steps.checked_sub(cost) {
                Some(left) => *steps = left,
                None => return,
            }
            // The later one of two equal terms is redundant.
            if found.is_open(other.at)
                && is_implied(join, term, other)
                && (other.at < term.at || !is_implied(join, other, term))
            {
                found.take(term.at, other.at);
                break;
            }
        }
    }
}

/// Whether a join means the same without `term` because of `other`. Below a `not`, it must also be
/// false for the same jobs.
fn is_implied(join: &Join, term: &JoinTerm<'_>, other: &JoinTerm<'_>) -> bool {
    let (weak, strong) = if join.is_and { (term, other) } else { (other, term) };
    let is_denied = join.place.is_denied;
    strong.outcome.may_hold.is_within(&weak.outcome.holds)
        && (!is_denied || weak.outcome.may_fail.is_within(&strong.outcome.fails))
}

/// The terms that the others may make redundant: only these need comparing.
fn candidates<'t, 'p>(join: &Join, line: ValueLine, terms: &[&'t JoinTerm<'p>]) -> Vec<&'t JoinTerm<'p>> {
    let set =
        |term: &&'t JoinTerm<'p>| if join.is_and { &term.outcome.may_hold } else { &term.outcome.holds };
    let in_at_least = |count: usize| Set::in_at_least(count, terms.iter().map(set));
    let (some, more) = match join.is_and {
        // A place that all others contain must be in this one.
        true => (in_at_least(terms.len()), in_at_least(terms.len() - 1)),
        false => (in_at_least(1), in_at_least(2)),
    };
    let is_one = |term: &&&'t JoinTerm<'p>| {
        let outcome = term.outcome;
        match join.is_and {
            // It may lack few places, while the others are many.
            true => {
                !outcome.holds.complement(line.end).meets(&some)
                    && !outcome.may_hold.complement(line.end).meets(&more)
            }
            false => outcome.may_hold.is_within(&some) && outcome.holds.is_within(&more),
        }
    };
    terms.iter().filter(is_one).copied().collect()
}

fn report(cx: &mut RuleContext<'_, '_>, join: &Join, parts: &[LogicPart], at: usize, instead: &LogicPart) {
    let Some(part) = parts.get(at) else { return };
    let before = at.checked_sub(1).and_then(|before| parts.get(before));
    let after = parts.get(at + 1);
    let (span, other) = (cx.ast.span(part.id), cx.ast.span(instead.id));
    cx.report(&rules::REDUNDANT_TERM, span, |ast| {
        let taken = match (before, after) {
            (Some(before), _) => Span::new(ast.span(before.id).end, span.end),
            (None, Some(after)) => Span::new(span.start, ast.span(after.id).start),
            (None, None) => span,
        };
        let [term, kept] = [span, other].map(|span| Quoted(span.of(ast.text())));
        Message::new(if part.wording == instead.wording {
            format!("{term} is repeated here")
        } else if join.is_and {
            format!("{term} adds nothing: it is true whenever {kept} is")
        } else {
            format!("{term} adds nothing: {kept} is true whenever it is")
        })
        .label(other, "this term is enough")
        .safe_fix("remove the term", vec![Edit::delete(taken)])
    });
}
