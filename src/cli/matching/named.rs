//! `match --filters`: the filters of a file, and for each job those that select it.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::record;
use crate::cli::failure::{COULD_NOT_RUN, Failure};
use crate::cli::files;
use crate::cli::screen::Screen;
use crate::diagnostic::Severity;
use crate::format::entries;
use crate::limits;
use crate::lint::{Holder, Linted, Linter};
use crate::matcher::{FilterId, FilterSet};
use crate::report::Format;
use crate::text::{Source, safe_line};

/// The filters of a file.
#[derive(Debug)]
pub(super) struct NamedFilters {
    pub(super) set: Arc<FilterSet>,
    pub(super) names: Vec<String>,
    /// The names as JSON.
    quoted: Vec<String>,
}

/// The filters of a file of this name. Their mistakes are reported on standard error, as `lint` shows them.
pub(super) fn read(path: &Path, linter: &Linter, screen: &Screen) -> Result<NamedFilters, Failure> {
    let text = files::read_named(path, limits::FILE)?;
    let name = path.to_string_lossy();
    let linted = linter.lint_all(Holder::File, Source::new(Some(&name), &text));
    if linted.iter().flat_map(Linted::all_diagnostics).any(|found| found.severity() != Severity::Hint) {
        // A closed standard error is not a failure.
        let _ = Format::Full(screen.error_look(false)).write(&mut io::stderr().lock(), &linted, 0);
    }
    if linted.iter().any(|linted| linted.errors() > 0) {
        return Err(Failure::told(COULD_NOT_RUN));
    }
    let (mut set, mut names) = (FilterSet::new(), Vec::new());
    let mut taken = HashSet::new();
    for entry in entries(&text) {
        let filter = linter.lint(&entry.text).into_result().map_err(Failure::usage)?;
        set.insert(&filter);
        names.push(unique(given_name(&text, entry.span.start), &mut taken));
    }
    if set.is_empty() {
        return Err(Failure::usage(format!("{} contains no filters", files::shown(path)))
            .with_help("filters are separated by blank lines, and a comment above a filter is its name"));
    }
    let quoted = names.iter().map(|name| serde_json::Value::from(&**name).to_string()).collect();
    Ok(NamedFilters { set: Arc::new(set), names, quoted })
}

/// The first line of the comment above a filter, unless it is a comment for comfilter.
///
/// `start` is the place of the filter.
pub(in crate::cli) fn given_name(file: &str, start: u32) -> Option<String> {
    let before = file.get(..start as usize)?;
    let above = before.rsplit_once('\n').map_or("", |(above, _)| above).lines().rev();
    let comments = above.map_while(|line| line.trim_start_matches('\u{feff}').trim().strip_prefix('#'));
    let is_name = |text: &&str| {
        let rest = text.strip_prefix("comfilter");
        !text.is_empty() && !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    comments
        .map(|comment| comment.trim_start_matches(['#', ' ', '\t']).trim_end())
        .filter(is_name)
        .last()
        .map(str::to_owned)
}

/// The name of the next filter: without a name its number, and with the name of another one both.
fn unique(given: Option<String>, taken: &mut HashSet<String>) -> String {
    let number = taken.len() + 1;
    let mut name = match given {
        Some(name) if taken.contains(&name) => format!("{name} {number}"),
        Some(name) => name,
        None => number.to_string(),
    };
    while !taken.insert(name.clone()) {
        name = format!("{name} {number}");
    }
    name
}

impl NamedFilters {
    /// Writes a job with the names of its filters, as one line of JSON without its end.
    pub(super) fn write(&self, out: &mut Vec<u8>, file: Option<&str>, job: &[u8], filters: &[FilterId]) {
        out.push(b'{');
        if let Some(file) = file {
            out.extend_from_slice(b"\"file\":");
            out.extend_from_slice(serde_json::Value::from(file).to_string().as_bytes());
            out.push(b',');
        }
        out.extend_from_slice(b"\"filters\":[");
        for (number, filter) in filters.iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            out.extend(self.quoted.get(filter.number()).iter().flat_map(|name| name.as_bytes()));
        }
        out.extend_from_slice(b"],\"job\":");
        record::write(out, job);
        out.push(b'}');
    }

    /// The number of jobs of each filter, for people.
    pub(super) fn table(&self, counts: &[u64]) -> String {
        let count = |number: usize| counts.get(number).copied().unwrap_or(0);
        let width = (0..self.names.len()).map(|number| count(number).to_string().len()).max().unwrap_or(0);
        let lines = self.names.iter().enumerate();
        lines.map(|(number, name)| format!("{:>width$}  {}\n", count(number), safe_line(name))).collect()
    }

    /// The same as a line of JSON.
    pub(super) fn json(&self, counts: &[u64]) -> String {
        let filters = self.quoted.iter().enumerate().map(|(number, name)| {
            format!("{{\"name\":{name},\"count\":{}}}", counts.get(number).copied().unwrap_or(0))
        });
        format!("{{\"filters\":[{}]}}\n", filters.collect::<Vec<_>>().join(","))
    }
}

/// A file for the jobs of each filter.
#[derive(Debug)]
pub(super) struct JobFiles {
    folder: PathBuf,
    paths: Vec<PathBuf>,
    /// The lines that are not written yet, and the number of their bytes.
    waiting: Vec<Vec<u8>>,
    bytes: usize,
}

/// This many bytes wait for all files together.
const WAITING: usize = 8 << 20;

