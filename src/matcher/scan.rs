//! The records of a stream that a filter selects.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::input::{Buffer, StreamPlace};
use super::program::Program;
use super::raw::{Documents, DocumentsRun, Event, Fault, Plan, RecordCounts, RecordSearch, ResponseSigns};
#[cfg(feature = "cli")]
use super::raw::{JsonTree, ROOT};
use super::set::{FilterId, FilterSet};
use super::{Matcher, MatcherInner, Verdict};
use crate::limits;
use crate::schema::Schema;

/// The functions of a scan for its numbers of records.
macro_rules! record_counts {
    () => {
        /// The number of records, including those that failed.
        pub fn records(&self) -> u64 {
            self.0.counts().records
        }

        /// The number of selected records.
        pub fn matched(&self) -> u64 {
            self.0.counts().matched
        }

        /// The number of records that could not be read.
        pub fn failed(&self) -> u64 {
            self.0.counts().failed
        }
    };
}

pub(super) use record_counts;

/// How a stream is read.
#[derive(Debug, Clone)]
pub struct ScanOptions {
    strict: bool,
    invert: bool,
    all: bool,
    at: Vec<Box<str>>,
    longest: usize,
    refuses_responses: bool,
}

impl Default for ScanOptions {
    fn default() -> ScanOptions {
        ScanOptions {
            strict: false,
            invert: false,
            all: false,
            at: Vec::new(),
            longest: limits::RECORD,
            refuses_responses: false,
        }
    }
}

impl ScanOptions {
    /// Selects matching records, whose root is the job, and reads no more of them than needed.
    pub fn new() -> ScanOptions {
        ScanOptions::default()
    }

    /// Whether each record must be valid JSON by RFC 8259.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> ScanOptions {
        self.strict = strict;
        self
    }

    /// Whether to select the records for which the filter is false or null.
    #[must_use]
    pub fn invert(mut self, invert: bool) -> ScanOptions {
        self.invert = invert;
        self
    }

    /// Whether to select every record, for any verdict.
    #[must_use]
    pub fn all(mut self, all: bool) -> ScanOptions {
        self.all = all;
        self
    }

    /// The path of the job in a record: the `data` of a webhook, `payload/job`.
    #[must_use]
    pub fn at(mut self, path: &str) -> ScanOptions {
        self.at = path.split('/').filter(|key| !key.is_empty()).map(Box::from).collect();
        self
    }

    /// The limit of a record in bytes, instead of [`limits::RECORD`]. A longer record fails, and
    /// the longest record determines the memory.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use comfilter::matcher::{ScanOptions, Scanned};
    ///
    /// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
    /// let stream = br#"{"state":"ERROR","name":"a job"}"#;
    /// let mut scan = matcher.scan(&stream[..], &ScanOptions::new().longest_record(20));
    /// let Some(Scanned::Failed(error)) = scan.next()? else { panic!() };
    /// assert_eq!(error.message(), "the record is longer than 20 bytes, which is the limit, and is skipped");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn longest_record(mut self, bytes: usize) -> ScanOptions {
        self.longest = bytes;
        self
    }

    /// Whether an error response, or a list response without a list, fails instead of being a record.
    /// A file of answers has them where a request has failed.
    #[cfg(feature = "cli")]
    pub(crate) fn refuse_responses(mut self) -> ScanOptions {
        self.refuses_responses = true;
        self
    }

    /// The signs of such responses, beside records of a list.
    fn signs(&self, schema: &Schema) -> Option<Arc<ResponseSigns>> {
        let is_property = |name: &str| schema.is_open() || schema.has_member(name);
        self.refuses_responses.then(|| ResponseSigns::new(is_property).into())
    }

    /// The job in a record.
    #[cfg(feature = "cli")]
    pub(crate) fn job(&self, record: &JsonTree<'_>) -> Option<usize> {
        self.at.iter().try_fold(ROOT, |node, key| record.member(node, key))
    }
}

/// A matcher or a set, prepared for a scan of bytes.
#[derive(Debug, Clone)]
pub(crate) struct Scanner<'f> {
    target: ScanTarget<'f>,
    plan: Arc<Plan>,
    signs: Option<Arc<ResponseSigns>>,
    options: ScanOptions,
}

/// The filters of a scan.
#[derive(Debug, Clone)]
pub(crate) enum ScanTarget<'f> {
    One(Matcher),
    Set(&'f FilterSet),
    /// Shared by threads.
    #[cfg(feature = "cli")]
    Shared(Arc<FilterSet>),
}

