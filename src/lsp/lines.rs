//! Positions of the protocol: a line and a column, in the units that the client and the server agreed on.
//!
//! A line ends with a line feed, a carriage return, or both. A byte-order mark is a character like others. A position
//! past the end of its line is the end of that line, and one past the last line is the end of the text.

use std::sync::OnceLock;

use gen_lsp_types::{Position, Range};

use crate::text::{Encoding, Span, UnitCounts, offset};

/// The text of a document, with its lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    text: String,
    /// The offset of the first byte of each line; made on demand.
    lines: OnceLock<Vec<u32>>,
    units: UnitCounts,
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text { text, ..Text::default() }
    }
}

impl Text {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
                .filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'));
            std::iter::once(0).chain(ends.map(|at| offset(at + 1))).collect()
        })
    }

    /// The bytes of a line, without its end. `None` after the last line.
    fn line(&self, number: u32) -> Option<Span> {
        let lines = self.lines();
        let start = *lines.get(number as usize)?;
        let end = lines.get(number as usize + 1).copied();
        let whole = Span::new(start, end.unwrap_or(offset(self.text.len())));
        let text = whole.of(&self.text);
        let text = match end {
            Some(_) => text.strip_suffix("\r\n").unwrap_or(text.strip_suffix(['\n', '\r']).unwrap_or(text)),
            None => text,
        };
        Some(Span::new(start, start + offset(text.len())))
    }

    /// The offset of a position. One inside a character is its start.
    pub(super) fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let Some(line) = self.line(position.line) else { return offset(self.text.len()) };
        match encoding {
            Encoding::Utf8 => {
                let at = line.start.saturating_add(position.character).min(line.end);
                Span::at(at).within(&self.text).start
            }
            _ => self.units.advance(&self.text, line, position.character, encoding),
        }
    }

    /// The position of an offset.
    pub(super) fn position(&self, at: u32, encoding: Encoding) -> Position {
        let at = Span::at(at).within(&self.text).start;
        let number = self.lines().partition_point(|start| *start <= at).saturating_sub(1);
        let number = offset(number);
        let line = self.line(number).unwrap_or_default();
        // A place between the two characters of a line break is the end of the line.
        let at = at.min(line.end);
        let character = match encoding {
            Encoding::Utf8 => at - line.start,
            _ => self.units.between(&self.text, Span::new(line.start, at), encoding),
        };
        Position { line: number, character }
    }

    pub(super) fn span(&self, range: Range, encoding: Encoding) -> Span {
        let start = self.offset(range.start, encoding);
        Span::new(start, self.offset(range.end, encoding).max(start))
    }

    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        let start = self.position(span.start, encoding);
        Range { start, end: self.position(span.end.max(span.start), encoding) }
    }

    /// Replaces a part.
    pub(super) fn replace(&mut self, span: Span, text: &str) {
        if self.text.get(span.range()).is_some() {
            self.text.replace_range(span.range(), text);
            (self.lines, self.units) = (OnceLock::new(), UnitCounts::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn length(c: char, encoding: Encoding) -> u32 {
        match encoding {
            Encoding::Utf8 => u32::try_from(c.len_utf8()).unwrap(),
            Encoding::Utf16 => u32::try_from(c.len_utf16()).unwrap(),
            _ => 1,
        }
    }

    /// Compares every position with one that is counted the slow way.
    fn check(text: &str) {
        let lines = Text::from(text.to_owned());
        for encoding in ALL {
            let mut at = Position::default();
            let mut all = text.char_indices().peekable();
            while let Some((offset, c)) = all.next() {
                let place = u32::try_from(offset).unwrap();
                let is_inside = c == '\n' && text.get(..offset).is_some_and(|before| before.ends_with('\r'));
                if !is_inside {
                    assert_eq!(lines.position(place, encoding), at, "{text:?} {offset} {encoding:?}");
                    assert_eq!(lines.offset(at, encoding), place, "{text:?} {at:?} {encoding:?}");
                }
                let next = all.peek().map(|(_, next)| *next);
                if c == '\n' || c == '\r' && next != Some('\n') {
                    let past = Position { character: at.character.saturating_add(9), ..at };
                    let end = if is_inside { place - 1 } else { place };
                    assert_eq!(lines.offset(past, encoding), end, "{text:?}");
                    at = Position { line: at.line + 1, character: 0 };
                } else if c != '\r' {
                    at.character += length(c, encoding);
                }
            }
            let end = u32::try_from(text.len()).unwrap();
            assert_eq!(lines.position(end, encoding), at, "{text:?}");
            assert_eq!(lines.position(u32::MAX, encoding), at);
            for past in
                [Position::new(at.line, u32::MAX), Position::new(u32::MAX, 0), Position::new(at.line + 1, 3)]
            {
                assert_eq!(lines.offset(past, encoding), end, "{text:?} {past:?}");
            }
        }
    }

    #[test]
    fn positions_and_offsets_lead_to_each_other() {
        for text in ["", "\n", "\r", "\r\n", "\r\r\n\n", "a\rb\nc\r\nd", "\u{feff}é\r\n中😀x", "x\u{2028}y\n"]
        {
            check(text);
        }
        check(&"aé中😀".repeat(700));
        check(&format!("{}\r{}", "x😀".repeat(1000), "é\n".repeat(300)));
    }

    #[test]
    fn a_position_inside_a_character_is_its_start() {
        let text = Text::from("a😀b".to_owned());
        let offsets =
            |encoding| (0..6).map(|at| text.offset(Position::new(0, at), encoding)).collect::<Vec<_>>();
        assert_eq!(offsets(Encoding::Utf8), [0, 1, 1, 1, 1, 5]);
        assert_eq!(offsets(Encoding::Utf16), [0, 1, 1, 5, 6, 6]);
        assert_eq!(offsets(Encoding::Utf32), [0, 1, 5, 6, 6, 6]);
    }

    #[test]
    fn an_edit_moves_what_follows() {
        let mut text = Text::from("é\r\n😀 x".to_owned());
        let range = Range::new(Position::new(1, 0), Position::new(1, 2));
        text.replace(text.span(range, Encoding::Utf16), "中\n");
        assert_eq!(text.as_str(), "é\r\n中\n x");
        assert_eq!(text.position(9, Encoding::Utf16), Position::new(2, 1));
    }
}
