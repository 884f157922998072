//! Masks of the positions of a byte among sixty-four.

use super::cursor::Step;
use super::marks::{self, Doubts, KeyMark, LineEnd};
use super::strict;

/// The operations of the scan on a block of bytes. The whole scan is compiled for each kernel.
pub(super) trait Kernel: Copy {
    type Block: Copy;

    fn load(self, bytes: &[u8; 64]) -> Self::Block;

    /// Bit `i` is set if byte `i` is this one.
    fn equal(self, block: Self::Block, byte: u8) -> u64;

    /// The same, with bit 5 of each byte set: `[` and `{` are one, and `]` and `}`.
    fn equal_folded(self, block: Self::Block, byte: u8) -> u64;

    /// [`equal`](Kernel::equal), within `mask`.
    #[inline(always)]
    fn equal_where(self, mask: u64, block: Self::Block, byte: u8) -> u64 {
        mask & self.equal(block, byte)
    }

    /// Within `mask`, the bytes that are neither a comma nor a closing bracket.
    fn unlike_where(self, mask: u64, block: Self::Block) -> u64;

    /// Within `mask`, the bytes that one of the endings precedes. The first block of `before`
    /// begins one byte earlier, the next two, and the last three.
    fn ends_where(self, mask: u64, before: [Self::Block; 3], endings: &Endings) -> u64;

    /// Bit `i` is set if byte `i` is a control character, which strings must escape.
    fn control(self, block: Self::Block) -> u64;

    /// Bit `i` is bit 5 of byte `i`, which curly brackets have and square ones have not.
    fn bit_5(self, block: Self::Block) -> u64;

    /// Bit `i` is set if byte `i` is white space of JSON.
    fn blank(self, block: Self::Block) -> u64;

    /// Bit `i` is set if byte `i` is a control character or not ASCII.
    fn control_or_wide(self, block: Self::Block) -> u64;

    /// The bits of `bits` selected by `mask`, moved together.
    fn extract(self, bits: u64, mask: u64) -> u64;

    /// Bit `i` is set if an odd number of the bits 0 to `i` is set.
    fn parity(self, bits: u64) -> u64;

    /// [`marks::next`], compiled separately: inside another loop its masks leave the registers.
    fn next<const KEYS: bool>(
        self,
        bytes: &[u8],
        at: usize,
        depth: u32,
        endings: &Endings,
        doubts: &mut Doubts,
    ) -> Step<KeyMark> {
        marks::next::<Self, KEYS>(self, bytes, at, depth, endings, doubts)
    }

    /// [`marks::line_end`], compiled separately.
    fn line_end(self, bytes: &[u8], at: usize, is_last: bool, until: usize) -> Step<LineEnd> {
        marks::line_end(self, bytes, at, is_last, until)
    }

    /// [`strict::object_end`], compiled separately.
    fn object_end(self, bytes: &[u8], start: usize) -> Option<usize> {
        strict::object_end(self, bytes, start)
    }
}

/// A loop over bytes, compiled for each kernel.
pub(super) trait KernelRun {
    type Output;

    fn with<K: Kernel>(self, kernel: K) -> Self::Output;
}

/// Runs a loop with the best kernel of the processor.
pub(super) fn run<R: KernelRun>(run: R) -> R::Output {
    #[cfg(target_arch = "x86_64")]
    return super::simd::Best::detected().run(run);
    #[cfg(not(target_arch = "x86_64"))]
    return run.with(Portable);
}

/// The block that begins at a place. Bytes past the end are zero, which JSON never contains.
#[inline(always)]
pub(super) fn block<K: Kernel>(kernel: K, bytes: &[u8], at: usize) -> K::Block {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(block) => kernel.load(block),
        None => kernel.load(&padded(rest)),
    }
}

/// The blocks that begin two bytes before a place, one byte before it, and there.
#[inline(always)]
pub(super) fn three_blocks<K: Kernel>(kernel: K, bytes: &[u8], at: usize) -> [K::Block; 3] {
    let whole = bytes.get(at.wrapping_sub(2)..).and_then(<[u8]>::first_chunk::<66>);
    match whole
        .and_then(|bytes| Some((bytes.first_chunk()?, bytes.get(1..)?.first_chunk()?, bytes.last_chunk()?)))
    {
        Some((before_that, before, block)) => {
            [kernel.load(before_that), kernel.load(before), kernel.load(block)]
        }
        None => [
            block(kernel, bytes, at.wrapping_sub(2)),
            block(kernel, bytes, at.wrapping_sub(1)),
            block(kernel, bytes, at),
        ],
    }
}

/// The block that begins at a place, and those that begin one, two and three bytes before it.
#[inline(always)]
pub(super) fn four_blocks<K: Kernel>(kernel: K, bytes: &[u8], at: usize) -> (K::Block, [K::Block; 3]) {
    let whole = bytes.get(at.wrapping_sub(3)..).and_then(<[u8]>::first_chunk::<67>);
    let of = |bytes: &[u8; 67]| {
        let before = [bytes.get(2..)?.first_chunk()?, bytes.get(1..)?.first_chunk()?, bytes.first_chunk()?];
        Some((kernel.load(bytes.last_chunk()?), before.map(|block| kernel.load(block))))
    };
    match whole.and_then(of) {
        Some(blocks) => blocks,
        None => of(&padded_before(bytes, at)).unwrap_or_else(|| {
            let block = block(kernel, bytes, at);
            (block, [block; 3])
        }),
    }
}