impl ScanTarget<'_> {
    /// The program, with the set that it is for.
    fn program(&self) -> (&Program, Option<&FilterSet>) {
        let set = match self {
            ScanTarget::One(matcher) => return (&matcher.0.program, None),
            ScanTarget::Set(set) => *set,
            #[cfg(feature = "cli")]
            ScanTarget::Shared(set) => set,
        };
        (&set.reader().program, Some(set))
    }
}

impl<'f> Scanner<'f> {
    pub(crate) fn new(matcher: &Matcher, options: &ScanOptions) -> Scanner<'f> {
        Scanner::of(ScanTarget::One(matcher.clone()), Some(matcher.filter().schema()), options)
    }

    /// A scanner for filters, which may be of one list.
    pub(crate) fn of(target: ScanTarget<'f>, schema: Option<&Schema>, options: &ScanOptions) -> Scanner<'f> {
        let plan = match target.program() {
            (program, None) => Plan::new(program, &options.at),
            (program, Some(set)) => set.plan(program, &options.at),
        };
        let signs = schema.and_then(|schema| options.signs(schema));
        Scanner { target, plan: plan.into(), signs, options: options.clone() }
    }

    pub(crate) fn search(&self) -> RecordSearch<'_> {
        let ScanOptions { strict, invert, all, longest, .. } = self.options;
        let (program, set) = self.target.program();
        let (plan, signs) = (&self.plan, self.signs.as_deref());
        RecordSearch { program, plan, set, invert, all, least: Verdict::True, strict, longest, signs }
    }

    pub(crate) fn documents(&self) -> Documents {
        Documents::new(self.search())
    }

    /// Reads bytes, and returns the number of those that are done.
    pub(crate) fn run(
        &self,
        documents: &mut Documents,
        bytes: &[u8],
        is_last: bool,
        on: &mut dyn FnMut(Event) -> ControlFlow<()>,
    ) -> usize {
        DocumentsRun { documents, search: self.search(), bytes, is_last, on }.go()
    }
}

/// The records of a stream that a filter selects, in their order.
///
/// A stream contains any number of documents one after another, compact or pretty-printed: records
/// one per line (NDJSON), arrays of records, and list responses, which are objects with an array
/// `items`, with keys in any order. UTF-8 with or without a byte-order mark, and UTF-16 with one.
///
/// It is not an `Iterator`, because a record borrows from the stream's buffer: nothing is copied.
///
/// ```
/// use comfilter::Filter;
/// use comfilter::matcher::{ScanOptions, Scanned};
///
/// let stream = br#"{"name":"a","state":"ERROR"}
/// {"items":[{"name":"b","state":"COMPLETE"},{"name":"c","state":"ERROR"}],"total":2}
/// {"name":"d",
/// "#;
/// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
/// let mut scan = matcher.scan(&stream[..], &ScanOptions::new());
/// let mut found = Vec::new();
/// while let Some(scanned) = scan.next()? {
///     match scanned {
///         Scanned::Record(record) => found.push(String::from_utf8_lossy(record).into_owned()),
///         Scanned::Failed(error) => found.push(error.to_string()),
///         _ => {}
///     }
/// }
/// assert_eq!(found, [
///     r#"{"name":"a","state":"ERROR"}"#,
///     r#"{"name":"c","state":"ERROR"}"#,
///     "line 3, column 1: the input ends inside a record",
/// ]);
/// assert_eq!((scan.records(), scan.matched(), scan.failed()), (4, 2, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Scan<R>(ScanState<'static, R>);

/// The state of a scan.
#[derive(Debug)]
pub(super) struct ScanState<'f, R> {
    scanner: Scanner<'f>,
    buffer: Buffer<R>,
    documents: Documents,
    events: VecDeque<Event>,
    /// The number of bytes that are done after the events.
    done: usize,
    /// Whether the events filled the queue, so the bytes after them are still to be read.
    is_behind: bool,
    is_over: bool,
    last: LastPlace,
}

/// The limit of kept events: the smallest record has two bytes, and an event many times that.
const EVENTS: usize = 1 << 16;

/// A result of a [`Scan`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scanned<'s> {
    /// A selected record, from its `{` to its `}`.
    Record(&'s [u8]),
    /// A record that could not be read. The scan continues after it.
    Failed(RecordError),
    /// The end of a list response.
    List {
        /// The number of its items.
        items: u64,
        /// The `total` of the response: the number of items on all pages.
        total: Option<u64>,
    },
}

