//! `comfilter lint`: checks filters.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::baseline::{BaselineArgs, Known};
use super::config::{ConfigArgs, Configs};
use super::failure::Failure;
use super::files::{self, Unicode};
use super::filter::ValueArgs;
use super::ignore::{self, IgnoreArgs};
use super::output::OutputArgs;
use super::screen::Screen;
use crate::diagnostic::{Applicability, Severity};
use crate::limits;
use crate::lint::{Holder, Linted, Linter};
use crate::report::{Reported, Summary};
use crate::schema::Schema;
use crate::text::{Quoted, Source};

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
    #[command(flatten)]
    fixing: FixArgs,
    #[command(flatten)]
    ignoring: IgnoreArgs,
    #[command(flatten)]
    known: BaselineArgs,
    #[command(flatten)]
    config: ConfigArgs,
    /// The least severity that fails
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    deny: Deny,
    /// End with 0 whatever was found
    #[arg(long)]
    exit_zero: bool,
}

/// Whether findings are fixed.
#[derive(Debug, clap::Args)]
struct FixArgs {
    /// Apply the safe fixes: to files in their place, for `-e`, `--url` and `-` to what is printed
    #[arg(long)]
    fix: bool,
    /// With `--fix` or `--diff`, apply the fixes that are a guess, too
    #[arg(long)]
    unsafe_fixes: bool,
    /// Change nothing, show what `--fix` would change
    #[arg(long)]
    diff: bool,
}

impl FixArgs {
    /// The fixes that are applied, if any are.
    fn most(&self) -> Option<Applicability> {
        let most = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        (self.fix || self.diff).then_some(most)
    }
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
    from: From,
    holder: Holder,
    text: String,
}

/// Where a text is from.
enum From {
    /// An option of the command line.
    Option(&'static str),
    StandardInput,
    File(PathBuf, Unicode),
}

impl Input {
    /// The name that reports show; none for an option, which they know.
    fn name(&self) -> Option<Cow<'_, str>> {
        match &self.from {
            From::Option(_) => None,
            From::StandardInput => Some("-".into()),
            From::File(path, _) => Some(path.to_string_lossy()),
        }
    }

    /// The file that the text is from.
    fn file(&self) -> Option<&Path> {
        match &self.from {
            From::File(path, _) => Some(path),
            _ => None,
        }
    }

    fn option(&self) -> &'static str {
        match self.from {
            From::Option(option) => option,
            _ => "-",
        }
    }
}

/// `schema` is that of the command line.
pub(super) fn run(args: &Args, schema: Option<Schema>, screen: &Screen) -> Result<u8, Failure> {
    let words: Vec<String> = args.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    if !args.filters.is_empty() && super::has_operator(&words) {
        return Err(super::unquoted_filter());
    }
    if args.fixing.unsafe_fixes && args.fixing.most().is_none() {
        return Err(Failure::usage("`--unsafe-fixes` alone fixes nothing")
            .with_help("add `--fix` to apply them, or `--diff` to see them"));
    }
    let (reason, mut known) = (args.ignoring.reason()?, args.known.open()?);
    let (mut inputs, mut unread) = inputs(args, screen)?;
    let mut configs = Configs::new(&args.config, schema);
    let linters = inputs.iter().map(|input| configs.linter(input.file()));
    let linters: Vec<Linter> = linters.collect::<Result<_, _>>()?;
    if let Some(reason) = reason {
        return add_ignores(&inputs, &linters, reason, unread, screen);
    }
    let fixed = match args.fixing.most() {
        Some(most) => fix(&mut inputs, &linters, most, args, screen)?,
        None => Fixing::default(),
    };
    unread += fixed.unwritten;
    let names: Vec<Option<Cow<'_, str>>> = inputs.iter().map(Input::name).collect();
    let sources: Vec<Source<'_>> =
        inputs.iter().zip(&names).map(|(input, name)| Source::new(name.as_deref(), &input.text)).collect();
    let mut linted: Vec<Vec<Linted<'_>>> = Vec::new();
    for (input, linter) in inputs.iter().zip(&linters) {
        let Some(known) = &mut known else {
            linted.push(linter.lint_all(input.holder, &input.text));
            continue;
        };
        let mut all = linter.thorough().lint_all(input.holder, &input.text);
        known.take(input.file(), input.option(), linter.limits().diagnostics, &mut all)?;
        linted.push(all);
    }
    if let Some(known) = &known
        && known.write(linted.iter().map(Vec::len).sum(), unread, screen)?
    {
        return Ok(0);
    }
    let mut reports = Vec::new();
    for ((input, source), linted) in inputs.iter().zip(&sources).zip(&linted) {
        reports.extend(linted.iter().map(|linted| report(linted, source).given_by(input.option())));
    }
    args.output.write_files(&reports, args.hints)?;
    let look = if fixed.printed { screen.error_look(args.hints) } else { screen.look(args.hints) };
    let format = args.output.format(look);
    // What was printed is for whoever reads standard output, and must stay alone there. A difference
    // shows what is found by itself.
    match (args.fixing.diff, fixed.printed) {
        (true, _) => {}
        (false, true) => {
            let _ = format.write(&mut std::io::stderr().lock(), &reports);
        }
        (false, false) => format.write(&mut std::io::stdout().lock(), &reports)?,
    }
    let summary = Summary::of(&reports);
    if summary.filters == 0 && unread == 0 {
        return Err(no_filters(args));
    }
    if summary.filters > 0 {
        let known = known.as_ref().map_or_else(String::new, Known::note);
        screen.note(&format!("{}{known}", sentence(&summary, &fixed)));
    }
    if let Some(known) = &known {
        known.tell_stale(screen);
    }
    let failed = bad_values(args, &inputs, &linters, screen, &summary)
        || (args.fixing.diff && fixed.count > 0)
        || reports.iter().flat_map(Reported::diagnostics).any(|found| args.deny.fails(found.severity()));
    Ok(match (unread, failed) {
        (1.., _) => 2,
        (0, true) if !args.exit_zero => 1,
        _ => 0,
    })
}

