//! The records of a stream, each with the filters of a set that select it.

use std::io::{self, Read};

use super::{FilterId, FilterSet};
use crate::matcher::scan::{
    RecordError, ScanOptions, ScanState, ScanTarget, Scanned, Scanner, SliceScanState, record_counts,
};
#[cfg(feature = "cli")]
use crate::schema::Schema;

/// The records of a stream that filters of a set select, in their order, each with these filters.
///
/// It reads the streams that a [`Scan`](crate::matcher::Scan) reads. With [`ScanOptions::invert`], it
/// has the records that no filter selects, and with [`ScanOptions::all`] every record.
#[derive(Debug)]
pub struct SetScan<'f, R>(ScanState<'f, R>);

impl<R: Read> SetScan<'_, R> {
    /// The next event, with the filters that select its record; `None` at the end.
    ///
    /// # Errors
    ///
    /// The reader fails. Everything before the error has been returned.
    #[expect(clippy::should_implement_trait, reason = "a record is borrowed from the scan")]
    pub fn next(&mut self) -> io::Result<Option<(Scanned<'_>, Box<[FilterId]>)>> {
        self.0.next()
    }

    record_counts!();
}

/// The records of bytes that filters of a set select: a [`SetScan`] of bytes in memory, which copies
/// none of them.
#[derive(Debug)]
pub struct SetSliceScan<'f, 'b>(SliceScanState<'f, 'b>);

impl<'b> Iterator for SetSliceScan<'_, 'b> {
    type Item = (Scanned<'b>, Box<[FilterId]>);

    fn next(&mut self) -> Option<(Scanned<'b>, Box<[FilterId]>)> {
        self.0.next()
    }
}

impl SetSliceScan<'_, '_> {
    record_counts!();
}

impl FilterSet {
    /// The records of a stream that filters of the set select, each with these filters.
    ///
    /// ```
    /// use comfilter::{Filter, FilterSet};
    /// use comfilter::matcher::ScanOptions;
    ///
    /// let mut set = FilterSet::new();
    /// let failed = set.insert(&"state eq 'ERROR'".parse::<Filter>()?);
    /// let old = set.insert(&"generation gt 3".parse::<Filter>()?);
    /// let jobs = br#"{"state":"ERROR","generation":4}{"state":"ERROR"}{"state":"COMPLETE"}"#;
    /// let mut scan = set.scan(&jobs[..], &ScanOptions::new());
    /// let mut found = Vec::new();
    /// while let Some((_, filters)) = scan.next()? {
    ///     found.push(filters.to_vec());
    /// }
    /// assert_eq!(found, [vec![failed, old], vec![failed]]);
    /// assert_eq!((scan.records(), scan.matched(), scan.failed()), (3, 2, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scan<R: Read>(&self, reader: R, options: &ScanOptions) -> SetScan<'_, R> {
        SetScan(ScanState::new(Scanner::of(ScanTarget::Set(self), None, options), reader))
    }

    /// The same for filters of one list.
    #[cfg(feature = "cli")]
    pub(crate) fn scan_of<R: Read>(
        &self,
        schema: &Schema,
        reader: R,
        options: &ScanOptions,
    ) -> SetScan<'_, R> {
        SetScan(ScanState::new(Scanner::of(ScanTarget::Set(self), Some(schema), options), reader))
    }

    /// The records of bytes in memory that filters of the set select, each with these filters. The bytes
    /// are UTF-8.
    ///
    /// ```
    /// use comfilter::{Filter, FilterSet};
    /// use comfilter::matcher::{ScanOptions, Scanned};
    ///
    /// let mut set = FilterSet::new();
    /// let failed = set.insert(&"state eq 'ERROR'".parse::<Filter>()?);
    /// let jobs = br#"{"state":"COMPLETE"} {"state":"ERROR"}"#;
    /// let found: Vec<_> = set.scan_slice(jobs, &ScanOptions::new()).collect();
    /// assert_eq!(found, [(Scanned::Record(br#"{"state":"ERROR"}"#), [failed].into())]);
    /// # Ok::<(), comfilter::FilterError>(())
    /// ```
    pub fn scan_slice<'f, 'b>(&'f self, bytes: &'b [u8], options: &ScanOptions) -> SetSliceScan<'f, 'b> {
        SetSliceScan(SliceScanState::new(Scanner::of(ScanTarget::Set(self), None, options), bytes))
    }

    /// The filters that select a single record, given as JSON in UTF-8, in their order.
    ///
    /// It reads no more of the record than the filters need, so faults elsewhere may pass.
    ///
    /// # Errors
    ///
    /// The bytes are not a record, or not exactly one.
    pub fn matches_slice(&self, record: &[u8]) -> Result<Vec<FilterId>, RecordError> {
        let reader = self.reader();
        let search = crate::matcher::raw::RecordSearch::one(&reader.program, &reader.plan, Some(self));
        let spare = reader.idle().pop();
        let mut documents = spare.unwrap_or_else(|| crate::matcher::raw::Documents::new(search));
        let found = crate::matcher::scan::one_record(search, &mut documents, record);
        let found = found.map(|_| documents.found().to_vec());
        reader.idle().push(documents);
        found
    }
}
