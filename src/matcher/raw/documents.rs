//! Finds the records of a stream: one per line, pretty-printed, in an array, in a list response,
//! and any number of these one after another.

use std::ops::{ControlFlow, Range};

use super::cursor::{Cursor, End, Fault, ScanStop, Step};
use super::kernel::{self, Kernel, KernelRun};
use super::plan::Plan;
use super::prefilter::Prefilter;
use super::record::{Evaluation, Member, RecordRead};
use super::response::ResponseSigns;
use super::validate::Validator;
use crate::matcher::program::Program;
use crate::matcher::set::{FilterId, FilterSet};
use crate::matcher::truth::Verdict;

/// An event of the scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// A selected record, with the filters of a set that select it.
    Record(Range<usize>, Box<[FilterId]>),
    /// A record that could not be read: its start, and the place and kind of its fault.
    Failed { start: usize, place: usize, fault: Fault },
    /// The end of a list response: the number of its items, and the others.
    List { items: u64, paging: Paging },
}

/// The parts of a list response about its other pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The number of items on all pages.
    pub(crate) total: Option<u64>,
    /// Whether `next` names another page.
    pub(crate) has_next: bool,
}

/// The numbers of records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RecordCounts {
    pub(crate) records: u64,
    /// The selected records.
    pub(crate) matched: u64,
    pub(crate) failed: u64,
}

/// The position between two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StreamState {
    /// Outside of everything.
    Top,
    /// After a fault: wait for the next line that begins with `{`. Inside a record of several
    /// lines, a comma, colon or opening bracket before such a line continues the broken record;
    /// `goes_on` is whether that is so.
    Lost { is_inside: bool, goes_on: bool },
    /// In an array of records, which may be the items of a list response.
    Items { next: InArray, list: bool },
    /// In a list response, after its items.
    Rest,
}

/// The allowed tokens in an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InArray {
    ItemOrEnd,
    Item,
    CommaOrEnd,
}

/// The state between two pieces of the input.
#[derive(Debug)]
pub(crate) struct Documents {
    state: StreamState,
    pub(super) evaluation: Evaluation,
    pub(super) prefilter: Option<Prefilter>,
    /// The counts of the current list response.
    items: u64,
    paging: Paging,
    pub(crate) counts: RecordCounts,
}

/// The target of the search in all documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RecordSearch<'m> {
    pub(crate) program: &'m Program,
    pub(crate) plan: &'m Plan,
    /// The filters, if they are a set; the program then has only their properties.
    pub(crate) set: Option<&'m FilterSet>,
    /// Whether to select the records that do not match.
    pub(crate) invert: bool,
    /// Whether to select the others too.
    pub(crate) all: bool,
    /// The least verdict that selects a record: true, or null if each record is wanted for which the filter is not
    /// false.
    pub(crate) least: Verdict,
    /// Whether every record must be valid JSON.
    pub(crate) strict: bool,
    /// The limit of a record, in bytes.
    pub(crate) longest: usize,
    /// The signs of a response that is not a record, if such responses are looked for.
    pub(crate) signs: Option<&'m ResponseSigns>,
}

impl<'m> RecordSearch<'m> {
    /// The search in one record that the caller has.
    pub(crate) fn one(program: &'m Program, plan: &'m Plan, set: Option<&'m FilterSet>) -> RecordSearch<'m> {
        RecordSearch {
            program,
            plan,
            set,
            invert: false,
            all: false,
            least: Verdict::True,
            strict: false,
            // All of it is in memory already.
            longest: usize::MAX,
            signs: None,
        }
    }
}

/// One run over bytes.
pub(crate) struct DocumentsRun<'r, 'b> {
    pub(crate) documents: &'r mut Documents,
    pub(crate) search: RecordSearch<'r>,
    pub(crate) bytes: &'b [u8],
    /// Whether nothing follows these bytes.
    pub(crate) is_last: bool,
    /// Receives the events; a break ends the run after it.
    pub(crate) on: &'r mut dyn FnMut(Event) -> ControlFlow<()>,
}

impl Documents {
    pub(crate) fn new(search: RecordSearch<'_>) -> Documents {
        Documents::with(search, Prefilter::new(search.program))
    }

