//! The identity of a finding across reports.

use std::collections::HashMap;

use super::finding::Finding;

/// The number of bytes of the marked text that count.
const MARKED: usize = 4096;

/// Gives each finding of a report its fingerprint.
///
/// It consists of the file, the rule and the marked text, so it stays when lines move. Findings
/// with the same parts are numbered.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u128, u64>,
}

impl Fingerprints {
    /// In hexadecimal digits; each is unique.
    pub(super) fn of(&mut self, finding: Finding<'_>) -> String {
        let marked = finding.diagnostic.span().within(finding.text()).of(finding.text());
        let marked = marked.as_bytes().get(..MARKED).unwrap_or(marked.as_bytes());
        let path = finding.filter.path_or_name();
        let parts = [path.as_bytes(), finding.diagnostic.rule().name().as_bytes(), marked];
        // UTF-8 never has the byte 0xff, so it separates the parts.
        let alike = parts.into_iter().fold(START, |hash, part| hashed(hashed(hash, part), &[0xff]));
        let count = self.seen.entry(alike).or_default();
        *count += 1;
        format!("{:032x}", hashed(alike, &count.to_le_bytes()))
    }
}

/// FNV-1a of 128 bits: the same on every machine and in every version.
const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

fn hashed(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_fnv_1a() {
        assert_eq!(hashed(START, b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(hashed(START, b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
