//! The part of the text around some places: a few short lines, safe to show on a terminal.
//!
//! A filter may be a mebibyte on one line and contain any character. A reader needs the place and
//! its surroundings. So a renderer gets only these: lines cut to a number of columns, with `…` at
//! the cuts, and each character visible and as wide as it looks.

use std::ops::Range;

use crate::text::{Encoding, Position, Source, Span, is_unsafe};

/// The limit of shown places in one finding. More carets would confuse.
const PLACES: usize = 8;

/// The most lines of a place that are all shown; of a longer one only the first is.
const LINES: u32 = 5;

/// The columns around two places in one window, to show their surroundings.
const MARGIN: usize = 10;

/// Some lines of the text, and the places in them.
#[derive(Debug)]
pub(super) struct Window {
    /// The lines, joined by `\n`. Each ends in a space, so a place after the last character can be
    /// marked.
    pub(super) text: String,
    /// The user's number of the first line.
    pub(super) line: u32,
    /// The places, by their start.
    pub(super) marks: Vec<Mark>,
}

/// One place in a window.
#[derive(Debug)]
pub(super) struct Mark {
    /// The index of the place.
    pub(super) index: usize,
    /// Its place in the window's text, in bytes.
    pub(super) shown: Range<usize>,
    /// Its start in the user's text.
    pub(super) at: Position,
}

/// Shows `spans` of `source` in lines of about `columns`: places that are close together in one
/// window, and the window with the first of `spans` first.
pub(super) fn windows(source: &Source<'_>, spans: &[Span], columns: usize) -> Vec<Window> {
    let mut places: Vec<WindowPlace> = spans
        .iter()
        .take(PLACES)
        .enumerate()
        .map(|(index, span)| WindowPlace::new(source, index, *span))
        .collect();
    places.sort_by_key(|place| (place.span.start, place.index));
    let mut groups: Vec<Vec<WindowPlace>> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some(group) if joins(source, group, &place, columns) => group.push(place),
            _ => groups.push(vec![place]),
        }
    }
    groups.sort_by_key(|group| group.iter().all(|place| place.index > 0));
    groups.iter().map(|group| Window::new(source, group, columns)).collect()
}

/// A place to show, and its lines.
#[derive(Debug)]
struct WindowPlace {
    index: usize,
    span: Span,
    first: u32,
    last: u32,
}

impl WindowPlace {
    fn new(source: &Source<'_>, index: usize, span: Span) -> WindowPlace {
        let mut span = span.within(source.text());
        let first = source.line(span.start);
        let mut last = if span.is_empty() { first } else { source.line(span.end - 1) };
        if last - first >= LINES {
            last = first;
            span.end = source.line_span(first).end.max(span.start);
        }
        WindowPlace { index, span, first, last }
    }

    fn covers(&self, line: u32) -> bool {
        self.first <= line && line <= self.last
    }
}

/// Whether `next` can be drawn beside the places of `group`: overlapping carets would slip, and a
/// distant place would widen the window.
fn joins(source: &Source<'_>, group: &[WindowPlace], next: &WindowPlace, columns: usize) -> bool {
    let Some(last) = group.last() else { return false };
    let apart = next.span.start >= last.span.end && next.span.start > last.span.start;
    if !apart || next.first > last.last + 1 {
        return false;
    }
    if next.first > last.last {
        return true;
    }
    let line = source.line_span(next.first);
    let start =
        group.iter().find(|place| place.covers(next.first)).map_or(line.start, |place| place.span.start);
    let both = Span::new(start.max(line.start), next.span.end.min(line.end));
    fits(both.of(source.text()), columns.saturating_sub(MARGIN))
}

impl Window {
    fn new(source: &Source<'_>, group: &[WindowPlace], columns: usize) -> Window {
        let first = group.first().map_or(1, |place| place.first);
        let last = group.last().map_or(first, |place| place.last);
        let mark = |place: &WindowPlace| Mark {
            index: place.index,
            shown: 0..0,
            at: source.position(place.span.start, Encoding::Utf32),
        };
        let marks: Vec<Mark> = group.iter().map(mark).collect();
        // The user's number of the line, including the lines before the source.
        let number = marks.first().map_or(first, |mark| mark.at.line);
        let mut window = Window { text: String::new(), line: number, marks };
        for line in first..=last {
            window.add_line(source, line, group, columns);
        }
        window
    }

