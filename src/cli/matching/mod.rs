//! `comfilter match`: the jobs of files and streams that a filter selects.

mod blocks;
mod fields;
mod found;
mod named;
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

use clap::ValueEnum;

use super::failure::{COULD_NOT_RUN, Failure};
use super::filter::{ValueArgs, Written};
use super::sample::Sample;
use super::screen::{DataForm, Screen};
use super::source;
use super::walk::WalkArgs;
use super::why;
use crate::check::{Filter, contested};
use crate::lint::Linter;
use crate::matcher::{ScanOptions, ScanTarget, Scanner};
use fields::{FieldForm, PrintedFields};
use found::{NamedForm, RecordForm, RecordTask, Widened};
pub(in crate::cli) use named::given_name;
use named::{JobFiles, NamedFilters};
use outcome::MatchOutcome;
use progress::Progress;
pub(in crate::cli) use record::{make_safe, write as write_record};

/// Print the jobs that a filter selects, from files or from a pipe.
///
/// A file contains jobs one per line (NDJSON), a JSON array of them, list responses of the service,
/// or any number of these one after another, compact or pretty-printed, in UTF-8 or UTF-16, also
/// compressed with gzip or zstd. Each matching job is printed on one line. If an object repeats a
/// key, the first one counts.
///
/// Exit codes: 0 something matched, 1 nothing matched (0 with `--exit-zero`), 2 the filter, the command line or a file is
/// wrong, 3 some records are bad, or are error responses.
#[derive(Debug, clap::Args)]
pub(super) struct MatchArgs {
    /// The filter; `-` reads it from standard input. With `--file` or `--filters`, each argument is a FILE
    #[arg(value_name = "FILTER", required_unless_present_any = ["file", "filters"])]
    filter: Option<OsString>,
    /// Files of jobs, and folders with `.json`, `.ndjson` and `.jsonl` files, also `.gz` and `.zst`;
    /// `-`, or none, is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read the filter from FILE
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    file: Option<PathBuf>,
    /// Find for each job the filters of a `.comfilter` file that select it, and print `{"filters": […],
    /// "job": {…}}`. The first line of the comment above a filter is its name; without one, its number is
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "arg", "arg_file", "field", "ids", "why"])]
    filters: Option<PathBuf>,
    /// Write the jobs of each filter to a separate file in DIR: `NAME.ndjson`
    #[arg(long, value_name = "DIR", requires = "filters", conflicts_with_all = ["count", "quiet", "invert", "with_filename"])]
    into: Option<PathBuf>,
    /// Replace files in the folder of `--into`
    #[arg(long, requires = "into")]
    force: bool,
    #[command(flatten)]
    values: ValueArgs,
    /// Print only a count; with `--filters`, one for each filter
    #[arg(short, long, conflicts_with_all = ["field", "ids"])]
    count: bool,
    /// Print nothing, and stop at the first match: only the exit code matters
    #[arg(short, long, conflicts_with_all = ["count", "field", "ids", "limit"])]
    quiet: bool,
    /// Select the other jobs: those for which the filter is false or null
    #[arg(short = 'v', long)]
    invert: bool,
    /// Stop after N matches
    #[arg(short = 'n', long, value_name = "N", value_parser = super::whole::<u64>)]
    limit: Option<u64>,
    /// Print a value instead of the job, such as `name` or `resource/id`. Separate several with
    /// commas; the output has tabs between them
    #[arg(long, visible_alias = "select", value_name = "PATH", value_delimiter = ',')]
    field: Vec<String>,
    /// Print the ids: the same as `--field id`
    #[arg(long, conflicts_with = "field")]
    ids: bool,
    /// Print the names of the values on the first line
    #[arg(long)]
    header: bool,
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
    /// The output format: `text` prints jobs as they are, and values as `tsv`; `csv` and `tsv` are for
    /// `--field` and `--ids`, `json` is also for `--why`
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: MatchFormat,
    /// End with 0 instead of 1 if nothing matches, for a caller that takes each other code for a failure, such as
    /// `rdd.pipe` of Spark and `COPY … FROM PROGRAM` of PostgreSQL
    #[arg(long, conflicts_with = "quiet")]
    exit_zero: bool,
    /// Report the number of records and the speed on standard error
    #[arg(long)]
    stats: bool,
}

