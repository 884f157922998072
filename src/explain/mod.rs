//! A [`Filter`] in plain English, and as a tree that shows how `not`, `and` and `or` bind.
//!
//! [`sentence`] says what a filter selects. It is exact: what is said of each condition is true of
//! the jobs that it selects and of no others, also where a property is missing. "Missing" is said
//! of a value that is null or not there at all.
//!
//! [`tree`] shows the filter as it is written, one condition a line. Both name job templates
//! beside their ids, give instants in UTC, shorten what is long with a count, and write characters
//! that could change what a terminal shows as `\u{…}`.
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
//! Where `not` stands before a group, the sentence says it of each condition inside, because that
//! is where a missing value decides: text that is missing neither contains a text nor does not.
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
mod sentence;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use serde::Serialize;

use crate::Filter;

pub use outline::{Node, NodeType, Value};
pub use tree::Style;

/// What a filter selects, in English: one sentence, or a list if it has many conditions or nests
/// them. It ends without a full stop and without a line break.
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

/// How a filter binds: a line for each condition, below the `not`, `and` or `or` that it belongs
/// to. It ends without a line break.
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

/// Everything that can be said of a filter, as data.
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

/// A filter, explained: the form for machines.
///
/// `filter`, and the `text` of nodes and values, are what was written, character by character; the
/// sentence is safe to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The filter, in canonical text.
    pub filter: String,
    /// What is filtered: `jobs`.
    pub resource: String,
    /// What [`sentence`] says.
    pub sentence: String,
    /// The tree, a parent before its children, in the order of the text: a flat list, so that no
    /// depth of nesting is too deep for a reader.
    pub nodes: Vec<Node>,
}
