//! `comfilter explain`: describes a filter in plain English, shows how it binds, and why it selects
//! a job or not.

use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::failure::Failure;
use super::filter::FilterArgs;
use super::screen::{DataForm, Screen};
use super::source;
use crate::Matcher;
use crate::explain::{self, Explanation, Style};
use crate::lint::Linter;
use crate::matcher::reasons::Reasons;
use crate::matcher::{JsonTree, ROOT, RecordError, ScanOptions, Scanned};
use crate::schema::Schema;
use crate::text::Quoted;

/// Describe in plain English the jobs that a filter selects, or explain why it selects a job or
/// not.
///
/// A tree shows how `not`, `and` and `or` bind. With a job it shows the value that each term found,
/// the terms that decided, and the fewest that would have to change.
///
/// Exit codes: 0 success, 1 the filter is wrong, 2 the command line or a file is.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Explain this job: a file with a job as the service sent it, or any file that `match` reads,
    /// whose first job is taken; `-` is standard input
    #[arg(long, value_name = "FILE")]
    job: Option<PathBuf>,
    /// Take the Nth job of the file, from 1
    #[arg(long, value_name = "N", requires = "job", value_parser = super::positive::<NonZeroU64>)]
    nth: Option<NonZeroU64>,
    /// Take the job with this id
    #[arg(long, value_name = "ID", requires = "job", conflicts_with = "nth")]
    id: Option<String>,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataForm,
}

/// The form for machines.
#[derive(Serialize)]
struct ExplainDocument {
    #[serde(flatten)]
    explanation: Explanation,
    /// The reasons for the job, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<Reasons>,
}

pub(super) fn run(args: &ExplainArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let schema = linter.schema();
    if args.filter.reads_input() && args.job.as_deref() == Some(Path::new("-")) {
        let one = schema.one();
        return Err(Failure::usage(format!("standard input is the filter or the {one}, not both"))
            .with_help(format!("give the filter as an argument, or the {one} as a file")));
    }
    let filter = args.filter.filter(linter, screen)?;
    let reasons = match &args.job {
        Some(path) => {
            let matcher = filter.matcher();
            Some(matcher.reasons_of_record(&job(path, args, &matcher, screen)?))
        }
        None => None,
    };
    let style = if screen.look(false).unicode { Style::Lines } else { Style::Ascii };
    match (args.format, reasons) {
        (DataForm::Json, job) => {
            screen.print_json(&ExplainDocument { explanation: explain::explain(&filter), job })?
        }
        (DataForm::Text, Some(reasons)) => screen.print_line(&explain::reasons(&filter, &reasons, style))?,
        (DataForm::Text, None) => {
            screen.print_line(&explain::sentence(&filter))?;
            screen.print_line(&format!("\n{}", explain::tree(&filter, style)))?;
        }
    }
    Ok(0)
}

/// The job in a file: the first, or the one with the given number or id. It is read like `match` reads
/// it, so both agree on the same records.
fn job(path: &Path, args: &ExplainArgs, matcher: &Matcher, screen: &Screen) -> Result<Vec<u8>, Failure> {
    let schema = matcher.filter().schema();
    let (one, all) = (schema.one(), schema.resource());
    let name = &*source::name(path);
    let reader = source::open(path, &Arc::default())?.source;
    let mut scan = matcher.scan(reader, &ScanOptions::new().refuse_responses().all(true));
    let wanted = args.nth.map_or(1, NonZeroU64::get);
    let is_chosen = args.nth.is_some() || args.id.is_some();
    let (mut count, mut found) = (0, None);
    loop {
        match scan.next().map_err(|error| source::unreadable(path, &error))? {
            Some(Scanned::List { .. }) => {}
            Some(_) if found.is_some() => {
                screen.note(&format!(
                    "{name} contains more than one {one}: this explains the first; `--nth 2` takes the next, and `--id ID` any"
                ));
                break;
            }
            Some(Scanned::Record(record)) => {
                count += 1;
                let is_wanted = match &args.id {
                    Some(id) => has_id(record, id),
                    None => count == wanted,
                };
                if is_wanted {
                    found = Some(record.to_vec());
                }
            }
            Some(Scanned::Failed(error)) => return Err(unreadable(name, &error, schema)),
            None => break,
        }
        // The user who chooses one knows that there are several.
        if found.is_some() && is_chosen {
            break;
        }
    }
    if let (None, Some(id), 1..) = (&found, &args.id, count) {
        return Err(Failure::usage(format!("{name} contains no {one} with the id {}", Quoted(id))));
    }
    match (found, count) {
        (Some(job), _) => Ok(job),
        (None, 0) => Err(Failure::usage(format!("{name} contains no {one}")).with_help(expected(schema))),
        (None, 1) => {
            Err(Failure::usage(format!("{name} contains one {one}, and `--nth` asks for number {wanted}")))
        }
        (None, _) => Err(Failure::usage(format!(
            "{name} contains {count} {all}, and `--nth` asks for number {wanted}"
        ))),
    }
}

/// Whether a record has this id.
fn has_id(record: &[u8], id: &str) -> bool {
    let tree = JsonTree::read(record);
    tree.member(ROOT, "id").and_then(|node| tree.node(node)).and_then(|node| node.text()) == Some(id)
}

fn unreadable(name: &str, error: &RecordError, schema: &Schema) -> Failure {
    Failure::usage(format!("{name} contains no valid {}: {error}", schema.one())).with_help(expected(schema))
}

fn expected(schema: &Schema) -> String {
    let (one, all) = (schema.one(), schema.resource());
    let article = if one.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("give {article} {one} as the service sent it, a JSON object, or a list response of {all}")
}
