//! The jobs of files that two filters select.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::Filter;
use crate::cli::bad_records::BadRecords;
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::cli::matching::{files_at, make_safe, write_record};
use crate::cli::screen::{Output, Screen};
use crate::cli::source;
use crate::explain::Compared;
use crate::logic::{Comparison, Witness};
use crate::matcher::{FilterSet, ScanOptions, Scanned};

/// The kinds of jobs that are printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct JobSelection {
    pub(super) only_a: bool,
    pub(super) only_b: bool,
    pub(super) both: bool,
}

impl JobSelection {
    /// Whether any is printed.
    pub(super) fn is_some(self) -> bool {
        self.only_a || self.only_b || self.both
    }
}

/// The number of jobs of each kind.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(super) struct JobCounts {
    jobs: u64,
    both: u64,
    only_a: u64,
    only_b: u64,
    bad: u64,
}

/// A comparison with the counts of a file.
#[derive(Serialize)]
pub(super) struct CountedComparison<'c> {
    #[serde(flatten)]
    pub(super) compared: &'c Compared,
    pub(super) on: JobCounts,
}

impl JobCounts {
    pub(super) fn text(self, filter: &Filter) -> String {
        let JobCounts { jobs, both, only_a, only_b, .. } = self;
        let neither = jobs - both - only_a - only_b;
        let all = filter.schema().resource();
        format!("of {jobs} {all}: both {both}, only A {only_a}, only B {only_b}, neither {neither}")
    }
}

impl JobCounts {
    /// The number of jobs of a kind that no job with values of the documented types has.
    pub(super) fn refuted(self, comparison: &Comparison) -> u64 {
        let kinds = [
            (self.only_a, comparison.only_first()),
            (self.only_b, comparison.only_second()),
            (self.both, comparison.both()),
        ];
        kinds.iter().filter(|(_, witness)| **witness == Witness::Nothing).map(|(count, _)| count).sum()
    }
}

/// The files at paths, with the files of records in folders.
fn expanded(paths: &[PathBuf], screen: &Screen) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let (found, is_unreadable) = files_at(vec![path.clone()], screen)?;
        if is_unreadable {
            return Err(Failure::usage(format!("a part of {} cannot be read", files::shown(path))));
        }
        all.extend(found);
    }
    Ok(all)
}

/// Reads the jobs of files, prints some of them and counts all.
pub(super) fn count(
    a: &Filter,
    b: &Filter,
    paths: &[PathBuf],
    selection: JobSelection,
    screen: &Screen,
) -> Result<JobCounts, Failure> {
    let options = ScanOptions::new().refuse_responses().all(true).strict(true);
    let mut set = FilterSet::new();
    let ids = [a, b].map(|filter| set.insert(filter));
    let (mut counts, mut bad) = (JobCounts::default(), BadRecords::default());
    let mut out = BufWriter::new(Output::new());
    let mut line = Vec::new();
    let is_terminal = io::stdout().is_terminal();
    for path in &expanded(paths, screen)? {
        let opened = source::open(path, &Arc::default())?;
        let mut scan = set.scan_of(a.schema(), opened.source, &options);
        let unreadable = |error| source::unreadable(Path::new(path), &error);
        while let Some((scanned, filters)) = scan.next().map_err(unreadable)? {
            let record = match scanned {
                Scanned::Record(record) => record,
                Scanned::Failed(error) => {
                    bad.report(path, &error, screen);
                    counts.bad += 1;
                    continue;
                }
                Scanned::List { .. } => continue,
            };
            let [by_a, by_b] = ids.map(|id| filters.contains(&id));
            counts.jobs += 1;
            let (count, is_printed) = match (by_a, by_b) {
                (true, true) => (&mut counts.both, selection.both),
                (true, false) => (&mut counts.only_a, selection.only_a),
                (false, true) => (&mut counts.only_b, selection.only_b),
                (false, false) => continue,
            };
            *count += 1;
            if is_printed {
                line.clear();
                write_record(&mut line, record);
                if is_terminal {
                    make_safe(&mut line, 0);
                }
                line.push(b'\n');
                out.write_all(&line)?;
            }
        }
    }
    out.flush()?;
    bad.finish(counts.bad, counts.jobs + counts.bad, screen);
    Ok(counts)
}
