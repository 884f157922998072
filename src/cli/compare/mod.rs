//! `comfilter compare`: whether two filters select the same jobs, with jobs that show it.

mod git;
mod jobs;

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Versions;
use super::config::{ConfigArgs, linter_here};
use super::failure::{COULD_NOT_RUN, Failure};
use super::files;
use super::filter::{ValueArgs, Written};
use super::matching::given_name;
use super::screen::{DataForm, Screen};
use crate::Filter;
use crate::explain::{Compared, compared};
use crate::format::entries;
use crate::limits;
use crate::lint::Linter;
use crate::text::Quoted;
use jobs::JobSelection;

/// Compare the jobs that two filters select: the same, more, fewer, others.
///
/// The answer is a proof over all jobs whose values are null or of the types of the list, and each kind of job has
/// an example. With two files of filters, the filters are compared one by one; with `--git`, those of a tree with
/// those of an earlier version.
///
/// Exit codes: 0 they select the same, 1 they do not, 2 a filter, the command line or a file is wrong, 3 it is not
/// decided.
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// Two filters, or two `.comfilter` files; `-` reads one from standard input. With `--git`, files and folders
    /// (default: the current folder)
    #[arg(value_name = "A B")]
    given: Vec<String>,
    /// Compare the filters in files with those of this revision, such as `main` or `HEAD~1`
    #[arg(long, value_name = "REV")]
    git: Option<String>,
    /// Count the jobs of this file that each filter selects; several files are several options
    #[arg(long, value_name = "FILE", conflicts_with = "git")]
    on: Vec<PathBuf>,
    /// Print the jobs that only A selects
    #[arg(long, requires = "on")]
    only_a: bool,
    /// Print the jobs that only B selects
    #[arg(long, requires = "on")]
    only_b: bool,
    /// Print the jobs that both select
    #[arg(long, requires = "on")]
    both: bool,
    #[command(flatten)]
    values: ValueArgs,
    #[command(flatten)]
    config: ConfigArgs,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataForm,
}

/// Two filters that are compared, with their place in files.
struct Pair {
    name: Option<String>,
    change: Change,
}

/// A filter before and after.
enum Change {
    Both(Box<[Filter; 2]>),
    /// There is only the first.
    Gone(String),
    /// There is only the second.
    New(String),
    /// One of them is not valid.
    Wrong(String),
}

/// A pair of files, for machines.
#[derive(Serialize)]
struct NamedComparison {
    name: String,
    /// `changed`, `added`, `removed` or `invalid`.
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<String>,
    #[serde(flatten)]
    compared: Option<Compared>,
}

pub(super) fn run(args: &CompareArgs, given: Option<Versions>, screen: &Screen) -> Result<u8, Failure> {
    if let Some(revision) = &args.git {
        let pairs = git::pairs(revision, &args.given, &args.config, given)?;
        return report(&pairs, args.format, screen);
    }
    let [a, b] = args.given.as_slice() else {
        return Err(Failure::usage(format!("expected two filters, and found {}", args.given.len()))
            .with_help("write `comfilter compare \"state eq 'ERROR'\" \"state ne 'COMPLETE'\"`"));
    };
    if a == "-" && b == "-" {
        return Err(Failure::usage("standard input is one of the filters, not both"));
    }
    let linter = linter_here(given)?;
    if is_file(a) && is_file(b) {
        let texts = [a, b].map(|path| files::read_named(Path::new(path), limits::FILE));
        let [old, new] = texts;
        let (old, new) = (old?, new?);
        if entries(&old).len() != 1 || entries(&new).len() != 1 {
            if !args.on.is_empty() {
                return Err(Failure::usage("`--on` takes one pair of filters, and these files have several"));
            }
            return report(&in_files(&old, &new, &linter), args.format, screen);
        }
    }
    let [a, b] = [("A", a), ("B", b)].map(|(name, text)| {
        let written = if is_file(text) { Written::File(Path::new(text)) } else { Written::Text(text) };
        // One of the two filters may have no parameter.
        let (values, none) = (&args.values, ValueArgs::default());
        let takes_values = text == "-" || is_file(text) || text.contains('@');
        written
            .filter(if takes_values { values } else { &none }, &linter, screen)
            .map_err(|failure| failure.with_code(COULD_NOT_RUN))
            .inspect_err(|_| screen.help(&format!("this is filter {name}")))
    });
    let (a, b) = (a?, b?);
    let comparison = a.compare(&b);
    let compared = compared(&a, &b, &comparison);
    if args.on.is_empty() {
        match args.format {
            DataForm::Json => screen.print_json(&compared)?,
            DataForm::Text => screen.print_line(&text(&compared))?,
        }
        return Ok(code(&compared));
    }
    let selection = JobSelection { only_a: args.only_a, only_b: args.only_b, both: args.both };
    let counts = jobs::count(&a, &b, &args.on, selection, screen)?;
    if !selection.is_some() {
        match args.format {
            DataForm::Json => {
                screen.print_json(&jobs::CountedComparison { compared: &compared, on: counts })?
            }
            DataForm::Text => screen.print_line(&format!("{}\n\n{}", text(&compared), counts.text(&a)))?,
        }
    }
    Ok(code(&compared))
}

