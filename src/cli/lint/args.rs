//! The arguments of `lint`, and their meaning.

use std::num::NonZero;
use std::path::PathBuf;

use clap::ValueEnum;

use super::kind::{self, Types};
use crate::cli::baseline::BaselineArgs;
use crate::cli::config::ConfigArgs;
use crate::cli::failure::Failure;
use crate::cli::filter::ValueArgs;
use crate::cli::output::{Listing, OutputArgs};
use crate::cli::walk::WalkArgs;
use crate::diagnostic::{Applicability, Severity};
use crate::lint::Holder;
use crate::text::is_unsafe;

/// Check filters: report mistakes, their places, and corrections.
///
/// It finds filters in `.comfilter` files, and in scripts, playbooks, collections and documents. In
/// folders it skips hidden files, files that git ignores, binary files, and files over 16 MiB.
///
/// Exit codes: 0 no failing findings, 1 there are some, 2 an input could not be read.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Files, and folders to search; `-` is standard input (default: the current folder)
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// A filter
    #[arg(short = 'e', long = "expression", value_name = "FILTER", allow_hyphen_values = true)]
    pub(super) filters: Vec<String>,
    /// A URL, a query string or a curl command with a filter; `-` reads it from standard input
    #[arg(long = "url", value_name = "TEXT", allow_hyphen_values = true)]
    pub(super) urls: Vec<String>,
    #[command(flatten)]
    pub(super) values: ValueArgs,
    /// In folders, check only files of this type: `comfilter`, or a language such as `ps1` or
    /// `python`. May be given several times. A single type is also that of `-`, and of a named file
    /// with an unknown extension
    #[arg(short = 't', long = "type", value_name = "NAME", value_parser = kind::named)]
    pub(super) types: Vec<Holder>,
    #[command(flatten)]
    pub(super) walk: WalkArgs,
    /// Read standard input as the file NAME, which need not exist: for editors
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// List every filter, as `path:line:column: FILTER`, without checks. With `--format json` as
    /// JSON
    #[arg(long, conflicts_with_all = ["fix", "diff", "unsafe_fixes", "add_ignore", "baseline", "write_baseline", "outputs", "hints"])]
    pub(super) list: bool,
    /// List skipped files, and the strings that look like filters but are not taken, with the reasons
    #[arg(long)]
    pub(super) verbose: bool,
    /// Use N threads (default: all cores). The output is the same
    #[arg(short = 'j', long, value_name = "N", value_parser = crate::cli::positive::<NonZero<usize>>)]
    pub(super) threads: Option<NonZero<usize>>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    /// Show hints like other findings, instead of counting them
    #[arg(long)]
    pub(super) hints: bool,
    #[command(flatten)]
    pub(super) fixing: FixArgs,
    /// Add a comment `comfilter: ignore[…]` to files for every finding, followed by REASON. A file whose
    /// language has no comments, such as JSON, gets none, and its findings are counted
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["fix", "diff", "baseline", "write_baseline", "filters", "urls"]
    )]
    add_ignore: Option<String>,
    #[command(flatten)]
    pub(super) known: BaselineArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Fail on findings of this severity and above, and with `no-filters` if no filter is found. May be
    /// given several times
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_delimiter = ',')]
    pub(super) deny: Vec<Deny>,
    /// Exit with 0 even if there are findings
    #[arg(long)]
    pub(super) exit_zero: bool,
}

/// Whether findings are fixed.
#[derive(Debug, clap::Args)]
pub(super) struct FixArgs {
    /// Apply the safe fixes: edit files in place, and print filters of `-e`, `--url` and `-`
    #[arg(long)]
    fix: bool,
    /// With `--fix` or `--diff`, also apply the fixes that are guesses
    #[arg(long)]
    unsafe_fixes: bool,
    /// Change nothing, show the changes of `--fix`
    #[arg(long)]
    pub(super) diff: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    Error,
    Warning,
    Hint,
    /// A search that finds no filter
    NoFilters,
}

impl Deny {
    /// The least severity that fails, if it names one.
    fn severity(self) -> Option<Severity> {
        match self {
            Deny::Error => Some(Severity::Error),
            Deny::Warning => Some(Severity::Warning),
            Deny::Hint => Some(Severity::Hint),
            Deny::NoFilters => None,
        }
    }
}

/// The task for each input.
#[derive(Debug, Clone, Copy)]
pub(super) enum Task<'a> {
    Check,
    /// Applies fixes up to this one, or with `diff` shows them, before the check.
    Fix {
        most: Applicability,
        diff: bool,
    },
    List(Listing),
    /// Adds comments with this reason.
    Ignore(&'a str),
}

impl Args {
    /// Whether a finding of this severity fails. An error always does.
    pub(super) fn denies(&self, severity: Severity) -> bool {
        let least = self.deny.iter().filter_map(|deny| deny.severity()).max().unwrap_or(Severity::Error);
        severity <= least
    }

    /// Whether a search that finds no filter fails.
    pub(super) fn denies_no_filters(&self) -> bool {
        self.deny.contains(&Deny::NoFilters)
    }

    pub(super) fn task(&self) -> Result<Task<'_>, Failure> {
        let words: Vec<String> = self.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        let is_filter = !self.filters.is_empty() || !self.paths.iter().any(|path| path.exists());
        if is_filter && crate::cli::has_operator(&words) {
            return Err(crate::cli::unquoted_filter("-e "));
        }
        let FixArgs { fix, unsafe_fixes, diff } = self.fixing;
        if unsafe_fixes && !fix && !diff {
            return Err(Failure::usage("`--unsafe-fixes` alone fixes nothing")
                .with_help("add `--fix` to apply them, or `--diff` to see them"));
        }
        if self.stdin_filename.is_some() && self.paths.iter().any(|path| path.as_os_str() != "-") {
            return Err(Failure::usage(
                "`--stdin-filename` is a name for standard input, and a file was given",
            )
            .with_help("omit the file, or give its content on standard input"));
        }
        if self.list {
            return Ok(Task::List(self.output.listing()?));
        }
        if let Some(reason) = &self.add_ignore {
            if reason.chars().any(is_unsafe) {
                return Err(Failure::usage("the reason must be one line of plain text")
                    .with_help("it becomes a comment: write it without control characters"));
            }
            return Ok(Task::Ignore(reason));
        }
        if !fix && !diff {
            return Ok(Task::Check);
        }
        let most = if unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        Ok(Task::Fix { most, diff })
    }

    /// The wanted types.
    pub(super) fn types(&self) -> Types<'_> {
        Types(&self.types)
    }
}