/// A filter with what was found in it and round it.
fn report<'t>(linted: &'t Linted<'_>, source: &'t Source<'t>) -> Reported<'t> {
    let reported = Reported::part(source, linted.filter(), linted.map().into_owned())
        .with_findings(linted.diagnostics(), linted.omitted())
        .with_outer_findings(linted.outer_diagnostics());
    if linted.is_placed() { reported.placed_by(linted) } else { reported }
}

/// What came of fixing.
#[derive(Default)]
struct Fixing {
    /// How many fixes were applied, or would be.
    count: usize,
    /// Whether a text or a difference went to standard output.
    printed: bool,
    unwritten: usize,
}

/// Fixes each text. What no file holds is printed; with `--diff` nothing is changed, and the difference
/// is printed.
fn fix(
    inputs: &mut [Input],
    linters: &[Linter],
    most: Applicability,
    args: &Args,
    screen: &Screen,
) -> Result<Fixing, Failure> {
    let mut fixing = Fixing::default();
    for (input, linter) in inputs.iter_mut().zip(linters) {
        let fixed = linter.fix(input.holder, &input.text, most);
        fixing.count += fixed.count;
        if !fixed.is_done {
            let name = input.name().unwrap_or_else(|| input.option().into());
            screen.warning(&format!("{} has more to fix: run the command again", Quoted(&name)));
        }
        if args.fixing.diff {
            fixing.printed = true;
            let name = input.name().unwrap_or_else(|| input.option().into());
            files::print_diff(&name, &input.text, &fixed.text, screen)?;
            continue;
        }
        match &input.from {
            From::Option(_) => screen.print_line(&fixed.text)?,
            From::StandardInput => screen.print(&fixed.text)?,
            From::File(path, unicode) => {
                if fixed.text != input.text
                    && let Err(failure) = files::replace(path, &fixed.text, *unicode)
                {
                    failure.report(screen);
                    fixing.unwritten += 1;
                    fixing.count -= fixed.count;
                    continue;
                }
            }
        }
        fixing.printed |= !matches!(input.from, From::File(..));
        input.text = fixed.text;
    }
    Ok(fixing)
}

/// Adds comments for everything that is found, in files.
fn add_ignores(
    inputs: &[Input],
    linters: &[Linter],
    reason: &str,
    mut unread: usize,
    screen: &Screen,
) -> Result<u8, Failure> {
    if unread > 0 {
        return Err(Failure::usage("no comment was added, for not every file could be read")
            .with_help("a reason stands behind `=`: `--add-ignore=\"until spring\"`"));
    }
    let (mut comments, mut files) = (0, 0);
    for (input, linter) in inputs.iter().zip(linters) {
        let From::File(path, unicode) = &input.from else {
            return Err(Failure::usage("comments are added to files, and this is standard input"));
        };
        match ignore::add(path, &input.text, *unicode, linter, reason) {
            Ok(count) => (comments, files) = (comments + count, files + usize::from(count > 0)),
            Err(failure) => {
                failure.report(screen);
                unread += 1;
            }
        }
    }
    ignore::tell(comments, files, screen);
    Ok(if unread > 0 { 2 } else { 0 })
}

/// Whether a value does not fit the parameter that it is for; it is told.
fn bad_values(args: &Args, inputs: &[Input], linters: &[Linter], screen: &Screen, summary: &Summary) -> bool {
    if args.values.is_empty() || summary.errors > 0 {
        return false;
    }
    let filters = inputs.iter().zip(linters).filter(|(input, _)| input.holder == Holder::Template);
    let filled = filters.map(|(input, linter)| args.values.fill(&input.text, None, linter.schema(), screen));
    let refused: Vec<Failure> = filled.filter_map(Result::err).collect();
    refused.iter().for_each(|failure| {
        failure.report(screen);
    });
    !refused.is_empty()
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
        let holder = if args.values.is_empty() { Holder::Filter } else { Holder::Template };
        inputs.push(Input { from: From::Option("-e"), holder, text: text.clone() });
    }
    for text in &args.urls {
        inputs.push(Input { from: From::Option("--url"), holder: Holder::Request, text: text.clone() });
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
        inputs.push(Input { from: From::StandardInput, holder: Holder::File, text });
        return Ok(());
    }
    let mut problem = None;
    for path in files::find(path)? {
        match files::read_as(&path, limits::FILE) {
            Ok((text, unicode)) => {
                let path = path.strip_prefix(".").unwrap_or(&path).to_owned();
                inputs.push(Input { from: From::File(path, unicode), holder: Holder::File, text });
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
fn sentence(summary: &Summary, fixed: &Fixing) -> String {
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
    let filters = count(summary.filters, "filter");
    match fixed.count {
        0 => format!("{filters}: {found}"),
        fixes => format!("{filters}, {}: {found}", count(fixes, "fix").replace("fixs", "fixes")),
    }
}