/// The last three bytes of wanted strings, in as many groups of strings as a byte has bits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Endings {
    /// For the last byte, the one before it and the one before that: the groups that have it there,
    /// by its lower and its upper half.
    pub(super) low: [[u8; 16]; 3],
    pub(super) high: [[u8; 16]; 3],
}

impl Endings {
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t [u8]>) -> Endings {
        let mut endings = Endings::default();
        for (number, text) in texts.enumerate() {
            let group = 1 << (number % 8);
            let mut last = text.iter().rev();
            for (low, high) in endings.low.iter_mut().zip(&mut endings.high) {
                let byte = last.next();
                for (half, groups) in (0..).zip(low) {
                    *groups |= if byte.is_none_or(|byte| byte & 15 == half) { group } else { 0 };
                }
                for (half, groups) in (0..).zip(high) {
                    *groups |= if byte.is_none_or(|byte| byte >> 4 == half) { group } else { 0 };
                }
            }
        }
        endings
    }

    /// Whether one of the strings may end with these bytes, the last one first.
    fn has(&self, last: [u8; 3]) -> bool {
        let of = |table: &[u8; 16], half: u8| table.get(usize::from(half)).copied().unwrap_or_default();
        let tables = self.low.iter().zip(&self.high).zip(last);
        let groups = tables.map(|((low, high), byte)| of(low, byte & 15) & of(high, byte >> 4));
        groups.fold(u8::MAX, |groups, more| groups & more) != 0
    }
}

#[cold]
fn padded(rest: &[u8]) -> [u8; 64] {
    let mut block = [0; 64];
    for (byte, value) in block.iter_mut().zip(rest) {
        *byte = *value;
    }
    block
}

#[cold]
fn padded_before(bytes: &[u8], at: usize) -> [u8; 67] {
    let mut block = [0; 67];
    for (place, value) in (at..).zip(&mut block) {
        *value = place.checked_sub(3).and_then(|place| bytes.get(place)).copied().unwrap_or(0);
    }
    block
}

/// For any processor, without `unsafe`; tests compare the others with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Portable;

impl Kernel for Portable {
    type Block = [u8; 64];

    #[inline(always)]
    fn load(self, bytes: &[u8; 64]) -> [u8; 64] {
        *bytes
    }

    #[inline(always)]
    fn equal(self, block: [u8; 64], byte: u8) -> u64 {
        mask(&block, |value| value == byte)
    }

    #[inline(always)]
    fn equal_folded(self, block: [u8; 64], byte: u8) -> u64 {
        mask(&block, |value| value | 0x20 == byte)
    }

    #[inline(always)]
    fn unlike_where(self, among: u64, block: [u8; 64]) -> u64 {
        among & mask(&block, |value| value != b',' && value | 0x20 != b'}')
    }

    #[inline(always)]
    fn ends_where(self, mut mask: u64, before: [[u8; 64]; 3], endings: &Endings) -> u64 {
        let mut found = 0;
        while mask != 0 {
            let bit = mask & mask.wrapping_neg();
            let place = mask.trailing_zeros() as usize;
            mask ^= bit;
            let last = before.map(|block| block.get(place).copied().unwrap_or_default());
            found |= if endings.has(last) { bit } else { 0 };
        }
        found
    }

    #[inline(always)]
    fn control(self, block: [u8; 64]) -> u64 {
        mask(&block, |value| value < b' ')
    }

    #[inline(always)]
    fn bit_5(self, block: [u8; 64]) -> u64 {
        mask(&block, |value| value & 0x20 != 0)
    }

    #[inline(always)]
    fn blank(self, block: [u8; 64]) -> u64 {
        mask(&block, |value| matches!(value, b' ' | b'\t' | b'\n' | b'\r'))
    }

    #[inline(always)]
    fn control_or_wide(self, block: [u8; 64]) -> u64 {
        mask(&block, |value| value.cast_signed() < 0x20)
    }

    #[inline(always)]
    fn extract(self, bits: u64, mut mask: u64) -> u64 {
        let (mut extracted, mut place) = (0, 0);
        while mask != 0 {
            let bit = mask & mask.wrapping_neg();
            extracted |= u64::from(bits & bit != 0) << place;
            mask ^= bit;
            place += 1;
        }
        extracted
    }

    #[inline(always)]
    fn parity(self, mut bits: u64) -> u64 {
        for shift in [1, 2, 4, 8, 16, 32] {
            bits ^= bits << shift;
        }
        bits
    }
}

/// Eight bytes become eight bits by one multiplication.
#[inline(always)]
fn mask(block: &[u8; 64], is: impl Fn(u8) -> bool) -> u64 {
    // All comparisons before the first multiplication: compilers make vectors of the former.
    let ones = block.map(|byte| u8::from(is(byte)));
    let (words, _) = ones.as_chunks::<8>();
    let mut bits = 0;
    for word in words.iter().rev() {
        let ones = u64::from_le_bytes(*word);
        bits = bits << 8 | ones.wrapping_mul(0x0102_0408_1020_4080) >> 56;
    }
    bits
}
