//! The results of the whole input, in its order: prints, reports and counts.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::time::Instant;

use super::found::{FileMatches, NamedForm, RecordForm, RecordTask};
use super::named::JobFiles;
use super::progress::Progress;
use super::record;
use crate::cli::bad_records::{BAD_RECORDS, BadRecords};
use crate::cli::failure::{COULD_NOT_RUN, Failure};
use crate::cli::sample::Sample;
use crate::cli::screen::{Output, Screen};
use crate::cli::source;
use crate::matcher::{Documents, Event, RecordCounts, RecordError, Scanner, StreamPiece, StreamPlace};
use crate::text::Quoted;

/// The number of different totals of list responses that are kept: each answer has one.
const TOTALS: usize = 1_000;

/// So much is written at a time.
const OUTPUT: usize = 256 << 10;

/// The results of the pieces so far.
#[derive(Debug)]
pub(super) struct MatchOutcome {
    screen: Screen,
    out: BufWriter<Output>,
    /// Why nothing more can be written.
    broken: Option<io::Error>,
    limit: u64,
    /// The current file, the offset in it, and the number of its records so far.
    file: usize,
    offset: u64,
    /// A place in it at or before that.
    place: StreamPlace,
    found_in_file: u64,
    counts: RecordCounts,
    /// The number of records that the other spellings of a value select.
    widened: u64,
    bytes: u64,
    bad: BadRecords,
    /// Whether a file cannot be read.
    is_refused: bool,
    /// Whether a file was opened.
    is_opened: bool,
    /// The first records, and the scanner that finds them.
    sample: Sample,
    sampler: Scanner<'static>,
    sampled: Documents,
    /// For each total of list responses, the number of items.
    totals: BTreeMap<u64, u64>,
    /// Whether the last page of list responses is missing: `None` without pages.
    is_cut: Option<bool>,
    /// For each field, whether a record had it.
    seen: Vec<bool>,
    progress: Progress,
    /// The start, if `--stats` asks for it.
    stats: Option<Instant>,
    /// For each filter of a file, the number of its records.
    by_filter: Vec<u64>,
    /// The files for the records of each.
    files: Option<JobFiles>,
    /// Why one of them cannot be written.
    unwritten: Option<Failure>,
}

impl MatchOutcome {
    pub(super) fn new(
        screen: Screen,
        limit: u64,
        sample: Sample,
        sampler: Scanner<'static>,
        progress: Progress,
        stats: Option<Instant>,
        files: Option<JobFiles>,
    ) -> MatchOutcome {
        MatchOutcome {
            screen,
            out: BufWriter::with_capacity(OUTPUT, Output::new()),
            broken: None,
            limit,
            file: 0,
            offset: 0,
            place: StreamPlace::START,
            found_in_file: 0,
            counts: RecordCounts::default(),
            widened: 0,
            bytes: 0,
            bad: BadRecords::default(),
            is_refused: false,
            is_opened: false,
            sample,
            sampled: sampler.documents(),
            sampler,
            totals: BTreeMap::new(),
            is_cut: None,
            seen: Vec::new(),
            progress,
            stats,
            by_filter: Vec::new(),
            files,
            unwritten: None,
        }
    }

    /// Call it before the first piece: writes the names of the values if `header` asks for them.
    /// `is_unreadable` says whether a folder of the input cannot be read.
    pub(super) fn begin(&mut self, task: &RecordTask, header: bool, is_unreadable: bool) {
        self.is_refused |= is_unreadable;
        if header && let RecordForm::Fields(fields) = &task.form {
            let mut line = fields.header(task.with_filename.then_some("file"));
            line.push(b'\n');
            self.write(&line);
        }
    }

    /// The number of further records that are wanted.
    pub(super) fn left(&self) -> u64 {
        self.limit - self.counts.matched.min(self.limit)
    }

    /// Whether the rest of the input is not needed.
    pub(super) fn is_over(&self) -> bool {
        self.left() == 0 || self.broken.is_some() || self.unwritten.is_some()
    }

