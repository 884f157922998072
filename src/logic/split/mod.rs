//! A filter → shorter filters that exclude each other, and that together select the same.
//!
//! A step takes the longest list `in (…)` or `or` of a filter that is too long, and packs its elements into as few
//! filters as it can. A list excludes its values by itself. A term of an `or` that may select the same as an earlier
//! one also denies that one.

mod error;
mod exclude;
mod point;

use std::collections::BTreeSet;

use super::budget::Budget;
use crate::text::encoded_length;
use crate::{Filter, limits};
pub use error::{SplitError, SplitReason};
use exclude::Exclusions;
use point::Point;

/// The steps of all proofs: some tenths of a second. Without a proof, a term is excluded.
const STEPS: usize = 12_000_000;

impl Filter {
    /// Splits the filter into several, each with a [`query_value`](Filter::query_value) of at most `max_bytes`.
    ///
    /// Over all jobs whose values are null or of the types of the list, each job that this filter selects is
    /// selected by exactly one of the parts, and no part selects another job. Lists `in (…)` and `or`s are split,
    /// also below an `and`, which each part repeats. A filter that is short enough is its only part.
    ///
    /// ```
    /// use comfilter::Filter;
    ///
    /// let filter: Filter = "generation gt 3 and state in ('ERROR','STALLED','COMPLETE')".parse()?;
    /// let parts = filter.split(80)?;
    /// let texts: Vec<&str> = parts.iter().map(Filter::as_str).collect();
    /// assert_eq!(texts, [
    ///     "generation gt 3 and state in ('ERROR','STALLED')",
    ///     "generation gt 3 and state in ('COMPLETE')",
    /// ]);
    ///
    /// // Jobs without a name are in the other parts, if they have one of the states.
    /// let states = "'ERROR','STALLED','PENDING','COMPLETE','RUNNING','PAUSED'";
    /// let filter: Filter = format!("contains(name,'disk') or state in ({states})").parse()?;
    /// let texts: Vec<String> = filter.split(144)?.iter().map(Filter::to_string).collect();
    /// assert_eq!(texts, [
    ///     "contains(name,'disk')",
    ///     "state in ('ERROR','STALLED','PENDING') and not (contains(name,'disk') and name ge '')",
    ///     "state in ('COMPLETE','RUNNING','PAUSED') and not (contains(name,'disk') and name ge '')",
    /// ]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A part that does not split is too long: one condition, a `not`, terms joined by `and`, or terms of an `or`
    /// that may select the same jobs, and that are too long to exclude each other. Or there would be more than
    /// [`limits::REQUESTS`] parts.
    pub fn split(&self, max_bytes: usize) -> Result<Vec<Filter>, SplitError> {
        let mut budget = Budget::new(STEPS);
        let mut done = Vec::new();
        let mut open = vec![Part { filter: self.clone(), denies: false }];
        while let Some(part) = open.pop() {
            if encoded_length(part.filter.as_str()) > max_bytes {
                let parts = divide(&part, max_bytes, &mut budget)?;
                open.extend(parts.into_iter().rev());
            } else {
                done.push(part.filter);
            }
            if done.len() + open.len() > limits::REQUESTS {
                return Err(SplitError::new(SplitReason::Requests, self, max_bytes));
            }
        }
        Ok(done)
    }
}

/// A filter that may be too long.
struct Part {
    filter: Filter,
    /// Whether it denies terms of other parts.
    denies: bool,
}

/// Elements of a point that share a filter, and the earlier ones that they deny.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    /// The bytes of the members.
    size: usize,
    denied: BTreeSet<usize>,
}

/// Splits a filter at one point.
fn divide(part: &Part, most: usize, budget: &mut Budget) -> Result<Vec<Part>, SplitError> {
    let filter = &part.filter;
    let refused = |reason| SplitError::new(reason, filter, most);
    let text = filter.as_str();
    let points = Point::all(filter);
    let own = |point: &Point| encoded_length(point.span.of(text));
    let stuck = |filter| if part.denies { SplitReason::Overlap } else { SplitReason::of(filter) };
    let Some(point) = points.iter().max_by_key(|point| own(point)) else {
        // A part that denies terms gets no shorter by it.
        let new = if part.denies { None } else { exclude::with_denials(filter) };
        let filter = new.ok_or_else(|| refused(stuck(filter)))?;
        return Ok(vec![Part { filter, denies: part.denies }]);
    };
    let rest = encoded_length(text) - own(point);
    let room = most.saturating_sub(rest);
    // The other points have a share in the length.
    let half = (own(point) + point.glue(1, 0)) / 2;
    let room = if points.len() > 1 { room.max(half) } else { room };
    let mut exclusions = Exclusions::new(filter, point, budget);
    let mut groups: Vec<Group> = Vec::new();
    let mut current = Group::default();
    for (at, element) in point.elements.iter().enumerate() {
        let own = encoded_length(&element.text);
        if !current.members.is_empty() {
            let denied = exclusions.of(at, current.denied.clone());
            let glue = point.glue(current.members.len() + 1, denied.len());
            if current.size + own + exclusions.size(&denied).map_err(refused)? + glue <= room {
                current.members.push(at);
                current.size += own;
                current.denied = denied;
                continue;
            }
            exclusions.close(&current.members);
            groups.push(std::mem::take(&mut current));
        }
        if own + rest > most && points.len() == 1 {
            let alone = exclude::checked(filter.schema(), &point.replaced(text, &[at], &[]));
            let is_stuck =
                |alone: &Filter| encoded_length(alone.as_str()) > most && Point::all(alone).is_empty();
            if let Some(alone) = alone.filter(is_stuck) {
                return Err(SplitError::new(stuck(&alone), &alone, most));
            }
        }
        let denied = exclusions.of(at, BTreeSet::new());
        if exclusions.size(&denied).map_err(refused)? > most {
            return Err(refused(SplitReason::Overlap));
        }
        current = Group { members: vec![at], size: own, denied };
    }
    groups.push(current);
    let mut parts = Vec::new();
    for group in groups {
        let denied = exclusions.forms(&group.denied).map_err(refused)?;
        let new = point.replaced(text, &group.members, &denied);
        let new = exclude::checked(filter.schema(), &new).ok_or_else(|| refused(SplitReason::Overlap))?;
        parts.push(Part { filter: new, denies: part.denies || !denied.is_empty() });
    }
    Ok(parts)
}
