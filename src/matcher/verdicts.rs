//! The verdicts of a filter for records whose places in some bytes are known, as in a column of JSON.

use std::collections::VecDeque;
use std::ops::Range;

use super::raw::{Documents, PlacedRun, RecordSearch};
use super::scan::{RecordError, ScanOptions, Scanner, one_record};
use super::Matcher;
use super::truth::Verdict;

/// The verdicts for records at known places of some bytes, in the order of the places.
///
/// ```
/// use comfilter::matcher::ScanOptions;
/// use comfilter::{Filter, Verdict};
///
/// // A column of JSON, as Arrow has it: the records one after another, and the offsets of their ends.
/// let column = br#"{"status":"ready"}{"status":null}{"status":}"#;
/// let places = [0..18, 18..33, 33..44];
/// let matcher = "contains(status,'x')".parse::<Filter>()?.matcher();
/// let mut verdicts = matcher.verdicts(column, places, &ScanOptions::new());
/// assert_eq!(verdicts.next(), Some(Ok(Verdict::False)));
/// assert_eq!(verdicts.next(), Some(Ok(Verdict::Null)));
/// let error = verdicts.next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "line 1, column 11: this is not JSON");
/// assert_eq!(verdicts.next(), None);
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug)]
pub struct Verdicts<'b, P> {
    reader: VerdictReader,
    bytes: &'b [u8],
    places: P,
    /// The next places, and their verdicts.
    batch: Vec<Range<usize>>,
    verdicts: VecDeque<Result<Verdict, RecordError>>,
}

/// The number of records that are read in one run.
const BATCH: usize = 1 << 10;

impl<P: Iterator<Item = Range<usize>>> Iterator for Verdicts<'_, P> {
    type Item = Result<Verdict, RecordError>;

    fn next(&mut self) -> Option<Result<Verdict, RecordError>> {
        if self.verdicts.is_empty() {
            self.batch.clear();
            self.batch.extend(self.places.by_ref().take(BATCH));
            self.reader.read(self.bytes, &self.batch, &mut self.verdicts);
        }
        self.verdicts.pop_front()
    }
}

/// Reads records, and keeps its memory from one to the next.
#[derive(Debug)]
struct VerdictReader {
    scanner: Scanner<'static>,
    documents: Documents,
}

impl VerdictReader {
    fn new(matcher: &Matcher, options: &ScanOptions) -> VerdictReader {
        let scanner = Scanner::new(matcher, options);
        let documents = Documents::for_verdicts(scanner.search());
        VerdictReader { scanner, documents }
    }

    fn read(
        &mut self,
        bytes: &[u8],
        places: &[Range<usize>],
        verdicts: &mut VecDeque<Result<Verdict, RecordError>>,
    ) {
        let VerdictReader { scanner, documents } = self;
        let search = search(scanner);
        // A verdict that needs another look gets it after the run.
        let mut doubtful = Vec::new();
        let mut on = |verdict: Option<Verdict>| {
            if verdict.is_none() {
                doubtful.push(verdicts.len());
            }
            verdicts.push_back(Ok(verdict.unwrap_or(Verdict::Null)));
        };
        PlacedRun { documents: &mut *documents, search, bytes, places, on: &mut on }.go();
        for at in doubtful {
            let record = places.get(at).and_then(|place| bytes.get(place.clone())).unwrap_or_default();
            if let Some(verdict) = verdicts.get_mut(at) {
                *verdict = alone(search, documents, record);
            }
        }
    }
}

/// The search for a verdict: each record has one, and all of it is in memory.
fn search<'s>(scanner: &'s Scanner<'static>) -> RecordSearch<'s> {
    RecordSearch { longest: usize::MAX, invert: false, all: false, ..scanner.search() }
}

/// The verdict for a record without other bytes around it, or its fault.
#[cold]
fn alone(
    search: RecordSearch<'_>,
    documents: &mut Documents,
    record: &[u8],
) -> Result<Verdict, RecordError> {
    if one_record(search, documents, record)? {
        return Ok(Verdict::True);
    }
    let not_false = one_record(RecordSearch { least: Verdict::Null, ..search }, documents, record)?;
    Ok(if not_false { Verdict::Null } else { Verdict::False })
}

impl Matcher {
    /// The verdict for a single record, given as JSON in UTF-8.
    ///
    /// Like [`matches_slice`](Matcher::matches_slice), it reads no more of the record than the filter needs.
    ///
    /// ```
    /// use comfilter::{Filter, Verdict};
    ///
    /// let matcher = "contains(status,'x')".parse::<Filter>()?.matcher();
    /// assert_eq!(matcher.verdict_slice(br#"{"status":"next"}"#)?, Verdict::True);
    /// assert_eq!(matcher.verdict_slice(br#"{"name":"next"}"#)?, Verdict::Null);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The bytes are not a record, or not exactly one.
    pub fn verdict_slice(&self, record: &[u8]) -> Result<Verdict, RecordError> {
        let VerdictReader { scanner, mut documents } = VerdictReader::new(self, &ScanOptions::new());
        alone(search(&scanner), &mut documents, record)
    }

    /// The verdicts for the records at these places of `bytes`, each of one record in UTF-8. The places
    /// may have any order, and overlap; those in order are read fastest. A place that is not inside
    /// `bytes` has no record, which is an error.
    ///
    /// Of the options, [`strict`](ScanOptions::strict) and [`at`](ScanOptions::at) count: each record
    /// has a verdict, however long it is.
    pub fn verdicts<'b, P: IntoIterator<Item = Range<usize>>>(
        &self,
        bytes: &'b [u8],
        places: P,
        options: &ScanOptions,
    ) -> Verdicts<'b, P::IntoIter> {
        Verdicts {
            reader: VerdictReader::new(self, options),
            bytes,
            places: places.into_iter(),
            batch: Vec::new(),
            verdicts: VecDeque::new(),
        }
    }
}
