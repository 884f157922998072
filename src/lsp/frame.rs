//! The frames of the protocol: headers, an empty line, and a body of the given length.
//!
//! A bad frame is reported, and reading goes on at the next header, wherever it is: a header ends with a line break,
//! and no string of JSON contains one, so a header is never part of a valid body.

use std::io::{self, ErrorKind, Read};

use memchr::{memchr, memrchr};

/// The longest body, in bytes: the longest file of filters fits, also with some escapes.
const BODY: usize = 64 << 20;

/// The longest header, in bytes. A longer line may still end with one.
const HEADER: usize = 256;

/// The number of bytes of one read.
const READ: usize = 64 << 10;

/// The name of the header that gives the length of the body.
const LENGTH: &[u8] = b"content-length:";

/// A frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    /// Its body.
    Body(Vec<u8>),
    /// The reason why bytes are not a frame.
    Bad(&'static str),
}

/// Reads frames from a stream.
pub(super) struct FrameReader<R> {
    input: R,
    /// The place of one read.
    chunk: Vec<u8>,
    bytes: Vec<u8>,
    /// The number of bytes that are done.
    done: usize,
    /// The length of the next body, if its header was read.
    length: Option<usize>,
    /// Whether the bytes before the next header were reported.
    is_lost: bool,
}

/// The meaning of a line before a body.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Empty,
    /// The length of the body, and the place of this header in the line.
    Length(usize, usize),
    /// A header that is not needed.
    Other,
    Bad(&'static str),
}

impl<R: Read> FrameReader<R> {
    pub(super) fn new(input: R) -> FrameReader<R> {
        let chunk = vec![0; READ];
        FrameReader { input, chunk, bytes: Vec::new(), done: 0, length: None, is_lost: false }
    }

