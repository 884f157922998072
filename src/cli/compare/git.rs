//! The filters of a tree, before and after.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Pair, pair, place};
use crate::cli::Versions;
use crate::cli::config::{ConfigArgs, Configs, parent};
use crate::cli::failure::Failure;
use crate::cli::files::{self, Reader, Unread};
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
    // A range, or an option, is not a revision.
    let commit = format!("{revision}^{{commit}}");
    let commit = git(&["rev-parse", "--verify", "--end-of-options", &commit])?;
    let commit = commit.map_err(|message| refused(revision, &message))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let mut arguments =
        vec!["diff", "--name-only", "--relative", "--no-renames", "--no-ext-diff", "-z", &commit, "--"];
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
        let old = git(&["show", &format!("{commit}:./{path}")])?.unwrap_or_default();
        let old = files::text_of(&old, limits::SOURCE);
        let new = match Path::new(path).is_file() {
            true => Reader::default().read_found(Path::new(path)).map(|(text, _)| Some(text.into_owned())),
            false => Ok(Some(String::new())),
        };
        let new = match new {
            Ok(new) => new,
            Err(Unread::Skipped(_)) => None,
            Err(Unread::Failed(failure)) => return Err(failure),
        };
        let (Some(old), Some(new)) = (old, new) else { continue };
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
    line: u32,
    text: String,
    schema: Schema,
}

impl Found {
    /// The text with its list.
    fn filter(&self) -> (&str, &Schema) {
        (&self.text, &self.schema)
    }
}

fn found(linter: &Linter, holder: Holder, text: String) -> Vec<Found> {
    let source = Arc::new(Source::new(None, text));
    let placed =
        linter.place_all(holder, &source).placed.into_iter().filter(|placed| placed.linted.is_known());
    let found = placed.map(|placed| {
        let schema = placed.decoded.as_ref().map_or(linter.schema(), |decoded| decoded.schema());
        Found {
            line: source.line(placed.linted.span().start),
            text: placed.linted.filter().to_owned(),
            schema: schema.clone(),
        }
    });
    found.collect()
}

/// Pairs the filters of two versions of a file: equal ones first, and those between them in their order.
fn compare(path: &str, old: &[Found], new: &[Found], pairs: &mut Vec<Pair>) {
    // The same text of another list is another filter.
    fn keys(found: &[Found]) -> Vec<(Option<&str>, &str)> {
        found.iter().map(|one| (one.schema.path(), &*one.text)).collect()
    }
    let (old_keys, new_keys) = (keys(old), keys(new));
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let gone = old.get(op.old_range()).unwrap_or_default();
        let added = new.get(op.new_range()).unwrap_or_default();
        for at in 0..gone.len().max(added.len()) {
            let (a, b) = (gone.get(at), added.get(at));
            let Some(shown) = b.or(a) else { break };
            pairs.extend(pair(place(path, shown.line), a.map(Found::filter), b.map(Found::filter)));
        }
    }
}
