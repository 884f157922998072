//! RFC 8259, every production of it, without recursion.

use super::cursor::Fault;
use super::text::Escape;
use crate::limits;

/// The tokens that may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NextToken {
    Value,
    /// After `[`.
    ValueOrEnd,
    Key,
    /// After `{`.
    KeyOrEnd,
    Colon,
    /// After a value inside a container.
    CommaOrEnd,
    Nothing,
}

/// Validates one value, and can stop between two tokens and continue later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Validator {
    at: usize,
    next: NextToken,
    /// A bit for each open container, the innermost lowest: whether it is an object.
    objects: u128,
    depth: usize,
}

type ValidJson<T> = Result<T, (usize, Fault)>;

impl Validator {
    pub(super) fn new(start: usize) -> Validator {
        Validator { at: start, next: NextToken::Value, objects: 0, depth: 0 }
    }

    /// Whether the bytes are one JSON value and nothing else.
    pub(super) fn check(bytes: &[u8]) -> ValidJson<()> {
        Validator::check_inside(bytes, 0)
    }

    /// Whether the bytes begin an object and end after the `[` of an array in it.
    pub(super) fn check_list_start(bytes: &[u8]) -> ValidJson<()> {
        Validator::new(0).check_up_to_the_end(bytes, NextToken::ValueOrEnd)
    }

    /// Whether the bytes are one JSON value and nothing else, as a value of the innermost of `depth` objects.
    pub(super) fn check_inside(bytes: &[u8], depth: usize) -> ValidJson<()> {
        let inside = Validator { at: 0, next: NextToken::Value, objects: u128::MAX, depth };
        inside.check_up_to_the_end(bytes, if depth == 0 { NextToken::Nothing } else { NextToken::CommaOrEnd })
    }

    /// Whether the bytes are one member of an object and nothing else.
    pub(super) fn check_member(bytes: &[u8]) -> ValidJson<()> {
        let object = Validator { at: 0, next: NextToken::Key, objects: 1, depth: 1 };
        object.check_up_to_the_end(bytes, NextToken::CommaOrEnd)
    }

    fn check_up_to_the_end(mut self, bytes: &[u8], next: NextToken) -> ValidJson<()> {
        if let Err(error) = std::str::from_utf8(bytes) {
            return Err((error.valid_up_to(), Fault::Utf8));
        }
        self.advance(bytes, bytes.len())?;
        if self.next == next { Ok(()) } else { Err((bytes.len(), Fault::Syntax)) }
    }

    /// Continues to `end`, where a token ends.
    pub(super) fn advance(&mut self, bytes: &[u8], end: usize) -> ValidJson<()> {
        let bytes = bytes.get(..end).unwrap_or(bytes);
        while let Some(&byte) = bytes.get(self.at) {
            match (byte, self.next) {
                (b' ' | b'\t' | b'\r' | b'\n', _) => self.at += 1,
                (b'{', NextToken::Value | NextToken::ValueOrEnd) => self.open(true)?,
                (b'[', NextToken::Value | NextToken::ValueOrEnd) => self.open(false)?,
                (b'}', NextToken::KeyOrEnd) => self.close(bytes),
                (b']', NextToken::ValueOrEnd) => self.close(bytes),
                (b'}', NextToken::CommaOrEnd) if self.objects & 1 == 1 => self.close(bytes),
                (b']', NextToken::CommaOrEnd) if self.objects & 1 == 0 => self.close(bytes),
                (b',', NextToken::CommaOrEnd) => {
                    self.at += 1;
                    self.next = self.after_comma();
                }
                (b':', NextToken::Colon) => {
                    self.at += 1;
                    self.next = NextToken::Value;
                }
                (b'"', NextToken::Key | NextToken::KeyOrEnd) => {
                    self.at = string_end(bytes, self.at + 1)?;
                    self.next = NextToken::Colon;
                    // Nearly always, the colon and at most one blank follow.
                    if bytes.get(self.at) == Some(&b':') {
                        self.skip(bytes, NextToken::Value);
                    }
                }
                (b'"', NextToken::Value | NextToken::ValueOrEnd) => {
                    self.at = string_end(bytes, self.at + 1)?;
                    self.after_value(bytes);
                }
                (b'-' | b'0'..=b'9', NextToken::Value | NextToken::ValueOrEnd) => {
                    let rest = bytes.get(self.at..).unwrap_or_default();
                    self.at += number_length(rest).ok_or((self.at, Fault::Number))?;
                    self.after_value(bytes);
                }
                (b't' | b'f' | b'n', NextToken::Value | NextToken::ValueOrEnd) => {
                    let rest = bytes.get(self.at..).unwrap_or_default();
                    let word =
                        [&b"true"[..], b"false", b"null"].into_iter().find(|word| rest.starts_with(word));
                    self.at += word.ok_or((self.at, Fault::Syntax))?.len();
                    self.after_value(bytes);
                }
                _ => return Err((self.at, Fault::Syntax)),
            }
        }
        Ok(())
    }

