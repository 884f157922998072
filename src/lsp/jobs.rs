//! Saved jobs: how many of them each filter selects, and why.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::matcher::reasons::Why;
use crate::matcher::{ScanOptions, Scanned};
use crate::{Filter, explain};

/// The largest number of counts that are kept.
const KEPT: usize = 1_000;

/// The largest number of selected jobs that a command shows.
const SHOWN: usize = 20;

/// A file of saved jobs.
#[derive(Debug)]
pub struct SavedJobs {
    /// Its name, for people.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// A number that no other contents have.
    pub generation: u64,
}

/// The jobs of a file that a filter selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    matched: u64,
    /// The records that could be read.
    read: u64,
    failed: u64,
}

impl Count {
    /// As a lens shows it.
    pub(super) fn title(self) -> String {
        let counts = format!("matches {} of {}", self.matched, self.read);
        if self.failed > 0 { format!("{counts}; {} cannot be read", self.failed) } else { counts }
    }
}

/// The counts so far, by the file's contents and the filter.
#[derive(Debug, Default)]
pub(super) struct Counts(HashMap<(u64, String), Count>);

impl Counts {
    pub(super) fn of(&mut self, jobs: &SavedJobs, filter: &Filter) -> Count {
        let key = (jobs.generation, filter.as_str().to_owned());
        if let Some(known) = self.0.get(&key) {
            return *known;
        }
        let mut scan = filter.matcher().scan_slice(&jobs.bytes, &options());
        while scan.next().is_some() {}
        let failed = scan.failed();
        let count = Count { matched: scan.matched(), read: scan.records() - failed, failed };
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        self.0.insert(key, count);
        count
    }
}

/// Why a filter selects these jobs, and the first ones that it selects, as text.
pub(super) fn explained(jobs: &Arc<SavedJobs>, filter: &Filter) -> String {
    let mut why = Why::new(filter);
    let all = options().all(true).strict(true);
    let mut failures: Vec<String> = Vec::new();
    for scanned in filter.matcher().scan_slice(&jobs.bytes, &all) {
        match scanned {
            Scanned::Record(record) => why.add_record(record, &all),
            Scanned::Failed(error) => failures.push(error.to_string()),
            Scanned::List { .. } => {}
        }
    }
    let mut text = format!("{}\n\n{}", jobs.name, explain::why(&why.report()).trim_end());
    if let [first, ..] = &*failures {
        let _ = write!(text, "\n\nrecords that cannot be read: {}; the first: {first}", failures.len());
    }
    let mut scan = filter.matcher().scan_slice(&jobs.bytes, &options());
    let mut shown = 0;
    while let Some(scanned) = scan.next().filter(|_| shown < SHOWN) {
        if let Scanned::Record(record) = scanned {
            // The jobs are a paragraph after the table.
            text.push_str(if shown == 0 { "\n\n" } else { "\n" });
            shown += 1;
            text.push_str(&String::from_utf8_lossy(record));
        }
    }
    text
}

fn options() -> ScanOptions {
    ScanOptions::new().refuse_responses()
}
