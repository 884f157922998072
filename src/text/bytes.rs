//! Sets of bytes, for scanners.

/// A set of bytes.
pub(crate) struct Bytes([bool; 256]);

impl Bytes {
    #[expect(clippy::indexing_slicing, reason = "`at` is less than the length, and each byte than 256")]
    pub(crate) const fn of(bytes: &[u8]) -> Bytes {
        let mut has = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            has[bytes[at] as usize] = true;
            at += 1;
        }
        Bytes(has)
    }

    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)) == Some(&true)
    }

    /// The length of `text` before the first of them.
    pub(crate) fn find(&self, text: &[u8]) -> usize {
        text.iter().position(|byte| self.has(*byte)).unwrap_or(text.len())
    }
}