/// Whether an argument names a file, and is not a filter.
fn is_file(text: &str) -> bool {
    text != "-" && Path::new(text).is_file()
}

fn code(compared: &Compared) -> u8 {
    match compared.relation {
        "equal" => 0,
        "unknown" => UNDECIDED,
        _ => 1,
    }
}

/// The exit code if a relation is not decided.
const UNDECIDED: u8 = 3;

/// The comparison for people.
fn text(compared: &Compared) -> String {
    let mut lines = vec![compared.sentence.clone(), String::new()];
    let witnesses = &compared.witnesses;
    let kinds = [
        ("only A", "only_a", &witnesses.only_a),
        ("only B", "only_b", &witnesses.only_b),
        ("both", "both", &witnesses.both),
    ];
    for (shown, name, job) in kinds {
        let job = match job {
            Some(job) => job.to_string(),
            None if compared.undecided.contains(&name) => "not decided".to_owned(),
            None => "none".to_owned(),
        };
        lines.push(format!("  {shown:<6}  {job}"));
    }
    if let Some(generated) = compared.generated {
        lines.push(format!(
            "\nof {} generated jobs, A and B select {}, only A {}, only B {}",
            generated.jobs, generated.both, generated.only_a, generated.only_b
        ));
    }
    let terms = [("A", &compared.terms.only_a), ("B", &compared.terms.only_b)];
    if terms.iter().any(|(_, terms)| !terms.is_empty()) {
        lines.push(String::new());
    }
    for (name, terms) in terms.iter().filter(|(_, terms)| !terms.is_empty()) {
        let few: Vec<&str> = terms.iter().take(TERMS).map(String::as_str).collect();
        let more = match terms.len().saturating_sub(TERMS) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        lines.push(format!("only in {name}: {}{more}", few.join(", ")));
    }
    let differences = [("A", &compared.less), ("B", &compared.more)];
    if differences.iter().any(|(_, difference)| difference.is_some()) {
        lines.push(String::new());
    }
    for (name, difference) in differences {
        if let Some(difference) = difference {
            let mut sentence = difference.sentence.chars();
            let first = sentence.next().map(char::to_lowercase).into_iter().flatten();
            let sentence: String = first.chain(sentence).collect();
            let among = if difference.is_all { "" } else { "among others " };
            lines.push(format!("only {name} selects {among}{sentence}"));
            lines.push(format!("  {}", difference.filter));
        }
    }
    lines.join("\n")
}

/// Most terms that are shown.
const TERMS: usize = 8;

