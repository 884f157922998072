//! The formats of `lint`, and the files for its reports.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Failure;
use super::files;
use crate::lint::Linted;
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
    #[arg(long, value_name = "FORMAT")]
    format: Option<Layout>,
    /// Also write a report to FILE in FORMAT: `sarif=FILE`. May be given several times
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    /// For people: each finding with its place and a correction
    Full,
    /// One line for each finding
    Concise,
    /// One JSON document
    Json,
    /// One line of JSON for each finding
    JsonLines,
    /// SARIF 2.1.0, with the fixes: code scanning, editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit's XML: each filter a test
    Junit,
    /// The format of reviewdog
    Rdjson,
    /// One short line for each finding, with the corrected filter
    Agent,
}

impl Layout {
    fn format(self, look: Look) -> Format {
        match self {
            Layout::Full => Format::Full(look),
            Layout::Concise => Format::Concise,
            Layout::Json => Format::Json,
            Layout::JsonLines => Format::JsonLines,
            Layout::Sarif => Format::Sarif,
            Layout::Github => Format::Github,
            Layout::Gitlab => Format::Gitlab,
            Layout::Junit => Format::Junit,
            Layout::Rdjson => Format::Rdjson,
            Layout::Agent => Format::Agent,
        }
    }
}

/// A file and its format.
#[derive(Debug, Clone)]
struct Output {
    layout: Layout,
    path: PathBuf,
}

fn output(text: &str) -> Result<Output, String> {
    let layouts = || {
        let names = Layout::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        names.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
    };
    let (name, path) = text.split_once('=').unwrap_or((text, ""));
    let Ok(layout) = Layout::from_str(name, false) else {
        return Err(format!("there is no format {}; the formats are {}", Quoted(name), layouts()));
    };
    match path {
        "" => Err(format!("expected a file after the format: `{name}=FILE`")),
        "-" => Err(format!("for standard output, write `--format {name}`")),
        _ => Ok(Output { layout, path: path.into() }),
    }
}

impl OutputArgs {
    /// How filters are listed.
    pub(super) fn listing(&self) -> Result<Listing, Failure> {
        match self.format {
            None | Some(Layout::Full) => Ok(Listing::Lines),
            Some(Layout::Json) => Ok(Listing::Json),
            Some(_) => Err(Failure::usage("a list of filters is written as lines, or with `--format json`")),
        }
    }

    /// Writes a report of `filters` to each file; `clean` is the number of filters without
    /// findings. This comes before standard output, whose reader may go away and end the command.
    pub(super) fn write_files(
        &self,
        filters: &[Linted<'_>],
        clean: usize,
        hints: bool,
    ) -> Result<(), Failure> {
        for (index, output) in self.outputs.iter().enumerate() {
            if self.outputs.iter().take(index).any(|other| other.path == output.path) {
                let name = files::shown(&output.path);
                return Err(Failure::usage(format!("two reports would be written to {name}"))
                    .with_help("give each `--output` a separate file"));
            }
            let mut report = Vec::new();
            let format = output.layout.format(Look { hints, ..Look::PLAIN });
            format.write(&mut report, filters, clean)?;
            files::write_report(&output.path, &report)?;
        }
        Ok(())
    }

    /// The format of standard output; for people it has this look.
    pub(super) fn format(&self, look: Look) -> Format {
        let layout = match self.format {
            Some(layout) => layout,
            None if !self.outputs.is_empty() => Layout::Full,
            None => from_environment(io::stdout().is_terminal(), |name| std::env::var(name).ok()),
        };
        layout.format(look)
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
fn from_environment(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Layout {
    let set = |name: &&str| variable(name).is_some_and(|value| !matches!(value.trim(), "" | "0" | "false"));
    // Some build servers use `AGENT` for the name of the machine.
    let named = || variable("AGENT").is_some_and(|value| matches!(value.trim(), "amp" | "goose"));
    if !terminal && (AGENTS.iter().any(set) || named()) {
        Layout::Agent
    } else if variable("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
        Layout::Github
    } else {
        Layout::Full
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
        let layout = |terminal, set: &[(&str, &str)]| {
            from_environment(terminal, |name| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        let github = ("GITHUB_ACTIONS", "true");
        for agent in AGENTS {
            assert_eq!(layout(false, &[(agent, "1")]), Layout::Agent, "{agent}");
            assert_eq!(layout(true, &[(agent, "1")]), Layout::Full, "{agent}");
            assert_eq!(layout(false, &[(agent, "1"), github]), Layout::Agent, "{agent}");
            assert_eq!(layout(false, &[(agent, "")]), Layout::Full, "{agent}");
            assert_eq!(layout(false, &[(agent, "0"), github]), Layout::Github, "{agent}");
        }
        for terminal in [true, false] {
            assert_eq!(layout(terminal, &[]), Layout::Full);
            assert_eq!(layout(terminal, &[github]), Layout::Github);
            assert_eq!(layout(terminal, &[("GITHUB_ACTIONS", "false")]), Layout::Full);
            assert_eq!(layout(terminal, &[("GITLAB_CI", "true"), ("AGENT", "linux-7")]), Layout::Full);
        }
        assert_eq!(layout(false, &[("AGENT", "goose")]), Layout::Agent);
    }

    #[test]
    fn the_help_names_what_agents_set() {
        let help = Command::command().render_long_help().to_string();
        for agent in AGENTS {
            assert!(help.contains(agent), "{agent}");
        }
    }
}
