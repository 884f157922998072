//! The items of an array, for the few filters that test them.

use super::cursor::{Cursor, Step};
use super::kernel::Portable;
use super::record::Member;
use super::text::unescape;
use crate::matcher::program::JobValue;

/// Calls `see` for each item of an array with the value at the first path that the item has, or
/// with null. An empty path is the item itself. The array is valid JSON, so no step fails.
pub(crate) fn each_item(array: &[u8], paths: &[Box<[Box<str>]>], see: &mut dyn FnMut(JobValue<'_>)) {
    let mut items = Items { cursor: Cursor::new(Portable, array, true), scratch: Vec::new() };
    let _ = items.each(paths, see);
}

struct Items<'b> {
    cursor: Cursor<'b, Portable>,
    scratch: Vec<u8>,
}

impl Items<'_> {
    fn each(&mut self, paths: &[Box<[Box<str>]>], see: &mut dyn FnMut(JobValue<'_>)) -> Step<()> {
        let mut at = 1;
        loop {
            let (first, item) = self.cursor.space(at)?;
            match first {
                b']' => return Ok(()),
                b',' => at = item + 1,
                _ => {
                    let mut found = None;
                    for path in paths {
                        found = self.below((first, item), path)?;
                        if found.is_some() {
                            break;
                        }
                    }
                    match found {
                        Some((first, value)) => self.see(first, value, see)?,
                        None => see(JobValue::Null),
                    }
                    at = self.cursor.skip(first, item)?;
                }
            }
        }
    }

    /// The first byte and the place of the value at a path. The first of repeated keys counts.
    fn below(&mut self, mut value: (u8, usize), path: &[Box<str>]) -> Step<Option<(u8, usize)>> {
        for key in path {
            match self.member(value, key)? {
                Some(member) => value = member,
                None => return Ok(None),
            }
        }
        Ok(Some(value))
    }

    fn member(&mut self, (first, value): (u8, usize), key: &str) -> Step<Option<(u8, usize)>> {
        if first != b'{' {
            return Ok(None);
        }
        let mut at = value + 1;
        loop {
            match self.cursor.space(at)? {
                (b'}', _) => return Ok(None),
                (b',', place) => at = place + 1,
                (_, place) => {
                    let member = Member::read(&mut self.cursor, place)?;
                    if member.is(&self.cursor, key)? {
                        return Ok(Some((member.first, member.value)));
                    }
                    at = self.cursor.skip(member.first, member.value)?;
                }
            }
        }
    }

    fn see(&mut self, first: u8, value: usize, see: &mut dyn FnMut(JobValue<'_>)) -> Step<()> {
        let bytes = self.cursor.bytes;
        match first {
            b'{' | b'[' => see(JobValue::Container),
            b'"' => {
                let (end, escaped) = self.cursor.string_end(value + 1)?;
                let text = bytes.get(value + 1..end).unwrap_or_default();
                if escaped && unescape(text, &mut self.scratch).is_ok() {
                    see(JobValue::Text(&self.scratch));
                } else {
                    see(JobValue::Text(text));
                }
            }
            _ => {
                let end = self.cursor.scalar_end(first, value)?;
                let word = JobValue::word(bytes.get(value..end).unwrap_or_default());
                see(word.unwrap_or(JobValue::Null));
            }
        }
        Ok(())
    }
}
