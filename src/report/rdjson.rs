//! The Diagnostic Format of reviewdog, which comments on changes at any code host.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::finding::{Finding, findings};
use super::list::List;
use super::{concise, safe};
use crate::diagnostic::{Applicability, Fix, Severity};
use crate::lint::Linted;
use crate::rules::{self, Rule};
use crate::text::{Encoding, Span};

/// The longest text that a suggestion replaces, in bytes.
const SUGGESTION: usize = 4096;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>]) -> io::Result<()> {
    let result = DiagnosticResult {
        source: Origin { name: "comfilter", url: rules::DOCUMENTATION },
        diagnostics: List(|| findings(filters).map(|(_, finding)| Diagnostic::new(finding))),
    };
    safe::json(out, &result)
}

#[derive(Serialize)]
struct DiagnosticResult<D> {
    source: Origin,
    diagnostics: D,
}

#[derive(Serialize)]
struct Origin {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
    original_output: String,
}

#[derive(Serialize)]
struct Location<'r> {
    path: Cow<'r, str>,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: RdjsonPosition,
    end: RdjsonPosition,
}

/// Columns count bytes.
#[derive(Serialize)]
struct RdjsonPosition {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code {
    value: &'static Rule,
    url: String,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

impl<'r> Diagnostic<'r> {
    fn new(finding: Finding<'r>) -> Diagnostic<'r> {
        let rule = finding.diagnostic.rule();
        Diagnostic {
            message: finding.message_and_help("\nhelp: "),
            location: Location { path: finding.filter.path_or_name(), range: range(finding, finding.span()) },
            severity: match finding.diagnostic.severity() {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Hint => "INFO",
            },
            code: Code { value: rule, url: rule.url() },
            suggestions: suggestion(finding).map(|suggestion| [suggestion]),
            original_output: concise::line(finding),
        }
    }
}

/// The fix as one replacement, because reviewdog offers each suggestion alone. A guess would look
/// certain, so it is not suggested.
fn suggestion(finding: Finding<'_>) -> Option<Suggestion> {
    finding.diagnostic.fix().filter(|fix: &&Fix| fix.applicability == Applicability::Safe)?;
    let source = finding.filter.source().text();
    let edits = finding.edits();
    let whole = edits.iter().map(|edit| edit.span).reduce(Span::cover)?;
    if whole.len() > SUGGESTION {
        return None;
    }
    let mut text = String::new();
    let mut done = whole.start as usize;
    for edit in &edits {
        text.push_str(source.get(done..edit.span.start as usize)?);
        text.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    Some(Suggestion { range: range(finding, whole), text })
}

fn range(finding: Finding<'_>, span: Span) -> Range {
    let source = finding.filter.source();
    let place = |offset| {
        let place = source.position(offset, Encoding::Utf8);
        // A byte-order mark is three bytes of the first line.
        let mark = if source.line(offset) == 1 && source.text().starts_with('\u{feff}') { 3 } else { 0 };
        RdjsonPosition { line: place.line, column: place.column + mark }
    };
    Range { start: place(span.start), end: place(span.end) }
}