    /// The same, for [`PlacedRun`](super::placed::PlacedRun).
    pub(crate) fn for_verdicts(search: RecordSearch<'_>) -> Documents {
        Documents::with(search, Prefilter::for_verdicts(search.program))
    }

    fn with(search: RecordSearch<'_>, prefilter: Option<Prefilter>) -> Documents {
        Documents {
            state: StreamState::Top,
            evaluation: Evaluation::new(search),
            prefilter,
            items: 0,
            paging: Paging::default(),
            counts: RecordCounts::default(),
        }
    }

    /// A run that skips no record: one without the string of each match may make the filter null.
    pub(crate) fn without_prefilter<T>(&mut self, run: impl FnOnce(&mut Documents) -> T) -> T {
        let prefilter = self.prefilter.take();
        let result = run(self);
        self.prefilter = prefilter;
        result
    }

    /// The filters of a set that select the last record.
    pub(crate) fn found(&self) -> &[FilterId] {
        self.evaluation.kept.as_ref().map_or(&[], |kept| kept.found())
    }

    /// Whether the position is outside of everything.
    #[cfg(feature = "cli")]
    pub(crate) fn is_at_top(&self) -> bool {
        self.state == StreamState::Top
    }

    /// A record beyond the limit has failed, and the next line that begins a record is awaited.
    /// Returns the number of bytes that are done.
    pub(crate) fn give_up(&mut self, bytes: &[u8]) -> usize {
        self.counts.records += 1;
        self.counts.failed += 1;
        let is_inside = !matches!(self.state, StreamState::Top) || memchr::memchr(b'\n', bytes).is_some();
        self.state = StreamState::Lost { is_inside, goes_on: goes_on(bytes).unwrap_or(false) };
        but_a_line_end(bytes)
    }

    /// Starts with other bytes, outside of everything.
    pub(crate) fn restart(&mut self) {
        self.state = StreamState::Top;
        self.counts = RecordCounts::default();
    }
}

/// The result of a step.
enum Flow {
    /// From there.
    On(usize),
    /// The run ends after so many bytes.
    End(usize),
}

impl DocumentsRun<'_, '_> {
    /// Reads the bytes, and returns the number of those that are done.
    pub(crate) fn go(self) -> usize {
        kernel::run(self)
    }
}

impl KernelRun for DocumentsRun<'_, '_> {
    /// The number of bytes that are done.
    type Output = usize;

    #[inline(always)]
    fn with<K: Kernel>(mut self, kernel: K) -> usize {
        let mut cursor = Cursor::new(kernel, self.bytes, self.is_last);
        if let Some(prefilter) = &mut self.documents.prefilter {
            prefilter.restart();
        }
        let mut at = 0;
        loop {
            let flow = match self.documents.state {
                StreamState::Top => self.top(&mut cursor, at),
                StreamState::Items { next, list } => self.items(&mut cursor, at, next, list),
                StreamState::Lost { is_inside, goes_on } => self.lost(at, is_inside, goes_on),
                StreamState::Rest => self.rest(&mut cursor, at),
            };
            match flow {
                Flow::On(place) => at = place,
                Flow::End(place) => return place,
            }
        }
    }
}

impl DocumentsRun<'_, '_> {
    #[inline(always)]
    fn top<K: Kernel>(&mut self, cursor: &mut Cursor<'_, K>, at: usize) -> Flow {
        let (byte, start) = match cursor.space(at) {
            Ok(found) => found,
            Err(_) => return Flow::End(self.bytes.len()),
        };
        match byte {
            b'{' => match self.record::<K, true>(cursor, start) {
                Ok(RecordRead::Record { matches, end }) => match self.response(start, end) {
                    Some(fault) => self.failed(start, start, fault, end),
                    None => self.counted(start, end, matches),
                },
                Ok(RecordRead::List { items }) => {
                    if self.search.strict {
                        let before = self.bytes.get(start..items).unwrap_or_default();
                        if let Err((place, fault)) = Validator::check_list_start(before) {
                            return self.stopped(start, ScanStop::Broken(start + place, fault));
                        }
                    }
                    self.documents.items = 0;
                    self.documents.paging = paging(cursor, start, items);
                    self.documents.state = StreamState::Items { next: InArray::ItemOrEnd, list: true };
                    Flow::On(items)
                }
                Err(stop) => self.stopped(start, stop),
            },
            b'[' => {
                self.documents.state = StreamState::Items { next: InArray::ItemOrEnd, list: false };
                Flow::On(start + 1)
            }
            // A byte-order mark: files may follow each other.
            0xef if self.bytes.get(start..start + 3) == Some(b"\xef\xbb\xbf") => Flow::On(start + 3),
            0xef if !self.is_last && self.bytes.len() < start + 3 => Flow::End(start),
            // The first byte of another value, which alone decides, because a read may end after it.
            b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                self.stopped(start, ScanStop::Broken(start, Fault::NoRecord))
            }
            _ => self.stopped(start, ScanStop::Broken(start, Fault::Syntax)),
        }
    }

