//! The first records of the input, which show whether they are records of the list at all.

use crate::cli::counted;
use crate::cli::screen::Screen;
use crate::matcher::{JsonTree, ScanOptions};
use crate::schema::Schema;
use crate::text::{Quoted, joined};

/// The number of records that are looked at: one page of a list.
const RECORDS: usize = 100;

/// The number of names of a record that are shown.
const NAMES: usize = 6;

/// The first records of the input.
#[derive(Debug)]
pub(super) struct Sample {
    schema: Schema,
    options: ScanOptions,
    /// The path of the job in a record, as given.
    at: String,
    records: usize,
    /// Whether a record has a value at that path.
    is_found: bool,
    /// Whether a record has a property of the list.
    is_known: bool,
    /// The members of the first record, or of the value at the path.
    names: Vec<String>,
}

impl Sample {
    pub(super) fn new(schema: &Schema, at: &str) -> Sample {
        Sample {
            schema: schema.clone(),
            options: ScanOptions::new().at(at),
            at: at.to_owned(),
            records: 0,
            is_found: false,
            is_known: schema.is_open(),
            names: Vec::new(),
        }
    }

    /// Whether no further record is needed.
    pub(super) fn is_done(&self) -> bool {
        self.is_known || self.records == RECORDS
    }

    pub(super) fn add(&mut self, record: &[u8]) {
        if self.is_done() {
            return;
        }
        self.records += 1;
        let tree = JsonTree::read(record);
        let job = self.options.job(&tree);
        let names = |node| tree.members(node).map(|(name, _)| name);
        if self.records == 1 || job.is_some() && !self.is_found {
            self.names = names(job.unwrap_or(crate::matcher::ROOT))
                .take(NAMES)
                .map(|name| Quoted(name).to_string())
                .collect();
        }
        self.is_found |= job.is_some();
        self.is_known |= job.is_some_and(|job| names(job).any(|name| self.schema.has_member(name)));
    }

    /// Warns if the records are not those of the list.
    pub(super) fn report(&self, screen: &Screen) {
        let (all, one) = (self.schema.resource(), self.schema.one());
        if self.records == 0 || self.is_known {
            return;
        }
        let none = match self.records {
            1 => "the record has no".to_owned(),
            count => format!("none of the first {} has a", counted(count, "record")),
        };
        let have = match self.names.as_slice() {
            [] => "it is empty".to_owned(),
            names => format!("the first one has {}", joined(names, "and")),
        };
        if self.is_found || self.at.is_empty() {
            screen.warning(&format!("{none} property of {all}: {have}"));
            screen.help(&format!(
                "`--resource LIST` names the list of the records, and `--at PATH` the place of the {one} in a record"
            ));
        } else {
            screen.warning(&format!("{none} value at {}: {have}", Quoted(&self.at)));
            screen.help(&format!("`--at` takes the path of the {one} in a record, with `/` between names"));
        }
    }
}