impl<'s> Scanned<'s> {
    /// Converts an event in `bytes`; `place` returns the place of an offset. With the filters of a set
    /// that select a record.
    fn new(
        event: Event,
        bytes: &'s [u8],
        place: impl FnOnce(usize) -> StreamPlace,
    ) -> (Scanned<'s>, Box<[FilterId]>) {
        let scanned = match event {
            Event::Record(range, filters) => {
                return (Scanned::Record(bytes.get(range).unwrap_or_default()), filters);
            }
            Event::List { items, paging } => Scanned::List { items, total: paging.total },
            Event::Failed { start, place: at, fault } => {
                Scanned::Failed(RecordError { place: place(fault.place(start, at)), fault })
            }
        };
        (scanned, Box::default())
    }

    /// The record, if it is selected.
    pub fn record(&self) -> Option<&'s [u8]> {
        if let Scanned::Record(record) = self { Some(record) } else { None }
    }
}

impl<R: Read> Scan<R> {
    /// The next event, `None` at the end.
    ///
    /// # Errors
    ///
    /// The reader fails. Every whole record before the error has been returned, and the scan is over.
    #[expect(clippy::should_implement_trait, reason = "a record is borrowed from the scan")]
    pub fn next(&mut self) -> io::Result<Option<Scanned<'_>>> {
        Ok(self.0.next()?.map(|(scanned, _)| scanned))
    }

    record_counts!();
}

impl<'f, R: Read> ScanState<'f, R> {
    pub(super) fn new(scanner: Scanner<'f>, reader: R) -> ScanState<'f, R> {
        ScanState {
            documents: scanner.documents(),
            buffer: Buffer::new(reader, scanner.options.longest),
            scanner,
            events: VecDeque::new(),
            done: 0,
            is_behind: false,
            is_over: false,
            last: LastPlace::new(StreamPlace::START),
        }
    }

    /// The next event, with the filters of a set that select its record.
    pub(super) fn next(&mut self) -> io::Result<Option<(Scanned<'_>, Box<[FilterId]>)>> {
        while self.events.is_empty() {
            self.buffer.consume(std::mem::take(&mut self.done));
            self.last = LastPlace::new(self.buffer.place);
            if self.is_over {
                return self.buffer.error.take().map_or(Ok(None), Err);
            }
            if !self.is_behind {
                if self.buffer.is_too_long() {
                    self.done = self.documents.give_up(self.buffer.bytes());
                    let (place, fault) = (self.buffer.place, Fault::Length(self.scanner.options.longest));
                    return Ok(Some((Scanned::Failed(RecordError { place, fault }), Box::default())));
                }
                self.buffer.fill();
            }
            // The reader fails inside of the last record, so its rest is unknown, and not missing.
            let is_last = self.buffer.is_last && self.buffer.error.is_none();
            let (bytes, documents) = (self.buffer.bytes(), &mut self.documents);
            self.done = self.scanner.run(documents, bytes, is_last, &mut kept(&mut self.events, EVENTS));
            self.is_behind = self.events.len() == EVENTS;
            self.is_over = self.buffer.is_last && !self.is_behind;
        }
        let bytes = self.buffer.bytes();
        let last = &mut self.last;
        Ok(self.events.pop_front().map(|event| Scanned::new(event, bytes, |at| last.place(bytes, at))))
    }

    pub(super) fn counts(&self) -> RecordCounts {
        self.documents.counts
    }
}

/// The records of bytes that a filter selects, in their order.
///
/// It is a [`Scan`] of bytes in memory. It copies no byte, and counts lines only up to a record
/// that could not be read.
///
/// ```
/// use comfilter::Filter;
/// use comfilter::matcher::{ScanOptions, Scanned};
///
/// let jobs = br#"{"name":"a","state":"ERROR"}
/// {"name":"b","state":"COMPLETE"}
/// {"name":"c","state":"ERROR"}
/// "#;
/// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
/// let mut scan = matcher.scan_slice(jobs, &ScanOptions::new());
/// let found: Vec<_> = scan.by_ref().filter_map(|scanned| scanned.record()).collect();
/// assert_eq!(found, [&jobs[..28], &jobs[61..89]]);
/// assert_eq!((scan.records(), scan.matched(), scan.failed()), (3, 2, 0));
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug)]
pub struct SliceScan<'b>(SliceScanState<'static, 'b>);

/// The state of a scan of bytes.
#[derive(Debug)]
pub(super) struct SliceScanState<'f, 'b> {
    scanner: Scanner<'f>,
    bytes: &'b [u8],
    documents: Documents,
    /// The events after `from`.
    events: VecDeque<Event>,
    from: usize,
    /// The end of the bytes read so far.
    read: usize,
    last: LastPlace,
}

