//! Reads records whose places are known, and gives each its verdict.

use std::ops::{ControlFlow, Range};

use super::cursor::Cursor;
use super::documents::{Documents, DocumentsRun, RecordSearch};
use super::kernel::{self, Kernel, KernelRun};
use super::record::RecordRead;
use crate::matcher::truth::Verdict;

/// One run over records at known places of some bytes.
pub(crate) struct PlacedRun<'r> {
    /// Made by [`Documents::for_verdicts`].
    pub(crate) documents: &'r mut Documents,
    pub(crate) search: RecordSearch<'r>,
    pub(crate) bytes: &'r [u8],
    pub(crate) places: &'r [Range<usize>],
    /// Receives the verdict for each place; `None` if it is not certainly one record that can be read.
    pub(crate) on: &'r mut dyn FnMut(Option<Verdict>),
}

/// The number of bytes after a record that may be read with it: its last blocks are then whole.
const BLOCKS: usize = 128;

impl PlacedRun<'_> {
    pub(crate) fn go(self) {
        kernel::run(self);
    }
}

/// The bytes that the prefilter may search ahead: records in their order, close to each other.
fn ahead<'b>(bytes: &'b [u8], places: &[Range<usize>]) -> Option<&'b [u8]> {
    let (first, last) = (places.first()?, places.last()?);
    let length: usize = places.iter().map(Range::len).sum();
    let is_close = places.is_sorted_by(|one, next| one.end <= next.start)
        && last.end.saturating_sub(first.start) / 2 <= length;
    if is_close { bytes.get(..last.end) } else { None }
}

impl KernelRun for PlacedRun<'_> {
    type Output = ();

    #[inline(always)]
    fn with<K: Kernel>(self, kernel: K) {
        let PlacedRun { documents, search, bytes, places, on } = self;
        let ahead = ahead(bytes, places);
        let run = DocumentsRun {
            documents,
            search,
            bytes: ahead.unwrap_or_default(),
            is_last: true,
            // A record at a known place makes no event.
            on: &mut |_| ControlFlow::Continue(()),
        };
        let mut run = PlacedRecord { run, bytes };
        if let Some(prefilter) = &mut run.run.documents.prefilter {
            prefilter.restart();
        }
        for place in places {
            if ahead.is_none() {
                run.run.bytes = bytes.get(..place.end).unwrap_or_default();
                if let Some(prefilter) = &mut run.run.documents.prefilter {
                    prefilter.forget();
                }
            }
            on(run.verdict(kernel, place));
        }
    }
}

/// The reading of one record after another.
struct PlacedRecord<'r, 'b> {
    run: DocumentsRun<'r, 'b>,
    /// All bytes.
    bytes: &'b [u8],
}

impl PlacedRecord<'_, '_> {
    #[inline(always)]
    fn verdict<K: Kernel>(&mut self, kernel: K, place: &Range<usize>) -> Option<Verdict> {
        // A broken record must not be read to the end of all others.
        let end = place.end.saturating_add(BLOCKS).min(self.bytes.len());
        let mut cursor = Cursor::placed(kernel, self.bytes.get(..end)?, place.end);
        let (first, start) = cursor.space(place.start).ok()?;
        if first != b'{' || start >= place.end {
            return None;
        }
        let RecordRead::Record { matches, end } = self.run.record::<K, true>(&mut cursor, start).ok()? else {
            return None;
        };
        // Bytes of the next record may have completed it.
        let after = self.bytes.get(end..place.end)?;
        if !after.iter().all(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {
            return None;
        }
        // Without a null, the filter is false if it is not true.
        if matches || !self.run.documents.evaluation.met_null {
            return Some(matches.into());
        }
        let search = RecordSearch { least: Verdict::Null, ..self.run.search };
        let evaluation = &mut self.run.documents.evaluation;
        match evaluation.record::<K, true>(search, &mut cursor, start, Some(end)).ok()? {
            RecordRead::Record { matches: true, .. } => Some(Verdict::Null),
            RecordRead::Record { .. } => Some(Verdict::False),
            RecordRead::List { .. } => None,
        }
    }
}
