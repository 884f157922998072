//! The results of all inputs: prints them as they come, and keeps those for the report.

use std::io::{self, IsTerminal};

use super::args::Task;
use super::input::Input;
use super::look::{InputOutcome, Notice, Printed};
use crate::cli::baseline::BaselineFile;
use crate::cli::failure::Failure;
use crate::cli::output::Listing;
use crate::cli::progress::ProgressLine;
use crate::cli::screen::Screen;
use crate::lint::Linted;
use crate::source::TreeNames;
use crate::text::safe_line;

/// How a list in JSON begins.
const LIST: &str = "{\"version\":1,\"filters\":[";

/// The number of bytes of a list that are written at a time.
const OUTPUT: usize = 64 << 10;

/// The results of all inputs.
pub(super) struct LintResults<'a, 't> {
    screen: Screen,
    listing: Option<Listing>,
    pub(super) known: Option<BaselineFile<'a>>,
    is_verbose: bool,
    progress: ProgressLine,
    /// The number of inputs.
    all: usize,
    done: usize,
    /// The unwritten part of a list.
    pending: String,
    /// The filters for the report.
    pub(super) linted: Vec<Linted<'static>>,
    pub(super) filters: usize,
    /// The number of places whose filter is only known at run time.
    pub(super) places: usize,
    pub(super) fixes: usize,
    pub(super) comments: usize,
    /// The number of files with added comments.
    pub(super) commented: usize,
    /// Whether a filter or a difference was printed to standard output.
    pub(super) has_printed: bool,
    /// The number of inputs that could not be read or written.
    pub(super) failed: usize,
    pub(super) skipped: usize,
    /// Whether fixes are written to the files.
    writes: bool,
    /// The names that the files of a tree share.
    pub(super) tree: TreeNames,
    /// The results from the first file on that may use the names of others. They wait until all names are known.
    waiting: Vec<InputOutcome<'t>>,
    /// The second results of those files, in the same order.
    again: Option<Vec<InputOutcome<'t>>>,
}

impl<'a, 't> LintResults<'a, 't> {
    pub(super) fn new(
        all: usize,
        task: Task<'_>,
        known: Option<BaselineFile<'a>>,
        is_verbose: bool,
        screen: Screen,
    ) -> LintResults<'a, 't> {
        let listing = if let Task::List(listing) = task { Some(listing) } else { None };
        // A list on the same terminal already shows the progress.
        let shows_progress = io::stderr().is_terminal() && !(listing.is_some() && io::stdout().is_terminal());
        LintResults {
            screen,
            listing,
            known,
            is_verbose,
            progress: ProgressLine::new(shows_progress),
            all,
            done: 0,
            pending: String::new(),
            linted: Vec::new(),
            filters: 0,
            places: 0,
            fixes: 0,
            comments: 0,
            commented: 0,
            has_printed: false,
            failed: 0,
            skipped: 0,
            writes: matches!(task, Task::Fix { diff: false, .. }),
            tree: TreeNames::default(),
            waiting: Vec::new(),
            again: None,
        }
    }

