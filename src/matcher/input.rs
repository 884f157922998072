//! Bytes of a stream as UTF-8, piece by piece.

use std::io::{self, Read};

use crate::limits;

/// How the stream writes its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { little: bool },
}

/// A stream as UTF-8: one that begins with the byte-order mark of UTF-16, as PowerShell writes it, is
/// converted.
#[derive(Debug)]
pub(crate) struct Input<R> {
    reader: R,
    encoding: Option<Encoding>,
    /// Bytes that were read and not given: the first ones, or half of a character.
    kept: Vec<u8>,
}

impl<R: Read> Input<R> {
    pub(crate) fn new(reader: R) -> Input<R> {
        Input { reader, encoding: None, kept: Vec::new() }
    }

    /// Reads some bytes; none at the end.
    pub(super) fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let encoding = match self.encoding {
            Some(encoding) => encoding,
            None => {
                let encoding = self.detect()?;
                *self.encoding.insert(encoding)
            }
        };
        match encoding {
            Encoding::Utf8 if self.kept.is_empty() => self.read_on(out),
            Encoding::Utf8 => {
                let count = self.kept.len().min(out.len());
                for (to, from) in out.iter_mut().zip(self.kept.drain(..count)) {
                    *to = from;
                }
                Ok(count)
            }
            Encoding::Utf16 { little } => self.read_utf16(out, little),
        }
    }

    fn read_on(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.reader.read(out) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }

    fn detect(&mut self) -> io::Result<Encoding> {
        let mut first = [0; 2];
        let mut count = 0;
        while let Some(rest) = first.get_mut(count..).filter(|rest| !rest.is_empty()) {
            match self.read_on(rest)? {
                0 => break,
                read => count += read,
            }
        }
        match first {
            [0xff, 0xfe] => Ok(Encoding::Utf16 { little: true }),
            [0xfe, 0xff] => Ok(Encoding::Utf16 { little: false }),
            _ => {
                self.kept.extend(first.iter().take(count));
                Ok(Encoding::Utf8)
            }
        }
    }

    /// A unit of two bytes becomes at most three, a pair of them four.
    fn read_utf16(&mut self, out: &mut [u8], little: bool) -> io::Result<usize> {
        loop {
            let mut raw = vec![0; (out.len() / 3 * 2).clamp(2, 1 << 16)];
            let count = self.read_on(&mut raw)?;
            let at_end = count == 0;
            self.kept.extend(raw.iter().take(count));
            let (pairs, _) = self.kept.as_chunks::<2>();
            let units: Vec<u16> = pairs
                .iter()
                .map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) })
                .collect();
            // Half of a pair waits for the other, and an odd byte for the next.
            let waits = !at_end && units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit));
            let whole = units.len() - usize::from(waits);
            let mut written = 0;
            for character in char::decode_utf16(units.iter().copied().take(whole)) {
                // What is no character is none in the job either.
                let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
                if let Some(place) = out.get_mut(written..written + character.len_utf8()) {
                    written += character.encode_utf8(place).len();
                }
            }
            self.kept.drain(..2 * whole);
            if written > 0 || at_end {
                return Ok(written);
            }
        }
    }
}

/// What was read and is not done with.
#[derive(Debug)]
pub(crate) struct Buffer<R> {
    input: Input<R>,
    bytes: Vec<u8>,
    /// What is read lies before this.
    filled: usize,
    /// Whether all was read.
    is_last: bool,
    /// Where the first byte stands in the stream.
    place: Place,
}

/// A place in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) offset: u64,
    /// From 0.
    line: u64,
    /// Code points since the line began.
    column: u64,
}

impl Place {
    pub(crate) const START: Place = Place { offset: 0, line: 0, column: 0 };

    /// The place behind these bytes.
    pub(crate) fn after(self, bytes: &[u8]) -> Place {
        let lines = memchr::memchr_iter(b'\n', bytes).count() as u64;
        let last =
            memchr::memrchr(b'\n', bytes).map_or(bytes, |end| bytes.get(end + 1..).unwrap_or_default());
        // Each code point has one byte that goes on no other.
        let column = last.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64;
        self.then(Place { offset: bytes.len() as u64, line: lines, column })
    }

    /// The place that stands to this one as `next` stands to the start.
    pub(crate) fn then(self, next: Place) -> Place {
        Place {
            offset: self.offset + next.offset,
            line: self.line + next.line,
            column: if next.line == 0 { self.column + next.column } else { next.column },
        }
    }

    /// From 1.
    pub(crate) fn line(self) -> u64 {
        self.line + 1
    }

    /// From 1, in Unicode code points.
    pub(crate) fn column(self) -> u64 {
        self.column + 1
    }
}

/// How much is read at a time: it stays in the second-level cache.
pub(crate) const PIECE: usize = 512 << 10;

impl<R: Read> Buffer<R> {
    pub(crate) fn new(reader: R) -> Buffer<R> {
        Buffer {
            input: Input::new(reader),
            bytes: Vec::new(),
            filled: 0,
            is_last: false,
            place: Place::START,
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.filled).unwrap_or_default()
    }

    /// Whether nothing follows the bytes.
    pub(crate) fn is_last(&self) -> bool {
        self.is_last
    }

    /// The place of the first byte.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// Whether a record began with the bytes that is longer than is read.
    pub(crate) fn is_too_long(&self) -> bool {
        self.filled >= limits::RECORD
    }

    /// Drops the first bytes.
    pub(crate) fn consume(&mut self, count: usize) {
        let count = count.min(self.filled);
        self.place = self.place.after(self.bytes.get(..count).unwrap_or_default());
        self.bytes.copy_within(count..self.filled, 0);
        self.filled -= count;
    }

    /// Reads more: at least [`PIECE`] in all, and half as much again as there is, so that what is read
    /// again does not add up.
    pub(crate) fn fill(&mut self) -> io::Result<()> {
        let wanted = self.filled + PIECE.max(self.filled / 2);
        if self.bytes.len() < wanted {
            self.bytes.resize(wanted, 0);
        }
        while !self.is_last && self.filled < wanted {
            let Some(room) = self.bytes.get_mut(self.filled..wanted) else { break };
            match self.input.read(room)? {
                0 => self.is_last = true,
                count => self.filled += count,
            }
        }
        Ok(())
    }
}
