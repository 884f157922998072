//! A report for programs: one JSON document, described by `docs/report.schema.json`.
//!
//! # What `version` promises
//!
//! Within a version keys keep their name, their type and their meaning, and none goes. New keys
//! may come: a reader ignores those that it does not know. Anything else is a new version.

use std::io::{self, Write};

use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::Reported;
use super::reported::Finding;
use crate::diagnostic::{Applicability, Fix, Severity};
use crate::rules::Rule;
use crate::text::{Position, Span, write_safe_json};

/// The version of the document.
const VERSION: u32 = 1;

/// Longest text of a filter that is repeated, in bytes.
const TEXT: usize = 4096;

pub(super) fn write(out: &mut impl Write, filters: &[Reported<'_>]) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Safe);
    Document(filters).serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Writes everything on one line, and what could change a terminal as an escape.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        write_safe_json(writer, fragment)
    }
}

/// The whole report; nothing of it is held twice.
struct Document<'r>(&'r [Reported<'r>]);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_struct("Report", 4)?;
        document.serialize_field("version", &VERSION)?;
        document.serialize_field("filters", &FilterList(self.0))?;
        document.serialize_field("diagnostics", &FindingList(self.0))?;
        document.serialize_field("omitted", &self.0.iter().map(Reported::omitted).sum::<usize>())?;
        document.end()
    }
}

struct FilterList<'r>(&'r [Reported<'r>]);

impl Serialize for FilterList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(FilterEntry::new))
    }
}

#[derive(Serialize)]
struct FilterEntry<'r> {
    text: &'r str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
    file: Option<&'r str>,
    start: Position,
}

impl<'r> FilterEntry<'r> {
    fn new(filter: &Reported<'r>) -> FilterEntry<'r> {
        let text = filter.text();
        let end = Span::from_range(TEXT..TEXT).within(text).start;
        let shown = Span::new(0, end).of(text);
        FilterEntry {
            text: shown,
            truncated: shown.len() < text.len(),
            file: filter.source().name(),
            start: filter.start(),
        }
    }
}

struct FindingList<'r>(&'r [Reported<'r>]);

impl Serialize for FindingList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for (index, filter) in self.0.iter().enumerate() {
            for finding in filter.findings() {
                list.serialize_element(&FindingEntry::new(index, finding))?;
            }
        }
        list.end()
    }
}

#[derive(Serialize)]
struct FindingEntry<'r> {
    rule: &'static Rule,
    severity: Severity,
    message: &'r str,
    help: Option<&'r str>,
    file: Option<&'r str>,
    filter: usize,
    start: Position,
    end: Position,
    fix: Option<FixEntry<'r>>,
}

impl<'r> FindingEntry<'r> {
    fn new(index: usize, finding: Finding<'_, 'r>) -> FindingEntry<'r> {
        let found = finding.diagnostic;
        let (start, end) = finding.places(finding.span());
        FindingEntry {
            rule: found.rule(),
            severity: found.severity(),
            message: found.message(),
            help: found.help(),
            file: finding.filter.source().name(),
            filter: index,
            start,
            end,
            fix: found.fix().map(|fix| FixEntry::new(fix, finding)),
        }
    }
}

#[derive(Serialize)]
struct FixEntry<'r> {
    applicability: Applicability,
    title: &'r str,
    edits: Vec<EditEntry>,
}

impl<'r> FixEntry<'r> {
    fn new(fix: &'r Fix, finding: Finding<'_, 'r>) -> FixEntry<'r> {
        let edit = |edit| {
            let edit = finding.outer_edit(edit);
            let (start, end) = finding.places(edit.span);
            EditEntry { start, end, text: edit.text }
        };
        FixEntry {
            applicability: fix.applicability,
            title: &fix.title,
            edits: fix.edits.iter().map(edit).collect(),
        }
    }
}

#[derive(Serialize)]
struct EditEntry {
    start: Position,
    end: Position,
    text: String,
}
