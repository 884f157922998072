//! `comfilter lint`: checks filters in files and options.

mod args;
mod input;
mod kind;
mod look;
mod results;
mod work;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::baseline::BaselineFile;
use super::failure::Failure;
use super::files::{self, Reader};
use super::screen::{Output, Screen};
use crate::cli::{Versions, counted, threads};
use crate::diagnostic::Diagnostic;
use crate::lint::{Holder, Linted};
use crate::report::{Clean, Summary};
use crate::rules::Rule;
pub(super) use args::Args;
use args::Task;
use input::{From, Input};
use results::LintResults;

/// `given` is the list of the command line.
pub(super) fn run(args: &Args, given: Option<Versions>, screen: &Screen) -> Result<u8, Failure> {
    let (task, known) = (args.task()?, args.known.open()?);
    let (inputs, unread) = input::find(args, given, screen)?;
    if inputs.is_empty() && unread == 0 {
        return Err(nothing_to_search(args));
    }
    if unread > 0 && matches!(task, Task::Ignore(_)) {
        let failure = Failure::usage("no comment was added: not every file could be read");
        // A reason without `=` is read as a path.
        let is_reason = |path: &PathBuf| path.extension().is_none() && !path.exists();
        return Err(match args.paths.iter().any(is_reason) {
            true => failure.with_help("write a reason after `=`: `--add-ignore=\"until spring\"`"),
            false => failure,
        });
    }
    let is_thorough = known.is_some();
    let look = |input, reader: &mut Reader| look::at(input, task, is_thorough, args.verbose, None, reader);
    let mut results = LintResults::new(inputs.len(), task, known, args.verbose, *screen);
    let threads = threads(args.threads, inputs.len().div_ceil(work::PORTION));
    let all: Vec<&Input> = inputs.iter().collect();
    work::run(&look, &all, threads, &mut results)?;
    let again = results.uses();
    if !again.is_empty() {
        let tree = std::mem::take(&mut results.tree);
        let look = |input, reader: &mut Reader| {
            look::at(input, task, is_thorough, args.verbose, Some(&tree), reader)
        };
        work::run(&look, &again, threads, &mut results)?;
        results.tree = tree;
    }
    results.settle()?;
    results.finish()?;
    results.failed += unread;
    let code = match task {
        Task::List(_) => {
            if results.places > 0 {
                screen.note(&found(results.filters, results.places));
            }
            0
        }
        Task::Ignore(_) => {
            let (comments, files) =
                (counted(results.comments, "comment"), counted(results.commented, "file"));
            screen.note(&format!("{comments} added to {files}"));
            0
        }
        Task::Check | Task::Fix { .. } => {
            let failed = report(args, &inputs, &results, screen)?;
            u8::from(failed && !args.exit_zero)
        }
    };
    if args.verbose {
        let searched = inputs.len() - results.skipped;
        screen.note(&format!("{} searched, {} skipped", counted(searched, "file"), results.skipped));
    }
    Ok(if results.failed > 0 { 2 } else { code })
}

