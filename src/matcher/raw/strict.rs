//! Finds whether an object is valid JSON, in one pass over masks: brackets, the order of tokens,
//! strings, escapes, numbers and UTF-8. For a record that is not, [`Validator`] says where.
//!
//! [`Validator`]: super::validate::Validator

use super::kernel::{Kernel, block};
use super::marks::{escaped, string_ends};
use super::text::Escape;
use super::validate::number_length;
use crate::limits;

/// The end of the object that begins at `start`; `None` if it is not valid JSON, does not end here,
/// or may be a list response.
#[inline(always)]
pub(super) fn object_end<K: Kernel>(kernel: K, bytes: &[u8], start: usize) -> Option<usize> {
    // Carried from the block before: an escape, the inside of a string, a string that is a key, and
    // a word.
    let (mut escape, mut inside, mut in_key, mut in_word) = (0, 0, false, 0);
    // The object is a value, as after a colon.
    let (mut values, mut keys, mut opened, mut named) = (Next(1), Next(0), Next(0), Next(0));
    let mut open = Containers::default();
    let (mut at, mut escapes_end, mut is_ascii) = (start, start, true);
    loop {
        let block = block(kernel, bytes, at);
        let escaped = escaped(kernel.equal(block, b'\\'), &mut escape);
        let quotes = kernel.equal(block, b'"') & !escaped;
        let strings = kernel.parity(quotes) ^ inside;
        inside = (strings.cast_signed() >> 63).cast_unsigned();
        let opening = kernel.equal_folded(block, b'{') & !strings;
        let closing = kernel.equal_folded(block, b'}') & !strings;
        let (arrays, last) = open.take(bytes, at, opening, closing)?;
        // The bits up to the end of the object.
        let here = last | last.wrapping_sub(1);
        let mut blanks = kernel.equal(block, b' ');
        let unusual = kernel.control_or_wide(block) & here;
        if unusual != 0 {
            let control = kernel.control(block);
            if control & strings & here != 0 {
                return None;
            }
            is_ascii &= unusual & !control == 0;
            blanks |= kernel.equal(block, b'\n') | kernel.equal(block, b'\r') | kernel.equal(block, b'\t');
        }
        blanks &= !strings;
        let colons = kernel.equal(block, b':') & !strings;
        let commas = kernel.equal(block, b',') & !strings;

        // The tokens that may follow: each token after the first belongs to at most one of these.
        let before_items = commas | opening;
        let after_key_mark = keys.after(before_items & !arrays, blanks);
        let after_value_mark = values.after(before_items & arrays | colons, blanks);
        let after_opening = opened.after(opening, blanks);
        let key_ends = string_ends(strings, quotes & after_key_mark, &mut in_key);
        let after_key = named.after(key_ends, blanks);
        let after_mark = after_key_mark | after_value_mark;

        let words = !(strings | quotes | blanks | opening | closing | commas | colons);
        let word_starts = words & !(words << 1 | in_word);
        in_word = words >> 63;
        let wrong = (word_starts | opening) & !after_value_mark
            | quotes & strings & !after_mark
            | colons & !after_key
            | commas & (after_mark | after_key)
            | closing & (after_mark & !after_opening | after_key);
        if wrong & here != 0 {
            return None;
        }
        let mut words = word_starts & here;
        while words != 0 {
            let place = at + words.trailing_zeros() as usize;
            words &= words - 1;
            if !is_word(bytes.get(place..)?) {
                return None;
            }
        }
        let mut escapes = escaped & strings & here;
        while escapes != 0 {
            let slash = at + escapes.trailing_zeros() as usize - 1;
            escapes &= escapes - 1;
            // The second half of a pair belongs to the first.
            if slash >= escapes_end {
                escapes_end = slash + Escape::read(bytes.get(slash..)?).ok()?.length;
            }
        }
        if last != 0 {
            let end = at + last.trailing_zeros() as usize + 1;
            let is_valid = is_ascii || simdutf8::basic::from_utf8(bytes.get(start..end)?).is_ok();
            return is_valid.then_some(end);
        }
        at += 64;
        if at >= bytes.len() {
            return None;
        }
    }
}

/// The places of tokens after some tokens, with a carry from block to block.
struct Next(u64);

impl Next {
    #[inline(always)]
    fn after(&mut self, tokens: u64, blanks: u64) -> u64 {
        let next = tokens << 1 | self.0;
        // The sum carries past white space.
        let (sum, carry) = blanks.overflowing_add(next & blanks);
        self.0 = tokens >> 63 | u64::from(carry);
        (next | sum) & !blanks
    }
}

/// The open containers.
#[derive(Default)]
struct Containers {
    /// A bit for each open container, the innermost lowest: whether it is an array.
    arrays: u128,
    depth: usize,
}

impl Containers {
    /// Takes the brackets of a block. Returns the places whose innermost container is an array,
    /// opening brackets among their contents, and the bit of the bracket that closes the outermost
    /// container; `None` if they do not pair, or an array may be the items of a list response.
    #[inline(always)]
    fn take(&mut self, bytes: &[u8], at: usize, opening: u64, closing: u64) -> Option<(u64, u64)> {
        let mut arrays = self.is_array();
        let mut brackets = opening | closing;
        while brackets != 0 {
            let place = at + brackets.trailing_zeros() as usize;
            let bit = brackets & brackets.wrapping_neg();
            brackets ^= bit;
            let is_array = u128::from(bytes.get(place)? & 0x20 == 0);
            if opening & bit != 0 {
                if self.depth == limits::NESTING
                    || self.depth == 1 && is_array == 1 && may_be_items(bytes, place)
                {
                    return None;
                }
                self.depth += 1;
                self.arrays = self.arrays << 1 | is_array;
            } else {
                if self.arrays & 1 != is_array {
                    return None;
                }
                self.depth = self.depth.checked_sub(1)?;
                self.arrays >>= 1;
                if self.depth == 0 {
                    return Some((arrays, bit));
                }
            }
            arrays ^= (arrays ^ self.is_array()) & bit.wrapping_neg();
        }
        Some((arrays, 0))
    }

    /// All bits, if the innermost container is an array.
    #[inline(always)]
    fn is_array(&self) -> u64 {
        if self.arrays & 1 == 1 { u64::MAX } else { 0 }
    }
}

/// Whether the key before the array at `place` is `items` or has an escape.
#[inline(always)]
fn may_be_items(bytes: &[u8], place: usize) -> bool {
    let before = bytes.get(..place).unwrap_or_default().trim_ascii_end();
    let Some(before) = before.strip_suffix(b":") else { return true };
    let Some(before) = before.trim_ascii_end().strip_suffix(b"\"") else { return true };
    let key = memchr::memrchr(b'"', before).and_then(|quote| before.get(quote + 1..)).unwrap_or_default();
    key == b"items" || memchr::memchr(b'\\', key).is_some()
}

/// Whether a number, `true`, `false` or `null` begins here and ends as a value does.
#[inline(always)]
fn is_word(rest: &[u8]) -> bool {
    let length = match rest.first() {
        Some(b't') if rest.starts_with(b"true") => 4,
        Some(b'n') if rest.starts_with(b"null") => 4,
        Some(b'f') if rest.starts_with(b"false") => 5,
        _ => number_length(rest).unwrap_or(usize::MAX),
    };
    matches!(rest.get(length), Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'))
}
