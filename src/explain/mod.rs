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

mod compared;
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

pub mod examples;
pub mod properties;

pub use compared::{Compared, Difference, DifferentTerms, Witnesses, compared};
pub use outline::{ExplainedValue, Node, NodeType};
pub use reasons::reasons;
pub use sentence::sentence;
pub use tree::{Style, tree};
pub use why::why;
#[cfg(feature = "cli")]
pub(crate) use words::count;
pub(crate) use words::instant;

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