    #[inline(always)]
    fn items<K: Kernel>(&mut self, cursor: &mut Cursor<'_, K>, at: usize, next: InArray, list: bool) -> Flow {
        let (byte, start) = match cursor.space(at) {
            Ok(found) => found,
            Err(stop) if self.is_last => return self.stopped(self.bytes.len(), stop),
            Err(_) => return Flow::End(but_a_line_end(self.bytes)),
        };
        match (byte, next) {
            (b']', InArray::ItemOrEnd | InArray::CommaOrEnd) => {
                self.documents.state = if list { StreamState::Rest } else { StreamState::Top };
                Flow::On(start + 1)
            }
            (b',', InArray::CommaOrEnd) => {
                self.documents.state = StreamState::Items { next: InArray::Item, list };
                Flow::On(start + 1)
            }
            (_, InArray::CommaOrEnd) => self.stopped(start, ScanStop::Broken(start, Fault::Syntax)),
            (b'{', _) => match self.record::<K, false>(cursor, start) {
                Ok(RecordRead::Record { matches, end }) => {
                    self.item_read(list);
                    self.counted(start, end, matches)
                }
                // Only a value at the top can be a list response.
                Ok(RecordRead::List { items }) => Flow::On(items),
                Err(stop) => self.item_failed(cursor, start, stop, list),
            },
            (byte, _) => {
                cursor.begin(start);
                match cursor.skip(byte, start) {
                    Ok(end) => {
                        self.item_read(list);
                        self.failed(start, start, Fault::NoObject, end)
                    }
                    Err(stop) => self.stopped(start, stop),
                }
            }
        }
    }

    /// An item cannot be read. The next one follows, if the brackets and the strings of this one are whole.
    #[cold]
    fn item_failed<K: Kernel>(
        &mut self,
        cursor: &mut Cursor<'_, K>,
        start: usize,
        stop: ScanStop,
        list: bool,
    ) -> Flow {
        let ScanStop::Broken(place, fault) = stop else { return self.stopped(start, stop) };
        cursor.begin(start);
        let end = cursor.container_end(start + 1, 1).and_then(|end| Ok((end, cursor.space(end)?.0)));
        match end {
            Ok((end, b',' | b']')) => {
                self.item_read(list);
                self.failed(start, place, fault, end)
            }
            Err(ScanStop::More) if !self.is_last => Flow::End(start),
            _ => self.stopped(start, stop),
        }
    }

    #[inline(always)]
    fn item_read(&mut self, list: bool) {
        self.documents.items += 1;
        self.documents.state = StreamState::Items { next: InArray::CommaOrEnd, list };
    }

