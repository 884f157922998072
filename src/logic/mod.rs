//! Filters compared over all jobs: whether one selects what another one selects, with jobs that show it.
//!
//! ```text
//! filters ─ formula ─▶ verdicts of tests ─ search ─▶ values ─▶ a job, or the proof that there is none
//! ```

mod atoms;
mod budget;
mod formula;
mod proof;
mod search;
mod values;

use crate::Filter;
use crate::matcher::Verdict;
pub use proof::Witness;
use values::Want;

/// The relation of the jobs that two filters select.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Relation {
    /// Both select the same jobs.
    Equal,
    /// The first selects only jobs that the second selects, which selects more.
    Implies,
    /// The second selects only jobs that the first selects, which selects more.
    ImpliedBy,
    /// No job is selected by both.
    Disjoint,
    /// Each selects jobs that the other does not, and both select some.
    Overlap,
    /// The search did not decide it.
    Unknown,
}

impl Relation {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Relation::Equal => "equal",
            Relation::Implies => "a-implies-b",
            Relation::ImpliedBy => "b-implies-a",
            Relation::Disjoint => "disjoint",
            Relation::Overlap => "overlap",
            Relation::Unknown => "unknown",
        }
    }
}

/// Two filters compared over all jobs whose values are null or of the types of the list.
///
/// ```
/// use comfilter::Filter;
/// use comfilter::logic::{Relation, Witness};
/// use serde_json::json;
///
/// let failed: Filter = "state in ('ERROR','STALLED')".parse()?;
/// let broken: Filter = "state eq 'ERROR'".parse()?;
/// let comparison = failed.compare(&broken);
/// assert_eq!(comparison.relation(), Relation::ImpliedBy);
/// assert_eq!(comparison.only_first(), &Witness::Job(json!({ "state": "STALLED" })));
/// assert_eq!(comparison.only_second(), &Witness::Nothing);
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    both: Witness,
    only_first: Witness,
    only_second: Witness,
}

impl Comparison {
    /// The relation that follows from the jobs.
    pub fn relation(&self) -> Relation {
        use Witness::{Job, Nothing};
        match (&self.only_first, &self.only_second, &self.both) {
            (Nothing, Nothing, _) => Relation::Equal,
            (Nothing, Job(_), _) => Relation::Implies,
            (Job(_), Nothing, _) => Relation::ImpliedBy,
            (Job(_), Job(_), Nothing) => Relation::Disjoint,
            (Job(_), Job(_), Job(_)) => Relation::Overlap,
            _ => Relation::Unknown,
        }
    }

    /// A job that both select.
    pub fn both(&self) -> &Witness {
        &self.both
    }

    /// A job that only the first selects.
    pub fn only_first(&self) -> &Witness {
        &self.only_first
    }

    /// A job that only the second selects.
    pub fn only_second(&self) -> &Witness {
        &self.only_second
    }
}

/// The verdict of a filter for a job that it does not select.
const NOT_TRUE: Want = Want { verdict: Verdict::True, is: false };

impl Filter {
    /// Compares the jobs that two filters select. Filters of different lists have no job in common to compare, and
    /// nothing is known of them.
    pub fn compare(&self, other: &Filter) -> Comparison {
        if self.schema() != other.schema() {
            let unknown = || Witness::Unknown;
            return Comparison { both: unknown(), only_first: unknown(), only_second: unknown() };
        }
        if self == other {
            let nothing = || Witness::Nothing;
            return Comparison { both: self.witness(), only_first: nothing(), only_second: nothing() };
        }
        let find = |first, second| proof::find(&[(self, first), (other, second)], true);
        Comparison {
            both: find(Want::TRUE, Want::TRUE),
            only_first: find(Want::TRUE, NOT_TRUE),
            only_second: find(NOT_TRUE, Want::TRUE),
        }
    }

    /// Whether another filter selects each job that this one selects; `None` if the search does not decide it.
    ///
    /// ```
    /// use comfilter::Filter;
    ///
    /// let this_year: Filter = "createdAt ge 2026-01-01T00:00:00Z and state eq 'ERROR'".parse()?;
    /// let recent: Filter = "createdAt gt 2025-12-31T23:59:59+00:00".parse()?;
    /// assert_eq!(this_year.implies(&recent), Some(true));
    /// assert_eq!(recent.implies(&this_year), Some(false));
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn implies(&self, other: &Filter) -> Option<bool> {
        answer(self.both_wanted(other, Want::TRUE, NOT_TRUE))
    }

    /// Whether both filters select the same jobs; `None` if the search does not decide it.
    ///
    /// ```
    /// use comfilter::Filter;
    ///
    /// let one: Filter = "not (state ne 'ERROR' and state ne 'STALLED')".parse()?;
    /// let other: Filter = "state in ('STALLED','ERROR')".parse()?;
    /// assert_eq!(one.equivalent(&other), Some(true));
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn equivalent(&self, other: &Filter) -> Option<bool> {
        match (self.implies(other), other.implies(self)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }

    /// Whether no job is selected by both filters; `None` if the search does not decide it.
    ///
    /// ```
    /// use comfilter::Filter;
    ///
    /// let prefix: Filter = "contains(name,'abc')".parse()?;
    /// let other: Filter = "not contains(name,'b')".parse()?;
    /// assert_eq!(prefix.disjoint(&other), Some(true));
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn disjoint(&self, other: &Filter) -> Option<bool> {
        answer(self.both_wanted(other, Want::TRUE, Want::TRUE))
    }

    /// A job that the filter selects.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use comfilter::logic::Witness;
    /// use serde_json::json;
    ///
    /// let filter: Filter = "generation gt 3 and generation lt 5 and cancellable eq null".parse()?;
    /// assert_eq!(filter.witness(), Witness::Job(json!({ "generation": 4 })));
    ///
    /// let never: Filter = "generation gt 3 and generation lt 4".parse()?;
    /// assert_eq!(never.witness(), Witness::Nothing);
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn witness(&self) -> Witness {
        proof::find(&[(self, Want::TRUE)], true)
    }

    fn both_wanted(&self, other: &Filter, own: Want, others: Want) -> Witness {
        if self.schema() != other.schema() {
            return Witness::Unknown;
        }
        proof::find(&[(self, own), (other, others)], true)
    }
}

fn answer(counterexample: Witness) -> Option<bool> {
    match counterexample {
        Witness::Nothing => Some(true),
        Witness::Job(_) => Some(false),
        Witness::Unknown => None,
    }
}