    fn add_line(&mut self, source: &Source<'_>, line: u32, group: &[WindowPlace], columns: usize) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let whole = source.line_span(line);
        let inside = |offset: u32| offset.clamp(whole.start, whole.end) - whole.start;
        let pieces = group.iter().filter(|place| place.covers(line));
        let keep = pieces
            .map(|place| Span::new(inside(place.span.start), inside(place.span.end)))
            .reduce(Span::cover)
            .unwrap_or_default();
        let row = Row::draw(&mut self.text, whole.of(source.text()), keep, columns);
        for (mark, place) in self.marks.iter_mut().zip(group) {
            if place.first == line {
                mark.shown.start = row.shown(inside(place.span.start));
            }
            if place.last == line {
                mark.shown.end = row.shown(inside(place.span.end));
            }
        }
    }
}

/// One line of a window: the shown position of each byte of the user's line.
struct Row {
    /// For each shown character its offsets in the user's line and in the window, and the end of
    /// the last one.
    characters: Vec<(usize, usize)>,
    /// The end of the row in the window, with its `…`.
    end: usize,
}

impl Row {
    /// Appends the visible part of `line` to `out`, including `keep`.
    fn draw(out: &mut String, line: &str, keep: Span, columns: usize) -> Row {
        let cut = cut(line, keep, columns);
        let mut characters = Vec::with_capacity(columns);
        if cut.start > 0 {
            out.push('…');
        }
        for (offset, character) in line.get(cut.clone()).unwrap_or_default().char_indices() {
            characters.push((cut.start + offset, out.len()));
            push(out, character);
        }
        characters.push((cut.end, out.len()));
        if cut.end < line.len() {
            out.push('…');
        }
        let end = out.len();
        out.push(' ');
        Row { characters, end }
    }

    fn shown(&self, offset: u32) -> usize {
        let offset = offset as usize;
        let index = self.characters.partition_point(|(at, _)| *at < offset);
        self.characters.get(index).map_or(self.end, |(_, shown)| *shown)
    }
}

/// The range of `line` that is shown: all of it if it fits in `columns`. Otherwise `keep`, or as
/// much of its beginning as fits, with equal room on both sides.
fn cut(line: &str, keep: Span, columns: usize) -> Range<usize> {
    if fits(line, columns) {
        return 0..line.len();
    }
    let columns = columns.saturating_sub(2);
    let mut used = columns - columns / 4;
    let start = keep.start as usize;
    let end = start + take(keep.of(line).chars(), &mut used);
    let mut room = columns / 4 + used;

    let before = line.get(..start).unwrap_or_default();
    let after = line.get(end..).unwrap_or_default();
    let mut left = room / 2;
    room -= left;
    let near = take(before.chars().rev(), &mut left);
    room += left;
    let end = end + take(after.chars(), &mut room);
    let far = before.get(..start - near).unwrap_or_default();
    start - near - take(far.chars().rev(), &mut room)..end
}

/// The number of bytes of `characters` that fit into `room` columns; subtracts their columns.
fn take(characters: impl Iterator<Item = char>, room: &mut usize) -> usize {
    let mut bytes = 0;
    for character in characters {
        let Some(rest) = room.checked_sub(columns(character)) else { break };
        *room = rest;
        bytes += character.len_utf8();
    }
    bytes
}

fn fits(text: &str, columns: usize) -> bool {
    // A character is at most four bytes and counts as at least one column.
    text.len() <= columns.saturating_mul(4) && take(text.chars(), &mut { columns }) == text.len()
}

/// The most columns that a character takes. Characters beyond ASCII count as wide, because a window
/// that is too narrow does no harm.
fn columns(character: char) -> usize {
    if is_hidden(character) {
        character.escape_unicode().count()
    } else if character.is_ascii() {
        1
    } else {
        2
    }
}

fn push(out: &mut String, character: char) {
    match character {
        '\t' => out.push(' '),
        _ if is_hidden(character) => out.extend(character.escape_unicode()),
        _ => out.push(character),
    }
}

