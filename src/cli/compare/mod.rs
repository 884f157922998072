//! `comfilter compare`: whether two filters select the same jobs, with jobs that show it.

mod git;
mod jobs;
mod pairs;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Versions;
use super::config::{ConfigArgs, linter_here};
use super::failure::{COULD_NOT_RUN, Failure};
use super::files;
use super::filter::{ValueArgs, single};
use super::screen::{DataForm, Screen};
use super::source;
use crate::Filter;
use crate::explain::{self, Compared, compared};
use crate::format::entries;
use crate::limits::{self, Limits};
use crate::lint::{Holder, Linter};
use crate::logic::{Comparison, Relation, Witness};
use crate::schema::Schema;
use crate::text::safe_line;
use jobs::JobSelection;
use pairs::Found;

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
    name: String,
    change: Change,
}

/// A filter before and after.
enum Change {
    Both(Box<[Filter; 2]>),
    /// There is only the first.
    Gone(String),
    /// There is only the second.
    New(String),
    /// The relation is not known.
    Open {
        both: [String; 2],
        reason: &'static str,
    },
    /// One of them is not valid.
    Wrong {
        side: &'static str,
        error: String,
    },
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
    /// The mistake of an invalid filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// Why the relation is not decided, if the filters were not compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    undecided: Option<&'static str>,
    #[serde(flatten)]
    compared: Option<Compared>,
}

pub(super) fn run(args: &CompareArgs, given: Option<Versions>, screen: &Screen) -> Result<u8, Failure> {
    if let Some(revision) = &args.git {
        if !args.values.is_empty() {
            return Err(Failure::usage(
                "`--arg` fills the parameters of one pair of filters: `--git` compares files",
            ));
        }
        return report(git::changed(revision, &args.given, &args.config, given, screen)?, args, screen);
    }
    let [a, b] = args.given.as_slice() else {
        return Err(Failure::usage(format!("expected two filters, and found {}", args.given.len()))
            .with_help("write `comfilter compare \"state eq 'ERROR'\" \"state ne 'COMPLETE'\"`"));
    };
    if a == "-" && b == "-" {
        return Err(Failure::usage("standard input is one of the filters, not both"));
    }
    let linter = linter_here(given)?;
    let (a, b) = (Side::read(a)?, Side::read(b)?);
    if a.is_file() && b.is_file() && (a.has_several() || b.has_several()) {
        for (option, is_given) in [("--on", !args.on.is_empty()), ("--arg", !args.values.is_empty())] {
            if is_given {
                let message = format!("`{option}` takes one pair of filters, and these files have several");
                return Err(Failure::usage(message));
            }
        }
        return report(in_files(a.text, b.text, &linter), args, screen);
    }
    let filters = [a.filter()?, b.filter()?];
    let names = [&filters[0], &filters[1]].map(|text| parameters(text, linter.schema(), linter.limits()));
    let sides = [("filter A", &a, &filters[0], [0, 1]), ("filter B", &b, &filters[1], [1, 0])];
    let [a, b] = sides.map(|(name, side, text, [own, other])| {
        // A value may be for one of the filters. One that neither takes is an error of both.
        let has =
            |at: usize, name: &str| names.get(at).is_some_and(|names| names.iter().any(|own| own == name));
        let values = args.values.without(|name| has(other, name) && !has(own, name));
        values
            .fill(text, Some(side.file.as_deref().unwrap_or(name)), &linter, &[], screen)
            .map_err(|failure| failure.with_code(COULD_NOT_RUN))
    });
    let (a, b) = (a?, b?);
    let comparison = a.compare(&b);
    let compared = compared(&a, &b, &comparison);
    if args.on.is_empty() {
        match args.format {
            DataForm::Json => screen.print_json(&compared)?,
            DataForm::Text => screen.print_line(&text(&comparison, &compared))?,
        }
        return Ok(code(comparison.relation()));
    }
    let selection = JobSelection { only_a: args.only_a, only_b: args.only_b, both: args.both };
    let counts = jobs::count(&a, &b, &args.on, selection, screen)?;
    let refuted = counts.refuted(&comparison);
    if refuted > 0 {
        screen.warning(&format!(
            "{} of the file {} values of other types than the list documents: the answer holds for documented types",
            super::counted(usize::try_from(refuted).unwrap_or(usize::MAX), "job"),
            if refuted == 1 { "has" } else { "have" },
        ));
    }
    if !selection.is_some() {
        match args.format {
            DataForm::Json => {
                screen.print_json(&jobs::CountedComparison { compared: &compared, on: counts })?
            }
            DataForm::Text => {
                screen.print_line(&format!("{}\n\n{}", text(&comparison, &compared), counts.text(&a)))?
            }
        }
    }
    Ok(code(comparison.relation()).max(u8::from(refuted > 0)))
}

