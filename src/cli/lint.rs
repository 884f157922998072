//! `comfilter lint`: checks filters.

use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Failure;
use super::files;
use super::filter::ValueArgs;
use super::output::OutputArgs;
use super::screen::Screen;
use crate::check::Checked;
use crate::decode::{self, Decoded};
use crate::diagnostic::{Diagnostic, Severity};
use crate::format::{Entry, entries};
use crate::limits::{self, Limits};
use crate::report::{Reported, Summary};
use crate::schema::Schema;
use crate::text::Source;

/// Check filters: say what is wrong, where, and what to write instead.
///
/// Exit codes: 0 nothing was found that fails, 1 something was, 2 something could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// `.comfilter` files, and folders that hold some; `-` is standard input. The current folder
    /// where nothing is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A filter
    #[arg(short = 'e', long = "expression", value_name = "FILTER", allow_hyphen_values = true)]
    filters: Vec<String>,
    /// A URL, a query string or a curl command that holds a filter
    #[arg(long = "url", value_name = "TEXT", allow_hyphen_values = true)]
    urls: Vec<String>,
    #[command(flatten)]
    values: ValueArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// Show hints like other findings; without it they are counted
    #[arg(long)]
    hints: bool,
    /// The least severity that fails
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    deny: Deny,
    /// End with 0 whatever was found
    #[arg(long)]
    exit_zero: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Deny {
    Error,
    Warning,
    Hint,
}

impl Deny {
    fn fails(self, severity: Severity) -> bool {
        severity
            <= match self {
                Deny::Error => Severity::Error,
                Deny::Warning => Severity::Warning,
                Deny::Hint => Severity::Hint,
            }
    }
}

/// A text with filters in it.
struct Input {
    name: Option<String>,
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A filter of its own.
    Filter,
    /// A file of filters.
    File,
    /// A URL, a query string or a command.
    Url,
}

pub(super) fn run(args: &Args, schema: &Schema, screen: &Screen) -> Result<u8, Failure> {
    let words: Vec<String> = args.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    if !args.filters.is_empty() && super::has_operator(&words) {
        return Err(super::unquoted_filter());
    }
    let (inputs, unread) = inputs(args, screen)?;
    let sources: Vec<Source<'_>> =
        inputs.iter().map(|input| Source::new(input.name.as_deref(), &input.text)).collect();
    let mut checks = Vec::new();
    for (input, source) in inputs.iter().zip(&sources) {
        check(input, source, args, schema, &mut checks);
    }
    let reports: Vec<Reported<'_>> = checks.iter().map(Check::report).collect();
    args.output.write_files(&reports, args.hints)?;
    args.output.format(screen.look(args.hints)).write(&mut std::io::stdout().lock(), &reports)?;
    let summary = Summary::of(&reports);
    if summary.filters == 0 && unread == 0 {
        return Err(no_filters(args));
    }
    if summary.filters > 0 {
        screen.note(&sentence(&summary));
    }
    let failed = bad_values(args, schema, screen, &summary)
        || reports.iter().flat_map(Reported::diagnostics).any(|found| args.deny.fails(found.severity()));
    Ok(match (unread, failed) {
        (1.., _) => 2,
        (0, true) if !args.exit_zero => 1,
        _ => 0,
    })
}

/// Whether a value does not fit the parameter that it is for; it is told.
fn bad_values(args: &Args, schema: &Schema, screen: &Screen, summary: &Summary) -> bool {
    if args.values.is_empty() || summary.errors > 0 {
        return false;
    }
    let filled = args.filters.iter().map(|text| args.values.fill(text, None, schema, screen));
    let refused: Vec<Failure> = filled.filter_map(Result::err).collect();
    refused.iter().for_each(|failure| {
        failure.report(screen);
    });
    !refused.is_empty()
}

/// A filter that was looked at.
struct Check<'t> {
    source: &'t Source<'t>,
    layer: LayerOf<'t>,
}

