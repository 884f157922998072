//! The work on one input, in any thread: check, fix or list its filters, or add a comment.

use std::borrow::Cow;

use super::args::Task;
use super::input::{From, Input};
use crate::cli::counted;
use crate::cli::failure::Failure;
use crate::cli::files::{self, Reader, Unicode, Unread};
use crate::cli::output::Listing;
use crate::lint::{Fixed, Holder, Linted, Linter};
use crate::report;
use crate::source::{self, Language, SearchedWords, SharedName, TreeNames, shared_names};
use crate::text::Quoted;

/// The result for an input.
pub(super) struct InputOutcome<'t> {
    pub(super) input: &'t Input,
    /// The filters that are reported.
    pub(super) linted: Vec<Linted<'static>>,
    /// The number of its filters.
    pub(super) filters: usize,
    /// The number of places whose filter is only known at run time.
    pub(super) places: usize,
    /// The part for standard output.
    pub(super) printed: Option<Printed>,
    /// The messages for standard error.
    pub(super) notices: Vec<Notice>,
    /// The number of fixes applied, or shown.
    pub(super) fixes: usize,
    /// The number of added comments.
    pub(super) comments: usize,
    pub(super) is_read: bool,
    /// The names that it shares with the other files of a tree.
    pub(super) shared: Vec<SharedName>,
    /// Whether it may use the names of other files of its tree.
    pub(super) may_use: bool,
}

pub(super) enum Printed {
    /// As it is.
    Text(String),
    /// A line, or several without the last line end.
    Line(String),
}

pub(super) enum Notice {
    Failure(Failure),
    Warning(String),
    /// The reason for skipping the input.
    Skipped(String),
    /// A string that looks like a filter and is not taken: its line, itself, and the reason.
    Untaken(usize, String, &'static str),
}

/// Looks at an input. If a baseline is used or written, `is_thorough`: then findings have no limit. `tree` has the
/// names of all files, once they are known; without a use of them there is nothing new.
pub(super) fn at<'t>(
    input: &'t Input,
    task: Task<'_>,
    is_thorough: bool,
    is_verbose: bool,
    tree: Option<&TreeNames>,
    reader: &mut Reader,
) -> InputOutcome<'t> {
    let mut outcome = InputOutcome {
        input,
        linted: Vec::new(),
        filters: 0,
        places: 0,
        printed: None,
        notices: Vec::new(),
        fixes: 0,
        comments: 0,
        is_read: false,
        shared: Vec::new(),
        may_use: false,
    };
    match input.read(reader) {
        Ok((text, unicode)) => {
            let linter = input.linter();
            let mut linter = if is_thorough { Cow::Owned(linter.thorough()) } else { linter };
            if let (Some(language), Some(path)) = (input.language_in_tree(), input.file()) {
                match tree {
                    None => {
                        let words = SearchedWords::of(&text);
                        if words.service {
                            outcome.shared = shared_names(language, &text);
                        }
                        outcome.may_use = words.filter;
                        if !is_verbose && !words.may_be_of(language, &text, linter.base_urls()) {
                            outcome.is_read = true;
                            return outcome;
                        }
                    }
                    Some(tree) => {
                        let names = tree.used_by(language, path, &text);
                        if names.is_empty() {
                            return outcome;
                        }
                        linter = Cow::Owned(linter.with_names(names));
                    }
                }
            }
            if let (true, Holder::Source(language)) = (is_verbose, input.holder) {
                outcome.note_untaken(language, &text, &linter);
            }
            outcome.look(task, &linter, text, unicode);
        }
        Err(Unread::Failed(failure)) => outcome.fail(failure),
        Err(Unread::Skipped(reason)) => outcome.notices.push(Notice::Skipped(reason)),
    }
    outcome
}

