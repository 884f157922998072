//! The filters of a tree, before and after.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Change, Pair, place};
use crate::Filter;
use crate::cli::Versions;
use crate::cli::config::{ConfigArgs, Configs, parent};
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::limits;
use crate::lint::{Holder, Linter};
use crate::schema::Schema;
use crate::text::{Quoted, Source};

/// The changed filters in files that differ from a revision.
pub(super) fn pairs(
    revision: &str,
    paths: &[String],
    config: &ConfigArgs,
    given: Option<Versions>,
) -> Result<Vec<Pair>, Failure> {
    if revision.starts_with('-') || revision.is_empty() {
        return Err(Failure::usage(format!("{} is not a revision", Quoted(revision)))
            .with_help("write a branch, a tag or a commit, such as `--git HEAD`"));
    }
    let mut arguments =
        vec!["diff", "--name-only", "--relative", "--no-renames", "--no-ext-diff", "-z", revision, "--"];
    arguments.extend(paths.iter().map(String::as_str));
    let listed = git(&arguments)?.map_err(|message| refused(revision, &message))?;
    let mut configs = Configs::new(config, given);
    let mut pairs = Vec::new();
    for path in listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
        let Ok(path) = std::str::from_utf8(path) else { continue };
        let Some(holder) = Holder::of_path(path) else { continue };
        let folder = configs.folder(parent(Path::new(path)))?;
        let linter = folder.linter(Path::new(path).file_name());
        // A file that one of the two versions lacks has no filter there.
        let old = git(&["show", &format!("{revision}:./{path}")])?.unwrap_or_default();
        let old = String::from_utf8_lossy(&old).into_owned();
        let new = match Path::new(path).is_file() {
            true => files::read_named(Path::new(path), limits::FILE)?,
            false => String::new(),
        };
        compare(path, &found(&linter, holder, old), &found(&linter, holder, new), &mut pairs);
    }
    Ok(pairs)
}

fn refused(revision: &str, message: &str) -> Failure {
    if message.contains("ot a git repository") {
        return Failure::usage("`--git` needs a git repository, and this folder is in none");
    }
    let line = message.lines().find(|line| !line.is_empty()).unwrap_or("git ended without a message");
    Failure::usage(format!("git cannot compare with {}: {line}", Quoted(revision)))
        .with_help("`--git` takes a branch, a tag or a commit, such as `--git HEAD`")
}

/// The output of git, or its message.
fn git(arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
    let output = Command::new("git")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::usage(format!("git cannot be started: {error}")))?;
    Ok(match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    })
}

/// A filter of a file: its line, its text, and its list.
struct Found {
    line: usize,
    text: String,
    schema: Schema,
}

fn found(linter: &Linter, holder: Holder, text: String) -> Vec<Found> {
    let source = Arc::new(Source::new(None, text));
    let placed =
        linter.place_all(holder, &source).placed.into_iter().filter(|placed| placed.linted.is_known());
    placed
        .map(|placed| {
            let schema = placed.decoded.as_ref().map_or(linter.schema(), |decoded| decoded.schema());
            let start = placed.linted.span().start as usize;
            let before = source.text().get(..start).unwrap_or_default();
            Found {
                line: before.matches('\n').count() + 1,
                text: placed.linted.filter().to_owned(),
                schema: schema.clone(),
            }
        })
        .collect()
}

/// Pairs the filters of two versions of a file: equal ones first, and those between them in their order.
fn compare(path: &str, old: &[Found], new: &[Found], pairs: &mut Vec<Pair>) {
    let texts = |found: &[Found]| found.iter().map(|one| one.text.clone()).collect::<Vec<String>>();
    for op in capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new)) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let (before, after) = (op.old_range(), op.new_range());
        let gone = old.get(before).unwrap_or_default();
        let added = new.get(after).unwrap_or_default();
        for at in 0..gone.len().max(added.len()) {
            let (line, change) = match (gone.get(at), added.get(at)) {
                (Some(a), Some(b)) => (b.line, changed(a, b)),
                (Some(a), None) => (a.line, Change::Gone(a.text.clone())),
                (None, Some(b)) => (b.line, Change::New(b.text.clone())),
                (None, None) => break,
            };
            pairs.push(Pair { name: Some(place(path, line)), change });
        }
    }
}

fn changed(a: &Found, b: &Found) -> Change {
    let read = |found: &Found| -> Result<Filter, String> {
        found.schema.check(&found.text).into_result().map_err(|error| error.to_string())
    };
    match (read(a), read(b)) {
        (Ok(a), Ok(b)) => Change::Both(Box::new([a, b])),
        (Err(error), _) | (_, Err(error)) => Change::Wrong(error),
    }
}
