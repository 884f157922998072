//! Finds keys and the ends of containers and records, in loops over blocks, each compiled
//! separately.

use super::cursor::{Fault, ScanStop, Step};
use super::kernel::{Endings, Kernel, block, four_blocks, three_blocks};
use super::validate::Validator;

/// Guards against an unterminated record, which would swallow every record after it.
#[derive(Debug)]
pub(super) struct Doubts {
    /// The start of the current record.
    start: usize,
    validator: Option<Validator>,
}

impl Doubts {
    pub(super) fn new(start: usize) -> Doubts {
        Doubts { start, validator: None }
    }

    /// Checks a line that begins with a bracket inside a record: the record must be valid JSON up
    /// to here.
    #[cold]
    fn line_inside(&mut self, bytes: &[u8], place: usize) -> Step<()> {
        if bytes.get(place) != Some(&b'{') {
            return Ok(());
        }
        let validator = self.validator.get_or_insert_with(|| Validator::new(self.start));
        validator.advance(bytes, place + 1).map_err(|(at, fault)| {
            // After a whole object, the line begins another record, and the input may be cut there.
            // Otherwise the line continues the broken record.
            let before = bytes.get(..place).unwrap_or_default().trim_ascii_end();
            ScanStop::Broken(if before.last() == Some(&b'}') { place } else { at }, fault)
        })
    }
}

/// A mark in an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyMark {
    /// The closing quote of a string in the object, which may be a key; `spelled` if the string
    /// contains a backslash.
    Key { quote: usize, spelled: bool },
    /// The place after the bracket that closes it.
    End(usize),
}

/// The next mark in an object that contains `at`, outside of strings, with `depth` open containers
/// including itself. With `KEYS`, a string directly in the object with one of the endings, or with
/// a backslash, which may be a key; otherwise the end of the object.
#[inline(always)]
pub(super) fn next<K: Kernel, const KEYS: bool>(
    kernel: K,
    bytes: &[u8],
    mut at: usize,
    mut depth: u32,
    endings: &Endings,
    doubts: &mut Doubts,
) -> Step<KeyMark> {
    // Carried from the block before: an escape, the inside of a string, a string with a backslash,
    // a line end.
    let (mut escape, mut inside, mut slashed, mut line) = (0, 0, false, 0);
    loop {
        let (block, before) = if KEYS {
            four_blocks(kernel, bytes, at)
        } else {
            let block = block(kernel, bytes, at);
            (block, [block; 3])
        };
        let slashes = kernel.equal(block, b'\\');
        let escaped = escaped(slashes, &mut escape);
        let quotes = kernel.equal(block, b'"') & !escaped;
        let strings = kernel.parity(quotes) ^ inside;
        inside = (strings.cast_signed() >> 63).cast_unsigned();
        let lines = kernel.equal(block, b'\n');
        let opening = kernel.equal_folded(block, b'{') & !strings;
        let closing = kernel.equal_folded(block, b'}') & !strings;
        let line_starts = lines << 1 | line;
        line = lines >> 63;
        // The doubtful cases: a line that ends in a string, and one that begins with a bracket.
        let doubt = lines & strings | line_starts & opening;
        let (mut keys, mut spelled) = (0, 0);
        if KEYS {
            let ends = quotes & !strings;
            keys = kernel.ends_where(ends, before, endings);
            if slashes != 0 || slashed {
                spelled = ends & string_ends(strings, slashes, &mut slashed);
                spelled &= may_be_keys(kernel, bytes, at);
                keys |= spelled;
            }
        }
        let may_close = closes(kernel, opening, closing, depth);
        let mut marks = keys | doubt | if may_close { closing } else { 0 };
        while marks != 0 {
            let place = at + marks.trailing_zeros() as usize;
            let bit = marks & marks.wrapping_neg();
            marks ^= bit;
            if lines & bit != 0 {
                return Err(ScanStop::Broken(place, Fault::LineInString));
            }
            if doubt & bit != 0 {
                doubts.line_inside(bytes, place)?;
                continue;
            }
            let depth = depth + (opening & (bit - 1)).count_ones() - (closing & (bit - 1)).count_ones();
            if depth == 1 {
                return Ok(match closing & bit {
                    0 => KeyMark::Key { quote: place, spelled: spelled & bit != 0 },
                    _ => KeyMark::End(place + 1),
                });
            }
        }
        depth = depth + opening.count_ones() - closing.count_ones();
        at += 64;
        if at >= bytes.len() {
            return Err(ScanStop::More);
        }
    }
}

/// The ends of strings with a backslash, with a carry from block to block.
#[inline(always)]
pub(super) fn string_ends(strings: u64, slashes: u64, carry: &mut bool) -> u64 {
    // The sum carries from a backslash to the end of its string, past the other backslashes.
    let (sum, first) = strings.overflowing_add(slashes & strings);
    let (sum, second) = sum.overflowing_add(u64::from(*carry));
    *carry = first || second;
    sum & !strings
}

/// The bytes of a block that something other than the end of a value follows.
#[inline(always)]
fn may_be_keys<K: Kernel>(kernel: K, bytes: &[u8], at: usize) -> u64 {
    kernel.unlike_where(u64::MAX, block(kernel, bytes, at + 1))
}

/// Whether the brackets of a block may close `depth` containers.
#[inline(always)]
pub(super) fn closes<K: Kernel>(kernel: K, opening: u64, closing: u64, depth: u32) -> bool {
    let brackets = opening | closing;
    let count = brackets.count_ones();
    // The brackets in order, with opening ones as set bits, and set bits above them.
    let order = kernel.extract(opening, brackets);
    let filled = if count < 64 { order | u64::MAX << count } else { order };
    let lowest = LOWEST.get((filled & 0xff) as usize).copied().unwrap_or(u8::MAX);
    u32::from(lowest) >= depth || count > 8 && closing.count_ones() >= depth
}

