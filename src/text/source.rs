//! A named text that knows its lines and columns.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Serialize;

use super::{Span, UnitCounts, after_mark, offset};

/// The unit of a column.
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

/// A position in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1, in the unit of the [`Encoding`].
    pub column: u32,
    /// In bytes, from 0.
    pub offset: u32,
}

/// Text, and the user's name for it.
///
/// Columns begin at the first visible character: a byte-order mark at the start of the text counts
/// as bytes but not as a column.
///
/// ```
/// use comfilter::text::{Encoding, Source, Span};
///
/// let source = Source::new(Some("errors.comfilter"), "state eq\r\n'ERROR'");
/// let place = source.position(10, Encoding::Utf32);
/// assert_eq!((place.line, place.column), (2, 1));
/// assert_eq!(source.line_span(source.line(3)).of(source.text()), "state eq");
/// ```
#[derive(Debug, Clone)]
pub struct Source<'t> {
    name: Option<String>,
    text: Cow<'t, str>,
    /// Without a name, the option that gave the text.
    option: &'static str,
    /// The number of lines before the text.
    lines_before: u32,
    /// The offset of each line's first byte; made on demand.
    lines: OnceLock<Vec<u32>>,
    units: UnitCounts,
}

impl<'t> Source<'t> {
    /// The text, with its name if it has one.
    pub fn new(name: Option<&str>, text: impl Into<Cow<'t, str>>) -> Source<'t> {
        Source {
            name: name.map(str::to_owned),
            text: text.into(),
            option: "-e",
            lines_before: 0,
            lines: OnceLock::new(),
            units: UnitCounts::default(),
        }
    }

    /// Without a name, the option that gave the text; `-e` by default.
    #[must_use]
    pub fn given_by(mut self, option: &'static str) -> Source<'t> {
        self.option = option;
        self
    }

    /// The same, without a borrowed text.
    pub fn into_owned(self) -> Source<'static> {
        Source {
            name: self.name,
            text: self.text.into_owned().into(),
            option: self.option,
            lines_before: self.lines_before,
            lines: self.lines,
            units: self.units,
        }
    }

    /// For one of several sources: `lines` come before it.
    #[must_use]
    pub fn after(mut self, lines: u32) -> Source<'t> {
        self.lines_before = lines;
        self
    }

    /// The user's name for it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The option that gave the text, if it has no name.
    pub fn option(&self) -> &'static str {
        self.option
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let mark = offset(after_mark(&self.text));
            let ends =
                self.text.bytes().zip(1_u32..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next);
            std::iter::once(mark).chain(ends).collect()
        })
    }

    /// The line of a byte, from 1. A line break belongs to the line that it ends.
    pub fn line(&self, offset: u32) -> u32 {
        let line = self.lines().partition_point(|start| *start <= offset).max(1);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The bytes of a line, without its line break; empty for a missing line.
    pub fn line_span(&self, line: u32) -> Span {
        let index = line as usize;
        let Some(start) = index.checked_sub(1).and_then(|index| self.lines().get(index)) else {
            return Span::from_range(self.text.len()..self.text.len());
        };
        let next = self.lines().get(index).map_or(self.text.len(), |next| *next as usize);
        let whole = Span::new(*start, offset(next));
        let text = whole.of(&self.text);
        let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
        Span::from_range(*start as usize..*start as usize + text.len())
    }

    /// The place of a byte. An offset past the end is the end; one inside a character is the
    /// start of that character.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let offset = Span::at(offset).within(&self.text).start;
        let line = self.line(offset);
        let start = self.line_span(line).start.min(offset);
        let between = Span::new(start, offset);
        let units = match encoding {
            Encoding::Utf8 => offset - start,
            _ => self.units.between(&self.text, between, encoding),
        };
        Position { line: line.saturating_add(self.lines_before), column: units.saturating_add(1), offset }
    }
}

impl<'t, T: Into<Cow<'t, str>>> From<T> for Source<'t> {
    fn from(text: T) -> Source<'t> {
        Source::new(None, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The position of each character, counted the slow way.
    fn check(text: &str) {
        let source = Source::new(None, text);
        let (mut line, mut units) = (1, [1, 1, 1]);
        for (offset, character) in text.char_indices() {
            let offset = u32::try_from(offset).unwrap();
            for (encoding, column) in
                [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].into_iter().zip(units)
            {
                let expected = Position { line, column: u32::try_from(column).unwrap(), offset };
                assert_eq!(source.position(offset, encoding), expected, "{encoding:?}");
            }
            if character == '\n' {
                (line, units) = (line + 1, [1, 1, 1]);
            } else if offset > 0 || character != '\u{feff}' {
                units = [units[0] + character.len_utf8(), units[1] + character.len_utf16(), units[2] + 1];
            }
        }
    }

    #[test]
    fn columns_are_the_same_near_and_far() {
        check("");
        check("state eq\r\n'ERROR'\n\n");
        check("\u{feff}a\n\u{feff}b");
        check(&"aé中😀".repeat(400));
        check(&format!("{}\n{}", "x😀".repeat(1000), "é".repeat(3000)));
    }

    #[test]
    fn a_place_past_the_end_or_inside_a_character_is_moved() {
        let source = Source::new(None, "aé");
        assert_eq!(source.position(2, Encoding::Utf32).offset, 1);
        assert_eq!(source.position(u32::MAX, Encoding::Utf32).column, 3);
    }

    #[test]
    fn a_line_ends_before_its_break() {
        let text = "\u{feff}a\r\n\nb\r";
        let source = Source::new(None, text);
        let lines: Vec<&str> = (0..5).map(|line| source.line_span(line).of(text)).collect();
        assert_eq!(lines, ["", "a", "", "b\r", ""]);
        assert_eq!((source.line(0), source.line(5), source.line(6), source.line(u32::MAX)), (1, 1, 2, 3));
    }
}