    /// Takes the results of a piece of a file. Its lines are counted already, or on demand.
    pub(super) fn take(
        &mut self,
        task: &RecordTask,
        file: usize,
        piece: &StreamPiece,
        length: Option<StreamPlace>,
        found: &FileMatches,
    ) {
        if self.is_over() {
            return;
        }
        self.is_opened = true;
        self.move_to(task, file);
        if !found.out.is_empty() {
            self.progress.clear();
            self.write(&found.out);
        }
        for (start, place, fault) in found.failures.iter().take(self.bad.left()) {
            let from = self.place(task);
            let error = RecordError::new(from, piece.bytes(), *start, *place, *fault);
            // The message comes after the output so far.
            self.flush();
            self.progress.clear();
            if let Some(path) = task.paths.get(file) {
                self.bad.report(path, &error, &self.screen);
            }
        }
        if !found.pages.is_empty() {
            // The last page names none.
            self.is_cut = Some(self.is_cut.unwrap_or(true) && found.pages.iter().all(|has_next| *has_next));
        }
        for (items, total) in &found.lists {
            if self.totals.len() < TOTALS || self.totals.contains_key(total) {
                *self.totals.entry(*total).or_default() += items;
            }
        }
        self.seen.resize(self.seen.len().max(found.seen.len()), false);
        for (seen, more) in self.seen.iter_mut().zip(&found.seen) {
            *seen |= more;
        }
        self.by_filter.resize(self.by_filter.len().max(found.by_filter.len()), 0);
        for (count, more) in self.by_filter.iter_mut().zip(&found.by_filter) {
            *count += more;
        }
        if let Some(files) = &mut self.files {
            let jobs = found.for_files.iter();
            let added = jobs.map(|(range, filters)| {
                files.add(piece.bytes().get(range.clone()).unwrap_or_default(), filters)
            });
            self.unwritten = added.filter_map(Result::err).next();
        }
        self.counts.records += found.counts.records;
        self.widened += found.widened;
        self.counts.matched += found.counts.matched;
        self.counts.failed += found.counts.failed;
        self.found_in_file += found.counts.matched;
        self.look_at(piece);
        self.offset += piece.bytes().len() as u64;
        self.bytes += piece.bytes().len() as u64;
        if let Some(length) = length {
            self.place = self.place.then(length);
        }
        if piece.is_paused {
            self.flush();
        }
        self.progress.show(self.bytes, &self.counts);
    }

