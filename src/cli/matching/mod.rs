//! `comfilter match`: the jobs of files and streams that a filter selects.

mod fields;
mod found;
mod outcome;
mod progress;
mod record;
mod work;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use super::failure::{COULD_NOT_RUN, Failure};
use super::filter::{ValueArgs, Written};
use super::screen::{self, Screen};
use super::source;
use super::why;
use crate::check::contested;
use crate::matcher::{ScanOptions, Scanner};
use crate::schema::Schema;
use fields::PrintedFields;
use found::{RecordForm, RecordTask, Widened};
use outcome::MatchOutcome;
use progress::Progress;

/// Print the jobs that a filter selects, from files or from a pipe.
///
/// A file contains jobs one per line (NDJSON), a JSON array of them, list responses of the service,
/// or any number of these one after another, compact or pretty-printed, in UTF-8 or UTF-16, also
/// compressed with gzip or zstd. Each matching job is printed on one line.
///
/// Exit codes: 0 something matched, 1 nothing matched, 2 the filter, the command line or a file is
/// wrong, 3 some records are bad.
#[derive(Debug, clap::Args)]
pub(super) struct MatchArgs {
    /// The filter; `-` reads it from standard input. With `--file`, each argument is a FILE
    #[arg(value_name = "FILTER", required_unless_present = "file")]
    filter: Option<OsString>,
    /// Files of jobs; `-`, or none, is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read the filter from FILE
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    values: ValueArgs,
    /// Print only a count
    #[arg(short, long, conflicts_with_all = ["field", "ids"])]
    count: bool,
    /// Print nothing, and stop at the first match: only the exit code matters
    #[arg(short, long, conflicts_with_all = ["count", "field", "ids", "limit"])]
    quiet: bool,
    /// Select the other jobs: those for which the filter is false or null
    #[arg(short = 'v', long)]
    invert: bool,
    /// Stop after N matches
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<u64>,
    /// Print a value instead of the job, such as `name` or `resource/id`. Separate several with
    /// commas; the output has tabs between them
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    field: Vec<String>,
    /// Print the ids: the same as `--field id`
    #[arg(long, conflicts_with = "field")]
    ids: bool,
    /// Begin each line with the name of its file
    #[arg(short = 'H', long)]
    with_filename: bool,
    /// Find the job at this path of a record: `data` for a webhook's
    #[arg(long, value_name = "PATH", default_value = "", hide_default_value = true)]
    at: String,
    /// Reject records that are not valid JSON. By default, comfilter parses only the parts that the
    /// filter needs
    #[arg(long)]
    strict: bool,
    /// Use N threads (default: all cores). The output is the same
    #[arg(short = 'j', long, value_name = "N", value_parser = super::positive::<NonZero<usize>>)]
    threads: Option<NonZero<usize>>,
    /// Count the jobs that each term selects, and show the values where a term selects none
    #[arg(long, conflicts_with_all = ["count", "quiet", "invert", "limit", "field", "ids", "with_filename", "threads", "stats"])]
    why: bool,
    /// The output format of `--why`
    #[arg(long, value_name = "FORMAT", default_value = "text", requires = "why")]
    format: screen::DataForm,
    /// Report the number of records and the speed on standard error
    #[arg(long)]
    stats: bool,
}

/// The number of bytes of a file, which may be compressed, that are worth a thread.
const SMALL: u64 = 64 << 10;

