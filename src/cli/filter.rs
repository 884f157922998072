//! The filter of a command: from an argument, standard input or a file, with values for its
//! parameters.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::files;
use super::screen::Screen;
use crate::builder::template::{Argument, Template, TemplateError};
use crate::check::Filter;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::format::entries;
use crate::limits;
use crate::lint::{Linted, Linter};
use crate::report::Format;
use crate::rules::Rule;
use crate::text::{Quoted, Source};

/// A filter on the command line.
#[derive(Debug, clap::Args)]
pub(super) struct FilterArgs {
    /// The filter; `-` reads it from standard input
    #[arg(value_name = "FILTER", required_unless_present = "file", conflicts_with = "file")]
    filter: Option<String>,
    /// Read the filter from FILE; `-` is standard input
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    values: ValueArgs,
}

/// Values for the parameters of a filter.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ValueArgs {
    /// A value for `@NAME` in the filter, which is quoted and escaped. A time may also be a date,
    /// `now`, `today`, `yesterday`, or `-30m`, `-72h`, `-7d`, `-2w` (minutes, hours, days, weeks ago)
    #[arg(long = "arg", value_name = "NAME[:TYPE]=VALUE")]
    arg: Vec<String>,
    /// Values for `in @NAME`: a file with one on each line; `-` is standard input
    #[arg(long = "arg-file", value_name = "NAME=FILE")]
    arg_file: Vec<String>,
}

impl FilterArgs {
    /// The checked filter. Its mistakes are reported on standard error.
    pub(super) fn filter(&self, linter: &Linter, screen: &Screen) -> Result<Filter, Failure> {
        let written = match (&self.filter, &self.file) {
            (Some(filter), _) => Written::Text(filter),
            (None, Some(path)) => Written::File(path),
            (None, None) => return Err(Failure::usage("a filter is missing")),
        };
        written.filter(&self.values, linter, screen)
    }

    /// Whether it, or one of its values, comes from standard input.
    pub(super) fn reads_input(&self) -> bool {
        let is_input = self.filter.as_deref() == Some("-") || self.file.as_deref() == Some(Path::new("-"));
        is_input || self.values.arg_file.iter().any(|text| text.ends_with("=-"))
    }
}

/// The source of a filter.
#[derive(Debug, Clone, Copy)]
pub(super) enum Written<'a> {
    /// In an argument, or for `-` on standard input.
    Text(&'a str),
    File(&'a Path),
}

impl Written<'_> {
    /// The checked filter, with values for its parameters. Its mistakes are reported on standard
    /// error.
    pub(super) fn filter(
        self,
        values: &ValueArgs,
        linter: &Linter,
        screen: &Screen,
    ) -> Result<Filter, Failure> {
        let (name, text) = self.read()?;
        let filter = values.fill(&text, name.as_deref(), linter, &[], screen);
        if filter.is_err() && name.is_none() && Path::new(&text).is_file() {
            screen.help(&format!("{} is a file: give it with `-f`", files::shown(text.as_ref())));
        }
        filter
    }

    /// The name of its file, and the text.
    fn read(self) -> Result<(Option<String>, String), Failure> {
        match self {
            Written::Text("-") => {
                Ok((Some("-".to_owned()), single(&files::read_input(limits::FILE)?, "standard input")?))
            }
            Written::Text(filter) => Ok((None, filter.to_owned())),
            Written::File(path) => {
                let name = path.to_string_lossy().into_owned();
                let text = single(&files::read_named(path, limits::FILE)?, &files::shown(path))?;
                Ok((Some(name), text))
            }
        }
    }
}

/// The only filter of a file, without comments.
pub(super) fn single(text: &str, name: &str) -> Result<String, Failure> {
    let mut filters = entries(text);
    match (filters.pop(), filters.len()) {
        (Some(entry), 0) => Ok(entry.text),
        (None, _) => Ok(String::new()),
        (Some(_), more) => Err(Failure::usage(format!("{name} contains {} filters: expected one", more + 1))
            .with_help("filters are separated by blank lines; `comfilter lint` takes files with several")),
    }
}

impl ValueArgs {
    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.arg.is_empty() && self.arg_file.is_empty()
    }

    /// The same without the values of some parameters.
    pub(super) fn without(&self, is_left_out: impl Fn(&str) -> bool) -> ValueArgs {
        let is_kept = |text: &&String| {
            let name = text.split(['=', ':']).next().unwrap_or_default();
            !is_left_out(name.trim_start_matches('@'))
        };
        let kept = |all: &[String]| all.iter().filter(is_kept).cloned().collect();
        ValueArgs { arg: kept(&self.arg), arg_file: kept(&self.arg_file) }
    }

    /// The filter with values instead of its parameters. Its findings are reported, except those of
    /// rules that are `known` to report the filter with its parameters.
    pub(super) fn fill(
        &self,
        text: &str,
        name: Option<&str>,
        linter: &Linter,
        known: &[&Rule],
        screen: &Screen,
    ) -> Result<Filter, Failure> {
        if self.is_empty() {
            let checked = linter.lint(text);
            report(checked.diagnostics(), text, name, known, screen);
            return checked.into_result().map_err(|_| Failure::told(1));
        }
        let template = match linter.schema().parse_template(text, linter.limits()) {
            Ok(template) => template,
            Err(TemplateError::Filter(error)) => {
                report(error.diagnostics(), text, name, known, screen);
                return Err(Failure::told(1));
            }
            Err(error) => return Err(Failure::usage(error)),
        };
        let bound = self.bind(template, screen)?;
        let text = bound.finish_text().map_err(Failure::usage)?;
        // A value can be as wrong as a literal: an unknown state, a name in the place of an id.
        report(linter.lint(&text).diagnostics(), &text, None, known, screen);
        bound.finish().map_err(Failure::usage)
    }

    fn bind(&self, template: Template, screen: &Screen) -> Result<Template, Failure> {
        let bound = template.bind_arguments(self.arguments()?).map_err(Failure::usage)?;
        for time in bound.relative_times() {
            screen.note(&format!("@{} {} is {}", time.name(), time.text(), time.instant()));
        }
        Ok(bound)
    }

    fn arguments(&self) -> Result<Vec<Argument>, Failure> {
        let mut arguments = Vec::new();
        for text in &self.arg {
            arguments.push(text.parse::<Argument>().map_err(Failure::usage)?);
        }
        for text in &self.arg_file {
            let Some((name, path)) = text.split_once('=') else {
                return Err(Failure::usage(format!("{} has no `=`", Quoted(text)))
                    .with_help("write `--arg-file NAME=FILE`, the file with one value on each line"));
            };
            let content = files::read_named(path.as_ref(), limits::FILE)?;
            arguments.push(Argument::from_file(name, &content).map_err(Failure::usage)?);
        }
        Ok(arguments)
    }
}

/// Reports the errors and warnings of a filter on standard error, because standard output is for the
/// result. Findings of rules that are `known` were reported before.
fn report(findings: &Diagnostics, text: &str, name: Option<&str>, known: &[&Rule], screen: &Screen) {
    let is_wanted = |found: &&Diagnostic| {
        found.severity() != Severity::Hint && !known.iter().any(|rule| *rule == found.rule())
    };
    let wanted: Vec<Diagnostic> = findings.iter().filter(is_wanted).cloned().collect();
    if wanted.is_empty() {
        return;
    }
    let source = Source::new(name, text).given_by("FILTER");
    let report = [Linted::whole(source).with_findings(&wanted, findings.omitted())];
    // A closed standard error is not a failure.
    let _ = Format::Full(screen.error_look(false)).write(&mut std::io::stderr().lock(), &report, 0);
}
