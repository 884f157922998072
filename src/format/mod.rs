//! Layout: the changes of `comfilter fmt`, and files of filters.
//!
//! [`format()`] works on the original text, right or wrong. It changes white space, the case of
//! keywords, and parentheses that are doubled or around the whole filter. Fixes make the other
//! changes toward canonical text (swapped operands, a property alone).
//!
//! A `.comfilter` file contains filters separated by blank lines. Lines are split first: a line
//! whose first visible character is `#` is a comment, even inside a filter, and a blank line ends a
//! filter, even inside a string. [`entries`] reads a file, [`format_file`] formats it.

mod entries;
mod layout;

pub use entries::{Comment, Entry, entries};
pub(crate) use entries::{FileLine, lines};
pub(crate) use layout::file_edits;
pub use layout::{Formatted, Options, WIDTH, format, format_file};
