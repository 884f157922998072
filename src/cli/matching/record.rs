//! How a record is printed: as it stands, on one line, and nothing that moves a terminal's cursor.

use crate::text::is_unsafe;

/// Writes a record on one line: byte for byte where it is one, else without the white space between its
/// tokens.
pub(super) fn write(out: &mut Vec<u8>, record: &[u8]) {
    if memchr::memchr2(b'\n', b'\r', record).is_none() {
        out.extend_from_slice(record);
    } else {
        write_compact(out, record);
    }
}

/// Writes JSON without the white space outside of strings.
pub(super) fn write_compact(out: &mut Vec<u8>, mut json: &[u8]) {
    while !json.is_empty() {
        let outside = memchr::memchr(b'"', json).unwrap_or(json.len());
        let (tokens, rest) = json.split_at(outside);
        out.extend(tokens.iter().filter(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')));
        let (string, rest) = rest.split_at(string_length(rest));
        out.extend_from_slice(string);
        json = rest;
    }
}

/// How long the string is that some JSON begins with.
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

/// Escapes what could move the cursor or turn text round in what was written from `start` on, as JSON
/// does it in strings. Tabs stay: they stand between values.
pub(super) fn make_safe(out: &mut Vec<u8>, start: usize) {
    let written = out.split_off(start);
    let text = String::from_utf8_lossy(&written);
    for character in text.chars() {
        let mut units = [0; 2];
        if is_unsafe(character) && character != '\t' {
            for unit in character.encode_utf16(&mut units) {
                out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
            }
        } else {
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}
