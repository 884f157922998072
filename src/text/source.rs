//! A named text that knows its lines and columns.

use std::cell::OnceCell;

use serde::Serialize;

use super::Span;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, as editors count.
    Utf16,
    /// Unicode code points, as reports count.
    Utf32,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1, in the unit of the [`Encoding`] that was asked for.
    pub column: u32,
    /// In bytes, from 0.
    pub offset: u32,
}

/// A text, and the name under which the user knows it.
///
/// ```
/// use comfilter::text::{Encoding, Source};
///
/// let source = Source::new(Some("errors.comfilter"), "state eq\n'ERROR'");
/// let place = source.position(9, Encoding::Utf32);
/// assert_eq!((place.line, place.column), (2, 1));
/// ```
#[derive(Debug, Clone)]
pub struct Source<'t> {
    name: Option<String>,
    text: &'t str,
    /// Offset of the first byte of each line; made when first asked for.
    lines: OnceCell<Vec<u32>>,
}

impl<'t> Source<'t> {
    /// A text, with its name if it has one.
    pub fn new(name: Option<&str>, text: &'t str) -> Source<'t> {
        Source { name: name.map(str::to_owned), text, lines: OnceCell::new() }
    }

    /// The name under which the user knows it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends =
                self.text.bytes().zip(1_u32..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// The place of a byte. An offset past the end is the end; one inside a character is the
    /// start of that character.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let span = Span::from_range(0..offset);
        let line = self.lines().partition_point(|start| *start <= span.end).max(1);
        let start = self.lines().get(line - 1).copied().unwrap_or_default();
        let before = Span::new(start, span.end).of(self.text);
        let units = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => before.chars().count(),
        };
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Position { line: narrow(line), column: narrow(units + 1), offset: span.end }
    }
}