/// Characters that a terminal does not show as a separate sign: the unsafe ones, and those that
/// change the sign before them, and so the column of everything after it.
fn is_hidden(character: char) -> bool {
    let joins_the_last =
        matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}');
    character != '\t' && (is_unsafe(character) || joins_the_last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows `spans` in 30 columns, with the shown places between brackets.
    fn show(text: &str, spans: &[Span]) -> Vec<String> {
        let source = Source::new(None, text);
        let marked = |window: Window| {
            let mut text = window.text;
            for mark in window.marks.iter().rev() {
                text.insert(mark.shown.end, ']');
                text.insert(mark.shown.start, '[');
            }
            format!("{}: {text}", window.line)
        };
        windows(&source, spans, 30).into_iter().map(marked).collect()
    }

    fn span_of(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::from_range(start..start + part.len())
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(show("state == 'ERROR'", &[Span::new(6, 8)]), ["1: state [==] 'ERROR' "]);
        assert_eq!(show("state eq", &[Span::at(8)]), ["1: state eq[] "]);
        assert_eq!(show("", &[Span::at(0)]), ["1: [] "]);
        assert_eq!(show("", &[]), [""; 0]);
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = format!("{} == {}", "x".repeat(1000), "y".repeat(1000));
        assert_eq!(show(&text, &[span_of(&text, "==")]), ["1: …xxxxxxxxxxxx [==] yyyyyyyyyyyy… "]);
        assert_eq!(show(&text, &[Span::at(0)]), ["1: []xxxxxxxxxxxxxxxxxxxxxxxxxxxx… "]);
        assert_eq!(show(&text, &[Span::at(2004)]), ["1: …yyyyyyyyyyyyyyyyyyyyyyyyyyyy[] "]);
        assert_eq!(show(&text, &[span_of(&text, &text)]), ["1: [xxxxxxxxxxxxxxxxxxxxxxxxxxxx…] "]);
        // Wide characters leave room for fewer.
        let text = "中".repeat(1000);
        assert_eq!(show(&text, &[Span::new(300, 303)]), ["1: …中中中中中中[中]中中中中中中中… "]);
    }

    #[test]
    fn what_is_hidden_is_written_out() {
        assert_eq!(show("a\u{1b}\t\u{202e}b", &[Span::new(1, 2)]), ["1: a[\\u{1b}] \\u{202e}b "]);
        assert_eq!(
            show("\u{2764}\u{fe0f}\u{1f44d}\u{1f3fd}", &[Span::at(6)]),
            ["1: ❤\\u{fe0f}[]👍\\u{1f3fd} "]
        );
    }

    #[test]
    fn places_close_together_share_a_window() {
        let text = "a eq 1 and b eq 2\nor c eq 3\n\nd";
        let (first, second, d) = (span_of(text, "and"), span_of(text, "or"), Span::at(29));
        assert_eq!(show(text, &[second, first]), ["1: a eq 1 [and] b eq 2 \n[or] c eq 3 "]);
        assert_eq!(show(text, &[second, d]), ["2: [or] c eq 3 ", "4: []d "]);
        // The first place comes first, and carets never overlap.
        assert_eq!(
            show(text, &[first, Span::new(0, 17)]),
            ["1: a eq 1 [and] b eq 2 ", "1: [a eq 1 and b eq 2] "]
        );
        assert_eq!(show(text, &[Span::at(18), Span::at(18)]), ["2: []or c eq 3 ", "2: []or c eq 3 "]);
        let far = format!("a{}b", " ".repeat(30));
        assert_eq!(show(&far, &[Span::new(0, 1), Span::new(31, 32)]).len(), 2);
        // Two lines have room for their own places.
        let far = format!("a\n{}b", "x".repeat(60));
        assert_eq!(
            show(&far, &[Span::new(0, 1), Span::new(62, 63)]),
            ["1: [a] \n…xxxxxxxxxxxxxxxxxxxxxxxxxxx[b] "]
        );
    }

    fn text() -> impl Strategy<Value = String> {
        let pieces = ["a", " ", "\t", "\n", "\r\n", "é", "中", "\u{1b}", "\u{fe0f}", "\u{feff}", "…"];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..200)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_place_shows_its_own_text(
            text in text(),
            places in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..20), 1..5),
        ) {
            let source = Source::new(None, &text);
            let span = |(start, length): &(prop::sample::Index, usize)| {
                let start = start.index(text.len() + 1);
                Span::from_range(start..start + length).within(&text)
            };
            let spans: Vec<Span> = places.iter().map(span).collect();
            let windows = windows(&source, &spans, 30);
            prop_assert_eq!(windows.iter().map(|window| window.marks.len()).sum::<usize>(), spans.len());
            prop_assert!(windows[0].marks.iter().any(|mark| mark.index == 0));
            for window in &windows {
                for line in window.text.split('\n') {
                    prop_assert!(take(line.chars(), &mut 33) == line.len(), "{line:?}");
                }
                for mark in &window.marks {
                    let span = spans[mark.index];
                    prop_assert_eq!(mark.at, source.position(span.start, Encoding::Utf32));
                    let shown = window.text.get(mark.shown.clone()).unwrap();
                    let mut expected = String::new();
                    span.of(&text).replace("\r\n", " \n").chars().for_each(|character| push(&mut expected, character));
                    let whole = !shown.contains('…') && !expected.contains(|c| "\n…\\".contains(c));
                    prop_assert!(!whole || shown == expected, "{shown:?} is not {expected:?}");
                }
            }
        }
    }

    #[test]
    fn a_place_of_many_lines_shows_its_first() {
        let text = "a\r\nb\r\nc\r\nd\r\ne\r\nf";
        assert_eq!(show(text, &[Span::new(0, 13)]), ["1: [a \nb \nc \nd \ne] "]);
        assert_eq!(show(text, &[Span::new(0, 16)]), ["1: [a] "]);
    }
}
