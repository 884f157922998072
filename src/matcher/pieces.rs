//! Cuts a stream into pieces that any thread can read alone.
//!
//! A `}` at the end of a line before one that begins with `{` is outside of everything. In JSON, no
//! comma separates the two, and no string contains a line end; after broken input, reading resumes
//! at such a line at the latest. So a piece that ends there can be read alone, with the same
//! results as in the whole.
//!
//! Input without such a place, such as a long list response or a pretty-printed record, is read in
//! order.

use std::io::{self, Read};
use std::ops::{ControlFlow, Range};

use memchr::memmem;

use super::input::{LINE_END, PIECE, TextInput};
use super::raw::{Documents, Event, Fault, RecordCounts};
use super::scan::Scanner;

/// A stream in pieces.
#[derive(Debug)]
pub(crate) struct Pieces<R> {
    input: TextInput<R>,
    /// The bytes after the last piece.
    rest: Vec<u8>,
    /// For pieces that are read in order.
    documents: Documents,
    is_last: bool,
    /// Why the input ended early.
    error: Option<io::Error>,
    pause: Pause,
    /// The limit of a record, in bytes.
    longest: usize,
}

/// This much can be read again at no cost.
const SHORT: usize = 64 << 10;

/// Whether the writer of the stream seems to pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pause {
    No,
    /// The records after the last piece are unread. Waiting for more input would delay them.
    Begins,
    Known,
}

/// Bytes of a stream. It is reused, to keep its memory.
#[derive(Debug, Default)]
pub(crate) struct StreamPiece {
    room: Vec<u8>,
    length: usize,
    /// The number of bytes after it that belong to the next piece.
    left: usize,
    kind: PieceKind,
    /// Whether the stream ends with it.
    is_last: bool,
    /// Whether more input may be slow to come, so results should be shown now.
    pub(crate) is_paused: bool,
}

/// How a piece is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum PieceKind {
    /// By itself.
    #[default]
    Alone,
    /// After the piece before it. It may end inside a record.
    InOrder { is_cut: bool },
    /// It is the start of a record beyond the limit.
    TooLong,
}

impl StreamPiece {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.room.get(..self.length).unwrap_or_default()
    }

    /// Takes the bytes of a part of a file that ends with a line of records, and so can be read alone. `read` returns
    /// their number.
    #[cfg(feature = "cli")]
    pub(crate) fn fill_alone(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut [u8]) -> io::Result<usize>,
    ) -> io::Result<()> {
        if self.room.len() < length {
            self.room.resize(length, 0);
        }
        self.length = read(self.room.get_mut(..length).unwrap_or_default())?;
        (self.left, self.kind, self.is_last, self.is_paused) = (0, PieceKind::Alone, false, false);
        Ok(())
    }

    /// Whether it can be read alone, with [`StreamPiece::read`]; otherwise [`Pieces::read`] reads it.
    pub(crate) fn is_alone(&self) -> bool {
        self.kind == PieceKind::Alone
    }

    /// Reads a piece that can be read alone.
    pub(crate) fn read(
        &self,
        scanner: &Scanner<'_>,
        documents: &mut Documents,
        on: &mut dyn FnMut(Event) -> ControlFlow<()>,
    ) -> RecordCounts {
        self.read_after(scanner, documents, &mut |_, event| on(event)).1
    }

    /// The number of its records that a scanner selects. A piece that cannot be read alone was read
    /// before by another scanner.
    pub(crate) fn count(&self, scanner: &Scanner<'_>, documents: &mut Documents) -> u64 {
        self.read_after(scanner, documents, &mut |_, _| ControlFlow::Continue(())).1.matched
    }

    /// Reads the piece after those before it. Returns the number of bytes that are done.
    fn read_after(
        &self,
        scanner: &Scanner<'_>,
        documents: &mut Documents,
        on: &mut dyn FnMut(&[u8], Event) -> ControlFlow<()>,
    ) -> (usize, RecordCounts) {
        let bytes = self.bytes();
        let is_end =
            self.is_last || matches!(self.kind, PieceKind::Alone | PieceKind::InOrder { is_cut: true });
        let mut flow = ControlFlow::Continue(());
        if self.kind == PieceKind::TooLong {
            documents.give_up(bytes);
            let fault = Fault::Length(scanner.search().longest);
            flow = on(bytes, Event::Failed { start: 0, place: 0, fault });
        }
        let mut done = bytes.len();
        if flow.is_continue() {
            let read = scanner.run(documents, bytes, is_end, &mut |event| on(bytes, self.as_cut(event)));
            done = if is_end { done } else { read.min(done) };
        }
        let counts = std::mem::take(&mut documents.counts);
        if is_end {
            documents.restart();
        }
        (done, counts)
    }

    /// A value that is open at the cut is not open at the end of the input, because a line follows.
    fn as_cut(&self, event: Event) -> Event {
        match event {
            Event::Failed { start, place, fault: Fault::End } if !self.is_last => {
                Event::Failed { start, place, fault: Fault::Syntax }
            }
            event => event,
        }
    }
}

