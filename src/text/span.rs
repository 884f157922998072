//! A range of bytes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes in text: it includes `start`, and excludes `end`.
///
/// Offsets are `u32`: [`limits::TEXT`](crate::limits::TEXT) is far below that, and the tree
/// stays small.
///
/// ```
/// use comfilter::text::Span;
///
/// assert_eq!(Span::new(6, 8).of("state eq 'ERROR'"), "eq");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

/// An offset as spans have it. One past `u32::MAX` becomes that.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The place between two bytes.
    pub const fn at(offset: u32) -> Span {
        Span::new(offset, offset)
    }

    /// From `usize` offsets. Offsets past `u32::MAX` become that.
    pub fn from_range(range: Range<usize>) -> Span {
        Span::new(offset(range.start), offset(range.end))
    }

    /// The same bytes as a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it is a place between two bytes.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that contains both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `other` is inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text at this place; empty if the span is not on characters of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The nearest span on characters of `text`: past the end it becomes the end, and a cut
    /// character is included whole.
    ///
    /// ```
    /// use comfilter::text::Span;
    ///
    /// assert_eq!(Span::new(2, 99).within("aé"), Span::new(1, 3));
    /// ```
    #[must_use]
    pub fn within(self, text: &str) -> Span {
        let mut start = (self.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (self.end as usize).min(text.len()).max(start);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        // A place between two bytes stays one.
        Span::from_range(start..if self.is_empty() { start } else { end })
    }
}

/// The place of the first character after a byte-order mark.
pub(crate) fn after_mark(text: &str) -> usize {
    text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len()
}

/// The start of the line of a place.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1)
}

/// The lines of a part of `text`, with their line breaks.
pub(crate) fn lines(text: &str, part: Span) -> Vec<Span> {
    let mut start = part.start;
    let ends = memchr::memchr_iter(b'\n', part.of(text).as_bytes()).map(|end| part.start + offset(end) + 1);
    let rest = Some(part.end).filter(|end| *end > part.start && !part.of(text).ends_with('\n'));
    ends.chain(rest).map(|end| Span::new(std::mem::replace(&mut start, end), end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_a_text_every_span_lies_on_characters() {
        let text = "aé日b";
        for (span, expected) in [
            ((0, 7), (0, 7)),
            ((1, 2), (1, 3)),
            ((2, 3), (1, 3)),
            ((4, 5), (3, 6)),
            ((5, 99), (3, 7)),
            ((98, 99), (7, 7)),
            // A place between two bytes stays one, even if its end is before its start.
            ((2, 2), (1, 1)),
            ((6, 0), (6, 6)),
        ] {
            assert_eq!(Span::new(span.0, span.1).within(text), Span::new(expected.0, expected.1), "{span:?}");
        }
    }
}
