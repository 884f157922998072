//! `comfilter rule`: the pages of the rules.

use super::failure::Failure;
use super::screen::Screen;
use crate::rules::{self, Rule};
use crate::text::Quoted;

/// Show the page of a rule, or list the rules.
#[derive(Debug, clap::Args)]
pub(super) struct RuleArgs {
    /// The rule, as findings name it: `unescaped-quote` (default: all of them)
    #[arg(value_name = "RULE")]
    name: Option<String>,
    /// List the rules whose page contains each of these words, in any case
    #[arg(long, value_name = "WORDS", conflicts_with = "name")]
    search: Option<String>,
    /// Print all pages as one document, in Markdown
    #[arg(long, conflicts_with_all = ["name", "search"])]
    all: bool,
}

/// The subjects of rules: a title, and the languages of the examples on their pages.
const TABLES: [(&str, &[&str]); 4] = [
    ("In the text of a filter", &["```filter", "```webhook"]),
    ("In a URL or a query string", &["```query"]),
    ("In code that builds a filter", &["```powershell", "```python", "```sh"]),
    ("In a file of filters", &["```file"]),
];

pub(super) fn run(args: &RuleArgs, screen: &Screen) -> Result<u8, Failure> {
    match &args.name {
        None if args.all => screen.print(&document())?,
        None => {
            let words = args.search.as_deref().unwrap_or_default();
            let found = list(words);
            if found.is_empty() {
                return Err(Failure::usage(format!("no page of a rule contains all of {}", Quoted(words)))
                    .with_help("`comfilter rule` lists the rules"));
            }
            screen.print(&found)?;
        }
        Some(name) => screen.print_line(&page(find(name)?))?,
    }
    Ok(0)
}

fn find(name: &str) -> Result<&'static Rule, Failure> {
    // The form in findings, with its severity, is accepted too.
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

/// The page with its name and facts on top.
fn page(rule: &Rule) -> String {
    format!("# {}\n\n{}\n\n{}", rule.name(), facts(rule), rule.shown_page())
}

fn facts(rule: &Rule) -> String {
    let off = if rule.is_on() { "" } else { ", off by default" };
    format!("{}{off}, fix: {}, since {}", rule.severity().name(), rule.fix(), rule.since())
}

/// `docs/rules.md`.
fn document() -> String {
    let mut text = "\
# Rules

Each finding names its rule. `comfilter rule NAME` shows a page of this file, which is made from the source
by `comfilter rule --all > docs/rules.md`.

- **error**: the service rejects the filter, or the filter cannot mean what it seems to mean. **warning**:
  the service accepts the filter, but it is probably not what you meant. **hint**: a better way to write it.
- A **safe** fix is the only plausible one, and `--fix` applies it. An **unsafe** fix is a guess;
  `--fix --unsafe-fixes` applies it too.
"
    .to_owned();
    for (title, fences) in TABLES {
        text += &format!("\n## {title}\n\n| rule | severity | fix | finds |\n|---|---|---|---|\n");
        let is_of_table = |rule: &&&Rule| fences.iter().any(|fence| rule.page().contains(fence));
        for rule in rules::ALL.iter().filter(is_of_table) {
            let (name, severity) = (rule.name(), rule.severity().name());
            let off = if rule.is_on() { "" } else { ", off" };
            // A `|` ends the cell of a table, even in code.
            let finds = rule.headline().trim_start_matches("Finds ").replace('|', "\\|");
            text += &format!("| [{name}](#{name}) | {severity}{off} | {} | {finds} |\n", rule.fix());
        }
    }
    for rule in rules::ALL {
        let body = rule.shown_page().replace("\n# ", "\n### ");
        text += &format!("\n## {}\n\n{}\n\n{body}\n", rule.name(), facts(rule));
    }
    text
}

/// A line for each rule whose page has all of these words.
fn list(words: &str) -> String {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let is_wanted = |rule: &&&Rule| {
        let page = format!("{} {}", rule.name(), rule.page()).to_lowercase();
        words.iter().all(|word| page.contains(word))
    };
    let width = rules::ALL.iter().map(|rule| rule.name().len()).max().unwrap_or_default();
    rules::ALL
        .iter()
        .filter(is_wanted)
        .map(|rule| format!("{:width$}  {:7}  {}\n", rule.name(), rule.severity().name(), rule.headline()))
        .collect()
}
