//! Moves over JSON and reads only the needed parts: masks skip strings, values and containers.

use std::borrow::Cow;

use super::kernel::{Endings, Kernel, block};
use super::marks::{Doubts, KeyMark, LineEnd};
use super::plan::{Plan, last_bytes};
use super::text::characters;

/// Why the scan cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScanStop {
    /// The bytes end here; there may be more.
    More,
    /// The bytes are not JSON.
    Broken(usize, Fault),
}

/// A fault of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Something other than valid JSON.
    Syntax,
    /// A value in the place of a record that is not an object.
    NoRecord,
    /// A line ends inside a string.
    LineInString,
    /// A control character inside a string.
    Control,
    /// Half of a surrogate pair.
    Surrogate,
    /// An escape that JSON does not have.
    Escape,
    /// A number that JSON does not have.
    Number,
    /// Nested deeper than `limits::NESTING`.
    Depth,
    /// The input ends inside it.
    End,
    /// Bytes that are not UTF-8.
    Utf8,
    /// An item of a list that is not an object.
    NoObject,
    /// Longer than this limit.
    Length(usize),
    /// An error response instead of a record, with its status code.
    Refusal(Option<u16>),
    /// A list response whose `items` are not a list.
    NoItems,
    /// No record, or more than one.
    NotOne,
}

impl Fault {
    /// The reported place of a record that begins at `start` and has its fault at `place`.
    pub(crate) fn place(self, start: usize, place: usize) -> usize {
        // If the end is missing, the fault is the record.
        if self == Fault::End { start } else { place }
    }
}

pub(super) type Step<T> = Result<T, ScanStop>;

/// A place in JSON.
pub(super) struct Cursor<'b, K: Kernel> {
    kernel: K,
    pub(super) bytes: &'b [u8],
    /// Whether nothing follows the bytes.
    is_last: bool,
    /// The end of the record, if its place is known; otherwise the largest number.
    until: usize,
    /// The block of the kept masks: strings are short, and one block has several.
    base: usize,
    quotes: u64,
    slashes: u64,
    controls: u64,
    doubts: Doubts,
}

