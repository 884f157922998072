//! A stream cut into pieces that any thread can read by itself.
//!
//! A `}` at the end of a line before one that begins with `{` lies outside of everything: in JSON,
//! because no comma stands between them and no string holds the end of a line; in what is broken,
//! because reading resumes at such a line at the latest. So a piece that ends there is read as if
//! it were all, and nothing comes out that a reading of the whole would not give.
//!
//! What has no such place, as a long list response or a pretty-printed record, is read in its order.

use std::io::{self, Read};
use std::ops::{ControlFlow, Range};

use memchr::memmem;

use super::input::{Input, PIECE};
use super::raw::{Counts, Documents, Event, Fault};
use super::scan::Scanner;
use crate::limits;

/// A stream that is read piece by piece.
#[derive(Debug)]
pub(crate) struct Pieces<R> {
    input: Input<R>,
    /// What was read behind the last piece.
    rest: Vec<u8>,
    /// For what is read in its order.
    documents: Documents,
    is_last: bool,
    /// Why the input ended early.
    error: Option<io::Error>,
    pause: Pause,
}

/// So little is read again at no cost.
const SHORT: usize = 64 << 10;

/// Whether whoever writes the stream seems to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pause {
    No,
    /// The records behind the last piece were not looked at yet: waiting for more would hold them back.
    Begins,
    Known,
}

/// Bytes of a stream. It is used again, for its room.
#[derive(Debug)]
pub(crate) struct Piece {
    room: Vec<u8>,
    length: usize,
    kind: Kind,
    /// Whether the stream ends with it.
    is_last: bool,
    /// Whether more may be long in coming, so that what was found should be shown.
    pub(crate) is_paused: bool,
}

/// How a piece is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// By itself.
    Alone,
    /// Behind the one before. It may end inside a record.
    InOrder { is_cut: bool },
    /// It is the start of a record that is longer than is read.
    TooLong,
}

impl Piece {
    pub(crate) fn new() -> Piece {
        Piece { room: Vec::new(), length: 0, kind: Kind::Alone, is_last: false, is_paused: false }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.room.get(..self.length).unwrap_or_default()
    }

    /// Whether it can be read by itself, with [`Piece::read`]; else [`Pieces::read`] reads it.
    pub(crate) fn is_alone(&self) -> bool {
        self.kind == Kind::Alone
    }

    /// Reads a piece that stands alone.
    pub(crate) fn read(
        &self,
        scanner: &Scanner,
        documents: &mut Documents,
        on: &mut dyn FnMut(Event) -> ControlFlow<()>,
    ) -> Counts {
        documents.restart();
        scanner.run(documents, self.bytes(), true, &mut |event| on(self.as_cut(event)));
        documents.counts
    }

    /// What is open where the piece was cut is not open at the end of the input: a line follows.
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
    pub(crate) fn new(reader: R, scanner: &Scanner) -> Pieces<R> {
        Pieces {
            input: Input::new(reader),
            rest: Vec::new(),
            documents: scanner.documents(),
            is_last: false,
            error: None,
            pause: Pause::No,
        }
    }

    /// Reads the next piece; `false` at the end. What came before an error of the reader is a piece too.
    pub(crate) fn next(&mut self, piece: &mut Piece) -> io::Result<bool> {
        self.next_of(piece, PIECE)
    }

    /// The next piece, of about `size` bytes.
    fn next_of(&mut self, piece: &mut Piece, size: usize) -> io::Result<bool> {
        if self.is_last {
            return self.error.take().map_or(Ok(false), Err);
        }
        let mut filled = self.rest.len();
        let is_too_long = filled >= limits::RECORD;
        // Half as much again as there is, so that what is read again does not add up.
        let wanted = filled + size.max(filled / 2);
        if piece.room.len() < wanted || piece.room.len() > 4 * wanted {
            piece.room = Vec::new();
            piece.room.resize(wanted, 0);
        }
        if let Some(start) = piece.room.get_mut(..filled) {
            start.copy_from_slice(&self.rest);
        }
        if self.pause == Pause::Begins && filled > 0 {
            self.pause = Pause::Known;
        } else if !is_too_long {
            self.pause = Pause::No;
            filled = self.fill(&mut piece.room, filled, wanted);
        }
        let bytes = piece.room.get(..filled).unwrap_or_default();
        let cut = if is_too_long || self.is_last { None } else { last_cut(bytes) };
        let is_cut = self.is_last || cut.is_some();
        piece.kind = match is_cut {
            _ if is_too_long => Kind::TooLong,
            true if self.documents.is_at_top() => Kind::Alone,
            is_cut => Kind::InOrder { is_cut },
        };
        piece.length = cut.unwrap_or(filled);
        piece.is_last = self.is_last;
        piece.is_paused = self.pause != Pause::No;
        self.rest.clear();
        self.rest.extend_from_slice(bytes.get(piece.length..).unwrap_or_default());
        Ok(true)
    }

    /// Reads up to `wanted` bytes, or until the input rests behind a line: how many there are.
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
                    // What is read again for each rest must not add up.
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

    /// Reads the piece that [`Pieces::next`] gave last and that does not stand alone. What it leaves is
    /// part of the next, and no longer of this.
    pub(crate) fn read(
        &mut self,
        scanner: &Scanner,
        piece: &mut Piece,
        on: &mut dyn FnMut(&[u8], Event) -> ControlFlow<()>,
    ) -> Counts {
        let is_end = piece.is_last || piece.kind == Kind::InOrder { is_cut: true };
        let mut stopped = false;
        if piece.kind == Kind::TooLong {
            self.documents.give_up();
            let event = Event::Failed { start: 0, place: 0, fault: Fault::Length };
            stopped = on(piece.bytes(), event).is_break();
        }
        if !stopped {
            let bytes = piece.bytes();
            let read =
                scanner.run(&mut self.documents, bytes, is_end, &mut |event| on(bytes, piece.as_cut(event)));
            let left = if is_end { 0 } else { bytes.len() - read.min(bytes.len()) };
            if left > 0 {
                self.rest.splice(..0, bytes.iter().copied().skip(bytes.len() - left));
                piece.length -= left;
            }
        }
        let counts = std::mem::take(&mut self.documents.counts);
        if is_end {
            self.documents.restart();
        }
        counts
    }
}

/// The last place that lies outside of everything.
fn last_cut(bytes: &[u8]) -> Option<usize> {
    let finder = memmem::Finder::new(b"\n{");
    let (mut end, mut width) = (bytes.len(), 16 << 10);
    while end > 0 {
        let start = end.saturating_sub(width);
        // The two characters may lie on either side of where the part ends.
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

/// Whether the line that ends at a place ends with `}`.
fn ends_object(bytes: &[u8], line_end: usize) -> bool {
    let before: Range<usize> = line_end.saturating_sub(2)..line_end;
    matches!(bytes.get(before), Some([.., b'}'] | [b'}', b'\r']))
}
