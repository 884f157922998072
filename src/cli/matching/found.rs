//! The task for each record, and the results in a piece of a file.

use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::Arc;

use super::fields::PrintedFields;
use super::named::NamedFilters;
use super::record;
use crate::cli::bad_records::TOLD;
use crate::cli::source::InputSource;
use crate::matcher::{Documents, Event, Fault, FilterId, Pieces, RecordCounts, Scanner, StreamPiece};

/// The task for all records.
#[derive(Debug)]
pub(super) struct RecordTask {
    pub(super) scanner: Scanner<'static>,
    /// If the filter has a contested value: the filter with its other spellings.
    pub(super) widened: Option<Widened>,
    pub(super) form: RecordForm,
    /// The name of the list: `jobs`.
    pub(super) resource: String,
    /// The limit of selected records.
    pub(super) limit: u64,
    pub(super) paths: Vec<PathBuf>,
    /// Whether each line begins with the name of its file.
    pub(super) with_filename: bool,
    /// Whether the output is a terminal.
    pub(super) is_terminal: bool,
}

/// A filter with the other spellings of its contested values.
#[derive(Debug)]
pub(super) struct Widened {
    pub(super) text: String,
    pub(super) scanner: Scanner<'static>,
}

/// The output for a selected record.
#[derive(Debug)]
pub(super) enum RecordForm {
    /// It is only found.
    Quiet,
    /// It is counted.
    Count,
    /// It is printed.
    Record,
    /// Values of it are printed.
    Fields(PrintedFields),
    /// The filters that select it are found.
    Named(Arc<NamedFilters>, NamedForm),
}

/// The output for jobs with the filters that select them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedForm {
    /// A line of JSON for each job.
    Lines,
    /// The jobs of each filter are counted.
    Count,
    /// The same as JSON.
    JsonCount,
    /// The jobs of each filter are in a file.
    Files,
}

impl RecordForm {
    /// Whether each record is a line of the output.
    pub(super) fn prints_records(&self) -> bool {
        match self {
            RecordForm::Quiet | RecordForm::Count => false,
            RecordForm::Record | RecordForm::Fields(_) => true,
            RecordForm::Named(_, form) => *form == NamedForm::Lines,
        }
    }
}

/// The limit of kept memory for output.
const ROOM: usize = 2 << 20;

/// The results in a piece. It is reused, to keep its memory.
#[derive(Debug, Default)]
pub(super) struct FileMatches {
    /// The output.
    pub(super) out: Vec<u8>,
    pub(super) counts: RecordCounts,
    /// The first records that failed: their start, and the place and kind of the fault.
    pub(super) failures: Vec<(usize, usize, Fault)>,
    /// For each list response with a total: its number of items, and the total.
    pub(super) lists: Vec<(u64, u64)>,
    /// For each list response without a total, whether it names a next page.
    pub(super) pages: Vec<bool>,
    /// For each field, whether a record had it.
    pub(super) seen: Vec<bool>,
    /// For each filter of a file, the number of its records.
    pub(super) by_filter: Vec<u64>,
    /// The records for files, each with its filters.
    pub(super) for_files: Vec<(Range<usize>, Box<[FilterId]>)>,
    /// The number of matching records that cannot be printed.
    unprinted: u64,
    /// The number of records that the other spellings select, while the filter selects none.
    pub(super) widened: u64,
}

impl FileMatches {
    /// Reads a piece that can be read alone, up to the last record of so many.
    pub(super) fn read(
        &mut self,
        task: &RecordTask,
        file: usize,
        piece: &StreamPiece,
        documents: &mut Documents,
        mut left: u64,
    ) {
        self.clear();
        let counts = piece.read(&task.scanner, documents, &mut |event| {
            self.note(task, file, piece.bytes(), event, &mut left)
        });
        self.count(counts);
    }

    /// Reads a piece that needs the one before it.
    pub(super) fn read_in_order(
        &mut self,
        task: &RecordTask,
        file: usize,
        pieces: &mut Pieces<InputSource>,
        piece: &mut StreamPiece,
        mut left: u64,
    ) {
        self.clear();
        let counts = pieces
            .read(&task.scanner, piece, &mut |bytes, event| self.note(task, file, bytes, event, &mut left));
        self.count(counts);
    }

