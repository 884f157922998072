//! [`Filter`] → [`Matcher`] → which jobs the filter selects.
//!
//! A matcher is compiled once and used often. Its answer is a [`Verdict`] of three values, as in
//! OData, and a filter selects a job only if it is true. `contains` is null for a property without
//! a string: neither `contains(status,'x')` nor `not contains(status,'x')` selects a job without a
//! status.
//!
//! ```
//! use comfilter::{Filter, Verdict};
//! use serde_json::json;
//!
//! let filter: Filter = "state eq 'ERROR' and contains(statusDetails/message,'checksum')".parse()?;
//! let matcher = filter.matcher();
//! let job = json!({ "state": "ERROR", "statusDetails": { "message": "checksum mismatch" } });
//! assert!(matcher.matches(&job));
//! assert_eq!(matcher.verdict(&json!({ "state": "COMPLETE" })), Verdict::False);
//! assert_eq!(matcher.verdict(&json!({ "state": "ERROR" })), Verdict::Null);
//! # Ok::<(), comfilter::FilterError>(())
//! ```
//!
//! # How values are compared
//!
//! - A missing property is null, and so is a path through anything but an object. `eq null` and
//!   `ne` any value are true for it; it is neither before nor after anything.
//! - Strings compare by Unicode code point, and case counts. `true` is greater than `false`.
//! - Numbers compare by exact value. A floating-point number of a [`Value`] means the text that the
//!   `Value` would write: one read from `0.1` equals `0.1`.
//! - Timestamps compare as instants, whatever their zone.
//! - A value of another type equals nothing, and has no order.
//! - `'x' in tags` is true if `tags` is an array that contains an equal value, and null if it is
//!   anything but an array. A path that the schema leads through an array is true if it is true for
//!   any item; no array, and an empty one, count as one item that is null; arrays inside it are not
//!   entered.
//! - `tolower` and `toupper` map each code point separately, and return other values unchanged. A
//!   caseless property is compared in lower case, except by order.
//! - A date without a time is compared with the date of an instant in UTC.

mod compile;
mod input;
pub(crate) mod number;
#[cfg(feature = "cli")]
mod pieces;
mod program;
mod raw;
pub mod reasons;
mod scan;
mod set;
mod truth;
mod value;
mod verdicts;

use std::fmt;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde_json::Value;

use crate::Filter;
pub(crate) use compile::{Slots, tests_of};
pub(crate) use number::Number;
use program::Program;
pub(crate) use program::{JobValue, ValueTest};
use raw::Plan;

#[cfg(feature = "cli")]
pub(crate) use input::{PIECE, StreamPlace};
#[cfg(feature = "cli")]
pub(crate) use pieces::{Pieces, StreamPiece, last_cut};
pub(crate) use raw::Documents;
#[cfg(feature = "cli")]
pub(crate) use raw::{Event, Fault, JsonTree, ROOT, RecordCounts, compact};
pub use scan::{RecordError, Scan, ScanOptions, Scanned, SliceScan};
#[cfg(feature = "cli")]
pub(crate) use scan::{ScanTarget, Scanner};
pub(crate) use set::identity;
pub use set::{FilterId, FilterSet, SetScan, SetSliceScan};
pub use truth::Verdict;
pub use verdicts::VerdictReader;

/// A compiled filter, for matching jobs. A clone is a reference to the same program.
///
/// ```
/// use comfilter::{Filter, Matcher};
/// use serde_json::{Value, json};
///
/// let filter: Filter = "state in ('ERROR','STALLED') and generation gt 3".parse()?;
/// let matcher = Matcher::new(&filter);
/// let jobs = [
///     json!({ "name": "a", "state": "ERROR", "generation": 9 }),
///     json!({ "name": "b", "state": "ERROR", "generation": 2 }),
///     json!({ "name": "c", "state": "COMPLETE", "generation": 9 }),
/// ];
/// let selected: Vec<&Value> = jobs.iter().filter(|job| matcher.matches(job)).collect();
/// assert_eq!(selected, [&jobs[0]]);
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Clone)]
pub struct Matcher(Arc<MatcherInner>);

struct MatcherInner {
    filter: Filter,
    program: Program,
    /// The plan for a scan of raw bytes whose records are the jobs.
    whole: Plan,
    /// The state that [`Matcher::matches_slice`] reuses.
    idle: Mutex<Option<Documents>>,
}

impl Matcher {
    /// Compiles a filter; [`Filter::matcher`] does the same.
    pub fn new(filter: &Filter) -> Matcher {
        let program = Program::new(filter);
        let whole = Plan::new(&program, &[]);
        Matcher(Arc::new(MatcherInner { filter: filter.clone(), program, whole, idle: Mutex::new(None) }))
    }

    /// The original filter.
    pub fn filter(&self) -> &Filter {
        &self.0.filter
    }

    /// The verdict for a job. For a [`Value`] that is not an object, every property is null.
    ///
    /// It is the verdict for the contents of the `Value`. The parser of the `Value` has already
    /// chosen among repeated keys and rounded long numbers.
    ///
    /// ```
    /// use comfilter::{Filter, Verdict};
    /// use serde_json::json;
    ///
    /// let matcher = "not contains(status,'x')".parse::<Filter>()?.matcher();
    /// assert_eq!(matcher.verdict(&json!({ "status": "done" })), Verdict::True);
    /// assert_eq!(matcher.verdict(&json!({ "status": "xyz" })), Verdict::False);
    /// assert_eq!(matcher.verdict(&json!({ "status": null })), Verdict::Null);
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn verdict(&self, job: &Value) -> Verdict {
        let program = &self.0.program;
        program.verdict(program.values(job))
    }

    /// Whether the filter selects a job, which means that it is true.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use serde_json::json;
    ///
    /// let matcher = "createdAt lt 2022-01-01T00:00:00Z".parse::<Filter>()?.matcher();
    /// assert!(matcher.matches(&json!({ "createdAt": "2022-01-01T00:30:00+01:00" })));
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn matches(&self, job: &Value) -> bool {
        let program = &self.0.program;
        program.matches(program.values(job))
    }

    /// The verdict for anything that serde writes as a job, such as a [`Job`](crate::Job) or your
    /// type.
    ///
    /// ```
    /// use comfilter::{Filter, Verdict};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Job {
    ///     state: &'static str,
    /// }
    ///
    /// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
    /// assert_eq!(matcher.verdict_of(&Job { state: "ERROR" })?, Verdict::True);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Serde cannot write the job as JSON, for example a map whose keys are lists.
    pub fn verdict_of<T: Serialize + ?Sized>(&self, job: &T) -> Result<Verdict, NotJson> {
        match serde_json::to_value(job) {
            Ok(job) => Ok(self.verdict(&job)),
            Err(error) => Err(NotJson(error)),
        }
    }
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Matcher").field(&self.filter().as_str()).finish()
    }
}

impl Filter {
    /// Compiles the filter, for matching jobs.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use serde_json::json;
    ///
    /// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
    /// assert!(matcher.matches(&json!({ "state": "ERROR" })));
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn matcher(&self) -> Matcher {
        Matcher::new(self)
    }
}

/// The error of [`Matcher::verdict_of`]: the job cannot be written as JSON.
pub struct NotJson(serde_json::Error);

impl fmt::Display for NotJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the job cannot be written as JSON: {}", self.0)
    }
}

impl std::error::Error for NotJson {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

debug_as_message!(NotJson);
