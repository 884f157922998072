//! Matching over raw bytes: no more of a record is read than the filter needs.

mod cursor;
mod documents;
mod items;
mod kernel;
mod marks;
mod placed;
mod plan;
mod prefilter;
mod record;
mod response;
#[cfg(target_arch = "x86_64")]
mod simd;
mod strict;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod validate;

pub(crate) use cursor::Fault;
pub(crate) use documents::{Documents, DocumentsRun, Event, RecordCounts, RecordSearch};
pub(crate) use items::each_item;
pub(crate) use placed::PlacedRun;
pub(crate) use plan::Plan;
pub(crate) use response::ResponseSigns;
pub(crate) use text::compact;
pub(crate) use tree::{JsonNode, JsonTree, ROOT};
