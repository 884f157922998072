//! Characters, and their origin.
//!
//! [`Span`] is a range of bytes. [`Source`] is the user's text with a name and its lines and columns.
//! [`OffsetMap`] leads from decoded text back to the user's. `Layer` is text inside other text, with the
//! escapes that its edits need. [`Edit`]s change text without overlaps. [`Quoted`] makes text safe to show.

mod bytes;
mod edit;
mod encode;
mod escaping;
mod layer;
mod map;
mod nearest;
mod percent;
mod quoted;
pub(crate) mod shell;
mod source;
mod span;
mod units;
mod words;

pub(crate) use bytes::Bytes;
pub use edit::{Edit, EditError, apply};
pub use encode::encode_value;
pub(crate) use encode::encoded_length;
pub(crate) use escaping::Escaping;
pub(crate) use layer::{Layer, Quotes, WordSpelling};
pub use map::OffsetMap;
pub(crate) use map::replaced;
pub(crate) use nearest::{denied, ends_in_denial, nearest};
pub(crate) use percent::{Invalid, has_encoded, percent_decode};
pub use quoted::Quoted;
pub(crate) use quoted::{ToWrite, is_unsafe, is_zero_width, safe_up_to, write_safe};
#[cfg(feature = "cli")]
pub(crate) use quoted::{safe_line, write_safe_json};
pub use source::{Encoding, Position, Source};
pub use span::Span;
pub(crate) use span::{after_mark, line_start, lines, offset};
pub(crate) use units::UnitCounts;
pub(crate) use words::{capitalized, joined, joined_code, wrapped};
