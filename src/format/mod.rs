//! Layout: what `comfilter fmt` changes, and the files that hold filters.
//!
//! [`format()`] works on the original text, right or wrong. It changes white space, the case of
//! keywords, and parentheses that are doubled or around the whole filter. Fixes make the other
//! changes toward canonical text (swapped operands, a property alone).
//!
//! A `.comfilter` file holds filters separated by blank lines. Lines are split first: one whose
//! first visible character is `#` is a comment, also inside a filter; a blank line ends a filter,
//! also inside a string. [`entries`] reads one, [`format_file`] formats one.

mod entries;
mod layout;

pub use entries::{Comment, Entry, entries};
pub(crate) use entries::{Line, lines};
pub use layout::{Formatted, Options, WIDTH, format, format_file};
