//! Escapes in strings.

use std::borrow::Cow;
use std::io::{self, Write};

use super::cursor::Fault;

/// The character of an escape.
#[derive(Debug, Clone, Copy)]
pub(super) struct Escape {
    pub(super) character: char,
    /// Its length in bytes.
    pub(super) length: usize,
}

impl Escape {
    /// The escape at the beginning of a string: two bytes, six, or twelve for a surrogate pair.
    pub(super) fn read(text: &[u8]) -> Result<Escape, Fault> {
        let short = |character| Ok(Escape { character, length: 2 });
        match text.get(1) {
            Some(b'"') => short('"'),
            Some(b'\\') => short('\\'),
            Some(b'/') => short('/'),
            Some(b'b') => short('\u{8}'),
            Some(b'f') => short('\u{c}'),
            Some(b'n') => short('\n'),
            Some(b'r') => short('\r'),
            Some(b't') => short('\t'),
            Some(b'u') => {
                let first = unit(text.get(2..6)).ok_or(Fault::Escape)?;
                if let Some(character) = char::from_u32(first) {
                    return Ok(Escape { character, length: 6 });
                }
                let second = match text.get(6..8) {
                    Some(b"\\u") => unit(text.get(8..12)).ok_or(Fault::Escape)?,
                    _ => return Err(Fault::Surrogate),
                };
                if !(0xdc00..0xe000).contains(&second) {
                    return Err(Fault::Surrogate);
                }
                // Two low surrogates are past the last character.
                let character = char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
                Ok(Escape { character: character.ok_or(Fault::Surrogate)?, length: 12 })
            }
            _ => Err(Fault::Escape),
        }
    }
}

/// Four hexadecimal digits.
fn unit(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
}

/// Replaces the contents of `out` with the characters of a string, without its quotes.
///
/// # Errors
///
/// Fails at an invalid escape, with its offset.
pub(super) fn unescape(raw: &[u8], out: &mut Vec<u8>) -> Result<(), (usize, Fault)> {
    out.clear();
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        out.extend_from_slice(rest.get(..plain).unwrap_or_default());
        at += plain;
        if let Some(escape) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            let Escape { character, length } = Escape::read(escape).map_err(|fault| (at, fault))?;
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            at += length;
        }
    }
    Ok(())
}

/// The characters of a string, without its quotes.
///
/// # Errors
///
/// As [`unescape`].
pub(super) fn characters(raw: &[u8]) -> Result<Cow<'_, [u8]>, (usize, Fault)> {
    if memchr::memchr(b'\\', raw).is_none() {
        return Ok(raw.into());
    }
    let mut text = Vec::new();
    unescape(raw, &mut text)?;
    Ok(text.into())
}

/// Writes JSON without the white space outside of strings.
pub(crate) fn compact(mut json: &[u8], out: &mut impl Write) -> io::Result<()> {
    while !json.is_empty() {
        let outside = memchr::memchr(b'"', json).unwrap_or(json.len());
        let (tokens, rest) = json.split_at_checked(outside).unwrap_or_default();
        for token in tokens.split(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {
            out.write_all(token)?;
        }
        let (string, rest) = rest.split_at_checked(string_length(rest)).unwrap_or_default();
        out.write_all(string)?;
        json = rest;
    }
    Ok(())
}

/// The length of the string at the beginning of some JSON.
fn string_length(json: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = json.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        match json.get(at) {
            Some(b'"') => return at + 1,
            _ => at += 2,
        }
    }
    json.len()
}
