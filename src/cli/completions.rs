//! `comfilter completions`: completions for shells.

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use clap_complete::{Generator, shells};

use super::failure::Failure;
use super::screen::Screen;
use crate::encode::{Region, Snippet};
use crate::rules;
use crate::schema::Schema;

/// Print a script for completing commands, options and names in a shell.
///
/// `docs/integrations.md` lists the place of each.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    #[value(alias = "nu")]
    Nushell,
    #[value(aliases = ["pwsh", "ps", "ps1"])]
    Powershell,
    Zsh,
}

pub(super) fn run(args: &CompletionsArgs, screen: &Screen) -> Result<u8, Failure> {
    let script = match args.shell {
        Shell::Bash => script(shells::Bash),
        Shell::Elvish => script(shells::Elvish),
        Shell::Fish => [script(shells::Fish), positionals_in_fish()].concat(),
        Shell::Nushell => script(clap_complete_nushell::Nushell),
        Shell::Powershell => script(shells::PowerShell),
        Shell::Zsh => script(shells::Zsh),
    };
    screen.print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}

fn script(shell: impl Generator) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_names(super::app()), "comfilter", &mut script);
    script
}

/// clap's script for fish completes only options; this adds the positional names.
fn positionals_in_fish() -> Vec<u8> {
    let app = with_names(super::app());
    let lines = app.get_subcommands().flat_map(|command| {
        command.get_positionals().map(move |argument| (command.get_name(), argument.get_possible_values()))
    });
    let lines = lines.filter(|(_, values)| !values.is_empty()).map(|(command, values)| {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        let when = format!("__fish_comfilter_using_subcommand {command}");
        format!("complete -c comfilter -n \"{when}\" -f -a \"{}\"\n", names.join(" "))
    });
    lines.collect::<String>().into_bytes()
}

/// The command line with the names of values that clap does not know, for completion. clap does not
/// check these, because our errors are better: the one of `--as` lists its forms.
fn with_names(app: clap::Command) -> clap::Command {
    app.mut_subcommands(|command| {
        command.mut_args(|argument| {
            let names: Vec<&str> = match argument.get_value_names() {
                Some([name]) if name == "FORM" => Snippet::ALL.iter().map(|form| form.name()).collect(),
                Some([name]) if name == "REGION" => Region::ALL.iter().map(|region| region.name()).collect(),
                Some([name]) if name == "RULE" => rules::ALL.iter().map(|rule| rule.name()).collect(),
                Some([name]) if name == "PROPERTY" => {
                    Schema::jobs().properties().iter().map(|property| property.name.as_str()).collect()
                }
                _ => return argument,
            };
            argument.value_parser(PossibleValuesParser::new(names))
        })
    })
}