    fn open(&mut self, object: bool) -> ValidJson<()> {
        if self.depth == limits::NESTING {
            return Err((self.at, Fault::Depth));
        }
        self.depth += 1;
        self.objects = self.objects << 1 | u128::from(object);
        self.at += 1;
        self.next = if object { NextToken::KeyOrEnd } else { NextToken::ValueOrEnd };
        Ok(())
    }

    fn close(&mut self, bytes: &[u8]) {
        self.depth -= 1;
        self.objects >>= 1;
        self.at += 1;
        self.after_value(bytes);
    }

    fn after_value(&mut self, bytes: &[u8]) {
        if self.depth == 0 {
            self.next = NextToken::Nothing;
        } else if bytes.get(self.at) == Some(&b',') {
            self.skip(bytes, self.after_comma());
        } else {
            self.next = NextToken::CommaOrEnd;
        }
    }

    fn after_comma(&self) -> NextToken {
        if self.objects & 1 == 1 { NextToken::Key } else { NextToken::Value }
    }

    /// Continues after a mark, and after a blank if one is there.
    fn skip(&mut self, bytes: &[u8], next: NextToken) {
        self.at += 1;
        self.next = next;
        self.at += usize::from(bytes.get(self.at) == Some(&b' '));
    }
}

// Each container that is open has its bit.
const _: () = assert!(limits::NESTING <= 128);

/// The number of bytes at the start that end no string: no quote, no backslash and no control character. It looks at
/// eight at a time, and may stop earlier at the end.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let (words, _) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // The lowest set bit is exact; a borrow changes only those above it.
        let below = |word: u64, limit: u64| word.wrapping_sub(limit * ONES) & !word;
        let quote = below(word ^ (u64::from(b'"') * ONES), 1);
        let slash = below(word ^ (u64::from(b'\\') * ONES), 1);
        let ends = (below(word, 0x20) | quote | slash) & HIGHS;
        if ends != 0 {
            return 8 * number + (ends.trailing_zeros() / 8) as usize;
        }
    }
    8 * words.len()
}

/// The place after the closing quote of a string whose first character is at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> ValidJson<usize> {
    loop {
        at += plain_length(bytes.get(at..).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => {
                let rest = bytes.get(at..).unwrap_or_default();
                at += Escape::read(rest).map_err(|fault| (at, fault))?.length;
            }
            Some(b'\n') => return Err((at, Fault::LineInString)),
            Some(0x20..) => at += 1,
            Some(_) => return Err((at, Fault::Control)),
            None => return Err((at, Fault::Syntax)),
        }
    }
}

/// The length of the number at the beginning of some text, if there is one.
pub(super) fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut at = usize::from(text.first() == Some(&b'-'));
    at += match (text.get(at)?, digits(at)) {
        (_, 0) => return None,
        // A leading zero has no digits after it.
        (b'0', 2..) => return None,
        (_, length) => length,
    };
    if text.get(at) == Some(&b'.') {
        let length = digits(at + 1);
        if length == 0 {
            return None;
        }
        at += 1 + length;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let length = digits(at + 1 + sign);
        if length == 0 {
            return None;
        }
        at += 1 + sign + length;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_part_of_a_string_ends_where_it_ends() {
        let naive = |bytes: &[u8]| {
            let end = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
            end.unwrap_or(bytes.len())
        };
        for first in 0..=u8::MAX {
            for before in 0..20 {
                for last in [b'a', b'"', 0x80, 0xff, 0x1f, 0x20] {
                    let mut bytes = vec![b'x'; before];
                    bytes.extend([first, last, b'"', 0xc3, b'!', b'#', b'[', b']']);
                    let length = plain_length(&bytes);
                    let rest = bytes.len() % 8;
                    let known = naive(&bytes).min(bytes.len() - rest);
                    assert_eq!(length, known, "{bytes:?}");
                }
            }
        }
    }
}
