//! Instants: the boundaries that tests name, and one instant of each gap between them.

use super::{Demand, Found, try_texts};
use crate::check::condition::Literal;
use crate::logic::budget::Budget;
use crate::timestamp::Timestamp;

/// The spelling of an instant that satisfies all demands. For tests of its spelling, only a few are tried.
pub(super) fn find(demands: &[Demand<'_>], budget: &mut Budget) -> Found {
    let (instants, others): (Vec<Demand<'_>>, Vec<_>) =
        demands.iter().partition(|demand| demand.names_only_instants());
    let mut bounds: Vec<Timestamp> = demands
        .iter()
        .flat_map(Demand::literals)
        .flat_map(|literal| match literal {
            Literal::Instant(instant) => vec![*instant],
            Literal::Date(day) => [Some(*day), day.shifted(DAY)].into_iter().flatten().collect(),
            _ => Vec::new(),
        })
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let equality = instants.iter().any(Demand::is_equality);
    let mut candidates: Vec<String> = Vec::new();
    if !equality || instants.iter().flat_map(Demand::literals).any(|one| matches!(one, Literal::Date(_))) {
        candidates.extend(gaps(&bounds).into_iter().map(spelled));
    }
    candidates.extend(bounds.into_iter().map(spelled));
    if !others.is_empty() {
        candidates.extend(SPELLINGS.map(str::to_owned));
    }
    // A part of a spelling, as in `contains(createdAt,'2024-05')`, is completed.
    let parts = others.iter().flat_map(Demand::literals).filter_map(|literal| match literal {
        Literal::Text(text) => Some(text),
        _ => None,
    });
    for text in parts.take(FEW) {
        let rest = TEMPLATE.get(text.len()..).filter(|_| text.is_ascii());
        candidates.extend(rest.map(|rest| format!("{text}{rest}")));
    }
    let spelled = candidates.into_iter().filter(|text| Timestamp::parse(text).is_ok());
    match try_texts(spelled, demands, budget) {
        Found::Nothing if !others.is_empty() => Found::Unknown,
        found => found,
    }
}

/// How many parts of spellings are completed.
const FEW: usize = 16;

/// An instant whose end completes the beginning of another one.
const TEMPLATE: &str = "2024-01-01T00:00:00Z";

/// A day, in nanoseconds.
const DAY: i128 = 86_400_000_000_000;

/// The longest offset, in nanoseconds.
const OFFSET: i128 = DAY - 60_000_000_000;

/// Instants with few parts in common.
const SPELLINGS: [&str; 2] = ["2025-12-31T23:59:58.75Z", "1999-06-07T08:45:13+01:30"];

/// An instant in each gap before, between and after the boundaries, if it has one.
fn gaps(bounds: &[Timestamp]) -> Vec<Timestamp> {
    let (Some(first), Some(last)) = (bounds.first(), bounds.last()) else {
        return Timestamp::parse(TEMPLATE).into_iter().collect();
    };
    let steps = [DAY, 3_600_000_000_000, 60_000_000_000, 1_000_000_000, 1_000_000, 1];
    let before = steps.iter().find_map(|step| first.shifted(-step).filter(is_spelled));
    let between = bounds.windows(2).filter_map(|pair| {
        let [one, other] = pair else { return None };
        steps.iter().filter_map(|step| one.shifted(*step)).find(|instant| instant < other)
    });
    let after = steps.iter().find_map(|step| last.shifted(*step).filter(is_spelled));
    before.into_iter().chain(between).chain(after).collect()
}

/// In UTC; past its years with the longest offset.
fn spelled(instant: Timestamp) -> String {
    let with = |shift: i128, zone: &str| {
        let local = instant.shifted(shift)?.to_string();
        let text = format!("{}{zone}", local.strip_suffix('Z')?);
        (Timestamp::parse(&text) == Ok(instant)).then_some(text)
    };
    let found = with(0, "Z").or_else(|| with(-OFFSET, "-23:59")).or_else(|| with(OFFSET, "+23:59"));
    found.unwrap_or_default()
}

fn is_spelled(instant: &Timestamp) -> bool {
    !spelled(*instant).is_empty()
}
