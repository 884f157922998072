//! The `comfilter` command: the only place that reads files and knows a terminal.
//!
//! Each subcommand has a file, with its arguments and its work. Data goes to standard output,
//! everything else to standard error; a command returns its exit code.

mod bad_records;
mod baseline;
mod compare;
mod completions;
mod config;
mod decode;
mod encode;
mod examples;
mod explain;
mod failure;
mod files;
mod filter;
mod fmt;
mod lint;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod matching;
mod output;
mod progress;
mod properties;
mod resources;
mod rule;
mod sample;
mod schema;
mod screen;
mod simplify;
mod source;
mod sql;
mod walk;
mod why;

use std::ffi::OsString;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::limits;
use crate::schema::{Schema, SchemaError};
use crate::syntax::{WordRole, role_of};
use crate::text::safe_line;
use failure::Failure;
use screen::Screen;

/// The output of `comfilter` without arguments.
const WELCOME: &str = "\
comfilter checks, encodes and evaluates the job filters of HPE Compute Ops Management.

  comfilter lint -e \"state == 'ERROR' and Name eq 'x'\"
      says what is wrong with a filter, where, and what to write instead

  comfilter encode \"resource/id eq 'P06760-B21+2M212504P8'\" --as curl
      prints a request that sends it

  comfilter explain \"not state eq 'COMPLETE' and deleteOnComplete eq true\"
      says in plain English which jobs it selects

  comfilter match \"state eq 'ERROR'\" jobs.json
      prints the saved jobs that it selects

`comfilter --help` lists everything, and `comfilter examples` shows filters to try.
";

/// Checks, encodes and evaluates the job filters of HPE Compute Ops Management.
#[derive(Debug, Parser)]
#[command(name = "comfilter", disable_help_subcommand = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Subcommands,
    #[command(flatten)]
    shared: SharedOptions,
}

/// The options of every command.
#[derive(Debug, clap::Args)]
struct SharedOptions {
    /// Use colours; `auto` uses them on a terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    color: ColorChoice,
    /// Use this schema file, for lists that are not built in; `comfilter schema --help` says how to
    /// make one
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    schema: Option<PathBuf>,
    /// Use this list: `servers`, `v1beta2/groups`, or the path of one (default: jobs); `comfilter
    /// resources` lists them
    #[arg(
        long,
        global = true,
        value_name = "LIST",
        conflicts_with = "schema",
        help_heading = "Global options"
    )]
    resource: Option<String>,
}

/// Each is documented at its arguments.
#[derive(Debug, Subcommand)]
enum Subcommands {
    Lint(lint::Args),
    Fmt(fmt::FmtArgs),
    Encode(encode::EncodeArgs),
    Sql(sql::SqlArgs),
    Decode(decode::DecodeArgs),
    Explain(explain::ExplainArgs),
    Compare(compare::CompareArgs),
    Simplify(simplify::SimplifyArgs),
    Match(matching::MatchArgs),
    Properties(properties::PropertiesArgs),
    Resources(resources::ResourcesArgs),
    Examples(examples::ExamplesArgs),
    Rule(rule::RuleArgs),
    Schema(schema::SchemaArgs),
    Config(config::ShowConfigArgs),
    #[cfg(feature = "lsp")]
    Lsp(lsp::LspArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// Runs the command line `args`, its first word being the program's name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = without_help_command(&args.into_iter().collect::<Vec<_>>());
    let screen = Screen::new(ColorChoice::Auto);
    let matches = app().try_get_matches_from(&args);
    let code = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        _ if args.len() <= 1 => screen.print(WELCOME).map(|()| 0),
        Ok(cli) => execute(&cli),
        Err(error) if !error.use_stderr() => screen.print(&error.render().to_string()).map(|()| 0),
        Err(error) => Err(refusal(&error, &args)),
    };
    ExitCode::from(code.unwrap_or_else(|failure| failure.report(&screen)))
}

