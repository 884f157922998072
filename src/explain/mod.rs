//! A [`Filter`] in plain English, and as a tree that shows how `not`, `and` and `or` bind.
//!
//! [`sentence`] describes the jobs that a filter selects. It is exact: each description is true of
//! the selected jobs and of no others, also if a property is missing. "Missing" means null or
//! absent.
//!
//! [`tree`] shows the filter as written, one condition per line. Both name job templates beside
//! their ids, show instants in UTC, shorten long values with a count, and write characters that
//! could change a terminal's display as `\u{…}`.
//!
//! ```
//! use comfilter::{Filter, explain};
//!
//! let filter: Filter = "state in ('ERROR','STALLED') and createdAt ge 2022-06-01T02:00:00+02:00".parse()?;
//! assert_eq!(
//!     explain::sentence(&filter),
//!     "Jobs whose state is ERROR or STALLED, and that were created at or after 2022-06-01 00:00:00 UTC"
//! );
//! assert_eq!(
//!     explain::tree(&filter, explain::Style::Lines),
//!     "\
//! and
//! ├─ state in ('ERROR','STALLED')
//! └─ createdAt ge 2022-06-01T02:00:00+02:00 (2022-06-01 00:00:00 UTC)"
//! );
//! # Ok::<(), comfilter::FilterError>(())
//! ```
//!
//! For `not` before a group, the sentence denies each condition inside, because a missing value
//! decides there: a missing string neither contains a string nor does it not.
//!
//! ```
//! use comfilter::{Filter, explain};
//!
//! let filter: Filter = "not (contains(status,'x') or state eq 'COMPLETE')".parse()?;
//! assert_eq!(
//!     explain::sentence(&filter),
//!     "Jobs whose status is present as text and does not contain 'x', \
//!      and whose state is missing or anything but COMPLETE"
//! );
//! # Ok::<(), comfilter::FilterError>(())
//! ```

mod naming;
mod outline;
mod phrase;
mod reasons;
mod sentence;
#[cfg(test)]
mod tests;
mod tree;
mod why;
mod words;

use serde::Serialize;

use crate::Filter;
use crate::matcher::reasons::{Reasons, WhyReport};

pub mod examples;
pub mod properties;

pub use outline::{ExplainedValue, Node, NodeType};
pub use tree::Style;

/// Describes the selected jobs in English: one sentence, or a list if the filter has many or nested
/// conditions. It ends without a full stop and without a line break.
///
/// ```
/// use comfilter::{Filter, explain};
///
/// let filter: Filter = "not parentJobId eq null and resultCode ne 'SUCCESS'".parse()?;
/// assert_eq!(
///     explain::sentence(&filter),
///     "Jobs that have a parent job, and whose result code is missing or anything but SUCCESS"
/// );
///
/// let filter: Filter = "state eq 'ERROR' and (generation gt 3 or cancellable eq true)".parse()?;
/// assert_eq!(
///     explain::sentence(&filter),
///     "\
/// Jobs for which all of these are true:
///   - their state is ERROR
///   - at least one of these is true:
///     - their generation is greater than 3
///     - they are cancellable"
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn sentence(filter: &Filter) -> String {
    sentence::sentence(filter)
}

/// Shows how a filter binds: a line for each condition, below its `not`, `and` or `or`. It ends
/// without a line break.
///
/// ```
/// use comfilter::{Filter, explain};
///
/// let filter: Filter = "not parentJobId eq null and contains(name,'Firmware')".parse()?;
/// assert_eq!(
///     explain::tree(&filter, explain::Style::Ascii),
///     "\
/// and
/// |-- not
/// |   `-- parentJobId eq null
/// `-- contains(name,'Firmware')"
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn tree(filter: &Filter, style: Style) -> String {
    tree::tree(filter, style)
}

/// Explains why a filter selects a job or not: the tree with the verdict of each node, the terms
/// that decided, and their values; and the fewest terms to change for it to match. It ends without
/// a line break.
///
/// ```
/// use comfilter::{Filter, explain};
/// use serde_json::json;
///
/// let filter: Filter = "state eq 'ERROR' and (generation gt 3 or contains(status,'x'))".parse()?;
/// let reasons = filter.matcher().reasons(&json!({ "state": "COMPLETE", "generation": 4 }));
/// assert_eq!(
///     explain::reasons(&filter, &reasons, explain::Style::Ascii),
///     "\
/// The job does not match: the filter is false for it.
///
/// and                           false
/// |-- state eq 'ERROR'          false  decided  \"COMPLETE\"
/// `-- or                        true
///     |-- generation gt 3       true            4
///     `-- contains(status,'x')  null            missing
///
/// The fewest terms to change for it to match, 1 of 3:
///   state eq 'ERROR' must be true, and state is \"COMPLETE\""
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn reasons(filter: &Filter, reasons: &Reasons, style: Style) -> String {
    reasons::reasons(filter, reasons, style)
}

/// Explains why a filter selects few of many jobs. Each part has a line with the number of jobs
/// that it selects alone, that are selected up to it, and without it. Terms that select nothing
/// also have the seen values. It ends without a line break.
///
/// ```
/// use comfilter::matcher::reasons::Why;
/// use comfilter::{Filter, explain};
/// use serde_json::json;
///
/// let filter: Filter = "state eq 'error' and generation gt 3".parse()?;
/// let mut why = Why::new(&filter);
/// for (state, generation) in [("ERROR", 4), ("ERROR", 2), ("COMPLETE", 5)] {
///     why.add(&json!({ "state": state, "generation": generation }));
/// }
/// assert_eq!(
///     explain::why(&why.report()),
///     "\
/// term              alone  so far  without it
/// state eq 'error'      0       0           2
/// generation gt 3       2       0           0
/// the whole filter      0 of 3 jobs
///
/// state eq 'error' is true for no job. The values of state:
///     2  \"ERROR\"
///     1  \"COMPLETE\"
///   perhaps, which selects 1 job:
///     state eq 'ERROR' and generation gt 3"
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn why(report: &WhyReport) -> String {
    why::why(report)
}

/// The whole explanation of a filter, as data.
///
/// ```
/// use comfilter::{Filter, explain};
///
/// let filter: Filter = "jobTemplate eq '0cbb2377-1834-488d-840c-d5bf788c34fb'".parse()?;
/// let explanation = explain::explain(&filter);
/// let json = serde_json::to_value(&explanation)?;
/// assert_eq!(json["nodes"][0]["property"], "jobTemplate");
/// assert_eq!(json["nodes"][0]["values"][0]["template"], "Server Power On");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(filter: &Filter) -> Explanation {
    Explanation {
        filter: filter.as_str().to_owned(),
        resource: filter.schema().resource().to_owned(),
        sentence: sentence(filter),
        nodes: outline::nodes(filter),
    }
}

/// An explained filter: the form for machines.
///
/// `filter`, and the `text` of nodes and values, have the written characters; the sentence is safe
/// to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The filter, in canonical text.
    pub filter: String,
    /// The name of the list: `jobs`.
    pub resource: String,
    /// The result of [`sentence`].
    pub sentence: String,
    /// The tree as a flat list, a parent before its children, in the order of the text. Readers
    /// need no recursion.
    pub nodes: Vec<Node>,
}
