//! The kernels of x86-64, and the choice among them: the only file with `unsafe`.
//!
//! A kernel is a token: it exists only if the processor has its instructions. Each `unsafe` block
//! here relies on that.
#![expect(unsafe_code, reason = "SIMD instructions, which the portable kernel is held against")]

use std::arch::x86_64::{
    __m256i, __m512i, _mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_loadu_si128, _mm_set_epi64x,
    _mm_set1_epi8, _mm256_and_si256, _mm256_broadcastsi128_si256, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8,
    _mm256_loadu_si256, _mm256_max_epu8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8,
    _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_slli_epi16, _mm256_srli_epi16, _mm512_and_si512,
    _mm512_broadcast_i32x4, _mm512_cmpeq_epi8_mask, _mm512_cmplt_epi8_mask, _mm512_cmplt_epu8_mask,
    _mm512_loadu_si512, _mm512_mask_cmpeq_epi8_mask, _mm512_mask_cmpneq_epi8_mask,
    _mm512_mask_test_epi8_mask, _mm512_or_si512, _mm512_set1_epi8, _mm512_shuffle_epi8, _mm512_srli_epi16,
    _mm512_test_epi8_mask, _pext_u64,
};

use super::cursor::Step;
use super::kernel::{Endings, Kernel, KernelRun, Portable};
use super::marks::{self, Doubts, KeyMark, LineEnd};
use super::strict;

/// A kernel that the processor has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Best {
    Portable,
    Avx2(Avx2),
    Avx512(Avx512),
}

impl Best {
    /// Each kernel that the processor has, for tests that compare them.
    #[cfg(test)]
    pub(super) fn all() -> Vec<Best> {
        match Best::detected() {
            Best::Portable => vec![Best::Portable],
            Best::Avx2(kernel) => vec![Best::Portable, Best::Avx2(kernel)],
            // A processor with AVX-512 and the rest of its token has AVX2.
            Best::Avx512(kernel) => vec![Best::Portable, Best::Avx2(Avx2(())), Best::Avx512(kernel)],
        }
    }

    /// Runs a loop with this kernel.
    pub(super) fn run<R: KernelRun>(self, run: R) -> R::Output {
        match self {
            // SAFETY: the token proves that the processor has the instructions.
            Best::Avx512(kernel) => unsafe { kernel.run(run) },
            // SAFETY: as above.
            Best::Avx2(kernel) => unsafe { kernel.run(run) },
            Best::Portable => run.with(Portable),
        }
    }

    /// The best one.
    pub(super) fn detected() -> Best {
        let common = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt")
            && is_x86_feature_detected!("pclmulqdq");
        if common && is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") {
            Best::Avx512(Avx512(()))
        } else if common {
            Best::Avx2(Avx2(()))
        } else {
            Best::Portable
        }
    }
}

/// A kernel: its operations, and the loops that are compiled with its instructions.
macro_rules! kernel {
    ($kernel:ident, $features:literal, { $($own:tt)* }) => {
        impl $kernel {
            /// # Safety
            ///
            /// The processor has the instructions, as the token proves.
            #[target_feature(enable = $features)]
            unsafe fn run<R: KernelRun>(self, run: R) -> R::Output {
                run.with(self)
            }
        }

        impl Kernel for $kernel {
            $($own)*

            #[inline(always)]
            fn extract(self, bits: u64, mask: u64) -> u64 {
                // SAFETY: the token.
                unsafe { _pext_u64(bits, mask) }
            }

            #[inline(always)]
            fn parity(self, bits: u64) -> u64 {
                // SAFETY: the token.
                unsafe { parity(bits) }
            }

            #[inline(always)]
            fn next<const KEYS: bool>(
                self,
                bytes: &[u8],
                at: usize,
                depth: u32,
                endings: &Endings,
                doubts: &mut Doubts,
            ) -> Step<KeyMark> {
                #[target_feature(enable = $features)]
                unsafe fn compiled<const KEYS: bool>(
                    kernel: $kernel,
                    bytes: &[u8],
                    at: usize,
                    depth: u32,
                    endings: &Endings,
                    doubts: &mut Doubts,
                ) -> Step<KeyMark> {
                    marks::next::<$kernel, KEYS>(kernel, bytes, at, depth, endings, doubts)
                }
                // SAFETY: the token.
                unsafe { compiled::<KEYS>(self, bytes, at, depth, endings, doubts) }
            }

            #[inline(always)]
            fn line_end(self, bytes: &[u8], at: usize, is_last: bool, until: usize) -> Step<LineEnd> {
                #[target_feature(enable = $features)]
                unsafe fn compiled(
                    kernel: $kernel,
                    bytes: &[u8],
                    at: usize,
                    is_last: bool,
                    until: usize,
                ) -> Step<LineEnd> {
                    marks::line_end(kernel, bytes, at, is_last, until)
                }
                // SAFETY: the token.
                unsafe { compiled(self, bytes, at, is_last, until) }
            }

            #[inline(always)]
            fn object_end(self, bytes: &[u8], start: usize) -> Option<usize> {
                #[target_feature(enable = $features)]
                unsafe fn compiled(kernel: $kernel, bytes: &[u8], start: usize) -> Option<usize> {
                    strict::object_end(kernel, bytes, start)
                }
                // SAFETY: the token.
                unsafe { compiled(self, bytes, start) }
            }
        }
    };
}