/// The longest name of a file before its ending, in bytes: file systems take 255.
const NAME: usize = 100;

/// The names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

impl JobFiles {
    /// Makes an empty file for each filter, and the folder if necessary. Existing files are replaced only
    /// by `force`, and never one of `inputs`.
    pub(super) fn create<'p>(
        folder: &Path,
        names: &[String],
        force: bool,
        inputs: impl Iterator<Item = &'p PathBuf>,
    ) -> Result<JobFiles, Failure> {
        if folder.is_file() {
            let name = files::shown(folder);
            return Err(Failure::usage(format!("{name} is a file: expected a folder")));
        }
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        let paths: Vec<PathBuf> =
            file_names(names).iter().map(|name| folder.join(format!("{name}.ndjson"))).collect();
        let inputs: Vec<PathBuf> = inputs.filter_map(|input| fs::canonicalize(input).ok()).collect();
        for path in paths.iter().filter(|path| path.symlink_metadata().is_ok()) {
            let is_input = fs::canonicalize(path).is_ok_and(|path| inputs.contains(&path));
            if is_input {
                return Err(Failure::usage(format!(
                    "{} is an input: it was not overwritten",
                    files::shown(path)
                ))
                .with_help("give another folder with `--into`"));
            }
            if !force {
                return Err(Failure::usage(format!("{} exists already", files::shown(path)))
                    .with_help("give another folder, or replace its files with `--force`"));
            }
        }
        for path in &paths {
            if path.symlink_metadata().is_ok() {
                // A link is replaced, and not the file that it leads to.
                fs::remove_file(path).map_err(|error| unwritable(path, &error))?;
            }
            File::create_new(path).map_err(|error| unwritable(path, &error))?;
        }
        Ok(JobFiles { folder: folder.to_owned(), waiting: vec![Vec::new(); paths.len()], paths, bytes: 0 })
    }

    /// Adds a job to the files of its filters.
    pub(super) fn add(&mut self, job: &[u8], filters: &[FilterId]) -> Result<(), Failure> {
        for filter in filters {
            if let Some(waiting) = self.waiting.get_mut(filter.number()) {
                let before = waiting.len();
                record::write(waiting, job);
                waiting.push(b'\n');
                self.bytes += waiting.len() - before;
            }
        }
        if self.bytes > WAITING { self.flush() } else { Ok(()) }
    }

    /// Writes the lines that wait.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        for (path, waiting) in self.paths.iter().zip(&mut self.waiting) {
            if !waiting.is_empty() {
                let lines = std::mem::take(waiting);
                let file = OpenOptions::new().append(true).open(path);
                file.and_then(|mut file| file.write_all(&lines)).map_err(|error| unwritable(path, &error))?;
            }
        }
        self.bytes = 0;
        Ok(())
    }

    /// The result, in words.
    pub(super) fn note(&self) -> String {
        let files = crate::cli::counted(self.paths.len(), "file");
        format!("{files} written into {}", files::shown(&self.folder))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format!("{} cannot be written: {error}", files::shown(path)))
}

/// A name of a file for each filter, which no file system takes for something else: letters, digits, `-`, `_`
/// and dots inside. Two names differ in more than case.
fn file_names(names: &[String]) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let mut all = Vec::new();
    for (number, name) in (1..).zip(names) {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let parts = name.split(|c| !is_plain(c)).filter(|part| !part.is_empty());
        let joined = parts.collect::<Vec<_>>().join("-");
        let plain = joined.trim_matches(['.', '-']);
        let end = plain.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= NAME).last();
        let plain = plain.get(..end.unwrap_or(0)).unwrap_or_default().trim_end_matches(['.', '-']);
        let stem = plain.split('.').next().unwrap_or_default().to_lowercase();
        let is_device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
        let mut file =
            if plain.is_empty() || is_device { format!("{number}-{plain}") } else { plain.to_owned() };
        file.truncate(file.trim_end_matches('-').len());
        while !taken.insert(file.to_lowercase()) {
            file = format!("{number}-{file}");
        }
        all.push(file);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_filter_is_named_by_its_comment_or_its_number() {
        let file = "\u{feff}# of the file\n\n# failed\n# more about it\nstate eq 'a'\n\nstate eq 'b'\n# after\n\n\
                    # failed\n# comfilter: ignore[x] y\nstate eq 'c'\n\n# comfilter\nstate eq 'd'\n\n#\n# ## 2\nstate eq 'e'";
        let mut taken = HashSet::new();
        let names =
            entries(file).into_iter().map(|entry| unique(given_name(file, entry.span.start), &mut taken));
        let names: Vec<String> = names.collect();
        assert_eq!(names, ["failed", "2", "failed 3", "4", "2 5"]);
    }

    #[test]
    fn names_of_files_stay_in_their_folder() {
        let long = "é".repeat(80);
        let names = owned(&[
            "What failed since Monday",
            "../../etc/passwd",
            "/root",
            "..",
            "con",
            "Com1.txt",
            "a",
            "A",
            "3-root",
            "é: ü?",
            "\u{202e}x\n",
            &long,
        ]);
        let expected = [
            "What-failed-since-Monday",
            "etc-passwd",
            "root",
            "4",
            "5-con",
            "6-Com1.txt",
            "a",
            "8-A",
            "3-root",
            "é-ü",
            "x",
            &"é".repeat(50),
        ];
        assert_eq!(file_names(&names), expected);
    }
}