impl InputOutcome<'_> {
    fn look(&mut self, task: Task<'_>, linter: &Linter, text: Cow<'_, str>, unicode: Unicode) {
        self.is_read = true;
        let input = self.input;
        match task {
            Task::Ignore(reason) => self.ignore(linter, &text, unicode, reason),
            Task::List(listing) => self.list(&linter.lint_all(input.holder, input.source(&*text)), listing),
            Task::Check => self.keep(linter.lint_all(input.holder, input.source(&*text))),
            Task::Fix { most, diff } => {
                let linted = linter.thorough().lint_all(input.holder, input.source(&*text));
                if input.is_file() && linted.iter().all(Linted::is_clean) {
                    return self.keep(linted);
                }
                // `--diff` changes nothing, so its report is on the same filters. Their findings may be more than
                // a report shows.
                let limit = linter.limits().diagnostics;
                let reported =
                    (diff && linted.iter().all(|linted| linted.has_at_most(limit))).then(|| linted.clone());
                let fixed = linter.fix_linted(input.holder, &text, linted, most);
                let fixed = self.fix(&text, fixed, unicode, diff);
                self.keep(match reported {
                    Some(linted) => linted,
                    None => linter.lint_all(input.holder, input.source(fixed.as_deref().unwrap_or(&text))),
                });
            }
        }
    }

    /// Notes the strings that look like filters and are not taken.
    fn note_untaken(&mut self, language: Language, text: &str, linter: &Linter) {
        let found = source::untaken(language, text, linter.base_urls()).into_iter().map(|string| {
            let before = text.get(..string.span.start as usize).unwrap_or_default();
            let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
            Notice::Untaken(line, Quoted(string.span.of(text)).to_string(), string.reason)
        });
        self.notices.extend(found);
    }

    fn fail(&mut self, failure: Failure) {
        self.notices.push(Notice::Failure(failure));
    }

    /// Keeps the filters for the report: of a file, those with findings.
    fn keep(&mut self, mut linted: Vec<Linted<'_>>) {
        self.count(&linted);
        linted.retain(|linted| !self.input.is_file() || !linted.is_clean());
        self.linted = Linted::owned(linted);
    }

    /// Writes the fixed text, and returns it if it is the new one. An input that is not a file is
    /// printed; with `diff` nothing is changed, and the difference is printed.
    fn fix(&mut self, text: &str, fixed: Fixed, unicode: Unicode, diff: bool) -> Option<String> {
        let name = self.input.name_or_option();
        if !fixed.is_done {
            self.notices
                .push(Notice::Warning(format!("{} has more to fix: run the command again", Quoted(&name))));
        }
        if diff {
            self.fixes = fixed.count;
            self.printed = files::difference(&name, text, &fixed.text).map(Printed::Line);
            return None;
        }
        match &self.input.from {
            From::Option(..) => self.printed = Some(Printed::Line(fixed.text.clone())),
            From::StandardInput(..) => self.printed = Some(Printed::Text(fixed.text.clone())),
            From::File { path, .. } => {
                if fixed.text != text
                    && let Err(failure) = files::replace(path, text, &fixed.text, unicode)
                {
                    self.fail(failure);
                    return None;
                }
            }
        }
        self.fixes = fixed.count;
        Some(fixed.text)
    }

    /// Adds comments for all findings.
    fn ignore(&mut self, linter: &Linter, text: &str, unicode: Unicode, reason: &str) {
        let From::File { path, .. } = &self.input.from else {
            return self.fail(Failure::usage("comments are added to files, and this is standard input"));
        };
        let ignored = match self.input.holder {
            Holder::Source(language) => linter.add_ignores_to(language, text, reason),
            _ => linter.add_ignores(text, reason),
        };
        if ignored.left > 0 {
            let name = files::shown(path);
            self.notices.push(Notice::Warning(format!(
                "{name} has no place for a comment about {}",
                counted(ignored.left, "finding")
            )));
        }
        if ignored.count > 0
            && let Err(failure) = files::replace(path, text, &ignored.text, unicode)
        {
            return self.fail(failure);
        }
        self.comments = ignored.count;
    }

    /// Lists the filters, and the places whose filter is only known at run time.
    fn list(&mut self, linted: &[Linted<'_>], listing: Listing) {
        self.count(linted);
        let listed: Vec<&Linted<'_>> =
            linted.iter().filter(|linted| linted.is_known() || linted.is_unknown()).collect();
        if !listed.is_empty() {
            self.printed = Some(Printed::Text(match listing {
                Listing::Lines => listed.iter().map(|linted| report::listed(linted) + "\n").collect(),
                Listing::Json => {
                    listed.iter().map(|linted| report::listed_json(linted)).collect::<Vec<_>>().join(",")
                }
            }));
        }
    }

    fn count(&mut self, linted: &[Linted<'_>]) {
        self.filters = linted.iter().filter(|linted| linted.is_known()).count();
        self.places = linted.iter().filter(|linted| linted.is_unknown()).count();
    }
}