/// For the lower half of a byte, the white space of JSON that has it; a byte of another half where there is none.
const BLANKS: [u8; 16] = [b' ', 0, 0, 0, 0, 0, 0, 0, 0, b'\t', b'\n', 0, 0, b'\r', 0, 0];

/// The token of AVX2.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx2(());

kernel!(Avx2, "avx2,bmi1,bmi2,lzcnt,popcnt,pclmulqdq", {
    type Block = (__m256i, __m256i);

    #[inline(always)]
    fn load(self, bytes: &[u8; 64]) -> (__m256i, __m256i) {
        let start = bytes.as_ptr().cast::<__m256i>();
        // SAFETY: the token; both halves lie in the 64 bytes, and the loads need no alignment.
        unsafe { (_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1))) }
    }

    #[inline(always)]
    fn equal(self, (low, high): (__m256i, __m256i), byte: u8) -> u64 {
        // SAFETY: the token.
        unsafe {
            let wanted = _mm256_set1_epi8(byte.cast_signed());
            let low = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)).cast_unsigned();
            let high = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)).cast_unsigned();
            u64::from(high) << 32 | u64::from(low)
        }
    }

    #[inline(always)]
    fn equal_folded(self, (low, high): (__m256i, __m256i), byte: u8) -> u64 {
        // SAFETY: the token.
        let folded = unsafe {
            let bit = _mm256_set1_epi8(0x20);
            (_mm256_or_si256(low, bit), _mm256_or_si256(high, bit))
        };
        self.equal(folded, byte)
    }

    #[inline(always)]
    fn unlike_where(self, mask: u64, block: (__m256i, __m256i)) -> u64 {
        mask & !(self.equal(block, b',') | self.equal_folded(block, b'}'))
    }

    #[inline(always)]
    fn ends_where(self, mask: u64, before: [(__m256i, __m256i); 3], endings: &Endings) -> u64 {
        // SAFETY: the token; each table has the 16 bytes that are loaded.
        unsafe {
            let half = _mm256_set1_epi8(15);
            let table =
                |table: &[u8; 16]| _mm256_broadcastsi128_si256(_mm_loadu_si128(table.as_ptr().cast()));
            let (mut low_groups, mut high_groups) = (_mm256_set1_epi8(-1), _mm256_set1_epi8(-1));
            for ((low, high), (first, last)) in endings.low.iter().zip(&endings.high).zip(before) {
                let (low, high) = (table(low), table(high));
                let groups = |bytes| {
                    let upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);
                    let lower = _mm256_and_si256(bytes, half);
                    _mm256_and_si256(_mm256_shuffle_epi8(low, lower), _mm256_shuffle_epi8(high, upper))
                };
                low_groups = _mm256_and_si256(low_groups, groups(first));
                high_groups = _mm256_and_si256(high_groups, groups(last));
            }
            let none = _mm256_setzero_si256();
            let is = |groups| !_mm256_movemask_epi8(_mm256_cmpeq_epi8(groups, none)).cast_unsigned();
            mask & (u64::from(is(high_groups)) << 32 | u64::from(is(low_groups)))
        }
    }

    #[inline(always)]
    fn control(self, (low, high): (__m256i, __m256i)) -> u64 {
        // SAFETY: the token.
        unsafe {
            let last = _mm256_set1_epi8(0x1f);
            let is = |half| _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(half, last), last));
            u64::from(is(high).cast_unsigned()) << 32 | u64::from(is(low).cast_unsigned())
        }
    }

    #[inline(always)]
    fn bit_5(self, (low, high): (__m256i, __m256i)) -> u64 {
        // SAFETY: the token. The shift moves bit 5 to the highest place of its byte.
        unsafe {
            let is = |half| _mm256_movemask_epi8(_mm256_slli_epi16(half, 2)).cast_unsigned();
            u64::from(is(high)) << 32 | u64::from(is(low))
        }
    }

    #[inline(always)]
    fn blank(self, (low, high): (__m256i, __m256i)) -> u64 {
        // SAFETY: the token; the table has the 16 bytes that are loaded.
        unsafe {
            let table = _mm256_broadcastsi128_si256(_mm_loadu_si128(BLANKS.as_ptr().cast()));
            let is = |half| {
                let same = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, half), half);
                u64::from(_mm256_movemask_epi8(same).cast_unsigned())
            };
            is(high) << 32 | is(low)
        }
    }

    #[inline(always)]
    fn control_or_wide(self, (low, high): (__m256i, __m256i)) -> u64 {
        // SAFETY: the token.
        unsafe {
            // As signed bytes, those past ASCII are below zero.
            let first = _mm256_set1_epi8(0x20);
            let is = |half| _mm256_movemask_epi8(_mm256_cmpgt_epi8(first, half));
            u64::from(is(high).cast_unsigned()) << 32 | u64::from(is(low).cast_unsigned())
        }
    }
});