/// Reports the findings. Returns whether one of them fails.
fn report(
    args: &Args,
    inputs: &[Input],
    results: &LintResults<'_, '_>,
    screen: &Screen,
) -> Result<bool, Failure> {
    if let Some(known) = &results.known
        && known.write(results.filters, results.failed, screen)?
    {
        return Ok(false);
    }
    let linted = &results.linted;
    let shown = Summary::of(linted);
    let clean = Clean {
        filters: results.filters.saturating_sub(shown.filters),
        places: results.places.saturating_sub(shown.places),
    };
    let is_input = |path: &Path| {
        let place = std::fs::canonicalize(path).ok();
        // A former report in JSON may be in a folder that is searched.
        place.is_some() && inputs.iter().any(|input| !input.is_found() && input.place() == place)
            || linted.iter().any(|linted| linted.source().name().is_some_and(|name| Path::new(name) == path))
    };
    args.output.write_files(linted, clean, args.hints, is_input)?;
    let is_printed = results.has_printed;
    let look = if is_printed { screen.error_look(args.hints) } else { screen.look(args.hints) };
    let format = args.output.format(look);
    // Printed filters are for the reader of standard output, and must be alone there. A difference
    // already shows the findings.
    match (args.fixing.diff, is_printed) {
        (true, _) => {}
        (false, true) => {
            let _ = format.write(&mut std::io::stderr().lock(), linted, clean);
        }
        (false, false) => {
            let mut out = BufWriter::new(Output::new());
            format.write(&mut out, linted, clean)?;
            out.flush()?;
        }
    }
    let summary = Summary { filters: results.filters, places: results.places, ..shown };
    let known = results.known.as_ref().map_or_else(String::new, BaselineFile::note);
    match (summary.filters + summary.places, results.failed) {
        (0, 0) if args.denies_no_filters() => {
            screen.error("no filters were found");
            screen.help("`--verbose` lists the strings that look like filters, and the reasons");
        }
        (0, 0) => screen.note("no filters were found"),
        // Unreadable inputs were reported.
        (0, _) => {}
        _ => screen.note(&format!("{}{known}", sentence(&summary, results.fixes, args.fixing.diff))),
    }
    if let Some(known) = &results.known {
        known.tell_stale(screen);
    }
    let bad_values = summary.errors == 0 && bad_values(args, inputs, screen);
    Ok(bad_values
        || (summary.filters == 0 && args.denies_no_filters())
        || (args.fixing.diff && results.fixes > 0)
        || linted.iter().flat_map(Linted::all_diagnostics).any(|found| args.denies(found.severity())))
}

/// Whether a value does not fit its parameter; if so, reports it.
fn bad_values(args: &Args, inputs: &[Input], screen: &Screen) -> bool {
    if args.values.is_empty() {
        return false;
    }
    let mut are_bad = false;
    for input in inputs.iter().filter(|input| input.holder == Holder::Template) {
        let From::Option(_, text) = &input.from else { continue };
        let linter = input.linter();
        let checked = linter.lint_template(text);
        let known: Vec<&Rule> = checked.diagnostics().iter().map(Diagnostic::rule).collect();
        if let Err(failure) = args.values.fill(text, None, &linter, &known, screen) {
            failure.report(screen);
            are_bad = true;
        }
    }
    are_bad
}

fn nothing_to_search(args: &Args) -> Failure {
    let place = match args.paths.as_slice() {
        [] => "this folder".to_owned(),
        [path] => files::shown(path),
        _ => "these folders".to_owned(),
    };
    if args.walk.has_globs() {
        return Failure::usage(format!("the path patterns of `--glob` select no file to search in {place}"))
            .with_help("a pattern is relative to the current folder: `--glob '**/*.ps1'`, or `--glob '!old/**'` to leave out");
    }
    Failure::usage(format!("there are no files to search in {place}"))
        .with_help(format!(
            "files with these extensions are searched: {}; `--hidden` and `--no-ignore` add hidden and ignored files; \
             to check one filter, write `comfilter lint -e \"state eq 'ERROR'\"`",
            kind::endings()
        ))
}

/// `12 filters, and 3 places whose filter is only known at run time`.
fn found(filters: usize, places: usize) -> String {
    let filters = if filters == 0 { "no filters".to_owned() } else { counted(filters, "filter") };
    match places {
        0 => filters,
        places => {
            format!("{filters}, and {} whose filter is only known at run time", counted(places, "place"))
        }
    }
}

/// `3 filters: 1 error, 2 warnings`. With `diff`, the fixes are not applied.
fn sentence(summary: &Summary, fixes: usize, diff: bool) -> String {
    let found: Vec<String> = [
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.hints, "hint"),
        (summary.omitted, "more finding"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| counted(count, word))
    .collect();
    let found = if found.is_empty() { "no problems".to_owned() } else { found.join(", ") };
    let filters = self::found(summary.filters, summary.places);
    match fixes {
        0 => format!("{filters}: {found}"),
        fixes if diff => format!("{filters}: {found}; `--fix` fixes {fixes} of them"),
        fixes => format!("{filters}, {}: {found}", counted(fixes, "fix")),
    }
}