    /// Counts the records of a piece that the other spellings select.
    pub(super) fn widen(
        &mut self,
        task: &RecordTask,
        piece: &StreamPiece,
        documents: &mut Option<Documents>,
    ) {
        if let (Some(widened), 0) = (&task.widened, self.counts.matched) {
            let documents = documents.get_or_insert_with(|| widened.scanner.documents());
            self.widened = piece.count(&widened.scanner, documents);
        }
    }

    fn clear(&mut self) {
        self.out.clear();
        self.out.shrink_to(ROOM);
        self.failures.clear();
        self.lists.clear();
        self.seen.clear();
        self.by_filter.clear();
        self.for_files.clear();
        self.unprinted = 0;
        self.widened = 0;
    }

    fn count(&mut self, counts: RecordCounts) {
        let RecordCounts { records, matched, failed } = counts;
        self.counts =
            RecordCounts { records, matched: matched - self.unprinted, failed: failed + self.unprinted };
    }

    /// Records an event. It breaks after the last of the remaining records.
    fn note(
        &mut self,
        task: &RecordTask,
        file: usize,
        bytes: &[u8],
        event: Event,
        left: &mut u64,
    ) -> ControlFlow<()> {
        match event {
            Event::Record(range, filters) => {
                if let RecordForm::Named(named, form) = &task.form {
                    *left = left.saturating_sub(1);
                    self.hold(task, file, bytes, (range, filters), named, *form);
                } else {
                    let record = bytes.get(range.clone()).unwrap_or_default();
                    match self.print(task, file, record) {
                        Ok(()) => *left = left.saturating_sub(1),
                        Err(error) => {
                            self.unprinted += 1;
                            self.fail(range.start, range.start + place(record, &error), Fault::Syntax);
                        }
                    }
                }
            }
            Event::Failed { start, place, fault } => self.fail(start, place, fault),
            Event::List { items, paging } => {
                self.lists.extend(paging.total.map(|total| (items, total)));
                // With a total, the number of items decides.
                if paging.total.is_none() {
                    self.pages.push(paging.has_next);
                }
            }
        }
        if *left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Takes a record that filters of a file select.
    fn hold(
        &mut self,
        task: &RecordTask,
        file: usize,
        bytes: &[u8],
        (range, filters): (Range<usize>, Box<[FilterId]>),
        named: &NamedFilters,
        form: NamedForm,
    ) {
        match form {
            NamedForm::Lines => {
                let start = self.out.len();
                let name = task.paths.get(file).filter(|_| task.with_filename);
                let name = name.map(|path| path.to_string_lossy());
                let record = bytes.get(range).unwrap_or_default();
                named.write(&mut self.out, name.as_deref(), record, &filters);
                if task.is_terminal {
                    record::make_safe(&mut self.out, start);
                }
                self.out.push(b'\n');
            }
            NamedForm::Count | NamedForm::JsonCount => {
                self.by_filter.resize(named.names.len(), 0);
                for filter in &filters {
                    if let Some(count) = self.by_filter.get_mut(filter.number()) {
                        *count += 1;
                    }
                }
            }
            NamedForm::Files => self.for_files.push((range, filters)),
        }
    }

    fn fail(&mut self, start: usize, place: usize, fault: Fault) {
        if self.failures.len() < TOLD {
            self.failures.push((start, place, fault));
        }
    }

    fn print(&mut self, task: &RecordTask, file: usize, json: &[u8]) -> Result<(), serde_json::Error> {
        let start = self.out.len();
        let name = || task.paths.get(file).filter(|_| task.with_filename).map(|path| path.to_string_lossy());
        match &task.form {
            RecordForm::Quiet | RecordForm::Count | RecordForm::Named(..) => return Ok(()),
            RecordForm::Record => {
                if let Some(name) = name() {
                    self.out.extend_from_slice(name.as_bytes());
                    self.out.push(b':');
                }
                record::write(&mut self.out, json);
            }
            RecordForm::Fields(fields) => {
                if let Some(name) = name() {
                    fields.write_file(&mut self.out, &name);
                }
                if let Err(error) = fields.write(&mut self.out, json, &mut self.seen) {
                    self.out.truncate(start);
                    return Err(error);
                }
            }
        }
        if task.is_terminal {
            record::make_safe(&mut self.out, start);
        }
        self.out.push(b'\n');
        Ok(())
    }
}

/// The offset at which a record is not JSON.
fn place(record: &[u8], error: &serde_json::Error) -> usize {
    let lines = record.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    (before + error.column().saturating_sub(1)).min(record.len())
}
