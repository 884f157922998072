//! The length of a run of bytes in the units of UTF-16 and UTF-32.

use std::sync::OnceLock;

use super::{Encoding, Span, offset};

/// The number of bytes between two known counts, so a column far along a line needs no walk through
/// it.
const BLOCK: usize = 1024;

/// The counts of one text before each [`BLOCK`] of its bytes; made on demand.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnitCounts(OnceLock<Vec<Units>>);

/// The length of a run of bytes in the other units.
#[derive(Debug, Clone, Copy, Default)]
struct Units {
    utf16: u32,
    utf32: u32,
}

impl Units {
    /// Counts the first bytes of characters; a character of four bytes is two units in UTF-16.
    fn add(mut self, bytes: &[u8]) -> Units {
        for byte in bytes {
            let first = u32::from(byte & 0b1100_0000 != 0b1000_0000);
            self.utf32 += first;
            self.utf16 += first + u32::from(*byte >= 0b1111_0000);
        }
        self
    }

    fn get(self, encoding: Encoding, bytes: usize) -> u32 {
        match encoding {
            Encoding::Utf8 => offset(bytes),
            Encoding::Utf16 => self.utf16,
            Encoding::Utf32 => self.utf32,
        }
    }
}

impl UnitCounts {
    fn blocks(&self, text: &str) -> &[Units] {
        self.0.get_or_init(|| {
            let full = text.as_bytes().chunks_exact(BLOCK).scan(Units::default(), |units, bytes| {
                *units = units.add(bytes);
                Some(*units)
            });
            std::iter::once(Units::default()).chain(full).collect()
        })
    }

    /// The length of a part of the text.
    pub(crate) fn between(&self, text: &str, span: Span, encoding: Encoding) -> u32 {
        if span.len() <= BLOCK {
            return Units::default().add(span.of(text).as_bytes()).get(encoding, span.len());
        }
        self.before(text, span.end, encoding) - self.before(text, span.start, encoding)
    }

    fn before(&self, text: &str, at: u32, encoding: Encoding) -> u32 {
        let at = at as usize;
        let block = at / BLOCK;
        let known = self.blocks(text).get(block).copied().unwrap_or_default();
        known.add(text.as_bytes().get(block * BLOCK..at).unwrap_or_default()).get(encoding, at)
    }

    /// The place a number of units after the start of `part`; at most its end. A place inside a character is its
    /// start.
    #[cfg(feature = "lsp")]
    pub(crate) fn advance(&self, text: &str, part: Span, units: u32, encoding: Encoding) -> u32 {
        let (mut at, mut left) = (part.start, units);
        if part.len() > BLOCK {
            let wanted = self.before(text, part.start, encoding).saturating_add(units);
            let after = self.blocks(text).iter().zip(0..);
            let after = after.take_while(|(known, block)| known.get(encoding, block * BLOCK) <= wanted);
            if let Some((known, block)) =
                after.last().filter(|(_, block)| block * BLOCK > part.start as usize)
            {
                left = wanted - known.get(encoding, block * BLOCK);
                // The units of a character that began in the block before are counted there.
                let bytes = text.as_bytes().get(block * BLOCK..).unwrap_or_default();
                let rest = bytes.iter().take_while(|byte| *byte & 0b1100_0000 == 0b1000_0000).count();
                at = offset(block * BLOCK + rest);
            }
        }
        for character in Span::new(at, part.end).of(text).chars() {
            let length = match encoding {
                Encoding::Utf8 => character.len_utf8(),
                Encoding::Utf16 => character.len_utf16(),
                Encoding::Utf32 => 1,
            };
            match left.checked_sub(offset(length)) {
                Some(rest) => left = rest,
                None => break,
            }
            at += offset(character.len_utf8());
        }
        at.min(part.end)
    }
}