/// A filter on the command line, or the text of a file of filters.
struct Side {
    file: Option<String>,
    text: String,
}

impl Side {
    fn read(given: &str) -> Result<Side, Failure> {
        let path = Path::new(given);
        // A pipe is read once.
        let is_file = given == "-" || path.exists() && !path.is_dir();
        let is_name = path.extension().is_some_and(|ending| ending == "comfilter");
        if !is_file && is_name && !given.contains([' ', '\'', '"']) {
            return Err(source::missing(path));
        }
        let text = if is_file { files::read_named(path, limits::FILE)? } else { given.to_owned() };
        Ok(Side { file: is_file.then(|| given.to_owned()), text })
    }

    fn is_file(&self) -> bool {
        self.file.is_some()
    }

    fn has_several(&self) -> bool {
        entries(&self.text).len() != 1
    }

    /// The only filter, without comments.
    fn filter(&self) -> Result<Cow<'_, str>, Failure> {
        match &self.file {
            None => Ok((&*self.text).into()),
            Some(name) => Ok(single(&self.text, &source::name(Path::new(name)))?.into()),
        }
    }
}

fn code(relation: Relation) -> u8 {
    match relation {
        Relation::Equal => 0,
        Relation::Unknown => UNDECIDED,
        _ => 1,
    }
}

/// The exit code if a relation is not decided.
const UNDECIDED: u8 = 3;

/// The exit code of several pairs: one that is not valid counts before one that is not decided.
fn worse(a: u8, b: u8) -> u8 {
    if a == COULD_NOT_RUN {
        a
    } else if b == COULD_NOT_RUN {
        b
    } else {
        a.max(b)
    }
}

/// The comparison for people.
fn text(comparison: &Comparison, compared: &Compared) -> String {
    let mut lines = vec![compared.sentence.clone(), String::new()];
    let kinds = [
        ("only A", comparison.only_first()),
        ("only B", comparison.only_second()),
        ("both", comparison.both()),
    ];
    for (shown, witness) in kinds {
        let job = match witness {
            Witness::Job(job) => job.to_string(),
            Witness::Unknown => "not decided".to_owned(),
            Witness::Nothing => "none".to_owned(),
        };
        lines.push(format!("  {shown:<6}  {job}"));
    }
    if let Some(generated) = compared.generated {
        lines.push(format!(
            "\nof {} generated jobs, A and B select {}, only A {}, only B {}",
            generated.jobs, generated.both, generated.only_first, generated.only_second
        ));
    }
    let terms = [("A", &compared.terms.only_a), ("B", &compared.terms.only_b)];
    if terms.iter().any(|(_, terms)| !terms.is_empty()) {
        lines.push(String::new());
    }
    for (name, terms) in terms.iter().filter(|(_, terms)| !terms.is_empty()) {
        let few: Vec<_> = terms.iter().take(TERMS).map(|term| safe_line(term)).collect();
        let more = match terms.len().saturating_sub(TERMS) {
            0 => String::new(),
            more => format!(", and {} more", explain::count(more)),
        };
        lines.push(format!("only in {name}: {}{more}", few.join(", ")));
    }
    let differences = [("A", &compared.less), ("B", &compared.more)];
    if differences.iter().any(|(_, difference)| difference.is_some()) {
        lines.push(String::new());
    }
    for (name, difference) in differences {
        if let Some(difference) = difference {
            let sentence = with_small_letter(&difference.sentence);
            let among = if difference.is_all { "" } else { "among others " };
            lines.push(format!("only {name} selects {among}{sentence}"));
            lines.push(format!("  {}", safe_line(&difference.filter)));
        }
    }
    lines.join("\n")
}

/// Most terms that are shown.
const TERMS: usize = 8;

/// The names of the parameters of a filter.
fn parameters(text: &str, schema: &Schema, limits: &Limits) -> Vec<String> {
    let template = schema.parse_template(text, limits);
    template.map_or_else(
        |_| Vec::new(),
        |template| template.parameters().iter().map(|parameter| parameter.name().to_owned()).collect(),
    )
}

/// The filters of two files that differ.
fn in_files(old: String, new: String, linter: &Linter) -> Vec<Pair> {
    let [old, new] = [old, new].map(|text| pairs::found(linter, Holder::File, text));
    pairs::pairs(&old, &new, |one| one.name.clone().unwrap_or_else(|| format!("filter {}", one.number)))
}

