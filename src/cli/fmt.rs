//! `comfilter fmt`: formats filters.

use std::fs;
use std::path::{Path, PathBuf};

use super::Versions;
use super::config::{ConfigArgs, Configs};
use super::counted;
use super::failure::Failure;
use super::files;
use super::screen::Screen;
use super::walk::WalkArgs;
use crate::format::{Formatted, format, format_file};
use crate::limits;
use crate::text::safe_line;

/// Format filters: white space, the case of keywords, doubled parentheses; nothing else.
///
/// Files are edited in place; `-e` and `-` print. Exit codes: 0 success, 1 a filter is wrong, or
/// `--check` or `--diff` found changes, 2 an input could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct FmtArgs {
    /// `.comfilter` files, and folders with such files; `-` is standard input (default: the current
    /// folder)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Format this filter and print it
    #[arg(short = 'e', long = "expression", value_name = "FILTER", allow_hyphen_values = true)]
    filters: Vec<String>,
    /// Change nothing, list the files that would change
    #[arg(long)]
    check: bool,
    /// Change nothing, show the changes
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    walk: WalkArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Counts over all files.
#[derive(Default)]
struct FmtCounts {
    files: usize,
    /// The number of printed ones, which are not files.
    printed: usize,
    changed: usize,
    wrong: usize,
    unread: usize,
}

pub(super) fn run(args: &FmtArgs, given: Option<Versions>, screen: &Screen) -> Result<u8, Failure> {
    let mut outcome = FmtCounts::default();
    let mut configs = Configs::new(&args.config, given);
    for text in &args.filters {
        let formatted = format(text, &configs.format(None)?);
        printed(args, "-e", text, formatted, screen, &mut outcome)?;
    }
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() && args.filters.is_empty() { &here[..] } else { &args.paths };
    for path in paths {
        let done = if path.as_os_str() == "-" {
            let text = files::read_input(limits::FILE)?;
            let formatted = format_file(&text, &configs.format(None)?);
            printed(args, "-", &text, formatted, screen, &mut outcome)
        } else {
            folder(args, path, &mut configs, screen, &mut outcome)
        };
        if let Err(failure) = done {
            failure.tell(screen);
            outcome.unread += 1;
        }
    }
    if outcome.files == 0 && outcome.unread == 0 {
        return Err(Failure::usage("no files of filters were found here").with_help(
            "a `.comfilter` file contains filters; to format a single filter, write `comfilter fmt -e FILTER`",
        ));
    }
    end(args, &outcome, screen);
    let would_change = (args.check || args.diff) && outcome.changed > 0;
    Ok(match outcome.unread {
        0 => u8::from(would_change || outcome.wrong > 0),
        _ => 2,
    })
}

fn end(args: &FmtArgs, outcome: &FmtCounts, screen: &Screen) {
    if outcome.wrong > 0 {
        let are = if outcome.wrong == 1 { "is" } else { "are" };
        let filters = counted(outcome.wrong, "filter");
        screen.warning(&format!("{filters} {are} wrong: `comfilter lint` shows the errors"));
    }
    if outcome.files > outcome.printed {
        let word = if args.check || args.diff { "would change" } else { "changed" };
        let files = counted(outcome.files - outcome.printed, "file");
        screen.note(&format!("{} of {files} {word}", outcome.changed));
    }
}

/// Prints the formatted form of an input.
fn printed(
    args: &FmtArgs,
    name: &str,
    text: &str,
    formatted: Formatted,
    screen: &Screen,
    outcome: &mut FmtCounts,
) -> Result<(), Failure> {
    outcome.files += 1;
    outcome.printed += 1;
    outcome.wrong += formatted.wrong;
    outcome.changed += usize::from(formatted.text != text);
    if args.diff {
        files::difference(name, text, &formatted.text).map_or(Ok(()), |text| screen.print_line(&text))
    } else if args.check {
        Ok(())
    } else if name == "-" {
        screen.print(&formatted.text)
    } else {
        screen.print_line(&formatted.text)
    }
}

fn folder(
    args: &FmtArgs,
    path: &Path,
    configs: &mut Configs,
    screen: &Screen,
    outcome: &mut FmtCounts,
) -> Result<(), Failure> {
    for path in files(args, path)? {
        let read = path.and_then(|path| {
            outcome.files += 1;
            let (text, unicode) = files::read_as(&path, limits::FILE)?;
            Ok((path, text, unicode))
        });
        let (path, text, unicode) = match read {
            Ok(read) => read,
            Err(failure) => {
                failure.tell(screen);
                outcome.unread += 1;
                continue;
            }
        };
        let formatted = format_file(&text, &configs.format(Some(&path))?);
        outcome.wrong += formatted.wrong;
        if formatted.text == text {
            continue;
        }
        outcome.changed += 1;
        let name = path.to_string_lossy();
        if args.diff {
            if let Some(text) = files::difference(&name, &text, &formatted.text) {
                screen.print_line(&text)?;
            }
        } else if args.check {
            screen.print_line(&format!("would change {}", safe_line(&name)))?;
        } else {
            files::replace(&path, &text, &formatted.text, unicode)?;
        }
    }
    Ok(())
}

/// The file at `path`, or the files of filters in the folder.
fn files(args: &FmtArgs, path: &Path) -> Result<Vec<Result<PathBuf, Failure>>, Failure> {
    let data = fs::metadata(path).map_err(|error| files::unreadable(path, &error))?;
    if data.is_dir() {
        let found = args.walk.find(path, None, |path| files::holds_filters(path).then_some(()))?;
        return Ok(found.into_iter().map(|found| Ok(found?.0)).collect());
    }
    if files::holds_filters(path) {
        return Ok(vec![Ok(path.to_owned())]);
    }
    Err(Failure::usage(format!("{} is not a `.comfilter` file", files::shown(path)))
        .with_help("a file of filters has that extension; give a filter with `-e`"))
}
