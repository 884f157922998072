//! A report for programs that read it line by line: one line of JSON for each finding, described by
//! `docs/report-line.schema.json`.
//!
//! A line has the keys of a diagnostic of [`json`](super::json), and the text of its filter.

use std::io::{self, Write};

use serde::Serialize;

use super::finding::findings;
use super::json::{FilterText, FindingEntry, VERSION};
use super::safe;
use crate::lint::Linted;

#[derive(Serialize)]
struct Line<'r> {
    version: u32,
    #[serde(flatten)]
    diagnostic: FindingEntry<'r>,
    #[serde(flatten)]
    text: FilterText<'r>,
}

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>]) -> io::Result<()> {
    findings(filters).try_for_each(|(index, finding)| {
        let (diagnostic, text) = (FindingEntry::new(index, finding), FilterText::new(finding.filter));
        safe::json(out, &Line { version: VERSION, diagnostic, text })
    })
}
