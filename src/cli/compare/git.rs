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
use crate::cli::screen::Screen;
use crate::lint::{Holder, Linter};
use crate::schema::Schema;
use crate::text::{Quoted, Source};

/// The changed filters in files that differ from a revision.
pub(super) fn pairs(
    revision: &str,
    paths: &[String],
    config: &ConfigArgs,
    given: Option<Versions>,
    screen: &Screen,
) -> Result<Vec<Pair>, Failure> {
    // A range, or an option, is not a revision.
    let commit = format!("{revision}^{{commit}}");
    let commit = git(&["rev-parse", "--verify", "--end-of-options", &commit])?;
    let commit = commit.map_err(|message| refused(revision, &message))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let mut arguments = vec![
        "diff",
        "--raw",
        "--no-abbrev",
        "--relative",
        "--no-renames",
        "--no-ext-diff",
        "-z",
        &commit,
        "--",
    ];
    arguments.extend(paths.iter().map(String::as_str));
    let listed = git(&arguments)?.map_err(|message| refused(revision, &message))?;
    let mut configs = Configs::new(config, given);
    let mut reader = Reader::default();
    let mut pairs = Vec::new();
    let mut fields = listed.split(|byte| *byte == 0);
    while let (Some(change), Some(path)) = (fields.next(), fields.next()) {
        let Some(change) = Change::read(change) else { continue };
        let Ok(shown) = std::str::from_utf8(path) else {
            let name = Quoted(&String::from_utf8_lossy(path)).to_string();
            screen.warning(&format!("{name} is not compared: its name is not UTF-8"));
            continue;
        };
        let path = Path::new(shown);
        let Some(holder) = Holder::of_path(path) else { continue };
        let folder = configs.folder(parent(path))?;
        let linter = folder.linter(path.file_name());
        let name = files::shown(path);
        let before = match change.before {
            Some(blob) => git(&["cat-file", "blob", blob])?.map_err(|message| refused(revision, &message))?,
            None => Vec::new(),
        };
        let old = files::found_text(&before, holder, &format!("{name} of {}", Quoted(revision)));
        let new = match change.is_there {
            true => reader.read_found(path, holder).map(|(text, _)| text),
            false => Ok("".into()),
        };
        let (old, new) = match (old, new) {
            (Ok((old, _)), Ok(new)) => (old, new),
            (Err(Unread::Failed(failure)), _) | (_, Err(Unread::Failed(failure))) => return Err(failure),
            (Err(Unread::Skipped(reason)), _) | (_, Err(Unread::Skipped(reason))) => {
                screen.warning(&format!("{name} is not compared: {reason}"));
                continue;
            }
        };
        let [old, new] = [old, new].map(|text| found(&linter, holder, text.into_owned()));
        compare(shown, &old, &new, &mut pairs);
    }
    Ok(pairs)
}

/// A changed file, as `git diff --raw` describes it.
struct Change<'a> {
    /// The object with its earlier content; `None` without an earlier file.
    before: Option<&'a str>,
    /// Whether it is a file now.
    is_there: bool,
}

impl<'a> Change<'a> {
    /// `:100644 100644 <object> <object> M`. A link and a submodule have no filter, and neither has a file that
    /// one of the versions lacks.
    fn read(line: &'a [u8]) -> Option<Change<'a>> {
        let mut words = std::str::from_utf8(line).ok()?.strip_prefix(':')?.split(' ');
        let is_file = |mode: &str| mode.starts_with("100");
        let (before, now, object) = (words.next()?, words.next()?, words.next()?);
        Some(Change { before: is_file(before).then_some(object), is_there: is_file(now) })
    }
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