/// How jobs and values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MatchFormat {
    /// For people and line tools
    Text,
    /// One JSON document on each line
    Json,
    /// Values with commas between them
    Csv,
    /// Values with tabs between them
    Tsv,
}

/// The number of bytes of a file, which may be compressed, that are worth a thread.
const SMALL: u64 = 64 << 10;

/// The exit code if nothing matched.
const NOTHING: u8 = 1;

pub(super) fn run(args: &MatchArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let code = search(args, linter, screen)?;
    Ok(if code == NOTHING && args.exit_zero { 0 } else { code })
}

fn search(args: &MatchArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let schema = linter.schema();
    let start = Instant::now();
    args.refuse_what_has_no_place()?;
    let (filters, mut paths) = filters(args, linter, screen)?;
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            screen.note(&format!(
                "{} are read from the terminal, up to Ctrl-D; to read a file, name it",
                schema.resource()
            ));
        }
        paths.push("-".into());
    }
    let (paths, is_unreadable) = files_at(paths, screen)?;
    if let (Filters::One(filter), true) = (&filters, args.why) {
        let sources = paths.iter().map(|path| {
            let opened = source::open(path, &Arc::default());
            (path.clone(), opened.map(|opened| opened.source))
        });
        return why::run(filter, sources, &args.at, args.data_form(), is_unreadable, screen);
    }
    let options = ScanOptions::new().refuse_responses().strict(args.strict).invert(args.invert).at(&args.at);
    let names = args.field.iter().map(|name| name.trim().to_owned()).collect();
    let fields: Vec<String> = if args.ids { vec!["id".to_owned()] } else { names };
    let form = match &filters {
        _ if args.quiet => RecordForm::Quiet,
        Filters::Named(named) => RecordForm::Named(Arc::clone(named), args.named_form()),
        Filters::One(_) if args.count => RecordForm::Count,
        Filters::One(_) if fields.is_empty() => RecordForm::Record,
        Filters::One(_) => {
            RecordForm::Fields(PrintedFields::new(fields, args.field_form(), &args.at, schema))
        }
    };
    let job_files = match (&filters, &args.into) {
        (Filters::Named(named), Some(folder)) => {
            let inputs = paths.iter().chain(&args.filters);
            Some(JobFiles::create(folder, &named.names, args.force, inputs)?)
        }
        _ => None,
    };
    let is_terminal = io::stdout().is_terminal();
    let count = Arc::new(AtomicU64::new(0));
    // Output on the same terminal already shows the progress.
    let shows_progress = io::stderr().is_terminal() && (!is_terminal || !form.prints_records());
    let size = source::size(&paths);
    let progress = Progress::new(shows_progress, Arc::clone(&count), size);
    // More threads than pieces would be useless.
    let most = size.map_or(usize::MAX, |size| usize::try_from(size / SMALL).unwrap_or(usize::MAX)).max(1);
    let threads = super::threads(args.threads, most);
    let limit = if args.quiet { 1 } else { args.limit.unwrap_or(u64::MAX) };
    let scanner = |options: &ScanOptions| match &filters {
        Filters::One(filter) => Scanner::new(&filter.matcher(), options),
        Filters::Named(named) => {
            Scanner::of(ScanTarget::Shared(Arc::clone(&named.set)), Some(schema), options)
        }
    };
    // With `--invert`, fewer spellings select more.
    let widened = match &filters {
        Filters::One(filter) if !args.invert && !args.quiet => contested::widened(filter),
        _ => None,
    };
    let task = RecordTask {
        scanner: scanner(&options),
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
    let mut outcome = MatchOutcome::new(
        *screen,
        limit,
        Sample::new(schema, &args.at),
        scanner(&options.clone().all(true)),
        progress,
        args.stats.then_some(start),
        job_files,
    );
    outcome.begin(&task, args.header, is_unreadable);
    work::run(task, threads, outcome, count)
}