    /// A record, or a list response if it is at the top.
    #[inline(always)]
    pub(super) fn record<K: Kernel, const TOP: bool>(
        &mut self,
        cursor: &mut Cursor<'_, K>,
        start: usize,
    ) -> Step<RecordRead> {
        let mut known = None;
        if self.search.strict {
            known = cursor.valid_end::<TOP>(start);
            if known.is_none() {
                match self.checked::<K, TOP>(cursor, start)? {
                    End::Record(end) => known = Some(end),
                    End::List { items } => return Ok(RecordRead::List { items }),
                }
            }
        }
        let Documents { evaluation, prefilter, .. } = &mut *self.documents;
        if let Some(prefilter) = prefilter
            && prefilter.pays()
        {
            cursor.begin(start);
            let end = match known {
                Some(end) => end,
                None => match cursor.record_end::<TOP>(self.search.plan, start + 1, 1)? {
                    End::Record(end) => end,
                    End::List { items } => return Ok(RecordRead::List { items }),
                },
            };
            if !prefilter.may_match(self.bytes, start, end) {
                evaluation.met_null = false;
                return Ok(RecordRead::Record { matches: false, end });
            }
            let found = evaluation.record::<K, TOP>(self.search, cursor, start, known);
            prefilter.note(evaluation.decided.saturating_sub(start), end.saturating_sub(start));
            return found;
        }
        evaluation.record::<K, TOP>(self.search, cursor, start, known)
    }

    /// The end of a valid record. The report of a fault must not depend on the filter.
    #[cold]
    fn checked<K: Kernel, const TOP: bool>(&self, cursor: &mut Cursor<'_, K>, start: usize) -> Step<End> {
        cursor.begin(start);
        let found = cursor.record_end::<TOP>(self.search.plan, start + 1, 1)?;
        if let End::Record(end) = found {
            let checked = Validator::check(self.bytes.get(start..end).unwrap_or_default());
            checked.map_err(|(place, fault)| ScanStop::Broken(start + place, fault))?;
        }
        Ok(found)
    }

    /// The bytes after the items of a list response.
    #[inline(always)]
    fn rest<K: Kernel>(&mut self, cursor: &mut Cursor<'_, K>, at: usize) -> Flow {
        let step = match cursor.space(at) {
            Ok((b'}', end)) => {
                self.documents.state = StreamState::Top;
                let event = Event::List { items: self.documents.items, paging: self.documents.paging };
                return self.emit(event, end + 1);
            }
            Ok((b',', place)) => self.member(cursor, place + 1),
            Ok((_, place)) => Err(ScanStop::Broken(place, Fault::Syntax)),
            Err(stop) => Err(stop),
        };
        match step {
            Ok(end) => Flow::On(end),
            Err(stop) => self.stopped(at, stop),
        }
    }

    /// The end of a member after the items.
    #[inline(always)]
    fn member<K: Kernel>(&mut self, cursor: &mut Cursor<'_, K>, at: usize) -> Step<usize> {
        let end = member_end(cursor, at, &mut self.documents.paging)?;
        if self.search.strict {
            let checked = Validator::check_member(self.bytes.get(at..end).unwrap_or_default());
            checked.map_err(|(place, fault)| ScanStop::Broken(at + place, fault))?;
        }
        Ok(end)
    }

    /// The next line that begins with `{`, and with another document.
    fn lost(&mut self, at: usize, is_inside: bool, mut goes_on_before: bool) -> Flow {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let mut from = 0;
        for place in memchr::memmem::find_iter(rest, b"\n{") {
            let before = rest.get(from..place).unwrap_or_default();
            if !is_inside || !goes_on(before).unwrap_or(goes_on_before) {
                self.documents.state = StreamState::Top;
                return Flow::On(at + place);
            }
            from = place;
        }
        let left = rest.get(from..).unwrap_or_default();
        goes_on_before = goes_on(left).unwrap_or(goes_on_before);
        self.documents.state = StreamState::Lost { is_inside, goes_on: goes_on_before };
        Flow::End(if self.is_last { self.bytes.len() } else { but_a_line_end(self.bytes) })
    }

    /// The fault of a record at the top that is a response instead.
    #[inline(always)]
    fn response(&self, start: usize, end: usize) -> Option<Fault> {
        let record = self.bytes.get(start..end)?;
        self.search.signs.and_then(|signs| signs.fault(record))
    }

