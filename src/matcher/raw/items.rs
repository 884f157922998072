//! The items of an array, for the few filters that test them.

use super::cursor::{Cursor, Step};
use super::kernel::Portable;
use super::record::Member;
use super::text::characters;
use crate::matcher::program::JobValue;

/// Calls `see` for each item of an array with the value at the first path that the item has, or
/// with null. An empty path is the item itself. The array is valid JSON, so no step fails.
pub(crate) fn each_item(array: &[u8], paths: &[Box<[Box<str>]>], see: &mut dyn FnMut(JobValue<'_>)) {
    let mut items = Items(Cursor::new(Portable, array, true));
    let _ = items.each(paths, see);
}

struct Items<'b>(Cursor<'b, Portable>);

impl Items<'_> {
    fn each(&mut self, paths: &[Box<[Box<str>]>], see: &mut dyn FnMut(JobValue<'_>)) -> Step<()> {
        let mut at = 1;
        loop {
            let (first, item) = self.0.space(at)?;
            match first {
                b']' => return Ok(()),
                b',' => at = item + 1,
                _ => {
                    let mut found =
                        paths.iter().filter_map(|path| self.below((first, item), path).transpose());
                    match found.next().transpose()? {
                        Some((first, value)) => self.see(first, value, see)?,
                        None => see(JobValue::Null),
                    }
                    at = self.0.skip(first, item)?;
                }
            }
        }
    }

    /// The first byte and the place of the value at a path. The first of repeated keys counts.
    fn below(&mut self, mut value: (u8, usize), path: &[Box<str>]) -> Step<Option<(u8, usize)>> {
        for key in path {
            let Some(member) = self.member(value, key)? else { return Ok(None) };
            value = member;
        }
        Ok(Some(value))
    }

    fn member(&mut self, (first, value): (u8, usize), key: &str) -> Step<Option<(u8, usize)>> {
        if first != b'{' {
            return Ok(None);
        }
        let mut at = value + 1;
        loop {
            match self.0.space(at)? {
                (b'}', _) => return Ok(None),
                (b',', place) => at = place + 1,
                (_, place) => {
                    let member = Member::read(&mut self.0, place)?;
                    if member.is(&self.0, key)? {
                        return Ok(Some((member.first, member.value)));
                    }
                    at = self.0.skip(member.first, member.value)?;
                }
            }
        }
    }

    fn see(&mut self, first: u8, value: usize, see: &mut dyn FnMut(JobValue<'_>)) -> Step<()> {
        if matches!(first, b'{' | b'[') {
            see(JobValue::Container);
            return Ok(());
        }
        let end = self.0.skip(first, value)?;
        match self.0.bytes.get(value..end).unwrap_or_default() {
            [b'"', text @ .., b'"'] => see(JobValue::Text(characters(text).as_deref().unwrap_or(text))),
            word => see(JobValue::word(word).unwrap_or(JobValue::Null)),
        }
        Ok(())
    }
}
