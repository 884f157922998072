//! Findings that were there already.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::config::{parent, real};
use super::counted;
use super::failure::Failure;
use super::files;
use super::screen::Screen;
use crate::limits;
use crate::lint::{Baseline, Linted};
use crate::text::{Quoted, write_safe_json};

/// The number of stale entries that are reported one by one.
const TOLD: usize = 20;

/// Findings that were there already.
#[derive(Debug, clap::Args)]
pub(super) struct BaselineArgs {
    /// Report only findings that are not in FILE
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to FILE, for `--baseline`, and report nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff"])]
    write_baseline: Option<PathBuf>,
}

/// A baseline to read or to write.
pub(super) struct BaselineFile<'a> {
    path: &'a Path,
    folder: PathBuf,
    is_written: bool,
    baseline: Baseline,
    /// The checked files.
    files: BTreeSet<String>,
    covered: usize,
}

impl BaselineArgs {
    /// The baseline, if there is one.
    pub(super) fn open(&self) -> Result<Option<BaselineFile<'_>>, Failure> {
        let (path, baseline) = match (&self.baseline, &self.write_baseline) {
            (Some(path), _) => (path, read(path)?),
            (None, Some(path)) => (path, Baseline::default()),
            (None, None) => return Ok(None),
        };
        let is_written = self.write_baseline.is_some();
        let folder = real(parent(path))?;
        Ok(Some(BaselineFile { path, folder, is_written, baseline, files: BTreeSet::new(), covered: 0 }))
    }
}

fn read(path: &Path) -> Result<Baseline, Failure> {
    let text = files::read(path, limits::FILE)?;
    Baseline::from_json(&text).map_err(|error| {
        Failure::usage(format!("{} is not a valid baseline: {error}", files::shown(path)))
            .with_help("`comfilter lint --write-baseline FILE` writes one")
    })
}

impl BaselineFile<'_> {
    /// Removes the known findings, or records them, and keeps `limit` findings of a filter. The
    /// filters are from the file at `place`, a path without links, or from `option`.
    pub(super) fn take(
        &mut self,
        place: Option<&Path>,
        option: &str,
        limit: usize,
        linted: &mut [Linted<'_>],
    ) {
        let file = place.map_or_else(|| option.to_owned(), |place| relative(place, &self.folder));
        for linted in linted.iter_mut() {
            linted.retain(usize::MAX, |filter, at, found| {
                let rule = found.rule().name();
                if self.is_written {
                    self.baseline.add(&file, filter, at, rule);
                    return false;
                }
                let covers = self.baseline.covers(&file, filter, at, rule);
                self.covered += usize::from(covers);
                !covers
            });
        }
        for linted in linted.iter_mut() {
            linted.retain(limit, |_, at, found| {
                let covers = self.baseline.covers_changed(&file, at, found.rule().name());
                self.covered += usize::from(covers);
                !covers
            });
        }
        self.files.insert(file);
    }

    /// Writes the baseline, if the command asks for it; `filters` were checked, and `unread` files
    /// could not be.
    pub(super) fn write(&self, filters: usize, unread: usize, screen: &Screen) -> Result<bool, Failure> {
        if !self.is_written {
            return Ok(false);
        }
        let name = files::shown(self.path);
        if unread > 0 {
            return Err(Failure::usage(format!("{name} was not written: not every file could be read")));
        }
        // Any other file may be important; keep it.
        if let Ok(old) = std::fs::read_to_string(self.path)
            && !old.trim().is_empty()
            && Baseline::from_json(&old).is_err()
        {
            return Err(Failure::usage(format!(
                "{name} exists and is not a baseline: it was not overwritten"
            ))
            .with_help("name another file, or remove that one first"));
        }
        let mut json = Vec::new();
        for line in self.baseline.to_json().lines() {
            write_safe_json(&mut json, line)?;
            json.push(b'\n');
        }
        files::write_report(self.path, &json)?;
        let findings: usize = self.baseline.left().map(|(_, count)| count).sum();
        screen.note(&format!("{}: {} in {name}", counted(filters, "filter"), counted(findings, "finding")));
        Ok(true)
    }

    /// The note for the last line of a report.
    pub(super) fn note(&self) -> String {
        match self.covered {
            0 => String::new(),
            covered => format!(", {} suppressed by the baseline", counted(covered, "finding")),
        }
    }

    /// Reports the entries that nothing matches any more, of files that were checked or are gone.
    pub(super) fn tell_stale(&self, screen: &Screen) {
        let is_stale = |file: &str| self.files.contains(file) || !self.folder.join(file).exists();
        let stale = || self.baseline.left().filter(|(finding, _)| is_stale(&finding.file));
        let findings: usize = stale().map(|(_, count)| count).sum();
        if findings == 0 {
            return;
        }
        let name = files::shown(self.path);
        let are = if findings == 1 { "is" } else { "are" };
        screen.warning(&format!("{} of {name} {are} no longer found", counted(findings, "finding")));
        for (finding, count) in stale().take(TOLD) {
            let times = if count == 1 { String::new() } else { format!(", {count} times") };
            let (at, filter) = (Quoted(&finding.at), Quoted(&finding.filter));
            screen.note(&format!("  {}: {} at {at} in {filter}{times}", finding.file, finding.rule));
        }
        if let more @ 1.. = stale().count().saturating_sub(TOLD) {
            screen.note(&format!("  and {more} more"));
        }
        screen.help(&format!("write it again with `--write-baseline {}`", self.path.to_string_lossy()));
    }
}

/// A path relative to a folder, with `/`; both without links.
fn relative(path: &Path, folder: &Path) -> String {
    let parts = |path: &Path| -> Vec<String> {
        let shown = |part: Component<'_>| part.as_os_str().to_string_lossy().into_owned();
        path.components().map(shown).collect()
    };
    let (path, folder) = (parts(path), parts(folder));
    let shared = path.iter().zip(&folder).take_while(|(left, right)| left == right).count();
    let up = folder.iter().skip(shared).map(|_| "..");
    let down = path.iter().skip(shared).map(String::as_str);
    up.chain(down).collect::<Vec<_>>().join("/")
}