impl MatchArgs {
    /// Reports options that have no effect together.
    fn refuse_what_has_no_place(&self) -> Result<(), Failure> {
        let has_values = self.ids || !self.field.is_empty();
        let is_table = matches!(self.format, MatchFormat::Csv | MatchFormat::Tsv);
        if (is_table || self.header) && !has_values {
            let option = match self.format {
                _ if self.header => "--header",
                MatchFormat::Csv => "--format csv",
                _ => "--format tsv",
            };
            return Err(Failure::usage(format!("`{option}` is for values, and the output is whole jobs"))
                .with_help("name the values: `--field name,resource/id`"));
        }
        if self.header && self.format == MatchFormat::Json {
            return Err(Failure::usage("`--header` has no place in JSON: each line has the names"));
        }
        if self.filters.is_some() && self.count && (self.invert || self.with_filename) {
            let option = if self.invert { "--invert" } else { "--with-filename" };
            return Err(Failure::usage(format!("`{option}` has no place beside `--count` of each filter")));
        }
        Ok(())
    }

    /// The format of `--why`.
    fn data_form(&self) -> DataForm {
        if self.format == MatchFormat::Json { DataForm::Json } else { DataForm::Text }
    }

    /// The output for the filters of a file.
    fn named_form(&self) -> NamedForm {
        match self.data_form() {
            _ if self.into.is_some() => NamedForm::Files,
            DataForm::Json if self.count => NamedForm::JsonCount,
            DataForm::Text if self.count => NamedForm::Count,
            DataForm::Json | DataForm::Text => NamedForm::Lines,
        }
    }

    /// The format of values.
    fn field_form(&self) -> FieldForm {
        match self.format {
            MatchFormat::Text | MatchFormat::Tsv => FieldForm::Tsv,
            MatchFormat::Csv => FieldForm::Csv,
            MatchFormat::Json => FieldForm::Json,
        }
    }
}

/// The filters of the command.
enum Filters {
    One(Filter),
    /// All filters of a file.
    Named(Arc<NamedFilters>),
}

/// The filters, and the files of jobs.
fn filters(args: &MatchArgs, linter: &Linter, screen: &Screen) -> Result<(Filters, Vec<PathBuf>), Failure> {
    let Some(file) = &args.filters else {
        let (written, paths) = arguments(args)?;
        let filter = written.filter(&args.values, linter, screen);
        return Ok((Filters::One(filter.map_err(|failure| failure.with_code(COULD_NOT_RUN))?), paths));
    };
    let paths: Vec<PathBuf> =
        args.filter.iter().map(PathBuf::from).chain(args.files.iter().cloned()).collect();
    if source::is_input(file) && (paths.is_empty() || paths.iter().any(|path| source::is_input(path))) {
        return Err(Failure::usage("the filters and the records cannot both be on standard input")
            .with_help("name the file of the filters"));
    }
    Ok((Filters::Named(Arc::new(named::read(file, linter, screen)?)), paths))
}

/// The endings of files of records in a folder.
const ENDINGS: [&str; 3] = [".json", ".ndjson", ".jsonl"];

/// The files at paths, with the files of records for a folder, and whether a folder in one cannot be
/// read, which it reports. A folder without such files stays, and is an error when it is opened.
pub(super) fn files_at(paths: Vec<PathBuf>, screen: &Screen) -> Result<(Vec<PathBuf>, bool), Failure> {
    let is_wanted = |path: &Path| {
        let name = path.file_name()?.to_string_lossy();
        let plain = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(&name);
        ENDINGS.iter().any(|ending| plain.ends_with(ending)).then_some(())
    };
    let (mut files, mut is_unreadable) = (Vec::new(), false);
    for path in paths {
        if !source::is_input(&path) && !path.exists() {
            // It is reported before a limit ends the reading.
            source::missing(&path).report(screen);
            is_unreadable = true;
            continue;
        }
        let before = files.len();
        if !source::is_input(&path) && path.is_dir() {
            for found in WalkArgs::everything().find(&path, None, is_wanted)? {
                match found {
                    Ok((file, ())) => files.push(file),
                    Err(failure) => {
                        failure.report(screen);
                        is_unreadable = true;
                    }
                }
            }
        }
        if files.len() == before {
            files.push(path);
        }
    }
    Ok((files, is_unreadable))
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