    /// The next frame; `None` at the end of the stream, also if it ends inside a frame.
    pub(super) fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            match (line, self.length) {
                (Line::Empty, Some(length)) => {
                    self.length = None;
                    if length > BODY {
                        return Ok(self.lost("the frame is longer than 64 MiB"));
                    }
                    return self.body(length);
                }
                // A line break before a header does no harm.
                (Line::Empty | Line::Other, _) => {}
                (Line::Length(length, place), _) => {
                    self.length = Some(length);
                    let was_lost = std::mem::take(&mut self.is_lost);
                    if place > 0 && !was_lost {
                        return Ok(Some(Frame::Bad("there are bytes between a body and the next header")));
                    }
                }
                (Line::Bad(_), _) if self.is_lost => {}
                (Line::Bad(reason), _) => return Ok(self.lost(reason)),
            }
        }
    }

    /// The next header decides where to go on.
    fn lost(&mut self, reason: &'static str) -> Option<Frame> {
        self.is_lost = true;
        self.length = None;
        Some(Frame::Bad(reason))
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut searched = 0;
        loop {
            let rest = self.rest();
            let new = rest.get(searched..).unwrap_or_default();
            if let Some(end) = memchr(b'\n', new) {
                let end = searched + end;
                let line = meaning(rest.get(..end).unwrap_or_default());
                self.done += end + 1;
                return Ok(Some(line));
            }
            searched = rest.len();
            // No header is that long, so only the end of the line matters.
            if let Some(cut) = searched.checked_sub(HEADER).filter(|cut| *cut > READ) {
                self.done += cut;
                searched = HEADER;
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// A body, unless a header begins inside it.
    fn body(&mut self, length: usize) -> io::Result<Option<Frame>> {
        let mut searched = 0;
        loop {
            let rest = self.rest();
            let body = rest.get(..length).unwrap_or(rest);
            let is_complete = body.len() == length;
            while let Some(end) = memchr(b'\n', body.get(searched..).unwrap_or_default()) {
                let end = searched + end;
                let before = body.get(..end).unwrap_or_default();
                let start = memrchr(b'\n', before).map_or(0, |line| line + 1);
                if let Line::Length(_, place) = meaning(before.get(start..).unwrap_or_default()) {
                    self.done += start + place;
                    return Ok(Some(Frame::Bad("a body is shorter than its `Content-Length`")));
                }
                searched = end + 1;
            }
            if is_complete {
                let body = body.to_vec();
                self.done += length;
                return Ok(Some(Frame::Body(body)));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.done..).unwrap_or_default()
    }

    /// Reads more; `false` at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        self.bytes.drain(..self.done.min(self.bytes.len()));
        self.done = 0;
        // The memory of a long frame is not kept.
        if self.bytes.len() < READ && self.bytes.capacity() > 16 * READ {
            self.bytes.shrink_to(2 * READ);
        }
        let read = loop {
            match self.input.read(&mut self.chunk) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.bytes.extend_from_slice(self.chunk.get(..read).unwrap_or_default());
        Ok(read > 0)
    }
}

fn meaning(line: &[u8]) -> Line {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() {
        return Line::Empty;
    }
    let tail = line.len().saturating_sub(HEADER);
    let found = line.get(tail..).unwrap_or_default().windows(LENGTH.len());
    if let Some(place) = found.rev().position(|name| name.eq_ignore_ascii_case(LENGTH)) {
        let place = line.len() - LENGTH.len() - place;
        let value = line.get(place + LENGTH.len()..).unwrap_or_default().trim_ascii();
        let number =
            std::str::from_utf8(value).ok().filter(|value| value.bytes().all(|b| b.is_ascii_digit()));
        return match number.and_then(|number| number.parse().ok()) {
            Some(length) => Line::Length(length, place),
            None => Line::Bad("a `Content-Length` is not a number of bytes"),
        };
    }
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    let is_name = name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    match name.len() < line.len() && !name.is_empty() && is_name {
        true => Line::Other,
        false => Line::Bad("a line is not a header"),
    }
}

/// The bytes of a frame.
pub(super) fn framed(body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte for each read, as a slow pipe may.
    struct Slow<'b>(&'b [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            out[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    /// The bodies, and `!` for bytes that are not a frame.
    fn read(bytes: &[u8]) -> Vec<String> {
        let all = |mut reader: FrameReader<Box<dyn Read + '_>>| {
            let mut found = Vec::new();
            while let Some(frame) = reader.next().unwrap() {
                found.push(match frame {
                    Frame::Body(body) => String::from_utf8_lossy(&body).into_owned(),
                    Frame::Bad(_) => "!".to_owned(),
                });
            }
            found
        };
        let found = all(FrameReader::new(Box::new(bytes)));
        assert_eq!(found, all(FrameReader::new(Box::new(Slow(bytes)))));
        found
    }

    #[test]
    fn frames_are_read_whatever_their_headers() {
        let two = [framed(b"{}"), framed(b"[1]")].concat();
        assert_eq!(read(&two), ["{}", "[1]"]);
        assert_eq!(read(b"content-length:2\nContent-Type: application/vscode-jsonrpc\n\n{}"), ["{}"]);
        assert_eq!(read(b"\r\n\r\nContent-Length: 0\r\n\r\n"), [""]);
        assert_eq!(read(b"Content-Length: 9\r\n\r\n{}"), Vec::<String>::new());
        let pretty = b"{\n \"a\": \"Content-Length: 3\",\n\"content-length: 4\"\n}";
        assert_eq!(read(&framed(pretty)), [String::from_utf8_lossy(pretty)]);
    }

    #[test]
    fn reading_goes_on_at_the_next_header() {
        let good = framed(b"{}");
        for bad in [
            &b"Content-Length: 9999\r\n\r\n{\"cut\":"[..],
            b"Content-Length: 1\r\n\r\n{}",
            b"Content-Length: -1\r\n\r\n{}",
            b"Content-Length: 99999999999999999999999\r\n\r\n{}",
            b"Content-Length: 900000000000\r\n\r\n{\"a\": 1}",
            b"garbage\r\n",
            b"\xff\xfe\x00\n\n",
            &[b'x'; 3 * READ],
        ] {
            let found = read(&[bad, &good, &good].concat());
            assert_eq!(found.iter().filter(|frame| *frame == "!").count(), 1, "{found:?}");
            assert!(found.ends_with(&["{}".to_owned(), "{}".to_owned()]), "{found:?}");
        }
    }

    #[test]
    fn memory_does_not_grow_with_bytes_that_are_not_a_frame() {
        let long = io::repeat(b'x').take(8 << 20);
        let mut reader = FrameReader::new(long);
        assert_eq!(reader.next().unwrap(), None);
        assert!(reader.bytes.capacity() <= 8 * READ, "{}", reader.bytes.capacity());
    }
}
