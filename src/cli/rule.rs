//! `comfilter rule`: the pages of the rules.

use super::failure::Failure;
use super::screen::Screen;
use crate::rules::{self, Rule};
use crate::text::Quoted;

/// Show the page of a rule, or list the rules.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule, as findings name it: `unescaped-quote`. All of them where nothing is given
    #[arg(value_name = "RULE")]
    name: Option<String>,
}

pub(super) fn run(args: &Args, screen: &Screen) -> Result<u8, Failure> {
    match &args.name {
        None => screen.print(&list())?,
        Some(name) => screen.print_line(&page(find(name)?))?,
    }
    Ok(0)
}

fn find(name: &str) -> Result<&'static Rule, Failure> {
    // As findings show it, with its severity, is understood too.
    let plain = name.rsplit('[').next().unwrap_or(name).trim_end_matches(']');
    rules::find(plain).ok_or_else(|| {
        let near: Vec<&str> = rules::ALL
            .iter()
            .map(|rule| rule.name())
            .filter(|candidate| candidate.split('-').any(|word| word.len() > 3 && plain.contains(word)))
            .collect();
        let help = if near.is_empty() {
            "`comfilter rule` lists them".to_owned()
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        Failure::usage(format!("there is no rule {}", Quoted(name))).with_help(help)
    })
}

/// The page with its name and facts on top. The marks that its tests read in code fences go.
fn page(rule: &Rule) -> String {
    let body: Vec<&str> = rule
        .page()
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .map(|line| if line.starts_with("```") { "```" } else { line })
        .collect();
    format!(
        "# {}\n\n{}, fix: {}, since {}\n\n{}",
        rule.name(),
        rule.severity().name(),
        rule.fix(),
        rule.since(),
        body.join("\n").trim()
    )
}

fn list() -> String {
    let width = rules::ALL.iter().map(|rule| rule.name().len()).max().unwrap_or_default();
    rules::ALL
        .iter()
        .map(|rule| {
            let summary = rule.summary();
            let first = summary.split_once(". ").map_or(summary.as_str(), |(first, _)| first);
            format!("{:width$}  {:7}  {}\n", rule.name(), rule.severity().name(), first.trim_end_matches('.'))
        })
        .collect()
}
