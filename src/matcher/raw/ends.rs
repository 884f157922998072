//! Where containers and records end: loops over blocks, each compiled for itself.

use super::cursor::{Fault, Step, Stop};
use super::kernel::{Kernel, block, three_blocks};
use super::validate::Validator;

/// What is looked at twice: a record without an end would swallow all that follow.
#[derive(Debug)]
pub(super) struct Doubts {
    /// Where the record began that is being read.
    start: usize,
    validator: Option<Validator>,
}

impl Doubts {
    pub(super) fn new(start: usize) -> Doubts {
        Doubts { start, validator: None }
    }

    /// A line inside a record begins with a bracket: what was read of the record must be JSON up to
    /// here.
    #[cold]
    fn line_inside(&mut self, bytes: &[u8], place: usize) -> Step<()> {
        if bytes.get(place) != Some(&b'{') {
            return Ok(());
        }
        let validator = self.validator.get_or_insert_with(|| Validator::new(self.start));
        validator.advance(bytes, place + 1).map_err(|(at, fault)| {
            // Behind a whole object the line begins another record, and is told as where the input may be
            // cut; else it goes on with what is broken.
            let before = bytes.get(..place).unwrap_or_default().trim_ascii_end();
            Stop::Broken(if before.last() == Some(&b'}') { place } else { at }, fault)
        })
    }
}

/// The end of the outermost of `depth` containers that `at` lies in, outside of a string.
///
/// With `TOP`, whether the key `items` may stand in it is told too: no more than the end of such
/// a key is looked for.
#[inline(always)]
pub(super) fn container_end<K: Kernel, const TOP: bool>(
    kernel: K,
    bytes: &[u8],
    mut at: usize,
    mut depth: u32,
    doubts: &mut Doubts,
) -> Step<(usize, bool)> {
    // What reaches over from the block before: an escape, the inside of a string, a line's end.
    let (mut escape, mut inside, mut line) = (0, 0, 0);
    let (mut quote, mut quote_i) = (0, 0);
    loop {
        let block = block(kernel, bytes, at);
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
        // The doubtful: a line that ends in a string, and one that begins with a bracket.
        let mut doubt = lines & strings | line_starts & opening;
        let mut items = 0;
        if TOP {
            let after_quote = quotes << 1 | quote;
            quote = quotes >> 63;
            let is = kernel.equal(block, b'i') & after_quote;
            let after_i = is << 1 | quote_i;
            quote_i = is >> 63;
            items = kernel.equal(block, b't') & after_i;
            if items | slashes != 0 {
                items = spell_items(bytes, at, items, slashes);
                doubt |= items;
            }
        }
        if doubt == 0 && !closes(kernel, opening, closing, depth) {
            depth = depth + opening.count_ones() - closing.count_ones();
            at += 64;
            if at >= bytes.len() {
                return Err(Stop::More);
            }
            continue;
        }
        let mut marks = opening | closing | doubt;
        while marks != 0 {
            let place = at + marks.trailing_zeros() as usize;
            let bit = marks & marks.wrapping_neg();
            marks ^= bit;
            if doubt & bit != 0 {
                if items & bit != 0 {
                    return Ok((place, true));
                }
                if lines & bit != 0 {
                    return Err(Stop::Broken(place, Fault::LineInString));
                }
                doubts.line_inside(bytes, place)?;
            }
            if opening & bit != 0 {
                depth += 1;
            } else if closing & bit != 0 {
                depth -= 1;
                if depth == 0 {
                    return Ok((place + 1, false));
                }
            }
        }
        at += 64;
        if at >= bytes.len() {
            return Err(Stop::More);
        }
    }
}

/// Whether the brackets of a block may close `depth` containers.
#[inline(always)]
fn closes<K: Kernel>(kernel: K, opening: u64, closing: u64, depth: u32) -> bool {
    let brackets = opening | closing;
    let count = brackets.count_ones();
    // The brackets in their order, an opening one as a set bit; behind them only such.
    let order = kernel.extract(opening, brackets);
    let filled = if count < 64 { order | u64::MAX << count } else { order };
    let lowest = LOWEST.get((filled & 0xff) as usize).copied().unwrap_or(u8::MAX);
    u32::from(lowest) >= depth || count > 8 && closing.count_ones() >= depth
}

