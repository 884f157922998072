//! A report for programs: one JSON document, described by `docs/report.schema.json`.
//!
//! # Promises of `version`
//!
//! Within a version, keys keep their name, type and meaning, and none is removed. New keys may be
//! added, so readers ignore unknown ones. Any other change is a new version.

use std::io::{self, Write};

use serde::Serialize;

use super::finding::{Clean, Finding, findings};
use super::list::List;
use super::safe;
use crate::diagnostic::{Applicability, Fix, Severity};
use crate::lint::Linted;
use crate::rules::Rule;
use crate::text::{Edit, Position, Span};

/// The version of the document.
pub(super) const VERSION: u32 = 1;

/// The longest repeated filter, in bytes.
const TEXT: usize = 4096;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>], clean: Clean) -> io::Result<()> {
    let document = Document {
        version: VERSION,
        filters: List(|| filters.iter().map(FilterEntry::new)),
        diagnostics: List(|| findings(filters).map(|(index, finding)| FindingEntry::new(index, finding))),
        omitted: filters.iter().map(Linted::omitted).sum(),
        clean: clean.filters,
        places: clean.places + filters.iter().filter(|filter| filter.is_unknown()).count(),
    };
    safe::json(out, &document)
}

/// The whole report.
#[derive(Serialize)]
struct Document<F, D> {
    version: u32,
    filters: F,
    diagnostics: D,
    omitted: usize,
    clean: usize,
    places: usize,
}

/// The entry of a filter in `filters` of the report.
pub(crate) fn listed(filter: &Linted<'_>) -> String {
    let mut json = Vec::new();
    // Writing to a `Vec` cannot fail.
    let _ = safe::json(&mut json, &FilterEntry::new(filter));
    String::from_utf8_lossy(json.trim_ascii_end()).into_owned()
}

#[derive(Serialize)]
struct FilterEntry<'r> {
    #[serde(flatten)]
    text: FilterText<'r>,
    /// Left out for most filters.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unknown: bool,
    file: Option<&'r str>,
    start: Position,
}

impl<'r> FilterEntry<'r> {
    fn new(filter: &'r Linted<'_>) -> FilterEntry<'r> {
        FilterEntry {
            text: FilterText::new(filter),
            unknown: filter.is_unknown(),
            file: filter.source().name(),
            start: filter.start(),
        }
    }
}

/// The text of a filter, up to the limit.
#[derive(Serialize)]
pub(super) struct FilterText<'r> {
    text: &'r str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
}

impl<'r> FilterText<'r> {
    pub(super) fn new(filter: &'r Linted<'_>) -> FilterText<'r> {
        let text = filter.filter();
        let end = Span::from_range(TEXT..TEXT).within(text).start;
        let shown = Span::new(0, end).of(text);
        FilterText { text: shown, truncated: shown.len() < text.len() }
    }
}

#[derive(Serialize)]
pub(super) struct FindingEntry<'r> {
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
    pub(super) fn new(index: usize, finding: Finding<'r>) -> FindingEntry<'r> {
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
    fn new(fix: &'r Fix, finding: Finding<'r>) -> FixEntry<'r> {
        let edit = |edit: Edit| {
            let (start, end) = finding.places(edit.span);
            EditEntry { start, end, text: edit.text }
        };
        FixEntry {
            applicability: fix.applicability,
            title: &fix.title,
            edits: finding.edits().into_iter().map(edit).collect(),
        }
    }
}

#[derive(Serialize)]
struct EditEntry {
    start: Position,
    end: Position,
    text: String,
}