impl<R: Read> Pieces<R> {
    pub(crate) fn new(reader: R, scanner: &Scanner<'_>) -> Pieces<R> {
        Pieces {
            input: TextInput::new(reader),
            rest: Vec::new(),
            documents: scanner.documents(),
            is_last: false,
            error: None,
            pause: Pause::No,
            longest: scanner.search().longest,
        }
    }

    /// Reads the next piece; `false` at the end. The bytes before an error of the reader are a
    /// piece too.
    pub(crate) fn next(&mut self, piece: &mut StreamPiece) -> io::Result<bool> {
        self.next_of(piece, PIECE)
    }

    /// The next piece, of about `size` bytes.
    fn next_of(&mut self, piece: &mut StreamPiece, size: usize) -> io::Result<bool> {
        if self.is_last {
            return self.error.take().map_or(Ok(false), Err);
        }
        let mut filled = self.rest.len();
        let most = self.longest.saturating_add(LINE_END);
        let is_too_long = filled > most;
        // Half as much again as there is, so the cost of reading again stays linear.
        let wanted = (filled + size.max(filled / 2)).min(most.saturating_add(size));
        if filled > SHORT || piece.room.len() < filled || piece.room.len() > 4 * wanted {
            // A long record is not copied: there is no room for two.
            piece.room = std::mem::take(&mut self.rest);
        } else if let Some(start) = piece.room.get_mut(..filled) {
            start.copy_from_slice(&self.rest);
        }
        if piece.room.len() < wanted {
            piece.room.resize(wanted, 0);
        }
        if self.pause == Pause::Begins && filled > 0 {
            self.pause = Pause::Known;
        } else if !is_too_long {
            self.pause = Pause::No;
            filled = self.fill(&mut piece.room, filled, wanted);
        }
        let bytes = piece.room.get(..filled).unwrap_or_default();
        let cut = if is_too_long || self.is_last { None } else { last_cut(bytes) };
        piece.length = cut.unwrap_or(filled);
        piece.left = 0;
        // A long piece is read in order too, so only one thread has one at a time.
        let is_short = piece.length <= 2 * size;
        piece.kind = match self.is_last || cut.is_some() {
            _ if is_too_long => PieceKind::TooLong,
            true if is_short && self.documents.is_at_top() => PieceKind::Alone,
            is_cut => PieceKind::InOrder { is_cut },
        };
        piece.is_last = self.is_last;
        piece.is_paused = self.pause != Pause::No;
        self.rest.clear();
        self.rest.extend_from_slice(bytes.get(piece.length..).unwrap_or_default());
        Ok(true)
    }

    /// Reads up to `wanted` bytes, or until the input pauses after a line; returns their number.
    fn fill(&mut self, room: &mut [u8], rest: usize, wanted: usize) -> usize {
        let mut filled = rest;
        while let Some(space) = room.get_mut(filled..wanted).filter(|space| !space.is_empty()) {
            match self.input.read(space) {
                Ok(0) => {
                    self.is_last = true;
                    break;
                }
                Ok(count) => {
                    let is_short = count < space.len();
                    filled += count;
                    // The cost of reading the rest again must stay linear.
                    let is_enough = rest < SHORT || filled > rest + rest / 2;
                    if is_short && is_enough && room.get(filled - 1) == Some(&b'\n') {
                        self.pause = Pause::Begins;
                        break;
                    }
                }
                Err(error) => {
                    self.error = Some(error);
                    self.is_last = true;
                    break;
                }
            }
        }
        filled
    }