fn execute(cli: &Cli) -> Result<u8, Failure> {
    let screen = Screen::new(cli.shared.color);
    let given = cli.shared.given()?;
    match &cli.command {
        Subcommands::Lint(args) => lint::run(args, given, &screen),
        Subcommands::Fmt(args) => fmt::run(args, given, &screen),
        Subcommands::Encode(args) => encode::run(args, &config::linter_here(given)?, &screen),
        Subcommands::Sql(args) => sql::run(args, &config::linter_here(given)?, &screen),
        Subcommands::Decode(args) => decode::run(args, given, &screen),
        Subcommands::Explain(args) => explain::run(args, &config::linter_here(given)?, &screen),
        Subcommands::Compare(args) => compare::run(args, given, &screen),
        Subcommands::Simplify(args) => simplify::run(args, &config::linter_here(given)?, &screen),
        Subcommands::Match(args) => matching::run(args, &config::linter_here(given)?, &screen),
        Subcommands::Properties(args) => properties::run(args, &config::schema_here(given)?, &screen),
        Subcommands::Resources(args) => resources::run(args, &screen),
        Subcommands::Examples(args) => examples::run(args, &config::schema_here(given)?, &screen),
        Subcommands::Rule(args) => rule::run(args, &screen),
        Subcommands::Schema(args) => schema::run(args, &screen),
        Subcommands::Config(args) => config::run(args, &screen),
        #[cfg(feature = "lsp")]
        Subcommands::Lsp(args) => lsp::run(args, given),
        Subcommands::Completions(args) => completions::run(args, &screen),
        Subcommands::Man(args) => man::run(args, &screen),
    }
}

impl SharedOptions {
    /// The list on the command line, if there is one.
    fn given(&self) -> Result<Option<Versions>, Failure> {
        match (&self.schema, &self.resource) {
            (Some(path), _) => schema(path).map(Some).map_err(|failure| match path.to_str() {
                // A name in the place of a file.
                Some(name) if !path.exists() && Schema::of_list(name).is_ok() => {
                    failure.with_help(format!("`--resource {name}` names a list that is built in"))
                }
                _ => failure,
            }),
            (None, Some(name)) => resource(name).map(Some),
            (None, None) => Ok(None),
        }
    }
}

/// The schema of a list in each known version, the newest first.
#[derive(Debug, Clone)]
struct Versions(Vec<Schema>);

impl Versions {
    /// The schema for filters without a URL: the newest, or the only one.
    fn newest(&self) -> Schema {
        self.0.first().unwrap_or_else(|| Schema::jobs()).clone()
    }

    /// The schema of a path, else the newest.
    fn at(&self, path: &str) -> Schema {
        let found = self.0.iter().find(|schema| schema.path() == Some(path));
        found.cloned().unwrap_or_else(|| self.newest())
    }
}

/// The schemas of a file.
fn schema(path: &Path) -> Result<Versions, Failure> {
    let text = files::read_named(path, limits::SCHEMA)?;
    Schema::versions_from_toml(&text).map(Versions).map_err(|error| invalid_schema(path, &error))
}

fn invalid_schema(path: &Path, error: &SchemaError) -> Failure {
    Failure::usage(format!("{} is not a valid schema", files::shown(path))).with_details(error.to_string())
}

/// The schema of a built-in list.
fn resource(name: &str) -> Result<Versions, Failure> {
    let schema = Schema::of_list(name).map_err(|error| {
        let failure = Failure::usage(error);
        match Path::new(name).is_file() {
            true => failure.with_help(format!("`--schema {}` reads a schema file", safe_line(name))),
            false => failure,
        }
    })?;
    Ok(Versions(vec![schema.clone()]))
}

/// `help lint` as `lint --help`.
fn without_help_command(args: &[OsString]) -> Vec<OsString> {
    match args {
        [program, help, command @ ..] if help == "help" && command.len() < 2 => {
            let command = command.iter().cloned();
            std::iter::once(program.clone()).chain(command).chain(std::iter::once("--help".into())).collect()
        }
        _ => args.to_vec(),
    }
}

/// The command line, with its version.
fn app() -> clap::Command {
    Cli::command().version(format!("{} ({})", env!("CARGO_PKG_VERSION"), Schema::jobs().edition()))
}

/// `1 file`, `2 files`.
fn counted(count: usize, word: &str) -> String {
    let end = match count {
        1 => "",
        _ if word.ends_with('x') => "es",
        _ => "s",
    };
    format!("{count} {word}{end}")
}

