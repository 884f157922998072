//! Filters compared over all jobs: whether one selects what another one selects, with jobs that show it.
//!
//! ```text
//! filters ─ formula ─▶ verdicts of tests ─ search ─▶ values of properties ─▶ a job, or the proof that there is none
//! ```
//!
//! [`Filter::compare`] gives the [`Relation`] of two filters with a job of each kind, and [`Filter::simplify`] a shorter
//! filter that selects the same jobs. [`Filter::implies`], [`Filter::equivalent`], [`Filter::disjoint`] and
//! [`Filter::witness`] answer one question.
//!
//! # The jobs of a proof
//!
//! All jobs whose values are null or of the types of the list. A property that the list does not describe, such as
//! one below an open object, may have any value. The logic is the three-valued one of the
//! [`matcher`](crate::matcher): the relation is that of the selected jobs, for which a filter is true. Each job in an
//! answer was tried with the matchers of both filters.
//!
//! A search has a budget of steps, and strings that must also be the spelling of an instant, as in
//! `contains(createdAt,'2024')`, are only tried. If a proof is out of reach, the answer is "unknown".
//!
//! ```
//! use comfilter::Filter;
//! use comfilter::logic::Relation;
//!
//! let old: Filter = "generation gt 3 and contains(name,'firmware')".parse()?;
//! let new: Filter = "generation ge 4 and contains(name,'ware')".parse()?;
//! assert_eq!(old.compare(&new).relation(), Relation::Implies);
//! # Ok::<(), comfilter::FilterError>(())
//! ```

mod atoms;
mod budget;
mod formula;
mod order;
mod proof;
mod sample;
mod search;
mod simplify;
mod split;
mod values;

use crate::Filter;
use crate::schema::Form;
pub(crate) use atoms::JobValues;
use budget::Budget;
pub use proof::Witness;
pub use sample::Sampled;
pub use simplify::{Simplification, Step};
pub use split::{SplitError, SplitReason};
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
    sampled: Option<Sampled>,
}

impl Comparison {
    /// A comparison without an answer.
    fn unknown() -> Comparison {
        let unknown = || Witness::Unknown;
        Comparison { both: unknown(), only_first: unknown(), only_second: unknown(), sampled: None }
    }

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

    /// The generated jobs, if a proof was out of reach. They may have filled its place with a job.
    pub fn sampled(&self) -> Option<Sampled> {
        self.sampled
    }
}

/// The steps of one search: below a tenth of a second.
const STEPS: usize = 1_500_000;

impl Filter {
    /// Compares the jobs that two filters select. Filters of different lists have no job in common to compare, and
    /// nothing is known of them.
    pub fn compare(&self, other: &Filter) -> Comparison {
        if self.schema() != other.schema() {
            return Comparison::unknown();
        }
        if self == other {
            let nothing = || Witness::Nothing;
            return Comparison {
                both: self.witness(),
                only_first: nothing(),
                only_second: nothing(),
                sampled: None,
            };
        }
        let mut comparison = Comparison {
            both: self.both_wanted(other, Want::TRUE, Want::TRUE),
            only_first: self.both_wanted(other, Want::TRUE, Want::NOT_TRUE),
            only_second: self.both_wanted(other, Want::NOT_TRUE, Want::TRUE),
            sampled: None,
        };
        let Comparison { both, only_first, only_second, sampled } = &mut comparison;
        if [&*both, only_first, only_second].contains(&&Witness::Unknown) {
            *sampled = Some(sample::generate(self, other, |job, by_first, by_second| {
                let place = match (by_first, by_second) {
                    (true, true) => &mut *both,
                    (true, false) => &mut *only_first,
                    (false, true) => &mut *only_second,
                    (false, false) => return,
                };
                if *place == Witness::Unknown {
                    *place = Witness::Job(job);
                }
            }));
        }
        comparison
    }

    /// A filter for the jobs that this one selects and another one does not, and whether it selects all of these: a
    /// `not` leaves out the jobs for which the other filter is null. `None` if the language has no room for it.
    pub(crate) fn without(&self, other: &Filter) -> Option<(Filter, bool)> {
        let text = match self.schema().form() {
            Form::Prefix => format!("and({self},not({other}))"),
            _ => format!("({self}) and not ({other})"),
        };
        let difference = self.schema().check(&text).into_result().ok()?;
        let requirements = [(self, Want::TRUE), (other, Want::NOT_TRUE), (&difference, Want::NOT_TRUE)];
        let rest = proof::find(&requirements, JobValues::Typed, &mut Budget::new(STEPS));
        Some((difference.simplify().filter, rest == Witness::Nothing))
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
        answer(self.both_wanted(other, Want::TRUE, Want::NOT_TRUE))
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
        match self.implies(other) {
            Some(false) => Some(false),
            first => match other.implies(self) {
                Some(true) => first,
                second => second,
            },
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
        self.witness_of(JobValues::Typed, STEPS)
    }

    /// The same with other values and another budget.
    pub(crate) fn witness_of(&self, values: JobValues, steps: usize) -> Witness {
        proof::find(&[(self, Want::TRUE)], values, &mut Budget::new(steps))
    }

    /// Whether it selects every job; `None` if the search does not decide it.
    pub(crate) fn is_always_true(&self, values: JobValues, steps: usize) -> Option<bool> {
        answer(proof::find(&[(self, Want::NOT_TRUE)], values, &mut Budget::new(steps)))
    }

    fn both_wanted(&self, other: &Filter, own: Want, others: Want) -> Witness {
        if self.schema() != other.schema() {
            return Witness::Unknown;
        }
        proof::find(&[(self, own), (other, others)], JobValues::Typed, &mut Budget::new(STEPS))
    }
}

fn answer(counterexample: Witness) -> Option<bool> {
    match counterexample {
        Witness::Nothing => Some(true),
        Witness::Job(_) => Some(false),
        Witness::Unknown => None,
    }
}