    /// Reads the last piece of [`Pieces::next`] if it cannot be read alone. The remaining bytes
    /// leave the piece, and [`Pieces::keep`] puts them into the next.
    pub(crate) fn read(
        &mut self,
        scanner: &Scanner<'_>,
        piece: &mut StreamPiece,
        on: &mut dyn FnMut(&[u8], Event) -> ControlFlow<()>,
    ) -> RecordCounts {
        let (done, counts) = piece.read_after(scanner, &mut self.documents, on);
        piece.left = piece.length - done;
        piece.length = done;
        counts
    }

    /// Keeps the unread rest of a piece, which was the last one read.
    pub(crate) fn keep(&mut self, piece: &mut StreamPiece) {
        let end = piece.length + piece.left;
        if piece.left > SHORT {
            self.rest = std::mem::take(&mut piece.room);
            self.rest.truncate(end);
            self.rest.drain(..piece.length);
        } else if piece.left > 0 {
            self.rest.extend_from_slice(piece.room.get(piece.length..end).unwrap_or_default());
        }
        (piece.length, piece.left) = (0, 0);
    }
}

/// The last place outside of everything.
pub(crate) fn last_cut(bytes: &[u8]) -> Option<usize> {
    let finder = memmem::Finder::new(b"\n{");
    let (mut end, mut width) = (bytes.len(), 16 << 10);
    while end > 0 {
        let start = end.saturating_sub(width);
        // The two characters may be on either side of the part's end.
        let part = bytes.get(start..bytes.len().min(end + 1)).unwrap_or_default();
        let places = finder.find_iter(part).map(|place| start + place);
        let cut = places.filter(|place| ends_object(bytes, *place)).last();
        if let Some(place) = cut {
            return Some(place + 1);
        }
        (end, width) = (start, 2 * width);
    }
    None
}

