//! Finds whether an object is valid JSON, in one pass over masks: brackets, the order of tokens,
//! strings, escapes, numbers and UTF-8. For a record that is not, [`Validator`] says where.
//!
//! [`Validator`]: super::validate::Validator

use super::kernel::{Kernel, block};
use super::marks::{closes, escaped, string_ends};
use super::text::Escape;
use super::validate::number_length;
use crate::limits;

#[expect(clippy::cast_possible_truncation, reason = "a small constant")]
const NESTING: u32 = limits::NESTING as u32;

// Each container that is open has its bit.
const _: () = assert!(limits::NESTING <= 128);

/// The end of the object that begins at `start`; `None` if it is not valid JSON, does not end here,
/// or may be a list response.
#[inline(always)]
pub(super) fn object_end<K: Kernel>(kernel: K, bytes: &[u8], start: usize) -> Option<usize> {
    // Carried from the block before: an escape, the inside of a string, a string that is a key, and
    // a word.
    let (mut escape, mut inside, mut in_key, mut in_word) = (0, 0, false, 0);
    // The object is a value, as after a colon.
    let (mut values, mut keys, mut named) = (Next(1), Next(0), Next(0));
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
        let square = (opening | closing) & !kernel.bit_5(block);
        let (arrays, last) = open.take(kernel, bytes, at, Brackets { opening, closing, square })?;
        // The bits up to the end of the object.
        let here = last | last.wrapping_sub(1);
        let unusual = kernel.control_or_wide(block) & here;
        if unusual != 0 {
            let control = kernel.control(block);
            if control & strings & here != 0 {
                return None;
            }
            is_ascii &= unusual & !control == 0;
        }
        let blanks = kernel.blank(block) & !strings;
        let colons = kernel.equal(block, b':') & !strings;
        let commas = kernel.equal(block, b',') & !strings;

        // The tokens that may follow: each token after the first belongs to at most one of these.
        let before_items = commas | opening;
        let after_key_mark = keys.after(before_items & !arrays, blanks);
        let after_value_mark = values.after(before_items & arrays | colons, blanks);
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
            | closing & after_key;
        if wrong & here != 0
            || closing & after_mark & here != 0 && !are_empty(bytes, at, closing & after_mark & here)
        {
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
        if blanks == 0 {
            self.0 = tokens >> 63;
            return next;
        }
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
    depth: u32,
}

/// The brackets of a block.
#[derive(Clone, Copy)]
struct Brackets {
    opening: u64,
    closing: u64,
    /// Brackets of arrays.
    square: u64,
}

impl Containers {
    /// Takes the brackets of a block. Returns the places whose innermost container is an array,
    /// opening brackets among their contents, and the bit of the bracket that closes the outermost
    /// container; `None` if they do not pair, or an array may be the items of a list response.
    #[inline(always)]
    fn take<K: Kernel>(&mut self, kernel: K, bytes: &[u8], at: usize, found: Brackets) -> Option<(u64, u64)> {
        let Brackets { opening, closing, square } = found;
        let deepest = self.depth + opening.count_ones();
        // Among objects alone all brackets pair.
        if square == 0
            && self.arrays == 0
            && deepest <= NESTING
            && !closes(kernel, opening, closing, self.depth)
        {
            self.depth = deepest - closing.count_ones();
            return Some((0, 0));
        }
        if opening | closing == 0 {
            return Some((self.is_array(), 0));
        }
        self.pair(bytes, at, found)
    }

    #[inline(never)]
    fn pair(&mut self, bytes: &[u8], at: usize, found: Brackets) -> Option<(u64, u64)> {
        let mut arrays = self.is_array();
        let mut brackets = found.opening | found.closing;
        while brackets != 0 {
            let bit = brackets & brackets.wrapping_neg();
            let is_array = found.square & bit != 0;
            if found.opening & bit != 0 {
                let is_first_array = self.depth == 1 && is_array;
                if self.depth == NESTING
                    || is_first_array && may_be_items(bytes, at + brackets.trailing_zeros() as usize)
                {
                    return None;
                }
                self.depth += 1;
                self.arrays = self.arrays << 1 | u128::from(is_array);
            } else {
                if self.arrays & 1 != u128::from(is_array) {
                    return None;
                }
                self.depth = self.depth.checked_sub(1)?;
                self.arrays >>= 1;
                if self.depth == 0 {
                    return Some((arrays, bit));
                }
            }
            brackets ^= bit;
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
#[cold]
fn may_be_items(bytes: &[u8], place: usize) -> bool {
    let before = bytes.get(..place).unwrap_or_default().trim_ascii_end();
    let Some(before) = before.strip_suffix(b":") else { return true };
    let Some(before) = before.trim_ascii_end().strip_suffix(b"\"") else { return true };
    let key = memchr::memrchr(b'"', before).and_then(|quote| before.get(quote + 1..)).unwrap_or_default();
    key == b"items" || memchr::memchr(b'\\', key).is_some()
}

/// Whether an opening bracket precedes each of these closing brackets.
#[cold]
fn are_empty(bytes: &[u8], at: usize, mut closing: u64) -> bool {
    while closing != 0 {
        let place = at + closing.trailing_zeros() as usize;
        closing &= closing - 1;
        let before = bytes.get(..place).unwrap_or_default().trim_ascii_end();
        if !matches!(before.last(), Some(b'{' | b'[')) {
            return false;
        }
    }
    true
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