    /// The files that may use the names of others, if there are such names. Their second results follow.
    pub(super) fn uses(&mut self) -> Vec<&'t Input> {
        self.again = Some(Vec::new());
        if self.tree.is_empty() {
            return Vec::new();
        }
        self.waiting.iter().filter(|outcome| outcome.may_use).map(|outcome| outcome.input).collect()
    }

    /// Prints and keeps the results that waited.
    pub(super) fn settle(&mut self) -> Result<(), Failure> {
        let mut again = self.again.take().unwrap_or_default().into_iter();
        let is_shared = !self.tree.is_empty();
        for outcome in std::mem::take(&mut self.waiting) {
            let second = if is_shared && outcome.may_use { again.next() } else { None };
            let outcome = match second {
                // The first fixes are in the file already, except for a difference.
                Some(second) if second.is_read => {
                    let fixes = second.fixes + if self.writes { outcome.fixes } else { 0 };
                    InputOutcome { fixes, ..second }
                }
                _ => outcome,
            };
            self.keep(outcome)?;
        }
        Ok(())
    }

    /// Call it after the last input.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        self.progress.clear();
        if let Some(Listing::Json) = self.listing {
            let start = if self.has_printed { "" } else { LIST };
            self.pending = format!("{}{start}]}}\n", self.pending);
        }
        self.write_list(0)
    }

    fn print(&mut self, printed: &Printed) -> Result<(), Failure> {
        let is_first = !std::mem::replace(&mut self.has_printed, true);
        match (printed, self.listing) {
            (Printed::Text(text), Some(listing)) => {
                self.pending.push_str(match listing {
                    Listing::Lines => "",
                    Listing::Json if is_first => LIST,
                    Listing::Json => ",",
                });
                self.pending.push_str(text);
                self.write_list(OUTPUT)
            }
            (Printed::Text(text), None) => self.screen.print(text),
            (Printed::Line(line), _) => self.screen.print_line(line),
        }
    }

    /// Writes the pending part of a list, if it is long enough.
    fn write_list(&mut self, least: usize) -> Result<(), Failure> {
        if self.pending.len() > least {
            self.screen.print(&self.pending)?;
            self.pending.clear();
        }
        Ok(())
    }

    /// Takes the result for an input. In a tree, it may wait.
    pub(super) fn take(&mut self, mut outcome: InputOutcome<'t>) -> Result<(), Failure> {
        if let Some(again) = &mut self.again {
            again.push(outcome);
            return Ok(());
        }
        self.done += 1;
        if let (Some(language), Some(path)) = (outcome.input.language_in_tree(), outcome.input.file()) {
            self.tree.add(language, path, std::mem::take(&mut outcome.shared));
        }
        if self.waiting.is_empty() && !outcome.may_use {
            return self.keep(outcome);
        }
        self.waiting.push(outcome);
        self.wait();
        Ok(())
    }

    /// Prints the result for an input, and keeps its filters for the report.
    fn keep(&mut self, mut outcome: InputOutcome<'_>) -> Result<(), Failure> {
        if outcome.printed.is_some() || !outcome.notices.is_empty() {
            self.progress.clear();
        }
        for notice in &outcome.notices {
            match notice {
                Notice::Failure(failure) => {
                    self.failed += 1;
                    failure.report(&self.screen);
                }
                Notice::Untaken(line, text, reason) => {
                    let name = safe_line(&outcome.input.name_or_option());
                    self.screen.note(&format!("{name}:{line}: {text} looks like a filter: {reason}"));
                }
                Notice::Warning(message) => self.screen.warning(message),
                Notice::Skipped(reason) => {
                    self.skipped += 1;
                    if self.is_verbose {
                        let name = safe_line(&outcome.input.name_or_option());
                        self.screen.note(&format!("{name} was skipped: {reason}"));
                    }
                }
            }
        }
        if let Some(printed) = &outcome.printed {
            self.print(printed)?;
        }
        self.filters += outcome.filters;
        self.places += outcome.places;
        self.fixes += outcome.fixes;
        self.comments += outcome.comments;
        self.commented += usize::from(outcome.comments > 0);
        let input = outcome.input;
        if let Some(known) = &mut self.known
            && outcome.is_read
        {
            let limit = input.linter().limits().diagnostics;
            known.take(input.place().as_deref(), input.option(), limit, &mut outcome.linted);
            outcome.linted.retain(|linted| !input.is_file() || !linted.is_clean());
        }
        self.linted.append(&mut outcome.linted);
        self.wait();
        Ok(())
    }

    /// Some time has gone by.
    pub(super) fn wait(&mut self) {
        let (done, all, filters) = (self.done, self.all, self.filters);
        self.progress.show(|_| format!("{done} of {all} files, {filters} filters"));
    }
}
