//! The work on one input, in any thread: check, fix or list its filters, or add a comment.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::args::Task;
use super::input::{From, Input};
use crate::cli::failure::Failure;
use crate::cli::files::{self, Reader, Unicode, Unread};
use crate::cli::ignore;
use crate::cli::output::Listing;
use crate::diagnostic::Applicability;
use crate::lint::{FirstRound, Holder, Linted, Linter};
use crate::report::Reported;
use crate::text::{Quoted, Source};

/// The result for an input.
pub(super) struct Outcome<'t> {
    pub(super) input: &'t Input,
    pub(super) kept: Kept<'t>,
    /// The number of its filters.
    pub(super) filters: usize,
    /// The part for standard output.
    pub(super) printed: Option<Printed>,
    /// The messages for standard error.
    pub(super) told: Vec<Told>,
    /// The number of fixes applied, or shown.
    pub(super) fixes: usize,
    /// The number of added comments.
    pub(super) comments: usize,
    pub(super) is_read: bool,
    /// Whether it could not be read or written.
    pub(super) has_failed: bool,
    /// The reason for skipping it, if it was skipped.
    pub(super) skipped: Option<String>,
}

/// The part of an input that a report needs.
#[derive(Default)]
pub(super) struct Kept<'t> {
    pub(super) text: &'t str,
    /// The filters that are reported.
    pub(super) linted: Vec<Linted<'t>>,
}

pub(super) enum Printed {
    /// As it is.
    Text(String),
    /// A line, or several without the last line end.
    Line(String),
}

pub(super) enum Told {
    Failure(Failure),
    Warning(String),
}

/// The task for every input.
pub(super) struct Look<'a> {
    pub(super) task: Task<'a>,
    /// Whether a baseline is used or written: then findings have no limit.
    pub(super) is_thorough: bool,
}

impl Look<'_> {
    /// Looks at an input. `slot` keeps the text only if there is something to report.
    pub(super) fn at<'t>(
        &self,
        input: &'t Input,
        slot: &'t OnceLock<Box<str>>,
        reader: &mut Reader,
    ) -> Outcome<'t> {
        let mut outcome = Outcome::new(input);
        match input.read(reader) {
            Ok((text, unicode)) => self.look(&mut outcome, slot, text, unicode),
            Err(Unread::Failed(failure)) => outcome.fail(failure),
            Err(Unread::Skipped(reason)) => outcome.skipped = Some(reason),
        }
        outcome
    }

    fn look<'t>(
        &self,
        outcome: &mut Outcome<'t>,
        slot: &'t OnceLock<Box<str>>,
        mut text: Cow<'_, str>,
        unicode: Unicode,
    ) {
        outcome.is_read = true;
        let input = outcome.input;
        let linter = input.linter();
        let linter = if self.is_thorough { Cow::Owned(linter.thorough()) } else { linter };
        match self.task {
            Task::Ignore(reason) => return outcome.ignore(&linter, &text, unicode, reason),
            Task::List(listing) => {
                return outcome.list(&linter.lint_all(input.holder, &text), &text, listing);
            }
            Task::Check | Task::Fix { .. } => {}
        }
        // A file without a finding is not kept.
        let first = match self.task {
            Task::Fix { most, diff } => {
                let (fixed, first) = outcome.fix(&linter, &text, unicode, most, diff);
                text = fixed.map_or(text, Cow::Owned);
                first
            }
            _ if input.is_file() => {
                let linted = linter.lint_all(input.holder, &text);
                FirstRound { filters: linted.len(), is_clean: linted.iter().all(Linted::is_clean) }
            }
            _ => FirstRound::default(),
        };
        outcome.filters = first.filters;
        if input.is_file() && first.is_clean {
            return;
        }
        // The findings borrow from the input, or from the copy in `slot`, which lives until the report.
        let text = match (input.text(), &text) {
            (Some(own), Cow::Borrowed(_)) => own,
            _ => slot.get_or_init(|| text.into()),
        };
        let mut linted = linter.lint_all(input.holder, text);
        outcome.filters = linted.len();
        linted.retain(|linted| !input.is_file() || !linted.is_clean());
        outcome.kept = Kept { text, linted };
    }
}

/// A filter with the findings in it and around it.
pub(super) fn reported<'t>(linted: &'t Linted<'_>, source: &'t Source<'t>) -> Reported<'t> {
    let reported = Reported::part(source, linted.filter(), linted.map().into_owned())
        .with_findings(linted.diagnostics(), linted.omitted())
        .with_outer_findings(linted.outer_diagnostics());
    if linted.is_placed() { reported.placed_by(linted) } else { reported }
}

impl<'t> Outcome<'t> {
    fn new(input: &'t Input) -> Outcome<'t> {
        Outcome {
            input,
            kept: Kept::default(),
            filters: 0,
            printed: None,
            told: Vec::new(),
            fixes: 0,
            comments: 0,
            is_read: false,
            has_failed: false,
            skipped: None,
        }
    }

    fn fail(&mut self, failure: Failure) {
        self.told.push(Told::Failure(failure));
        self.has_failed = true;
    }

    /// Fixes the input, and returns the new text if it differs, with what was found before. A fixed input that is not a file is
    /// printed; with `diff` nothing is changed, and the difference is printed.
    fn fix(
        &mut self,
        linter: &Linter,
        text: &str,
        unicode: Unicode,
        most: Applicability,
        diff: bool,
    ) -> (Option<String>, FirstRound) {
        let name = self.input.name_or_option();
        let (fixed, first) = linter.fix_found(self.input.holder, text, most);
        if !fixed.is_done {
            self.told
                .push(Told::Warning(format!("{} has more to fix: run the command again", Quoted(&name))));
        }
        if diff {
            self.fixes = fixed.count;
            self.printed = files::difference(&name, text, &fixed.text).map(Printed::Line);
            return (None, first);
        }
        match &self.input.from {
            From::Option(..) => self.printed = Some(Printed::Line(fixed.text.clone())),
            From::StandardInput(..) => self.printed = Some(Printed::Text(fixed.text.clone())),
            From::File { path, .. } => {
                if fixed.text != text
                    && let Err(failure) = files::replace(path, text, &fixed.text, unicode)
                {
                    self.fail(failure);
                    return (None, first);
                }
            }
        }
        self.fixes = fixed.count;
        (Some(fixed.text), first)
    }

    /// Adds comments for all findings.
    fn ignore(&mut self, linter: &Linter, text: &str, unicode: Unicode, reason: &str) {
        let From::File { path, .. } = &self.input.from else {
            return self.fail(Failure::usage("comments are added to files, and this is standard input"));
        };
        if self.input.holder != Holder::File {
            let name = files::shown(path);
            return self.fail(Failure::usage(format!(
                "comments are added to `.comfilter` files, and {name} is not one"
            )));
        }
        match ignore::add(path, text, unicode, linter, reason) {
            Ok(count) => self.comments = count,
            Err(failure) => self.fail(failure),
        }
    }

    /// Lists the filters of the text.
    fn list(&mut self, linted: &[Linted<'_>], text: &str, listing: Listing) {
        self.filters = linted.len();
        if linted.is_empty() {
            return;
        }
        let source = Source::new(self.input.name().as_deref(), text);
        let filters = linted.iter().map(|linted| reported(linted, &source).given_by(self.input.option()));
        self.printed = Some(Printed::Text(match listing {
            Listing::Lines => filters.map(|filter| filter.listed() + "\n").collect(),
            Listing::Json => filters.map(|filter| filter.listed_json()).collect::<Vec<_>>().join(","),
        }));
    }
}