    /// A record ends.
    #[inline(always)]
    fn counted(&mut self, start: usize, end: usize, matches: bool) -> Flow {
        let longest = self.search.longest;
        if end - start > longest {
            return self.failed(start, start, Fault::Length(longest), end);
        }
        self.documents.counts.records += 1;
        if matches == self.search.invert && !self.search.all {
            return Flow::On(end);
        }
        self.documents.counts.matched += 1;
        let filters = self.documents.found().into();
        self.emit(Event::Record(start..end, filters), end)
    }

    #[cold]
    fn failed(&mut self, start: usize, place: usize, fault: Fault, then: usize) -> Flow {
        self.documents.counts.records += 1;
        self.documents.counts.failed += 1;
        self.emit(Event::Failed { start, place, fault }, then)
    }

    #[inline(always)]
    fn emit(&mut self, event: Event, then: usize) -> Flow {
        match (self.on)(event) {
            ControlFlow::Continue(()) => Flow::On(then),
            ControlFlow::Break(()) => Flow::End(then),
        }
    }

    /// Reading cannot continue from `start`.
    #[cold]
    fn stopped(&mut self, start: usize, stop: ScanStop) -> Flow {
        let (place, fault) = match stop {
            ScanStop::More if !self.is_last => return Flow::End(start),
            ScanStop::More => (self.bytes.len(), Fault::End),
            ScanStop::Broken(place, fault) => (place, fault),
        };
        // The awaited line may begin here.
        let ends_line = place > 0 && self.bytes.get(place - 1) == Some(&b'\n');
        let then = place - usize::from(ends_line);
        let read = self.bytes.get(start..then).unwrap_or_default();
        let is_inside = match self.documents.state {
            // A line that cannot continue the record begins another.
            StreamState::Top if ends_line && self.bytes.get(place) == Some(&b'{') => false,
            StreamState::Top => memchr::memchr(b'\n', read).is_some(),
            _ => true,
        };
        self.documents.state = StreamState::Lost { is_inside, goes_on: goes_on(read).unwrap_or(false) };
        self.failed(start, place, fault, then)
    }
}

/// Whether these bytes continue a JSON value; `None` for white space only.
fn goes_on(bytes: &[u8]) -> Option<bool> {
    bytes.trim_ascii_end().last().map(|byte| matches!(byte, b',' | b':' | b'['))
}

/// The number of bytes without a final line end, because the next byte begins a line.
fn but_a_line_end(bytes: &[u8]) -> usize {
    bytes.len() - usize::from(bytes.last() == Some(&b'\n'))
}

/// The paging of a list response, as far as it comes before its items.
#[inline(always)]
fn paging<K: Kernel>(cursor: &mut Cursor<'_, K>, start: usize, items: usize) -> Paging {
    let (mut at, mut paging) = (start + 1, Paging::default());
    let mut next = || {
        let (_, place) = cursor.space(at)?;
        if Member::read(cursor, place)?.value + 1 >= items {
            return Ok::<_, ScanStop>(false);
        }
        let end = member_end(cursor, at, &mut paging)?;
        at = cursor.space(end)?.1 + 1;
        Ok(true)
    };
    while next().is_ok_and(|is_more| is_more) {}
    paging
}

/// The end of a member of a list response; its paging is recorded.
#[inline(always)]
fn member_end<K: Kernel>(cursor: &mut Cursor<'_, K>, at: usize, paging: &mut Paging) -> Step<usize> {
    let (_, place) = cursor.space(at)?;
    let member = Member::read(cursor, place)?;
    cursor.begin(member.value);
    let end = cursor.skip(member.first, member.value)?;
    let value = cursor.bytes.get(member.value..end).unwrap_or_default();
    if paging.total.is_none() && member.is(cursor, "total")? {
        paging.total = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
    } else if member.is(cursor, "next")? {
        paging.has_next = value.starts_with(b"\"") && value != b"\"\"";
    }
    Ok(end)
}
