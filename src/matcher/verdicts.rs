//! The verdicts of a filter for records whose places in some bytes are known, as in a column of JSON.

use std::ops::Range;

use super::Matcher;
use super::raw::{Documents, PlacedRun, RecordSearch};
use super::scan::{RecordError, ScanOptions, Scanner, one_record};
use super::truth::Verdict;

/// Reads records at known places, and gives each its verdict. It keeps its memory from one call to the next.
///
/// ```
/// use comfilter::matcher::ScanOptions;
/// use comfilter::{Filter, Verdict};
///
/// // A column of JSON, as Arrow has it: one record directly after the other, and their places.
/// let column = br#"{"status":"ready"}{"status":null}{"status":}"#;
/// let matcher = "contains(status,'x')".parse::<Filter>()?.matcher();
/// let mut verdicts = Vec::new();
/// matcher.verdict_reader(&ScanOptions::new()).read(column, &[0..18, 18..33, 33..44], &mut verdicts);
/// let [Ok(ready), Ok(null), Err(error)] = &verdicts[..] else { panic!("{verdicts:?}") };
/// assert_eq!((*ready, *null), (Verdict::False, Verdict::Null));
/// assert_eq!(error.to_string(), "line 1, column 11: this is not JSON");
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug)]
pub struct VerdictReader {
    scanner: Scanner<'static>,
    documents: Documents,
}

impl VerdictReader {
    /// Adds the verdict for each of the records at these `places` of `bytes`, each a single one in UTF-8.
    ///
    /// A call for a thousand records costs less than a thousand calls. The places may have any order, and
    /// overlap; records in order and close to each other are read fastest.
    ///
    /// A verdict is an error if its bytes are not a record, or not exactly one. A place that is not inside
    /// `bytes` has no record.
    pub fn read(
        &mut self,
        bytes: &[u8],
        places: &[Range<usize>],
        verdicts: &mut Vec<Result<Verdict, RecordError>>,
    ) {
        let VerdictReader { scanner, documents } = self;
        let search = search(scanner);
        let first = verdicts.len();
        // A record in doubt is read again after the run.
        let mut doubtful = Vec::new();
        let mut on = |verdict: Option<Verdict>| {
            if verdict.is_none() {
                doubtful.push(verdicts.len());
            }
            verdicts.push(Ok(verdict.unwrap_or(Verdict::Null)));
        };
        PlacedRun { documents: &mut *documents, search, bytes, places, on: &mut on }.go();
        for at in doubtful {
            let place = places.get(at - first).cloned().unwrap_or_default();
            if let Some(verdict) = verdicts.get_mut(at) {
                *verdict = alone(search, documents, bytes.get(place).unwrap_or_default());
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
fn alone(search: RecordSearch<'_>, documents: &mut Documents, record: &[u8]) -> Result<Verdict, RecordError> {
    if one_record(search, documents, record)? {
        return Ok(Verdict::True);
    }
    let search = RecordSearch { least: Verdict::Null, ..search };
    let not_false = documents.without_prefilter(|documents| one_record(search, documents, record))?;
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
        self.with_idle(|search, documents| alone(search, documents, record))
    }

    /// Prepares verdicts for many records whose places are known. The options
    /// [`strict`](ScanOptions::strict) and [`at`](ScanOptions::at) count; the others do not, because each
    /// record has a verdict, however long it is.
    pub fn verdict_reader(&self, options: &ScanOptions) -> VerdictReader {
        let scanner = Scanner::new(self, options);
        let documents = Documents::for_verdicts(scanner.search());
        VerdictReader { scanner, documents }
    }
}
