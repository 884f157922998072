//! The filters of a tree, before and after.

use std::path::Path;
use std::process::{Command, Stdio};

use super::pairs::found;
use super::{Pair, pairs, place};
use crate::cli::Versions;
use crate::cli::config::{ConfigArgs, Configs, parent};
use crate::cli::failure::Failure;
use crate::cli::files::{self, Reader, Unread};
use crate::cli::screen::Screen;
use crate::lint::Holder;
use crate::text::Quoted;

/// The changed filters in files that differ from a revision.
pub(super) fn changed(
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
        "--find-renames",
        "--no-ext-diff",
        "-z",
        &commit,
        "--",
    ];
    arguments.extend(paths.iter().map(String::as_str));
    let listed = git(&arguments)?.map_err(|message| refused(revision, &message))?;
    for path in paths {
        let object = format!("{commit}:./{path}");
        if !Path::new(path).exists() && git(&["cat-file", "-e", &object])?.is_err() {
            let message =
                format!("neither this folder nor {} has the file {}", Quoted(revision), Quoted(path));
            return Err(Failure::usage(message));
        }
    }
    // Files that git does not know yet are new ones.
    let mut untracked = vec!["ls-files", "--others", "--exclude-standard", "-z", "--"];
    untracked.extend(paths.iter().map(String::as_str));
    let untracked = git(&untracked)?.map_err(|message| refused(revision, &message))?;
    let mut configs = Configs::new(config, given);
    let mut reader = Reader::default();
    let mut changed = Vec::new();
    let mut fields = listed.split(|byte| *byte == 0);
    let mut files = Vec::new();
    while let (Some(change), Some(path)) = (fields.next(), fields.next()) {
        let moved_to = if Change::is_move(change) { fields.next() } else { None };
        let Some(change) = Change::read(change) else { continue };
        let kind = |path: &[u8]| Holder::of_path(Path::new(std::str::from_utf8(path).ok()?));
        match moved_to {
            Some(to) if kind(to) == kind(path) => files.push((change, to)),
            // A file that becomes one of another kind is another file.
            Some(to) => {
                files.push((Change { is_there: false, ..change }, path));
                files.push((Change { before: None, ..change }, to));
            }
            None => files.push((change, path)),
        }
    }
    let is_new = |path: &[u8]| std::str::from_utf8(path).is_ok_and(|path| !Path::new(path).is_symlink());
    let new = untracked.split(|byte| *byte == 0).filter(|path| !path.is_empty() && is_new(path));
    files.extend(new.map(|path| (Change { before: None, is_there: true }, path)));
    for (change, path) in files {
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
        changed.extend(pairs::pairs(&old, &new, |one| place(shown, one.line)));
    }
    Ok(changed)
}

/// A changed file, as `git diff --raw` describes it.
#[derive(Clone, Copy)]
struct Change<'a> {
    /// The object with its earlier content; `None` without an earlier file.
    before: Option<&'a str>,
    /// Whether it is a file now.
    is_there: bool,
}

impl<'a> Change<'a> {
    /// Whether the file has moved: `… R100`.
    fn is_move(line: &[u8]) -> bool {
        line.rsplit(|byte| *byte == b' ').next().is_some_and(|kind| kind.starts_with(b"R"))
    }

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