/// The limit of kept events of a slice: reading on costs nothing.
const EVENTS_OF_SLICE: usize = 1 << 10;

impl<'b> Iterator for SliceScan<'b> {
    type Item = Scanned<'b>;

    fn next(&mut self) -> Option<Scanned<'b>> {
        self.0.next().map(|(scanned, _)| scanned)
    }
}

impl SliceScan<'_> {
    record_counts!();
}

impl<'f, 'b> SliceScanState<'f, 'b> {
    pub(super) fn new(scanner: Scanner<'f>, bytes: &'b [u8]) -> SliceScanState<'f, 'b> {
        SliceScanState {
            documents: scanner.documents(),
            scanner,
            bytes,
            events: VecDeque::new(),
            from: 0,
            read: 0,
            last: LastPlace::new(StreamPlace::START),
        }
    }

    /// The next event, with the filters of a set that select its record.
    pub(super) fn next(&mut self) -> Option<(Scanned<'b>, Box<[FilterId]>)> {
        let rest = loop {
            let rest = self.bytes.get(self.from..).unwrap_or_default();
            if !self.events.is_empty() {
                break rest;
            }
            if self.read == self.bytes.len() {
                return None;
            }
            self.from = self.read;
            let rest = self.bytes.get(self.read..).unwrap_or_default();
            let documents = &mut self.documents;
            self.read +=
                self.scanner.run(documents, rest, true, &mut kept(&mut self.events, EVENTS_OF_SLICE));
        };
        let event = self.events.pop_front()?;
        Some(Scanned::new(event, rest, |at| self.last.place(self.bytes, self.from + at)))
    }

    pub(super) fn counts(&self) -> RecordCounts {
        self.documents.counts
    }
}

/// Keeps the events of a run, which ends after `most` of them.
fn kept(events: &mut VecDeque<Event>, most: usize) -> impl FnMut(Event) -> ControlFlow<()> {
    move |event| {
        events.push_back(event);
        if events.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// The last reported place in the bytes. It prevents counting a line twice.
#[derive(Debug)]
struct LastPlace {
    offset: usize,
    place: StreamPlace,
}

impl LastPlace {
    /// The place of the first byte.
    fn new(place: StreamPlace) -> LastPlace {
        LastPlace { offset: 0, place }
    }

    /// The place of an offset, which is not before the last one.
    fn place(&mut self, bytes: &[u8], offset: usize) -> StreamPlace {
        self.place = self.place.after(bytes.get(self.offset..offset).unwrap_or_default());
        self.offset = self.offset.max(offset);
        self.place
    }
}

impl Matcher {
    /// The records of a stream that the filter selects.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use comfilter::matcher::{ScanOptions, Scanned};
    ///
    /// let stream = br#"{"event":"job","data":{"state":"ERROR"}} {"data":{"state":"STALLED"}}"#;
    /// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
    /// let mut scan = matcher.scan(&stream[..], &ScanOptions::new().at("data").invert(true));
    /// assert_eq!(scan.next()?, Some(Scanned::Record(br#"{"data":{"state":"STALLED"}}"#)));
    /// assert_eq!(scan.next()?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scan<R: Read>(&self, reader: R, options: &ScanOptions) -> Scan<R> {
        Scan(ScanState::new(Scanner::new(self, options), reader))
    }

    /// The records of bytes in memory that the filter selects. They are UTF-8.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use comfilter::matcher::{ScanOptions, Scanned};
    ///
    /// let events = br#"{"event":"job","data":{"state":"ERROR"}} {"data":{"state":"STALLED"}}"#;
    /// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
    /// let mut scan = matcher.scan_slice(events, &ScanOptions::new().at("data").invert(true));
    /// assert_eq!(scan.next(), Some(Scanned::Record(br#"{"data":{"state":"STALLED"}}"#)));
    /// assert_eq!(scan.next(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scan_slice<'b>(&self, bytes: &'b [u8], options: &ScanOptions) -> SliceScan<'b> {
        SliceScan(SliceScanState::new(Scanner::new(self, options), bytes))
    }

    /// Whether the filter selects a single record, given as JSON in UTF-8.
    ///
    /// It reads no more of the record than the filter needs, so faults elsewhere may pass.
    ///
    /// ```
    /// use comfilter::Filter;
    ///
    /// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
    /// assert!(matcher.matches_slice(br#"{"state":"ERROR"}"#)?);
    /// assert_eq!(
    ///     matcher.matches_slice(br#"{"state":"ERROR""#).unwrap_err().to_string(),
    ///     "line 1, column 1: the input ends inside a record"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The bytes are not a record, or not exactly one.
    pub fn matches_slice(&self, record: &[u8]) -> Result<bool, RecordError> {
        self.with_idle(|search, documents| one_record(search, documents, record))
    }

    /// Runs with the memory of an earlier record, if no other thread has it.
    pub(super) fn with_idle<T>(&self, run: impl FnOnce(RecordSearch<'_>, &mut Documents) -> T) -> T {
        let MatcherInner { program, whole, idle, .. } = &*self.0;
        let search = RecordSearch::one(program, whole, None);
        let spare = idle.try_lock().ok().and_then(|mut idle| idle.take());
        let mut documents = spare.unwrap_or_else(|| Documents::new(search));
        let result = run(search, &mut documents);
        if let Ok(mut idle) = idle.try_lock() {
            *idle = Some(documents);
        }
        result
    }
}

/// Whether a filter selects a single record.
pub(super) fn one_record(
    search: RecordSearch<'_>,
    documents: &mut Documents,
    record: &[u8],
) -> Result<bool, RecordError> {
    let error = |start, place, fault| RecordError::new(StreamPlace::START, record, start, place, fault);
    let mut failure = None;
    let mut on = |event| {
        match event {
            Event::Failed { start, place, fault } => failure = Some(error(start, place, fault)),
            Event::List { .. } => failure = Some(error(0, 0, Fault::NotOne)),
            Event::Record(..) => return ControlFlow::Continue(()),
        }
        ControlFlow::Break(())
    };
    DocumentsRun { documents, search, bytes: record, is_last: true, on: &mut on }.go();
    let RecordCounts { records, matched, .. } = documents.counts;
    documents.restart();
    let is_object = record.trim_ascii_start().first() == Some(&b'{');
    match failure {
        Some(failure) => Err(failure),
        None if records != 1 || !is_object => Err(error(0, 0, Fault::NotOne)),
        None => Ok(matched == 1),
    }
}

/// The reason and the place of a record that could not be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecordError {
    place: StreamPlace,
    fault: Fault,
}

