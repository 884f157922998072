//! A string that each matching record must contain, or spell with an escape.

use memchr::memmem::Finder;

use crate::matcher::program::{Leaf, Program, ValueTest};
use crate::syntax::Operator;

/// Searches for the string that every match contains. The first records decide whether that saves
/// time.
#[derive(Debug)]
pub(super) struct Prefilter {
    needle: Sought,
    escape: Sought,
    records: u32,
    /// The number of records with the string, of their bytes that were read before the filter was
    /// decided, and of all their bytes.
    hits: u32,
    read: u64,
    length: u64,
}

/// A string, and its next place in the bytes that are being read.
#[derive(Debug)]
struct Sought {
    finder: Finder<'static>,
    /// The string is at none of the places from the last record up to here.
    next: usize,
    /// Whether it is here.
    is_found: bool,
}

/// The number of bytes that are searched at once. Each run over a slice begins again, so a search to the end of the
/// slice would cost the square of its length.
const AHEAD: usize = 1 << 16;

impl Sought {
    fn new(text: &[u8]) -> Sought {
        Sought { finder: Finder::new(text).into_owned(), next: 0, is_found: false }
    }

    fn forget(&mut self) {
        (self.next, self.is_found) = (0, false);
    }

    /// Whether the string begins between two places. `start` is not before that of the last call.
    fn is_between(&mut self, bytes: &[u8], start: usize, end: usize) -> bool {
        if self.next < start {
            (self.next, self.is_found) = (start, false);
        }
        while !self.is_found && self.next < end {
            let stop = self.next + AHEAD;
            let most = (stop + self.finder.needle().len() - 1).min(bytes.len());
            match self.finder.find(bytes.get(self.next..most).unwrap_or_default()) {
                Some(at) => (self.next, self.is_found) = (self.next + at, true),
                None => self.next = stop,
            }
        }
        self.next < end
    }
}

/// The number of records that decide whether the search saves time.
const SAMPLE: u32 = 32;

/// Skipping three bytes with a search for the string costs as much as reading two: figures of the
/// bench `matching`.
const PAYS: (u64, u64) = (3, 2);

/// Every record is likely to contain a shorter string.
const SHORTEST: usize = 4;

impl Prefilter {
    pub(super) fn new(program: &Program) -> Option<Prefilter> {
        Prefilter::of(program, |_| true)
    }

    /// For verdicts: a record without the string makes the filter false, and never null.
    pub(super) fn for_verdicts(program: &Program) -> Option<Prefilter> {
        Prefilter::of(program, |test| matches!(test, ValueTest::Text(..)))
    }

    /// With the longest string of the tests that `may` be looked for.
    fn of(program: &Program, may: impl Fn(&ValueTest) -> bool) -> Option<Prefilter> {
        // The whole is an `and` of one part, which may be an `and` too: each part of that must be true.
        let must_hold = |leaf: &&Leaf| {
            leaf.gate == 0
                || program.gates.get(leaf.gate).is_some_and(|gate| gate.is_and && gate.parent == Some(0))
        };
        let texts = program.leaves.iter().filter(must_hold).filter(|leaf| !leaf.negated && may(&leaf.test));
        let needle = texts.filter_map(|leaf| needle(&leaf.test)).max_by_key(Vec::len)?;
        (needle.len() >= SHORTEST).then(|| Prefilter {
            needle: Sought::new(&needle),
            escape: Sought::new(b"\\u00"),
            records: 0,
            hits: 0,
            read: 0,
            length: 0,
        })
    }

    /// Starts again with other bytes. They decide again whether the search pays, because
    /// the report of a broken record must depend only on the bytes around it.
    pub(super) fn restart(&mut self) {
        self.forget();
        (self.records, self.hits, self.read, self.length) = (0, 0, 0, 0);
    }

    /// Forgets the next places, because the next record may be before them.
    pub(super) fn forget(&mut self) {
        self.needle.forget();
        self.escape.forget();
    }

    /// Whether the search still saves time, by not reading the records without the string.
    pub(super) fn pays(&self) -> bool {
        if self.records < SAMPLE {
            return true;
        }
        let (records, without) = (u64::from(self.records), u64::from(self.records - self.hits));
        without * self.read * PAYS.0 >= records * self.length * PAYS.1
    }

    /// Records how many bytes of a record with the string were read before the filter was decided.
    pub(super) fn note(&mut self, read: usize, length: usize) {
        // The first records decide; the sums stay small.
        if self.records <= SAMPLE {
            self.read += read as u64;
            self.length += length as u64;
        }
    }

    /// Whether the record from `start` up to `end` may match.
    pub(super) fn may_match(&mut self, bytes: &[u8], start: usize, end: usize) -> bool {
        let is_hit = self.needle.is_between(bytes, start, end) || self.escape.is_between(bytes, start, end);
        if self.records < SAMPLE {
            self.records += 1;
            self.hits += u32::from(is_hit);
        }
        is_hit
    }
}

/// A string that every value with a true test contains: its longest part that JSON writes in one
/// way or with `\u00`.
fn needle(test: &ValueTest) -> Option<Vec<u8>> {
    let mut quoted = false;
    let text = match test {
        ValueTest::Text(Operator::Eq, text) => {
            quoted = true;
            &**text
        }
        ValueTest::StartsWith(text) | ValueTest::EndsWith(text) => text,
        ValueTest::Contains(finder) => finder.needle(),
        _ => return None,
    };
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !b"\"\\/".contains(byte);
    let needle = text.split(|byte| !is_plain(byte)).max_by_key(|part| part.len())?;
    if quoted && needle.len() == text.len() {
        return Some([b"\"", needle, b"\""].concat());
    }
    Some(needle.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_found_at_each_place_around_the_end_of_a_search() {
        for place in (0..8).chain(AHEAD - 8..AHEAD + 8).chain(2 * AHEAD - 8..2 * AHEAD + 8) {
            let mut bytes = vec![b'.'; 2 * AHEAD + 20];
            bytes[place..place + 4].copy_from_slice(b"here");
            for record in [1, 7, 1000, AHEAD, 3 * AHEAD] {
                let mut sought = Sought::new(b"here");
                for start in (0..bytes.len()).step_by(record) {
                    let end = (start + record).min(bytes.len());
                    let is_here = (start..end).contains(&place);
                    assert_eq!(
                        sought.is_between(&bytes, start, end),
                        is_here,
                        "{place} from {start} to {end}"
                    );
                }
                sought.forget();
                assert!(sought.is_between(&bytes, 0, place + 1));
            }
        }
    }
}