/// Two filters of the same place; `None` if they are the same.
fn pair(name: String, a: Option<&Found>, b: Option<&Found>) -> Option<Pair> {
    let read = |one: &Found| one.schema.check(&one.text).into_result().map_err(|error| error.to_string());
    let has_parameters = |one: &Found| !parameters(&one.text, &one.schema, &Limits::default()).is_empty();
    let change = match (a, b) {
        (Some(a), Some(b)) if a.text == b.text && a.schema == b.schema => return None,
        (Some(a), Some(b)) => {
            let open = |reason| Change::Open { both: [a.text.clone(), b.text.clone()], reason };
            if a.inserts != b.inserts {
                open("code inserts other values in A than in B")
            } else if has_parameters(a) || has_parameters(b) {
                open("a parameter has no value; `comfilter compare A B --arg NAME=VALUE` gives it one")
            } else {
                let is_open = |one: &Found| !one.inserts.is_empty() && !one.is_wrong;
                match (read(a), read(b)) {
                    (Ok(a), Ok(b)) => Change::Both(Box::new([a, b])),
                    // The language has no such value as the code; the inserted one may be right.
                    (Err(_), _) | (_, Err(_)) if is_open(a) && is_open(b) => {
                        open("code inserts a value without quotes, whose type is not known")
                    }
                    (_, Err(error)) => Change::Wrong { side: "B", error },
                    (Err(error), _) => Change::Wrong { side: "A", error },
                }
            }
        }
        (Some(a), None) => Change::Gone(a.text.clone()),
        (None, Some(b)) => Change::New(b.text.clone()),
        (None, None) => return None,
    };
    Some(Pair { name, change })
}

/// Reports all pairs that are not equal, and counts the others.
fn report(pairs: Vec<Pair>, args: &CompareArgs, screen: &Screen) -> Result<u8, Failure> {
    let (mut worst, mut equal, mut different) = (0, 0, 0);
    let mut documents = Vec::new();
    for Pair { name, change } in pairs {
        let (code, block, document) = reported(name, change);
        worst = worse(worst, code);
        equal += usize::from(code == 0);
        different += usize::from(code != 0);
        match args.format {
            DataForm::Json => documents.push(document),
            DataForm::Text if code != 0 => screen.print_line(&format!("{block}\n"))?,
            DataForm::Text => {}
        }
    }
    match args.format {
        DataForm::Json => screen.print_json(&documents)?,
        DataForm::Text => screen.note(&match (different, equal) {
            (0, 0) => "no filter differs".to_owned(),
            (1, 0) => "1 pair differs".to_owned(),
            (different, 0) => format!("{different} pairs differ"),
            (different, _) => {
                format!("{equal} of {} select the same", super::counted(different + equal, "different pair"))
            }
        }),
    }
    Ok(worst)
}

/// The exit code of a pair, and its report for people and for machines.
fn reported(name: String, change: Change) -> (u8, String, NamedComparison) {
    let document = |name: String, change, a: Option<String>, b: Option<String>| NamedComparison {
        name,
        change,
        a,
        b,
        error: None,
        undecided: None,
        compared: None,
    };
    match change {
        Change::Both(both) => {
            let [a, b] = *both;
            let comparison = a.compare(&b);
            let compared = compared(&a, &b, &comparison);
            let block =
                format!("{name}\n{}\n{}", sides(a.as_str(), b.as_str()), text(&comparison, &compared));
            let document = document(name, "changed", Some(a.to_string()), Some(b.to_string()));
            (code(comparison.relation()), block, NamedComparison { compared: Some(compared), ..document })
        }
        Change::Gone(a) => (
            1,
            format!("{name}\n  A: {}\nB has no such filter", safe_line(&a)),
            document(name, "removed", Some(a), None),
        ),
        Change::New(b) => (
            1,
            format!("{name}\n  B: {}\nA has no such filter", safe_line(&b)),
            document(name, "added", None, Some(b)),
        ),
        Change::Open { both: [a, b], reason } => {
            let block = format!("{name}\n{}\nthe relation is not decided: {reason}", sides(&a, &b));
            let document = document(name, "changed", Some(a), Some(b));
            (UNDECIDED, block, NamedComparison { undecided: Some(reason), ..document })
        }
        Change::Wrong { side, error } => {
            let block = format!("{name}\nfilter {side} is not valid: {error}");
            let document = document(name, "invalid", None, None);
            // An earlier version cannot be mended.
            let code = if side == "A" { 1 } else { COULD_NOT_RUN };
            (code, block, NamedComparison { error: Some(error), ..document })
        }
    }
}

/// Both filters of a pair, for people.
fn sides(a: &str, b: &str) -> String {
    format!("  A: {}\n  B: {}", safe_line(a), safe_line(b))
}

/// A name of a place in a file, for reports.
fn place(path: &str, line: u32) -> String {
    format!("{}:{line}", safe_line(path))
}

/// A sentence after a colon. A name with capitals inside, such as `OneView`, keeps its first one.
fn with_small_letter(sentence: &str) -> String {
    let mut rest = sentence.chars();
    let first = rest.next().map(char::to_lowercase).into_iter().flatten();
    let word = rest.as_str().split(' ').next().unwrap_or_default();
    if word.contains(char::is_uppercase) { sentence.to_owned() } else { first.chain(rest).collect() }
}
