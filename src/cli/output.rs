//! The formats of `lint`, and the files for its reports.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::failure::Failure;
use super::files;
use crate::lint::Linted;
use crate::report::Clean;
use crate::report::{Format, Look};
use crate::text::Quoted;

/// The formats and the files of reports.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// The format of the report
    ///
    /// Without this option and `--output`, the format is `agent` if standard output is not a
    /// terminal and an agent has set AI_AGENT, ANTIGRAVITY_AGENT, AUGMENT_AGENT, CLAUDECODE,
    /// CLINE_ACTIVE, CODEX_SANDBOX, CODEX_THREAD_ID, CURSOR_AGENT, GEMINI_CLI or OPENCODE, or AGENT
    /// to `amp` or `goose`; otherwise `github` if GITHUB_ACTIONS is `true`; otherwise `full`. The
    /// exit code is the same.
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    format: Option<Format>,
    /// Also write a report to FILE in FORMAT: `sarif=FILE`. It replaces a file of that name, unless the
    /// file is an input, a link or read-only. May be given several times
    #[arg(long = "output", value_name = "FORMAT=FILE", value_parser = output)]
    outputs: Vec<Output>,
}

/// How filters are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// One on each line.
    Lines,
    Json,
}

/// Each format, its name and its help.
const FORMATS: [(Format, &str, &str); 10] = [
    (Format::Full(Look::PLAIN), "full", "For people: each finding with its place and a correction"),
    (Format::Concise, "concise", "One line for each finding"),
    (Format::Json, "json", "One JSON document"),
    (Format::JsonLines, "json-lines", "One line of JSON for each finding"),
    (Format::Sarif, "sarif", "SARIF 2.1.0, with the fixes: code scanning, editors"),
    (Format::Github, "github", "Annotations of GitHub Actions"),
    (Format::Gitlab, "gitlab", "GitLab's Code Quality report"),
    (Format::Junit, "junit", "JUnit's XML: each filter a test"),
    (Format::Rdjson, "rdjson", "The format of reviewdog"),
    (Format::Agent, "agent", "One short line for each finding, with the corrected filter"),
];

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let values = FORMATS.map(|(_, name, help)| PossibleValue::new(name).help(help));
    PossibleValuesParser::new(values).try_map(|name| named(&name))
}

fn named(name: &str) -> Result<Format, String> {
    let found = FORMATS.iter().find(|(_, known, _)| *known == name);
    found.map(|(format, ..)| *format).ok_or_else(|| {
        let names = FORMATS.map(|(_, name, _)| name).join(", ");
        format!("there is no format {}; the formats are {names}", Quoted(name))
    })
}

/// A file and its format.
#[derive(Debug, Clone)]
struct Output {
    format: Format,
    path: PathBuf,
}

fn output(text: &str) -> Result<Output, String> {
    let (name, path) = text.split_once('=').unwrap_or((text, ""));
    let format = named(name)?;
    match path {
        "" => Err(format!("expected a file after the format: `{name}=FILE`")),
        "-" => Err(format!("for standard output, write `--format {name}`")),
        _ => Ok(Output { format, path: path.into() }),
    }
}

/// `format`; if it is for people, it has this look.
fn with_look(format: Format, look: Look) -> Format {
    if let Format::Full(_) = format { Format::Full(look) } else { format }
}

impl OutputArgs {
    /// How filters are listed.
    pub(super) fn listing(&self) -> Result<Listing, Failure> {
        match self.format {
            None | Some(Format::Full(_)) => Ok(Listing::Lines),
            Some(Format::Json) => Ok(Listing::Json),
            Some(_) => Err(Failure::usage("a list of filters is written as lines, or with `--format json`")),
        }
    }

    /// Writes a report of `filters` to each file, except over an input; `clean` is the number of filters without
    /// findings. This comes before standard output, whose reader may go away and end the command.
    pub(super) fn write_files(
        &self,
        filters: &[Linted<'_>],
        clean: Clean,
        hints: bool,
        is_input: impl Fn(&Path) -> bool,
    ) -> Result<(), Failure> {
        for (index, output) in self.outputs.iter().enumerate() {
            if is_input(&output.path) {
                let name = files::shown(&output.path);
                return Err(Failure::usage(format!("{name} is an input: it was not overwritten"))
                    .with_help("give the report another name"));
            }
            if self.outputs.iter().take(index).any(|other| other.path == output.path) {
                let name = files::shown(&output.path);
                return Err(Failure::usage(format!("two reports would be written to {name}"))
                    .with_help("give each `--output` a separate file"));
            }
            let mut report = Vec::new();
            let format = with_look(output.format, Look { hints, ..Look::PLAIN });
            format.write(&mut report, filters, clean)?;
            files::write_report(&output.path, &report)?;
        }
        Ok(())
    }

    /// The format of standard output; for people it has this look.
    pub(super) fn format(&self, look: Look) -> Format {
        let format = match self.format {
            Some(format) => format,
            None if !self.outputs.is_empty() => Format::Full(look),
            None => from_environment(io::stdout().is_terminal(), |name| std::env::var(name).ok()),
        };
        with_look(format, look)
    }
}

/// The variables that agents set for their commands.
const AGENTS: [&str; 10] = [
    "AI_AGENT",
    "ANTIGRAVITY_AGENT",
    "AUGMENT_AGENT",
    "CLAUDECODE",
    "CLINE_ACTIVE",
    "CODEX_SANDBOX",
    "CODEX_THREAD_ID",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "OPENCODE",
];

/// An agent comes first, because inside a job of GitHub Actions it reads the output of its
/// commands.
fn from_environment(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Format {
    let set = |name: &&str| variable(name).is_some_and(|value| !matches!(value.trim(), "" | "0" | "false"));
    // Some build servers use `AGENT` for the name of the machine.
    let named = || variable("AGENT").is_some_and(|value| matches!(value.trim(), "amp" | "goose"));
    if !terminal && (AGENTS.iter().any(set) || named()) {
        Format::Agent
    } else if variable("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
        Format::Github
    } else {
        Format::Full(Look::PLAIN)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[derive(clap::Parser)]
    struct Command {
        #[command(flatten)]
        _args: OutputArgs,
    }

    #[test]
    fn the_environment_chooses() {
        const FULL: Format = Format::Full(Look::PLAIN);
        let format = |terminal, set: &[(&str, &str)]| {
            from_environment(terminal, |name| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        let github = ("GITHUB_ACTIONS", "true");
        for agent in AGENTS {
            assert_eq!(format(false, &[(agent, "1")]), Format::Agent, "{agent}");
            assert_eq!(format(true, &[(agent, "1")]), FULL, "{agent}");
            assert_eq!(format(false, &[(agent, "1"), github]), Format::Agent, "{agent}");
            assert_eq!(format(false, &[(agent, "")]), FULL, "{agent}");
            assert_eq!(format(false, &[(agent, "0"), github]), Format::Github, "{agent}");
        }
        for terminal in [true, false] {
            assert_eq!(format(terminal, &[]), FULL);
            assert_eq!(format(terminal, &[github]), Format::Github);
            assert_eq!(format(terminal, &[("GITHUB_ACTIONS", "false")]), FULL);
            assert_eq!(format(terminal, &[("GITLAB_CI", "true"), ("AGENT", "linux-7")]), FULL);
        }
        assert_eq!(format(false, &[("AGENT", "goose")]), Format::Agent);
    }

    #[test]
    fn the_help_names_what_agents_set() {
        let help = Command::command().render_long_help().to_string();
        for agent in AGENTS {
            assert!(help.contains(agent), "{agent}");
        }
    }
}