pub(super) fn run(args: &MatchArgs, schema: &Schema, screen: &Screen) -> Result<u8, Failure> {
    let start = Instant::now();
    let (written, mut paths) = arguments(args)?;
    let filter =
        written.filter(&args.values, schema, screen).map_err(|told| told.with_code(COULD_NOT_RUN))?;
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            screen.note(&format!(
                "{} are read from the terminal, up to Ctrl-D; to read a file, name it",
                schema.resource()
            ));
        }
        paths.push("-".into());
    }
    if args.why {
        let options = ScanOptions::new().at(&args.at);
        let sources = paths.iter().map(|path| {
            let opened = source::open(path, &Arc::default());
            (path.clone(), opened.map(|opened| opened.source))
        });
        return why::run(&filter, sources, &options, args.format, screen);
    }
    let options = ScanOptions::new().strict(args.strict).invert(args.invert).at(&args.at);
    let fields = if args.ids { vec!["id".to_owned()] } else { args.field.clone() };
    let form = match () {
        () if args.quiet => RecordForm::Quiet,
        () if args.count => RecordForm::Count,
        () if fields.is_empty() => RecordForm::Record,
        () => RecordForm::Fields(PrintedFields::new(fields, &args.at, schema)),
    };
    let is_terminal = io::stdout().is_terminal();
    let count = Arc::new(AtomicU64::new(0));
    // Output on the same terminal already shows the progress.
    let shows_progress =
        io::stderr().is_terminal() && (!is_terminal || matches!(form, RecordForm::Quiet | RecordForm::Count));
    let size = source::size(&paths);
    let progress = Progress::new(shows_progress, Arc::clone(&count), size);
    // More threads than pieces would be useless.
    let most = size.map_or(usize::MAX, |size| usize::try_from(size / SMALL).unwrap_or(usize::MAX)).max(1);
    let threads = super::threads(args.threads, most);
    let limit = if args.quiet { 1 } else { args.limit.unwrap_or(u64::MAX) };
    // With `--invert`, fewer spellings select more.
    let widened = if args.invert || args.quiet { None } else { contested::widened(&filter) };
    let task = RecordTask {
        scanner: Scanner::new(&filter.matcher(), &options),
        widened: widened.map(|filter| Widened {
            text: filter.as_str().to_owned(),
            scanner: Scanner::new(&filter.matcher(), &options),
        }),
        form,
        resource: schema.resource().to_owned(),
        limit,
        paths,
        with_filename: args.with_filename,
        is_terminal,
    };
    let outcome = MatchOutcome::new(*screen, limit, progress, args.stats.then_some(start));
    work::run(task, threads, outcome, count)
}

/// The filter, and the files of jobs.
fn arguments(args: &MatchArgs) -> Result<(Written<'_>, Vec<PathBuf>), Failure> {
    let mut paths = args.files.clone();
    let Some(filter) = &args.filter else {
        return match &args.file {
            Some(file) => Ok((Written::File(file), paths)),
            None => Err(Failure::usage("a filter is missing")),
        };
    };
    if let Some(file) = &args.file {
        paths.insert(0, filter.into());
        return Ok((Written::File(file), paths));
    }
    let Some(text) = filter.to_str() else {
        return Err(Failure::usage("the filter is not valid UTF-8"));
    };
    if text == "-" && (paths.is_empty() || paths.iter().any(|path| source::is_input(path))) {
        return Err(Failure::usage("the filter and the records cannot both be on standard input")
            .with_help("give the filter as an argument or with `-f FILE`"));
    }
    let is_missing = |path: &&PathBuf| !source::is_input(path) && !path.exists();
    let missing = paths.iter().filter(is_missing);
    let words: Vec<String> = missing.map(|path| path.to_string_lossy().into_owned()).collect();
    if super::has_operator(&words) {
        return Err(super::unquoted_filter(""));
    }
    if Path::new(text).is_file() {
        let is_swapped = words.iter().any(|word| super::looks_like_filter(word));
        return Err(if is_swapped {
            Failure::usage("the filter comes before the files: `comfilter match FILTER FILE`")
        } else {
            let name = super::files::shown(text.as_ref());
            Failure::usage(format!("{name} is a file: expected a filter"))
                .with_help("write `comfilter match FILTER FILE`, or `-f FILE` for a file with the filter")
        });
    }
    Ok((Written::Text(text), paths))
}