impl<'b, K: Kernel> Cursor<'b, K> {
    #[inline(always)]
    pub(super) fn new(kernel: K, bytes: &'b [u8], is_last: bool) -> Cursor<'b, K> {
        Cursor {
            kernel,
            bytes,
            is_last,
            until: usize::MAX,
            base: usize::MAX / 2,
            quotes: 0,
            slashes: 0,
            controls: 0,
            doubts: Doubts::new(0),
        }
    }

    /// The same for a record whose end is known, among bytes of other records.
    #[inline(always)]
    pub(super) fn placed(kernel: K, bytes: &'b [u8], until: usize) -> Cursor<'b, K> {
        Cursor { until, ..Cursor::new(kernel, bytes, true) }
    }

    /// A record begins.
    #[inline(always)]
    pub(super) fn begin(&mut self, start: usize) {
        self.doubts = Doubts::new(start);
    }

    #[inline(always)]
    pub(super) fn byte(&self, at: usize) -> Step<u8> {
        self.bytes.get(at).copied().ok_or(ScanStop::More)
    }

    /// The first byte from `at` that is not white space.
    #[inline(always)]
    pub(super) fn space(&self, mut at: usize) -> Step<(u8, usize)> {
        loop {
            match self.byte(at)? {
                b' ' | b'\n' | b'\r' | b'\t' => at += 1,
                byte => return Ok((byte, at)),
            }
        }
    }

    /// The closing quote of a string whose first character is at `at`, and whether the string
    /// contains a backslash. A control character, which the masks find at no cost, ends it.
    #[inline(always)]
    pub(super) fn string_end(&mut self, mut at: usize) -> Step<(usize, bool)> {
        let mut escaped = false;
        loop {
            let mut offset = at.wrapping_sub(self.base);
            if offset >= 64 {
                let block = block(self.kernel, self.bytes, at);
                self.quotes = self.kernel.equal(block, b'"');
                self.slashes = self.kernel.equal(block, b'\\');
                self.controls = self.kernel.control(block);
                self.base = at;
                offset = 0;
            }
            let quotes = self.quotes >> offset;
            let others = (self.slashes | self.controls) >> offset;
            let first = quotes & quotes.wrapping_neg();
            // No backslash or control character before the first quote.
            if others & first.wrapping_sub(1) == 0 {
                if quotes != 0 {
                    return Ok((at + quotes.trailing_zeros() as usize, escaped));
                }
                at = self.base + 64;
                if at >= self.bytes.len() {
                    return Err(ScanStop::More);
                }
                continue;
            }
            let other = at + others.trailing_zeros() as usize;
            match self.byte(other)? {
                b'\\' => {}
                b'\n' => return Err(ScanStop::Broken(other, Fault::LineInString)),
                _ => return Err(ScanStop::Broken(other, Fault::Control)),
            }
            escaped = true;
            at = other + 2;
            // The escaped character may be a line end, which is a fault too.
            if self.bytes.get(other + 1) == Some(&b'\n') {
                return Err(ScanStop::Broken(other + 1, Fault::LineInString));
            }
            if at >= self.bytes.len() {
                return Err(ScanStop::More);
            }
        }
    }

    /// The end of the value that begins at `at`.
    #[inline(always)]
    pub(super) fn skip(&mut self, first: u8, at: usize) -> Step<usize> {
        match first {
            b'"' => self.string_end(at + 1).map(|(end, _)| end + 1),
            b'{' | b'[' => self.container_end(at + 1, 1),
            _ => self.scalar_end(first, at),
        }
    }

    /// The end of a number, `true`, `false` or `null`.
    #[inline(always)]
    pub(super) fn scalar_end(&self, first: u8, at: usize) -> Step<usize> {
        if !matches!(first, b'-' | b'0'..=b'9' | b't' | b'f' | b'n') {
            return Err(ScanStop::Broken(at, Fault::Syntax));
        }
        let mut end = at + 1;
        while !matches!(self.byte(end)?, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t') {
            end += 1;
        }
        Ok(end)
    }

    /// The end of the outermost of `depth` containers around `at`, outside of strings.
    #[inline(always)]
    pub(super) fn container_end(&mut self, at: usize, depth: u32) -> Step<usize> {
        let mark = self.kernel.next::<false>(self.bytes, at, depth, &Endings::default(), &mut self.doubts)?;
        // No keys are wanted.
        let (KeyMark::End(end) | KeyMark::Key { quote: end, .. }) = mark;
        Ok(end)
    }

    /// The next mark in an object: a string that may be a key, or the end.
    #[inline(always)]
    pub(super) fn next(&mut self, at: usize, endings: &Endings) -> Step<KeyMark> {
        self.kernel.next::<true>(self.bytes, at, 1, endings, &mut self.doubts)
    }

    /// The first byte and the place of the value of the key that closes at `quote`; `None` if that
    /// string is not a key.
    #[inline(always)]
    pub(super) fn value(&self, quote: usize) -> Step<Option<(u8, usize)>> {
        match self.space(quote + 1)? {
            (b':', place) => self.space(place + 1).map(Some),
            (b',' | b'}' | b']', _) => Ok(None),
            (_, place) => Err(ScanStop::Broken(place, Fault::Syntax)),
        }
    }

    /// The characters of a string with backslashes that closes at `quote`.
    #[cold]
    pub(super) fn spelled(&self, quote: usize) -> Step<Cow<'b, [u8]>> {
        let before = self.bytes.get(..quote).unwrap_or_default();
        let is_start = |place: &usize| {
            let slashes = before.get(..*place).unwrap_or_default().iter().rev();
            slashes.take_while(|byte| **byte == b'\\').count() % 2 == 0
        };
        let start = memchr::memrchr_iter(b'"', before).find(is_start).map_or(0, |place| place + 1);
        characters(before.get(start..).unwrap_or_default())
            .map_err(|(offset, fault)| ScanStop::Broken(start + offset, fault))
    }

    /// The end of the record that begins at `start`, if the record is certainly valid JSON and ends
    /// here for [`Cursor::record_end`] too.
    #[inline(always)]
    pub(super) fn valid_end<const TOP: bool>(&self, start: usize) -> Option<usize> {
        let end = self.kernel.object_end(self.bytes, start)?;
        let rest = self.bytes.get(end..).unwrap_or_default();
        // A record at the top ends with its line, and the next line begins another.
        let is_end = match rest {
            [b'\n', b'{', ..] | [b'\r', b'\n', b'{', ..] => true,
            [] | [b'\n'] | [b'\r', b'\n'] => self.is_last,
            _ => false,
        };
        (!TOP || self.until < usize::MAX || is_end).then_some(end)
    }

    /// The end of a record that contains `at`, in `depth` containers. A record at the top may be a
    /// list response, and mostly ends with its line.
    #[inline(always)]
    pub(super) fn record_end<const TOP: bool>(&mut self, plan: &Plan, at: usize, depth: u32) -> Step<End> {
        if !TOP {
            return self.container_end(at, depth).map(End::Record);
        }
        match self.kernel.line_end(self.bytes, at, self.is_last, self.until)? {
            LineEnd::End(end) => Ok(End::Record(end)),
            LineEnd::Doubt => self.list_or_end(plan, at, depth),
            // A record is reported with its line. For a broken one the next bytes decide, so the
            // size of a read changes nothing.
            LineEnd::Open(line) => match self.list_or_end(plan, at, depth) {
                Ok(End::Record(end)) if end != line => Err(ScanStop::More),
                Ok(end) => Ok(end),
                Err(_) => Err(ScanStop::More),
            },
        }
    }

    /// The same, but counts the brackets and searches for the key `items`.
    #[inline(always)]
    fn list_or_end(&mut self, plan: &Plan, mut at: usize, mut depth: u32) -> Step<End> {
        let endings = &plan.only_items;
        loop {
            match self.kernel.next::<true>(self.bytes, at, depth, endings, &mut self.doubts)? {
                KeyMark::End(end) => return Ok(End::Record(end)),
                KeyMark::Key { quote, spelled } => {
                    let is_items = if spelled {
                        self.value(quote)?.is_some() && plan.items.is(&self.spelled(quote)?)
                    } else {
                        plan.items.ends_at(self.bytes, quote, last_bytes(self.bytes, quote))
                    };
                    // The first of repeated keys counts.
                    if is_items && let Some((first, value)) = self.value(quote)? {
                        return match first {
                            b'[' => Ok(End::List { items: value + 1 }),
                            _ => self.container_end(quote + 1, 1).map(End::Record),
                        };
                    }
                    (at, depth) = (quote + 1, 1);
                }
            }
        }
    }
}

/// How a record at the top ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At this place.
    Record(usize),
    /// It is a list response instead, and its first item is at or after this place.
    List { items: usize },
}
