//! A string that each matching record must contain, or spell with an escape.

use memchr::memmem::Finder;

use crate::matcher::program::{Leaf, Program, ValueTest};
use crate::syntax::Operator;

/// Searches for the string that every match contains. The first records decide whether that saves
/// time.
#[derive(Debug)]
pub(super) struct Prefilter {
    needle: Finder<'static>,
    escape: Finder<'static>,
    /// The next places in the bytes that are being read.
    next: Option<(usize, usize)>,
    records: u32,
    /// The number of records with the string, of their bytes that were read before the filter was
    /// decided, and of all their bytes.
    hits: u32,
    read: u64,
    length: u64,
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
            needle: Finder::new(&needle).into_owned(),
            escape: Finder::new(b"\\u00").into_owned(),
            next: None,
            records: 0,
            hits: 0,
            read: 0,
            length: 0,
        })
    }

    /// Starts again with other bytes. They decide again whether the search pays, because
    /// the report of a broken record must depend only on the bytes around it.
    pub(super) fn restart(&mut self) {
        self.next = None;
        (self.records, self.hits, self.read, self.length) = (0, 0, 0, 0);
    }

    /// Forgets the next places, because the next record may be before them.
    pub(super) fn forget(&mut self) {
        self.next = None;
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
        let find = |finder: &Finder<'_>| {
            bytes.get(start..).and_then(|rest| finder.find(rest)).map_or(usize::MAX, |place| start + place)
        };
        let (mut needle, mut escape) = self.next.unwrap_or((0, 0));
        if self.next.is_none() || needle < start {
            needle = find(&self.needle);
        }
        if self.next.is_none() || escape < start {
            escape = find(&self.escape);
        }
        self.next = Some((needle, escape));
        let is_hit = needle < end || escape < end;
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
