//! Bytes of a stream as UTF-8, piece by piece.

use std::io::{self, Read};

/// How the stream writes its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StreamEncoding {
    Utf8,
    Utf16 { little: bool },
}

/// A stream as UTF-8. UTF-16 with a byte-order mark, as PowerShell writes it, is converted.
#[derive(Debug)]
pub(crate) struct TextInput<R> {
    reader: R,
    encoding: Option<StreamEncoding>,
    /// Bytes of UTF-8 that are not all delivered yet: the first ones, or converted ones.
    ready: Vec<u8>,
    given: usize,
    /// Bytes of UTF-16; the first `half` of them are half of a character.
    raw: Vec<u8>,
    half: usize,
}

/// The number of bytes of UTF-16 that are converted at a time.
const CONVERTED: usize = 1 << 15;

impl<R: Read> TextInput<R> {
    pub(crate) fn new(reader: R) -> TextInput<R> {
        TextInput { reader, encoding: None, ready: Vec::new(), given: 0, raw: Vec::new(), half: 0 }
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
        if self.given == self.ready.len() {
            match encoding {
                StreamEncoding::Utf8 => return self.read_on(out),
                StreamEncoding::Utf16 { little } => self.convert(little)?,
            }
        }
        let mut ready = self.ready.get(self.given..).unwrap_or_default();
        let count = ready.read(out)?;
        self.given += count;
        Ok(count)
    }

    fn read_on(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.reader.read(out) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }

    fn detect(&mut self) -> io::Result<StreamEncoding> {
        let mut first = Vec::new();
        self.reader.by_ref().take(2).read_to_end(&mut first)?;
        match *first {
            [0xff, 0xfe] => Ok(StreamEncoding::Utf16 { little: true }),
            [0xfe, 0xff] => Ok(StreamEncoding::Utf16 { little: false }),
            _ => {
                self.ready = first;
                Ok(StreamEncoding::Utf8)
            }
        }
    }

    /// Reads UTF-16 until there is a character, or no more.
    fn convert(&mut self, little: bool) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        let mut raw = std::mem::take(&mut self.raw);
        raw.resize(CONVERTED, 0);
        let mut at_end = false;
        while self.ready.is_empty() && !at_end {
            let count = self.read_on(raw.get_mut(self.half..).unwrap_or_default())?;
            at_end = count == 0;
            let (pairs, odd) = raw.get(..self.half + count).unwrap_or_default().as_chunks::<2>();
            let unit =
                |pair: &[u8; 2]| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
            // Half of a surrogate pair waits for the other, and an odd byte for the next.
            let waits = !at_end && pairs.last().is_some_and(|pair| (0xd800..0xdc00).contains(&unit(pair)));
            let whole = pairs.len() - usize::from(waits);
            for character in char::decode_utf16(pairs.iter().take(whole).map(unit)) {
                // An invalid character is invalid in the job too.
                let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
                self.ready.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            if at_end && !odd.is_empty() {
                self.ready.extend_from_slice(char::REPLACEMENT_CHARACTER.encode_utf8(&mut [0; 4]).as_bytes());
            }
            let left = if at_end { 0 } else { self.half + count - 2 * whole };
            raw.copy_within(2 * whole..2 * whole + left, 0);
            self.half = left;
        }
        self.raw = raw;
        Ok(())
    }
}

/// Bytes that were read and not yet used.
#[derive(Debug)]
pub(crate) struct Buffer<R> {
    input: TextInput<R>,
    bytes: Vec<u8>,
    /// The bounds of these bytes.
    start: usize,
    filled: usize,
    /// Whether nothing follows the bytes.
    pub(super) is_last: bool,
    /// Why the input ended early.
    pub(super) error: Option<io::Error>,
    /// The place of the first byte in the stream.
    pub(super) place: StreamPlace,
    /// The limit of a record, in bytes.
    longest: usize,
}

/// A place in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StreamPlace {
    pub(crate) offset: u64,
    /// From 0.
    line: u64,
    /// Code points since the line began.
    column: u64,
}

impl StreamPlace {
    pub(crate) const START: StreamPlace = StreamPlace { offset: 0, line: 0, column: 0 };

    /// The place after these bytes.
    pub(crate) fn after(self, bytes: &[u8]) -> StreamPlace {
        let lines = memchr::memchr_iter(b'\n', bytes).count() as u64;
        let last =
            memchr::memrchr(b'\n', bytes).map_or(bytes, |end| bytes.get(end + 1..).unwrap_or_default());
        // Each code point has one byte that is not a continuation byte.
        let column = last.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64;
        self.then(StreamPlace { offset: bytes.len() as u64, line: lines, column })
    }

    /// The place at the distance `next` from this one.
    pub(crate) fn then(self, next: StreamPlace) -> StreamPlace {
        StreamPlace {
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

/// The longest line end: the end of a record is known only with its line.
pub(crate) const LINE_END: usize = 2;

/// The size of a read, which stays in the second-level cache.
pub(crate) const PIECE: usize = 512 << 10;

impl<R: Read> Buffer<R> {
    pub(crate) fn new(reader: R, longest: usize) -> Buffer<R> {
        Buffer {
            input: TextInput::new(reader),
            bytes: Vec::new(),
            start: 0,
            filled: 0,
            is_last: false,
            error: None,
            place: StreamPlace::START,
            longest,
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(self.start..self.filled).unwrap_or_default()
    }

    /// Whether the bytes began with a record longer than the limit.
    pub(crate) fn is_too_long(&self) -> bool {
        self.bytes().len() > self.longest.saturating_add(LINE_END)
    }

    /// Drops the first bytes.
    pub(crate) fn consume(&mut self, count: usize) {
        let count = count.min(self.bytes().len());
        self.place = self.place.after(self.bytes().get(..count).unwrap_or_default());
        self.start += count;
    }

    /// Reads more: at least [`PIECE`] in all, and half as much again as there is, so the cost of
    /// reading again stays linear.
    pub(crate) fn fill(&mut self) {
        self.bytes.copy_within(self.start..self.filled, 0);
        self.filled -= self.start;
        self.start = 0;
        let wanted = self.filled + PIECE.max(self.filled / 2);
        if self.bytes.is_empty() {
            // The system provides the zeros, and a short input touches few of them.
            self.bytes = vec![0; wanted];
        } else if self.bytes.len() < wanted {
            self.bytes.resize(wanted, 0);
        }
        while !self.is_last && self.filled < wanted {
            let Some(room) = self.bytes.get_mut(self.filled..wanted) else { break };
            match self.input.read(room) {
                Ok(0) => self.is_last = true,
                Ok(count) => self.filled += count,
                Err(error) => {
                    self.error = Some(error);
                    self.is_last = true;
                }
            }
        }
    }
}