/// The token of AVX-512.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx512(());

kernel!(Avx512, "avx512f,avx512bw,avx2,bmi1,bmi2,lzcnt,popcnt,pclmulqdq", {
    type Block = __m512i;

    #[inline(always)]
    fn load(self, bytes: &[u8; 64]) -> __m512i {
        // SAFETY: the token; the load takes the 64 bytes and needs no alignment.
        unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
    }

    #[inline(always)]
    fn equal(self, block: __m512i, byte: u8) -> u64 {
        // SAFETY: the token.
        unsafe { _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(byte.cast_signed())) }
    }

    #[inline(always)]
    fn equal_folded(self, block: __m512i, byte: u8) -> u64 {
        // SAFETY: the token.
        let folded = unsafe { _mm512_or_si512(block, _mm512_set1_epi8(0x20)) };
        self.equal(folded, byte)
    }

    #[inline(always)]
    fn equal_where(self, mask: u64, block: __m512i, byte: u8) -> u64 {
        // SAFETY: the token.
        unsafe { _mm512_mask_cmpeq_epi8_mask(mask, block, _mm512_set1_epi8(byte.cast_signed())) }
    }

    #[inline(always)]
    fn unlike_where(self, mask: u64, block: __m512i) -> u64 {
        // SAFETY: the token.
        unsafe {
            let mask = _mm512_mask_cmpneq_epi8_mask(mask, block, _mm512_set1_epi8(b','.cast_signed()));
            let folded = _mm512_or_si512(block, _mm512_set1_epi8(0x20));
            _mm512_mask_cmpneq_epi8_mask(mask, folded, _mm512_set1_epi8(b'}'.cast_signed()))
        }
    }

    #[inline(always)]
    fn ends_where(self, mask: u64, before: [__m512i; 3], endings: &Endings) -> u64 {
        // SAFETY: the token; each table has the 16 bytes that are loaded.
        unsafe {
            let half = _mm512_set1_epi8(15);
            let table = |table: &[u8; 16]| _mm512_broadcast_i32x4(_mm_loadu_si128(table.as_ptr().cast()));
            let mut groups = _mm512_set1_epi8(-1);
            for ((low, high), bytes) in endings.low.iter().zip(&endings.high).zip(before) {
                let upper = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), half);
                let lower = _mm512_and_si512(bytes, half);
                groups = _mm512_and_si512(groups, _mm512_shuffle_epi8(table(low), lower));
                groups = _mm512_and_si512(groups, _mm512_shuffle_epi8(table(high), upper));
            }
            _mm512_mask_test_epi8_mask(mask, groups, groups)
        }
    }

    #[inline(always)]
    fn control(self, block: __m512i) -> u64 {
        // SAFETY: the token.
        unsafe { _mm512_cmplt_epu8_mask(block, _mm512_set1_epi8(b' '.cast_signed())) }
    }

    #[inline(always)]
    fn bit_5(self, block: __m512i) -> u64 {
        // SAFETY: the token.
        unsafe { _mm512_test_epi8_mask(block, _mm512_set1_epi8(0x20)) }
    }

    #[inline(always)]
    fn blank(self, block: __m512i) -> u64 {
        // SAFETY: the token; the table has the 16 bytes that are loaded.
        unsafe {
            let table = _mm512_broadcast_i32x4(_mm_loadu_si128(BLANKS.as_ptr().cast()));
            _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, block), block)
        }
    }

    #[inline(always)]
    fn control_or_wide(self, block: __m512i) -> u64 {
        // SAFETY: the token. As signed bytes, those past ASCII are below zero.
        unsafe { _mm512_cmplt_epi8_mask(block, _mm512_set1_epi8(b' '.cast_signed())) }
    }
});

/// A product without carries by all ones is the parity of each prefix.
///
/// # Safety
///
/// The processor has PCLMULQDQ, as the tokens of both kernels prove.
#[inline(always)]
unsafe fn parity(bits: u64) -> u64 {
    // SAFETY: the caller's.
    unsafe {
        let product = _mm_clmulepi64_si128(_mm_set_epi64x(0, bits.cast_signed()), _mm_set1_epi8(-1), 0);
        _mm_cvtsi128_si64(product).cast_unsigned()
    }
}
