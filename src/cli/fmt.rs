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

/// A run over all inputs, and its counts.
struct FmtRun<'a> {
    args: &'a FmtArgs,
    screen: &'a Screen,
    configs: Configs,
    files: usize,
    /// The number of printed ones, which are not files.
    printed: usize,
    changed: usize,
    wrong: usize,
    unread: usize,
}

pub(super) fn run(args: &FmtArgs, given: Option<Versions>, screen: &Screen) -> Result<u8, Failure> {
    let configs = Configs::new(&args.config, given);
    let mut run = FmtRun { args, screen, configs, files: 0, printed: 0, changed: 0, wrong: 0, unread: 0 };
    for text in &args.filters {
        let formatted = format(text, &run.configs.format(None)?);
        run.print("-e", text, &formatted)?;
    }
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() && args.filters.is_empty() { &here[..] } else { &args.paths };
    for path in paths {
        let done = if path.as_os_str() == "-" {
            let text = files::read_input(limits::FILE)?;
            let formatted = format_file(&text, &run.configs.format(None)?);
            run.print("-", &text, &formatted)
        } else {
            run.format_all(path)
        };
        if let Err(failure) = done {
            run.fail(&failure);
        }
    }
    if run.files == 0 && run.unread == 0 {
        return Err(Failure::usage("no files of filters were found here").with_help(
            "a `.comfilter` file contains filters; to format a single filter, write `comfilter fmt -e FILTER`",
        ));
    }
    Ok(run.end())
}

impl FmtRun<'_> {
    /// Reports the counts, and returns the exit code.
    fn end(&self) -> u8 {
        let FmtRun { files, printed, changed, wrong, unread, .. } = *self;
        if wrong > 0 {
            let are = if wrong == 1 { "is" } else { "are" };
            let filters = counted(wrong, "filter");
            self.screen.warning(&format!("{filters} {are} wrong: `comfilter lint` shows the errors"));
        }
        let is_kept = self.args.check || self.args.diff;
        if files > printed {
            let word = if is_kept { "would change" } else { "changed" };
            self.screen.note(&format!("{changed} of {} {word}", counted(files - printed, "file")));
        }
        if unread > 0 { 2 } else { u8::from((is_kept && changed > 0) || wrong > 0) }
    }

    fn fail(&mut self, failure: &Failure) {
        failure.report(self.screen);
        self.unread += 1;
    }

    /// Prints the formatted form of an input.
    fn print(&mut self, name: &str, text: &str, formatted: &Formatted) -> Result<(), Failure> {
        self.files += 1;
        self.printed += 1;
        self.wrong += formatted.wrong;
        self.changed += usize::from(formatted.text != text);
        if self.args.diff {
            self.print_difference(name, text, formatted)
        } else if self.args.check {
            Ok(())
        } else if name == "-" {
            self.screen.print(&formatted.text)
        } else {
            self.screen.print_line(&formatted.text)
        }
    }

    fn print_difference(&self, name: &str, text: &str, formatted: &Formatted) -> Result<(), Failure> {
        let difference = files::difference(name, text, &formatted.text);
        difference.map_or(Ok(()), |difference| self.screen.print_line(&difference))
    }

    /// Formats a file, or the files in a folder.
    fn format_all(&mut self, path: &Path) -> Result<(), Failure> {
        for path in files(self.args, path)? {
            let read = path.and_then(|path| {
                self.files += 1;
                let (text, unicode) = files::read_as(&path, limits::FILE)?;
                Ok((path, text, unicode))
            });
            let (path, text, unicode) = match read {
                Ok(read) => read,
                Err(failure) => {
                    self.fail(&failure);
                    continue;
                }
            };
            let formatted = format_file(&text, &self.configs.format(Some(&path))?);
            self.wrong += formatted.wrong;
            if formatted.text == text {
                continue;
            }
            self.changed += 1;
            let name = path.to_string_lossy();
            if self.args.diff {
                self.print_difference(&name, &text, &formatted)?;
            } else if self.args.check {
                self.screen.print_line(&format!("would change {}", safe_line(&name)))?;
            } else {
                files::replace(&path, &text, &formatted.text, unicode)?;
            }
        }
        Ok(())
    }
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