/// The given number of threads; by default that of the cores, up to `most`.
fn threads(given: Option<NonZero<usize>>, most: usize) -> usize {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get).min(most);
    given.map_or_else(cores, NonZero::get)
}

/// A number from 1 on, as an argument.
fn positive<N: std::str::FromStr>(text: &str) -> Result<N, &'static str> {
    text.parse().map_err(|_| "expected a whole number, 1 or more")
}

/// A number from 0 on, as an argument.
fn whole<N: std::str::FromStr>(text: &str) -> Result<N, &'static str> {
    text.parse().map_err(|_| "expected a whole number")
}

/// A wrong command line in one or two lines.
fn refusal(error: &clap::Error, args: &[OsString]) -> Failure {
    let first = args.get(1).map(|arg| arg.to_string_lossy().into_owned()).unwrap_or_default();
    if error.kind() == ErrorKind::InvalidSubcommand && looks_like_filter(&first) {
        return Failure::usage("a command is missing before the filter")
            .with_help("did you mean `comfilter lint -e`, `comfilter encode` or `comfilter match`?");
    }
    let words: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    if error.kind() == ErrorKind::UnknownArgument
        && matches!(first.as_str(), "encode" | "sql" | "explain" | "compare" | "simplify" | "match")
    {
        if has_operator(&words) {
            return unquoted_filter("");
        }
        let option = words.iter().find(|word| matches!(word.as_str(), "-e" | "--expression" | "--filter"));
        if let Some(option) = option {
            return Failure::usage(format!("`{first}` takes the filter without `{option}`"))
                .with_help(format!("write `comfilter {first} \"state eq 'ERROR'\"`"));
        }
    }
    let text = error.render().to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let message =
        lines.next().unwrap_or("the command line cannot be read").trim_start_matches("error: ").to_owned();
    let rest: Vec<&str> = lines.take_while(|line| !line.starts_with("Usage:")).collect();
    let message = match message.strip_suffix(':') {
        // The next lines name the missing arguments.
        Some(start) => format!("{start}: {}", rest.join(", ")),
        None => message,
    };
    let tip = rest.iter().find_map(|line| {
        line.strip_prefix("tip: ")
            .filter(|tip| !tip.starts_with("to pass"))
            .or_else(|| line.strip_prefix("[possible"))
    });
    let tip = tip.map(|tip| {
        if tip.starts_with(" values") {
            format!("possible{}", tip.trim_end_matches(']'))
        } else {
            tip.to_owned()
        }
    });
    let help = match command_of(args).as_str() {
        "" => "`comfilter --help` lists the commands".to_owned(),
        command => format!("`comfilter {command} --help` shows the usage"),
    };
    Failure::usage(message).with_help(tip.map_or(help.clone(), |tip| format!("{tip}; {help}")))
}

/// The command of a command line, with the command inside it: `schema from-openapi`.
fn command_of(args: &[OsString]) -> String {
    let app = Cli::command();
    let (mut command, mut names) = (&app, Vec::new());
    for arg in args.iter().skip(1) {
        let name = arg.to_string_lossy();
        match command.find_subcommand(&*name) {
            Some(inner) => {
                command = inner;
                names.push(name.into_owned());
            }
            None => break,
        }
    }
    names.join(" ")
}

/// Whether an operator is a separate word of a command line: the quotes around a filter are
/// missing.
fn has_operator(words: &[String]) -> bool {
    words.iter().any(|word| matches!(&**word, "=" | "==" | "!=") || role_of(word) == Some(WordRole::Operator))
}

/// `option` comes before the filter.
fn unquoted_filter(option: &str) -> Failure {
    Failure::usage("a filter must be one word for the shell: write it in quotes").with_help(format!(
        "write `{option}\"state eq 'ERROR'\"`, or `{option}'…'` with each quote inside as `'\\''`"
    ))
}

/// Whether an argument is a filter rather than a command or a path.
fn looks_like_filter(text: &str) -> bool {
    text.contains(' ') && Schema::open().check(text).ast().root().is_some()
}