impl RecordError {
    /// `start` and `place` are offsets into the bytes, whose first is at `from`.
    pub(crate) fn new(
        from: StreamPlace,
        bytes: &[u8],
        start: usize,
        place: usize,
        fault: Fault,
    ) -> RecordError {
        let before = bytes.get(..fault.place(start, place)).unwrap_or(bytes);
        RecordError { place: from.after(before), fault }
    }

    /// Line, from 1.
    pub fn line(&self) -> u64 {
        self.place.line()
    }

    /// Column, from 1, in Unicode code points.
    pub fn column(&self) -> u64 {
        self.place.column()
    }

    /// Offset in bytes of the text as UTF-8.
    pub fn offset(&self) -> u64 {
        self.place.offset
    }

    /// Whether the service answered with an error instead of records.
    #[cfg(feature = "cli")]
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self.fault, Fault::Refusal(_))
    }

    /// The fault, in words.
    pub fn message(&self) -> String {
        match self.fault {
            Fault::Syntax => "this is not JSON".to_owned(),
            Fault::NoRecord => "a record is a JSON object, which begins with `{`".to_owned(),
            Fault::LineInString => "a line ends inside a string: JSON writes it as `\\n`".to_owned(),
            Fault::Control => {
                "a string contains a control character: JSON writes it with a backslash, as `\\t`".to_owned()
            }
            Fault::Surrogate => "half of a surrogate pair is not a character".to_owned(),
            Fault::Escape => "JSON strings have no such escape".to_owned(),
            Fault::Number => "JSON has no such number".to_owned(),
            Fault::Depth => format!("the record nests deeper than {}", limits::NESTING),
            Fault::End => "the input ends inside a record".to_owned(),
            Fault::Utf8 => "these bytes are not UTF-8".to_owned(),
            Fault::NoObject => "an item of a list is not an object, so it is not a job".to_owned(),
            Fault::Length(longest) => {
                let (size, unit) =
                    if longest.is_multiple_of(1 << 20) { (longest >> 20, "MiB") } else { (longest, "bytes") };
                format!("the record is longer than {size} {unit}, which is the limit, and is skipped")
            }
            Fault::Refusal(status) => {
                let status = status.map(|status| format!(" with status {status}")).unwrap_or_default();
                format!("this is an error response{status}, not a record")
            }
            Fault::NoItems => "the `items` of this list response are not a list".to_owned(),
            Fault::NotOne => "expected exactly one record".to_owned(),
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line(), self.column(), self.message())
    }
}

impl std::error::Error for RecordError {}

debug_as_message!(RecordError);