/// Whether the line before a place ends with `}`.
fn ends_object(bytes: &[u8], line_end: usize) -> bool {
    let before: Range<usize> = line_end.saturating_sub(2)..line_end;
    matches!(bytes.get(before), Some([.., b'}'] | [b'}', b'\r']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filter;
    use crate::limits;
    use crate::matcher::ScanOptions;

    /// An event with the offset in the stream at which its bytes begin.
    type Met = (usize, Event);

    fn shifted(event: Event, by: usize) -> Met {
        match event {
            Event::Record(range, filters) => (by + range.start, Event::Record(0..range.len(), filters)),
            Event::Failed { start, place, fault } => {
                (by + start, Event::Failed { start: 0, place: by + place, fault })
            }
            Event::List { .. } => (0, event),
        }
    }

    fn at_once(scanner: &Scanner<'_>, bytes: &[u8]) -> (Vec<Met>, RecordCounts) {
        let (mut documents, mut met) = (scanner.documents(), Vec::new());
        scanner.run(&mut documents, bytes, true, &mut |event| {
            met.push(shifted(event, 0));
            ControlFlow::Continue(())
        });
        (met, documents.counts)
    }

    /// A reader that returns a few bytes at a time.
    struct Slow<'b>(&'b [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(out.len());
            self.0.read(&mut out[..count])
        }
    }

    #[derive(Debug, Default)]
    struct Got {
        met: Vec<Met>,
        counts: RecordCounts,
        /// The number of pieces read in each way.
        alone: usize,
        in_order: usize,
    }

    fn in_pieces(scanner: &Scanner<'_>, bytes: &[u8], size: usize, slow: usize) -> Got {
        let mut pieces = Pieces::new(Slow(bytes, slow), scanner);
        let (mut piece, mut documents) = (StreamPiece::default(), scanner.documents());
        let (mut got, mut offset) = (Got::default(), 0);
        while pieces.next_of(&mut piece, size).unwrap() {
            let counts = if piece.is_alone() {
                got.alone += 1;
                piece.read(scanner, &mut documents, &mut |event| {
                    got.met.push(shifted(event, offset));
                    ControlFlow::Continue(())
                })
            } else {
                got.in_order += 1;
                pieces.read(scanner, &mut piece, &mut |_, event| {
                    got.met.push(shifted(event, offset));
                    ControlFlow::Continue(())
                })
            };
            got.counts.records += counts.records;
            got.counts.matched += counts.matched;
            got.counts.failed += counts.failed;
            offset += piece.bytes().len();
            pieces.keep(&mut piece);
        }
        assert_eq!(offset, bytes.len());
        got
    }

    fn scanner(strict: bool) -> Scanner<'static> {
        // This filter has no string to search for, so broken records are always treated alike.
        let filter: Filter = "generation gt 3".parse().unwrap();
        Scanner::new(&filter.matcher(), &ScanOptions::new().strict(strict))
    }

    /// splitmix64
    fn below(seed: &mut u64, bound: usize) -> usize {
        *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    const DOCUMENTS: [&str; 14] = [
        r#"{"generation":4,"name":"a"}"#,
        r#"{"name":"b","generation":1,"resource":{"id":"x","type":"y"}}"#,
        r#"{"generation":5,"name":"}\n{\"generation\":9}"}"#,
        "{\n  \"generation\": 7,\n  \"resource\": {\n    \"id\": \"x\"\n  }\n}",
        r#"[{"generation":8},{"generation":2},{"name":"c"}]"#,
        "[\n{\"generation\":8},\n{\"generation\":2}\n]",
        r#"{"items":[{"generation":9},{"generation":0}],"total":5,"offset":0}"#,
        "{\n  \"count\": 1,\n  \"total\": 2,\n  \"items\": [\n    {\n      \"generation\": 6\n    }\n  ]\n}",
        r#"{"a":{"b":[{"c":{}}]},"generation":10}"#,
        "{}",
        "{\"generation\":4,\"a\":[{\"b\":1}\n{\"generation\":5}]}",
        "{\"generation\":4,\"a\":\"x}\n{\"generation\":5}",
        "{\"a\":{\"generation\":4}\n{\"generation\":5}",
        "[{\"generation\":4}\n{\"generation\":5},7]",
    ];

    /// How many of them are JSON.
    const VALID: usize = 10;

    const BETWEEN: [&str; 6] = ["\n", "\n", "\n", "\r\n", " ", "\n\n "];

    /// Documents in any layout, perhaps without an end; broken ones up to the end of a line.
    fn stream(seed: &mut u64, kinds: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        for _ in 0..below(seed, 12) {
            let document = below(seed, kinds);
            let between = if document < VALID { BETWEEN[below(seed, BETWEEN.len())] } else { "\n" };
            bytes.extend_from_slice(DOCUMENTS[document].as_bytes());
            bytes.extend_from_slice(between.as_bytes());
        }
        if below(seed, 3) == 0 {
            bytes.truncate(below(seed, bytes.len() + 1));
        }
        bytes
    }

    /// Pieces of any size, in reads of any length, give the same result as the whole, and a
    /// truncated record fails.
    #[test]
    fn pieces_give_what_the_whole_gives() {
        let (mut seed, mut of_many) = (1, 0);
        for round in 0..1_000 {
            let scanner = scanner(round % 4 == 0);
            let bytes = stream(&mut seed, VALID);
            let (expected, counts) = at_once(&scanner, &bytes);
            for _ in 0..6 {
                let (size, slow) = (1 + below(&mut seed, 200), 1 + below(&mut seed, 300));
                let got = in_pieces(&scanner, &bytes, size, slow);
                let text = String::from_utf8_lossy(&bytes);
                assert_eq!(got.met, expected, "pieces of {size}, reads of {slow}: {text}");
                assert_eq!(got.counts, counts, "pieces of {size}, reads of {slow}: {text}");
                of_many += usize::from(got.alone > 1 && got.in_order > 1);
            }
        }
        assert!(of_many > 1_000, "{of_many}");
    }

    /// A piece of broken input gives the same result alone as in its place.
    #[test]
    fn pieces_of_broken_input_stand_alone() {
        let (mut seed, mut of_many) = (2, 0);
        for round in 0..8_000 {
            let scanner = scanner(round % 4 == 0);
            let mut bytes = stream(&mut seed, DOCUMENTS.len());
            for _ in 0..1 + below(&mut seed, 6) {
                let at = below(&mut seed, bytes.len() + 1);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = b"{}[]\",:\n 1x"[below(&mut seed, 11)];
                }
            }
            let got = in_pieces(&scanner, &bytes, 1 + below(&mut seed, 400), usize::MAX);
            // If pieces end anywhere, the scan may not see the line after a broken one, which
            // decides the end of the broken one.
            if got.in_order == 0 {
                let (expected, counts) = at_once(&scanner, &bytes);
                let text = String::from_utf8_lossy(&bytes);
                assert_eq!((got.met, got.counts), (expected, counts), "{text}");
                of_many += usize::from(got.alone > 1);
            }
        }
        assert!(of_many > 400, "{of_many}");
    }

    #[test]
    fn a_line_is_read_before_more_is_waited_for() {
        struct Lines<'b>(&'b [u8]);
        impl Read for Lines<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let line = memchr::memchr(b'\n', self.0).expect("more was waited for") + 1;
                let end = line.min(out.len());
                let (line, rest) = self.0.split_at(end);
                self.0 = rest;
                out[..end].copy_from_slice(line);
                Ok(end)
            }
        }
        let scanner = scanner(false);
        let mut pieces = Pieces::new(Lines(b"{\"generation\":4}\n{\"generation\":5}\n"), &scanner);
        let (mut piece, mut found) = (StreamPiece::default(), 0);
        for _ in 0..4 {
            assert!(found == 2 || pieces.next(&mut piece).unwrap());
            if found < 2 && !piece.is_alone() {
                found += pieces.read(&scanner, &mut piece, &mut |_, _| ControlFlow::Continue(())).matched;
                pieces.keep(&mut piece);
                assert!(piece.is_paused);
            }
        }
        assert_eq!(found, 2);
    }

    /// A reader that gives these bytes one after the other, and has no end.
    struct EndlessReader<'b>(Vec<&'b [u8]>);

    impl Read for EndlessReader<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.0.first_mut().expect("more was waited for").read(out)?;
            self.0.retain(|bytes| !bytes.is_empty());
            Ok(count)
        }
    }

    #[test]
    fn what_was_read_is_shown_before_more_is_waited_for() {
        let long = format!("ration\":4,\n\"a\":\"{}\",\n", "x".repeat(100));
        for (given, turns) in [
            // Two lines at once.
            (&[&b"{\"generation\":4}\n{\"generation\":5}\n"[..]][..], &[1, 1][..]),
            // A line in parts, which is read twice, and the rest of its record, which is short in
            // comparison.
            (&[b"{\"gene", long.as_bytes(), b"\"b\":1}\n"], &[0, 0, 1]),
        ] {
            let scanner = scanner(false);
            let mut pieces = Pieces::new(EndlessReader(given.to_vec()), &scanner);
            let (mut piece, mut documents) = (StreamPiece::default(), scanner.documents());
            for expected in turns {
                assert!(pieces.next(&mut piece).unwrap() && piece.is_paused);
                let counts = if piece.is_alone() {
                    piece.read(&scanner, &mut documents, &mut |_| ControlFlow::Continue(()))
                } else {
                    pieces.read(&scanner, &mut piece, &mut |_, _| ControlFlow::Continue(()))
                };
                pieces.keep(&mut piece);
                assert_eq!(counts.matched, *expected);
            }
        }
    }

    #[test]
    fn a_cut_lies_on_either_side_of_where_a_part_ends() {
        for length in (16 << 10) - 4..(16 << 10) + 4 {
            let bytes = [&b"{}\n{"[..], &b" ".repeat(length)].concat();
            assert_eq!(last_cut(&bytes), Some(3), "{length}");
        }
    }

    #[test]
    fn a_record_of_the_limit_is_read() {
        let filter: Filter = "generation gt 3".parse().unwrap();
        let scanner = Scanner::new(&filter.matcher(), &ScanOptions::new().longest_record(16));
        let bytes = b"{\"generation\":4}\r\n{\"generation\":5}\r\n{\"generation\":10}\r\n{}\r\n";
        for size in 1..80 {
            for slow in 1..80 {
                let Got { counts, .. } = in_pieces(&scanner, bytes, size, slow);
                assert_eq!((counts.matched, counts.failed, counts.records), (2, 1, 4), "{size} {slow}");
            }
        }
    }

    #[test]
    fn a_record_over_the_limit_fails_and_the_next_is_read() {
        let mut bytes = b"{\"generation\":4}\n{\"a\":\"".to_vec();
        bytes.resize(limits::RECORD + 2 * PIECE, b'x');
        bytes.extend_from_slice(b"\"}\n{\"generation\":5}\n");
        let Got { met, counts, .. } = in_pieces(&scanner(false), &bytes, PIECE, usize::MAX);
        assert_eq!((counts.records, counts.matched, counts.failed), (3, 2, 1));
        assert_eq!(met[1], (17, Event::Failed { start: 0, place: 17, fault: Fault::Length(limits::RECORD) }));
    }
}