    /// Looks at the first records while none has matched.
    fn look_at(&mut self, piece: &StreamPiece) {
        if self.counts.matched > 0 || self.sample.is_done() {
            return;
        }
        let MatchOutcome { sample, sampler, sampled, .. } = self;
        piece.read(sampler, sampled, &mut |event| {
            if let Event::Record(range, _) = event {
                sample.add(piece.bytes().get(range).unwrap_or_default());
            }
            if sample.is_done() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    }

    /// The place in the file that was reached.
    fn place(&mut self, task: &RecordTask) -> StreamPlace {
        if self.place.offset < self.offset
            && let Some(path) = task.paths.get(self.file)
            && let Ok(place) = source::place(path, self.place, self.offset)
        {
            self.place = place;
        }
        self.place
    }

    /// A file cannot be read.
    pub(super) fn refuse(&mut self, failure: &Failure) {
        self.is_refused = true;
        self.flush();
        self.progress.clear();
        failure.report(&self.screen);
    }

    /// All wanted input was read; returns the exit code.
    pub(super) fn finish(&mut self, task: &RecordTask) -> Result<u8, Failure> {
        self.progress.clear();
        if let RecordForm::Count = task.form {
            self.move_to(task, task.paths.len());
            // Without an input there is nothing to count.
            if !task.with_filename && (self.is_opened || !self.is_refused) {
                self.write(format!("{}\n", self.counts.matched).as_bytes());
            }
        }
        if let RecordForm::Named(named, form) = &task.form
            && (self.is_opened || !self.is_refused)
        {
            match form {
                NamedForm::Count => self.write(named.table(&self.by_filter).as_bytes()),
                NamedForm::JsonCount => self.write(named.json(&self.by_filter).as_bytes()),
                NamedForm::Lines | NamedForm::Files => {}
            }
        }
        self.flush();
        if let Some(mut files) = self.files.take() {
            match self.unwritten.take().map_or_else(|| files.flush(), Err) {
                Ok(()) => self.screen.note(&files.note()),
                Err(failure) => return Err(failure),
            }
        }
        let RecordCounts { records, matched, failed } = self.counts;
        self.bad.finish(failed, records, &self.screen);
        if self.bytes == 0 && self.left() > 0 && !self.is_refused && !matches!(task.form, RecordForm::Quiet) {
            self.screen.warning("nothing was read: the input is empty");
        }
        if self.left() > 0 {
            self.tell_what_is_missing(task);
        }
        self.tell_missing_fields(task);
        if matched == 0 && !matches!(task.form, RecordForm::Quiet) {
            self.sample.report(&self.screen);
        }
        if matched == 0
            && self.widened > 0
            && let Some(widened) = &task.widened
        {
            self.screen.warning(&format!(
                "documents differ on the spelling of a value: the filter selects nothing here; if it also has the \
                 other spelling, it selects {}",
                self.widened
            ));
            self.screen.help(&format!("write {}", Quoted(&widened.text)));
        }
        if let Some(start) = self.stats {
            self.tell_stats(start);
        }
        match self.broken.take() {
            Some(error) => Err(Failure::from(error)),
            None if self.is_refused => Ok(COULD_NOT_RUN),
            None if failed > 0 => Ok(BAD_RECORDS),
            None => Ok(u8::from(matched == 0)),
        }
        .inspect(|_| debug_assert!(matched + failed <= records))
    }

    /// Reports the absence of things that the user may expect.
    fn tell_what_is_missing(&self, task: &RecordTask) {
        for (total, items) in self.totals.iter().filter(|(total, items)| items < total) {
            self.screen.warning(&format!(
                "a list response reports {total} {} in all, and these files have {items} of them: the rest is missing",
                task.resource
            ));
        }
        if self.is_cut == Some(true) {
            self.screen.warning(
                "a list response names a `next` page, and these files do not have it: the rest is missing",
            );
            self.screen.help("`comfilter encode --all` writes a request for all pages");
        }
    }

    /// Reports fields that no record has. With a limit, the records after it are not known.
    fn tell_missing_fields(&self, task: &RecordTask) {
        if let RecordForm::Fields(fields) = &task.form
            && self.counts.matched > 0
        {
            let which = if self.left() > 0 { "that matches" } else { "of these" };
            for (name, meant) in fields.never(&self.seen) {
                self.screen.warning(&format!("no record {which} has a value at {}", Quoted(name)));
                if let Some(meant) = meant {
                    self.screen.help(&format!("did you mean {}?", Quoted(meant)));
                }
            }
        }
    }

    fn tell_stats(&self, start: Instant) {
        let RecordCounts { records, matched, failed } = self.counts;
        let seconds = start.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate has three digits")]
        let rate = self.bytes as f64 / 1e6 / seconds.max(1e-9);
        self.screen.note(&format!(
            "{records} record{}, {matched} matched, {failed} failed; {} bytes in {seconds:.3} s, {rate:.0} MB/s",
            if records == 1 { "" } else { "s" },
            self.bytes
        ));
    }

    /// The next pieces are of this file.
    fn move_to(&mut self, task: &RecordTask, file: usize) {
        while self.file < file {
            if let RecordForm::Count = task.form
                && task.with_filename
                && let Some(name) = task.paths.get(self.file).map(|path| source::short_name(path))
            {
                let mut line = format!("{}:{}", name, self.found_in_file).into_bytes();
                if task.is_terminal {
                    record::make_safe(&mut line, 0);
                }
                line.push(b'\n');
                self.write(&line);
            }
            self.file += 1;
            self.found_in_file = 0;
            self.offset = 0;
            self.place = StreamPlace::START;
        }
    }

    fn write(&mut self, text: &[u8]) {
        if self.broken.is_none() {
            self.broken = self.out.write_all(text).err();
        }
    }

    fn flush(&mut self) {
        if self.broken.is_none() {
            self.broken = self.out.flush().err();
        }
    }
}