enum LayerOf<'t> {
    /// The whole of its source.
    Whole(Checked<'t>),
    /// A filter of a file: its text stands apart, for comments may stand in it.
    Entry(Entry<'t>, Vec<Diagnostic>, usize),
    /// A filter in a URL.
    Url(Box<Decoded<'t>>),
}

fn check<'t>(
    input: &'t Input,
    source: &'t Source<'t>,
    args: &Args,
    schema: &Schema,
    checks: &mut Vec<Check<'t>>,
) {
    match input.kind {
        Kind::Filter => {
            let checked = if args.values.is_empty() {
                schema.check(&input.text)
            } else {
                schema.check_template(&input.text, &Limits::DEFAULT)
            };
            checks.push(Check { source, layer: LayerOf::Whole(checked) });
        }
        Kind::Url => {
            let decoded = decode::decode(&input.text, schema, &Limits::DEFAULT);
            checks.push(Check { source, layer: LayerOf::Url(Box::new(decoded)) });
        }
        Kind::File => {
            for entry in entries(&input.text) {
                let checked = schema.check(&entry.text);
                let (found, omitted) = (checked.diagnostics().to_vec(), checked.diagnostics().omitted());
                checks.push(Check { source, layer: LayerOf::Entry(entry, found, omitted) });
            }
        }
    }
}

impl Check<'_> {
    fn report(&self) -> Reported<'_> {
        match &self.layer {
            LayerOf::Whole(checked) => Reported::whole(self.source)
                .with_findings(checked.diagnostics(), checked.diagnostics().omitted()),
            LayerOf::Entry(entry, found, omitted) => {
                Reported::part(self.source, &entry.text, entry.map.clone()).with_findings(found, *omitted)
            }
            LayerOf::Url(decoded) => super::decode::report(decoded, self.source).given_by("--url"),
        }
    }
}

/// What there is to check, and how many files could not be read; those are told.
fn inputs(args: &Args, screen: &Screen) -> Result<(Vec<Input>, usize), Failure> {
    let mut inputs = Vec::new();
    let mut unread = 0;
    for text in &args.filters {
        if !text.contains(' ') && std::path::Path::new(text).exists() {
            screen.warning(&format!(
                "{} is a file: without `-e` the filters in it are checked",
                files::shown(text.as_ref())
            ));
        }
        inputs.push(Input { name: None, text: text.clone(), kind: Kind::Filter });
    }
    for text in &args.urls {
        inputs.push(Input { name: None, text: text.clone(), kind: Kind::Url });
    }
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() && inputs.is_empty() { &here[..] } else { &args.paths };
    for path in paths {
        if let Err(failure) = read(path, &mut inputs) {
            failure.report(screen);
            unread += 1;
        }
    }
    Ok((inputs, unread))
}

fn read(path: &std::path::Path, inputs: &mut Vec<Input>) -> Result<(), Failure> {
    if path.as_os_str() == "-" {
        let text = files::read_input(limits::FILE)?;
        inputs.push(Input { name: Some("-".to_owned()), text, kind: Kind::File });
        return Ok(());
    }
    let mut problem = None;
    for path in files::find(path)? {
        match files::read(&path, limits::FILE) {
            Ok(text) => {
                let name = path.strip_prefix(".").unwrap_or(&path).to_string_lossy().into_owned();
                inputs.push(Input { name: Some(name), text, kind: Kind::File });
            }
            Err(failure) => problem = Some(failure),
        }
    }
    problem.map_or(Ok(()), Err)
}

fn no_filters(args: &Args) -> Failure {
    let place = match args.paths.as_slice() {
        [] => "this folder".to_owned(),
        [path] => files::shown(path),
        _ => "these files".to_owned(),
    };
    Failure::usage(format!("no filters were found in {place}"))
        .with_help("a `.comfilter` file holds filters; to check one filter, write `comfilter lint -e \"state eq 'ERROR'\"`")
}

/// `3 filters: 1 error, 2 warnings`.
fn sentence(summary: &Summary) -> String {
    let count = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    let found: Vec<String> = [
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.hints, "hint"),
        (summary.omitted, "more finding"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| count(number, word))
    .collect();
    let found = if found.is_empty() { "nothing to say".to_owned() } else { found.join(", ") };
    format!("{}: {found}", count(summary.filters, "filter"))
}