/// What a line says of the record that is read on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The record ends here, with the line.
    End(usize),
    /// The line ends here, and so do the bytes: what follows decides.
    Open(usize),
    /// The line does not tell: brackets must be counted.
    Doubt,
}

/// The end of the record that stands at the top and of which `at` is some place outside of a
/// string, if it ends with its line and no doubt is left; no brackets are counted.
///
/// In JSON a line does not end in a string, and a `}` at the end of a line before one that begins
/// with `{` ends a value at the top. So the record ends here, unless another one ends on the line
/// before, which what follows a `}` tells: a space, a bracket that opens, or a byte-order mark.
#[inline(always)]
pub(super) fn line_end<K: Kernel>(kernel: K, bytes: &[u8], at: usize, is_last: bool) -> Step<Line> {
    // What stands before each byte is compared in blocks that begin a byte earlier, and two.
    let mut at = at.max(2);
    loop {
        let [before_that, before, block] = three_blocks(kernel, bytes, at);
        let lines = kernel.equal(block, b'\n');
        let after_brace = kernel.equal(before, b'}');
        // Another document, also an array or a byte-order mark.
        let between = after_brace & kernel.equal_folded(block, b'{')
            | kernel.equal_where(after_brace, block, 0xef)
            | kernel.blank_where(after_brace, block) & !lines;
        let it = kernel.equal_where(kernel.equal(before_that, b'"'), before, b'i');
        let mut items = kernel.equal_where(it, block, b't');
        let slashes = kernel.equal(block, b'\\');
        if lines | between | items | slashes != 0 {
            let line = lines & lines.wrapping_neg();
            let before = if line == 0 { u64::MAX } else { line - 1 };
            if (items | slashes) & before != 0 {
                items = spell_items(bytes, at, items & before, slashes & before);
            }
            // A carriage return belongs to the line's end behind it.
            let has_return = line > 1 && kernel.equal_where(line >> 1, block, b'\r') != 0;
            let between = if has_return { between & !(line >> 1) } else { between };
            if between & before != 0 || items & before != 0 {
                return Ok(Line::Doubt);
            }
            if line != 0 {
                let next = at + line.trailing_zeros() as usize + 1;
                let end = next - 1 - usize::from(has_return);
                let is_end = bytes.get(end.wrapping_sub(1)) == Some(&b'}');
                return Ok(match bytes.get(next) {
                    _ if !is_end => Line::Doubt,
                    Some(b'{') => Line::End(end),
                    Some(_) => Line::Doubt,
                    None if is_last => Line::End(end),
                    None => Line::Open(end),
                });
            }
        }
        at += 64;
        if at >= bytes.len() {
            return match bytes.last() {
                _ if !is_last => Err(Stop::More),
                Some(b'}') => Ok(Line::End(bytes.len())),
                _ => Ok(Line::Doubt),
            };
        }
    }
}

/// Of the places of `t` in `"it` and of backslashes in a block, those where the key `items` may be
/// spelled: `"items"`, an escaped letter of it (`\u006…` or `\u007…`), or what cannot be told here.
#[inline(always)]
fn spell_items(bytes: &[u8], at: usize, items: u64, slashes: u64) -> u64 {
    let (mut left, mut found) = (items | slashes, 0);
    while left != 0 {
        let bit = left & left.wrapping_neg();
        let place = at + left.trailing_zeros() as usize;
        left ^= bit;
        let is_it = match bytes.get(place + 1..place + 5) {
            None => true,
            Some(rest) if items & bit != 0 => rest == b"ems\"",
            Some(rest) => matches!(rest, [b'u', b'0', b'0', b'6' | b'7']),
        };
        found |= if is_it { bit } else { 0 };
    }
    found
}

/// For the order of eight brackets, lowest bit first, an opening one as a set bit: how far below its
/// start the depth goes.
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

/// The characters that a backslash before them escapes, with a carry from block to block.
#[inline(always)]
fn escaped(slashes: u64, carry: &mut u64) -> u64 {
    const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
    if slashes == 0 {
        return std::mem::take(carry);
    }
    // A backslash that is escaped itself begins nothing. Adding runs of backslashes carries to their
    // ends; whether a run is odd tells the place of its end against that of its start.
    let starts = slashes & !*carry;
    let codes = ((starts << 1 | ODD).wrapping_sub(starts)) ^ ODD;
    let escaped = codes ^ (slashes | *carry);
    *carry = (codes & slashes) >> 63;
    escaped
}