/// The filters of two files: those with the same comment above them, else in their order.
fn in_files(old: &str, new: &str, linter: &Linter) -> Vec<Pair> {
    let [old, new] = [old, new].map(|text| {
        let named = entries(text).into_iter().map(|entry| (given_name(text, &entry), entry.text));
        named.collect::<Vec<(Option<String>, String)>>()
    });
    let is_in = |name: &Option<String>, others: &[(Option<String>, String)]| {
        name.is_some() && others.iter().filter(|(other, _)| other == name).count() == 1
    };
    let numbered = |all: &[(Option<String>, String)], others: &[(Option<String>, String)]| {
        let rest = all.iter().enumerate().filter(|(_, (name, _))| !is_in(name, others) || !is_in(name, all));
        rest.map(|(at, (_, text))| (at + 1, text.clone())).collect::<Vec<(usize, String)>>()
    };
    let mut pairs = Vec::new();
    for (name, a) in &old {
        if is_in(name, &new)
            && is_in(name, &old)
            && let Some((_, b)) = new.iter().find(|(other, _)| other == name)
        {
            pairs.push(Pair { name: name.clone(), change: changed(a, b, linter) });
        }
    }
    let (old_rest, new_rest) = (numbered(&old, &new), numbered(&new, &old));
    for at in 0..old_rest.len().max(new_rest.len()) {
        let (name, change) = match (old_rest.get(at), new_rest.get(at)) {
            (Some((number, a)), Some((_, b))) => (number, changed(a, b, linter)),
            (Some((number, a)), None) => (number, Change::Gone(a.clone())),
            (None, Some((number, b))) => (number, Change::New(b.clone())),
            (None, None) => break,
        };
        pairs.push(Pair { name: Some(format!("filter {name}")), change });
    }
    pairs
}

/// Two filters of the linter's list.
fn changed(a: &str, b: &str, linter: &Linter) -> Change {
    let read = |text: &str| linter.schema().check(text).into_result();
    match (read(a), read(b)) {
        (Ok(a), Ok(b)) => Change::Both(Box::new([a, b])),
        (Err(error), _) | (_, Err(error)) => Change::Wrong(error.to_string()),
    }
}

/// Reports all pairs that are not equal, and counts the others.
fn report(pairs: &[Pair], format: DataForm, screen: &Screen) -> Result<u8, Failure> {
    let mut worst = 0;
    let mut equal = 0;
    let mut documents = Vec::new();
    let mut blocks = Vec::new();
    for Pair { name, change } in pairs {
        let name = name.clone().unwrap_or_default();
        let one = |change, a: Option<&str>, b: Option<&str>, compared| NamedComparison {
            name: name.clone(),
            change,
            a: a.map(str::to_owned),
            b: b.map(str::to_owned),
            compared,
        };
        match change {
            Change::Both(both) => {
                let [a, b] = &**both;
                let compared = compared(a, b, &a.compare(b));
                let own = code(&compared);
                equal += usize::from(own == 0);
                worst = worst.max(own);
                if own != 0 {
                    blocks.push(format!("{name}\n  A: {a}\n  B: {b}\n{}", text(&compared)));
                }
                documents.push(one("changed", Some(a.as_str()), Some(b.as_str()), Some(compared)));
            }
            Change::Gone(a) => {
                worst = worst.max(1);
                blocks.push(format!("{name}\n  A: {a}\nB has no such filter"));
                documents.push(one("removed", Some(a), None, None));
            }
            Change::New(b) => {
                worst = worst.max(1);
                blocks.push(format!("{name}\n  B: {b}\nA has no such filter"));
                documents.push(one("added", None, Some(b), None));
            }
            Change::Wrong(error) => {
                worst = worst.max(COULD_NOT_RUN);
                blocks.push(format!("{name}\n{error}"));
                documents.push(one("invalid", None, None, None));
            }
        }
    }
    match format {
        DataForm::Json => screen.print_json(&documents)?,
        DataForm::Text => {
            for block in &blocks {
                screen.print_line(&format!("{block}\n"))?;
            }
            screen.note(&match (blocks.len(), equal) {
                (0, 0) => "no filter differs".to_owned(),
                (different, 0) => format!("{} differ", super::counted(different, "pair")),
                (different, _) => format!(
                    "{} of {} select the same",
                    equal,
                    super::counted(different + equal, "different pair")
                ),
            });
        }
    }
    Ok(worst)
}

/// A name of a place in a file, for reports.
fn place(path: &str, line: usize) -> String {
    format!("{}:{line}", Quoted(path).to_string().trim_matches('`'))
}
