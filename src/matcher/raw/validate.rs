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
                (b'}', NextToken::KeyOrEnd) => self.close(),
                (b']', NextToken::ValueOrEnd) => self.close(),
                (b'}', NextToken::CommaOrEnd) if self.objects & 1 == 1 => self.close(),
                (b']', NextToken::CommaOrEnd) if self.objects & 1 == 0 => self.close(),
                (b',', NextToken::CommaOrEnd) => {
                    self.at += 1;
                    self.next = if self.objects & 1 == 1 { NextToken::Key } else { NextToken::Value };
                }
                (b':', NextToken::Colon) => {
                    self.at += 1;
                    self.next = NextToken::Value;
                }
                (b'"', NextToken::Key | NextToken::KeyOrEnd) => {
                    self.at = string_end(bytes, self.at + 1)?;
                    self.next = NextToken::Colon;
                }
                (b'"', NextToken::Value | NextToken::ValueOrEnd) => {
                    self.at = string_end(bytes, self.at + 1)?;
                    self.after_value();
                }
                (b'-' | b'0'..=b'9', NextToken::Value | NextToken::ValueOrEnd) => {
                    let rest = bytes.get(self.at..).unwrap_or_default();
                    self.at += number_length(rest).ok_or((self.at, Fault::Number))?;
                    self.after_value();
                }
                (b't' | b'f' | b'n', NextToken::Value | NextToken::ValueOrEnd) => {
                    let rest = bytes.get(self.at..).unwrap_or_default();
                    let word =
                        [&b"true"[..], b"false", b"null"].into_iter().find(|word| rest.starts_with(word));
                    self.at += word.ok_or((self.at, Fault::Syntax))?.len();
                    self.after_value();
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

    fn close(&mut self) {
        self.depth -= 1;
        self.objects >>= 1;
        self.at += 1;
        self.after_value();
    }

    fn after_value(&mut self) {
        self.next = if self.depth == 0 { NextToken::Nothing } else { NextToken::CommaOrEnd };
    }
}

// Each container that is open has its bit.
const _: () = assert!(limits::NESTING <= 128);

/// The place after the closing quote of a string whose first character is at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> ValidJson<usize> {
    loop {
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
