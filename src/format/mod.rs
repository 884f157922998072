//! Layout: what `comfilter fmt` changes, and the files that hold filters.
//!
//! [`format()`] works on what was written, right or wrong: it changes white space, the case of
//! keywords, and parentheses that are doubled or stand around the whole filter. Everything else
//! that canonical text has otherwise (swapped operands, a property alone) is for a fix.
//!
//! A `.comfilter` file holds filters separated by blank lines. Lines are split first: one whose
//! first visible character is `#` is a comment, also inside a filter; a blank line ends a filter,
//! also inside a string. [`entries`] reads one, [`format_file`] formats one.

mod entries;
mod layout;

pub use entries::{Comment, Entry, entries};
pub(crate) use entries::{Line, lines};
pub use layout::{Formatted, Options, WIDTH, format, format_file};
