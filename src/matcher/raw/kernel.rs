//! Sixty-four bytes at a time: where a byte stands among them, as a mask.

use super::cursor::Step;
use super::ends::{self, Doubts, Line};

/// What the scan asks of a block of bytes. The whole scan is compiled for each kernel.
pub(super) trait Kernel: Copy {
    type Block: Copy;

    fn load(self, bytes: &[u8; 64]) -> Self::Block;

    /// Bit `i` says whether byte `i` is this one.
    fn equal(self, block: Self::Block, byte: u8) -> u64;

    /// The same, with bit 5 of each byte set: `[` and `{` are one, and `]` and `}`.
    fn equal_folded(self, block: Self::Block, byte: u8) -> u64;

    /// [`equal`](Kernel::equal), where `mask` has a bit.
    fn equal_where(self, mask: u64, block: Self::Block, byte: u8) -> u64;

    /// Bit `i` says whether byte `i` is a space or a control character and `mask` has that bit.
    fn blank_where(self, mask: u64, block: Self::Block) -> u64;

    /// Bit `i` says whether byte `i` is a control character, which no string holds as it is.
    fn control(self, block: Self::Block) -> u64;

    /// The bits of `bits` where `mask` has one, moved together.
    fn extract(self, bits: u64, mask: u64) -> u64;

    /// Bit `i` says whether an odd number of the bits up to and with `i` is set.
    fn parity(self, bits: u64) -> u64;

    /// [`ends::container_end`], compiled for itself: inside of another loop its masks leave the registers.
    fn container_end<const TOP: bool>(
        self,
        bytes: &[u8],
        at: usize,
        depth: u32,
        doubts: &mut Doubts,
    ) -> Step<(usize, bool)>;

    /// [`ends::line_end`], compiled for itself.
    fn line_end(self, bytes: &[u8], at: usize, is_last: bool) -> Step<Line>;
}

/// The block that begins at a place. Bytes past the end are zero, which no JSON holds.
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

#[cold]
fn padded(rest: &[u8]) -> [u8; 64] {
    let mut block = [0; 64];
    for (byte, value) in block.iter_mut().zip(rest) {
        *byte = *value;
    }
    block
}

/// For any processor, without `unsafe`; the others are held against it.
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
    fn equal_where(self, mask: u64, block: [u8; 64], byte: u8) -> u64 {
        mask & self.equal(block, byte)
    }

    #[inline(always)]
    fn blank_where(self, among: u64, block: [u8; 64]) -> u64 {
        among & mask(&block, |value| value <= b' ')
    }

    #[inline(always)]
    fn control(self, block: [u8; 64]) -> u64 {
        mask(&block, |value| value < b' ')
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

    fn container_end<const TOP: bool>(
        self,
        bytes: &[u8],
        at: usize,
        depth: u32,
        doubts: &mut Doubts,
    ) -> Step<(usize, bool)> {
        ends::container_end::<Portable, TOP>(self, bytes, at, depth, doubts)
    }

    fn line_end(self, bytes: &[u8], at: usize, is_last: bool) -> Step<Line> {
        ends::line_end(self, bytes, at, is_last)
    }
}

/// Eight bytes become eight bits by one multiplication.
#[inline(always)]
fn mask(block: &[u8; 64], is: impl Fn(u8) -> bool) -> u64 {
    let (words, _) = block.as_chunks::<8>();
    let mut bits = 0;
    for word in words.iter().rev() {
        let ones = u64::from_le_bytes(word.map(|byte| u8::from(is(byte))));
        bits = bits << 8 | ones.wrapping_mul(0x0102_0408_1020_4080) >> 56;
    }
    bits
}