/// The end of a record as its line shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// The record ends here, with the line.
    End(usize),
    /// The line ends here, and so do the bytes: the next ones decide.
    Open(usize),
    /// The line does not decide: brackets must be counted.
    Doubt,
}

/// The end of the record at the top that contains `at`, outside of strings, if the record certainly
/// ends with its line. It counts no brackets.
///
/// In JSON a line does not end in a string, and a `}` at the end of a line before one that begins
/// with `{` ends a value at the top. So the record ends here, unless another one ends earlier on
/// the line. Then something other than a comma or a closing bracket follows a `}`.
///
/// If the end of the record is known, it takes the place of the line end. A record of several lines
/// is then in doubt.
#[inline(always)]
pub(super) fn line_end<K: Kernel>(
    kernel: K,
    bytes: &[u8],
    at: usize,
    is_last: bool,
    until: usize,
) -> Step<LineEnd> {
    // Blocks that begin one and two bytes earlier hold the bytes before each byte.
    let start = at.max(2);
    let (mut at, mut slashes) = (start, 0);
    let (line, end, next) = loop {
        let [before_that, before, block] = three_blocks(kernel, bytes, at);
        let known = if until.wrapping_sub(at) < 64 { 1 << (until - at) } else { 0 };
        let lines = kernel.equal(block, b'\n') | known;
        let after_brace = kernel.equal(before, b'}');
        let between = kernel.unlike_where(after_brace, block) & !lines;
        // A possible key `items`.
        let it = kernel.equal_where(kernel.equal(before_that, b'"'), before, b'i');
        let doubt = between | kernel.equal_where(it, block, b't');
        slashes |= kernel.equal(block, b'\\');
        if lines | doubt != 0 {
            let line = lines & lines.wrapping_neg();
            let before = doubt & line.wrapping_sub(1);
            // A carriage return belongs to the line end after it.
            let has_return =
                before != 0 && before == line >> 1 && kernel.equal_where(before, block, b'\r') != 0;
            if before != 0 && !has_return {
                return doubt_at(at + before.trailing_zeros() as usize, bytes, is_last);
            }
            let next = at + line.trailing_zeros() as usize + 1;
            break (true, next - 1 - usize::from(has_return), next);
        }
        at += 64;
        if at >= bytes.len() {
            break (false, bytes.len(), bytes.len());
        }
    };
    if !line && !is_last {
        return Err(ScanStop::More);
    }
    let is_end = bytes.get(end.wrapping_sub(1)) == Some(&b'}');
    let told = match bytes.get(next) {
        _ if until < usize::MAX => {
            if end == until {
                LineEnd::End(end)
            } else {
                LineEnd::Doubt
            }
        }
        Some(b'{') => LineEnd::End(end),
        None if is_last => LineEnd::End(end),
        None => LineEnd::Open(end),
        Some(_) => LineEnd::Doubt,
    };
    if !is_end || slashes != 0 && may_spell_items(kernel, bytes, start, end) {
        return Ok(LineEnd::Doubt);
    }
    Ok(told)
}

/// The byte here means that the record may end before its line. A place past the bytes needs more
/// input.
#[cold]
fn doubt_at(place: usize, bytes: &[u8], is_last: bool) -> Step<LineEnd> {
    if is_last || place < bytes.len() { Ok(LineEnd::Doubt) } else { Err(ScanStop::More) }
}

/// Whether a letter of `items` is escaped between two places: `\u006…` or `\u007…`.
#[inline(always)]
fn may_spell_items<K: Kernel>(kernel: K, bytes: &[u8], mut at: usize, end: usize) -> bool {
    while at < end {
        let (block, [before, before_that, first]) = four_blocks(kernel, bytes, at);
        let zeros = kernel.equal_where(kernel.equal(first, b'u'), before_that, b'0');
        let zeros = kernel.equal_where(zeros, before, b'0');
        if kernel.equal_where(zeros, block, b'6') | kernel.equal_where(zeros, block, b'7') != 0 {
            return true;
        }
        at += 64;
    }
    false
}

/// For the order of eight brackets, lowest bit first, with set bits for opening ones: the depth of
/// the lowest point below the start.
static LOWEST: [u8; 256] = {
    let mut table = [0; 256];
    let mut order = 0;
    while order < 256 {
        let (mut depth, mut lowest, mut place) = (0i8, 0i8, 0);
        while place < 8 {
            depth += if order >> place & 1 == 1 { 1 } else { -1 };
            if depth < lowest {
                lowest = depth;
            }
            place += 1;
        }
        #[expect(clippy::indexing_slicing, reason = "order < 256, at compile time")]
        {
            table[order] = lowest.unsigned_abs();
        }
        order += 1;
    }
    table
};

/// The escaped characters, with a carry from block to block.
#[inline(always)]
pub(super) fn escaped(slashes: u64, carry: &mut u64) -> u64 {
    const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
    if slashes == 0 {
        return std::mem::take(carry);
    }
    // An escaped backslash escapes nothing. Adding runs of backslashes carries to their ends; the
    // positions of start and end show whether a run is odd.
    let starts = slashes & !*carry;
    let codes = ((starts << 1 | ODD).wrapping_sub(starts)) ^ ODD;
    let escaped = codes ^ (slashes | *carry);
    *carry = (codes & slashes) >> 63;
    escaped
}
