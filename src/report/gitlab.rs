//! GitLab's Code Quality report: a subset of the format of Code Climate.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::finding::{Finding, findings};
use super::fingerprint::Fingerprints;
use super::list::List;
use super::safe;
use crate::diagnostic::Severity;
use crate::lint::Linted;
use crate::rules::Rule;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>]) -> io::Result<()> {
    let issues = List(|| {
        let mut fingerprints = Fingerprints::default();
        findings(filters).map(move |(_, finding)| Issue::new(finding, fingerprints.of(finding)))
    });
    safe::json(out, &issues)
}

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'static Rule,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: Cow<'r, str>,
    lines: Range<u32>,
    positions: Range<CodeLocation>,
}

#[derive(Serialize)]
struct Range<T> {
    begin: T,
    end: T,
}

#[derive(Serialize)]
struct CodeLocation {
    line: u32,
    column: u32,
}

impl<'r> Issue<'r> {
    fn new(finding: Finding<'r>, fingerprint: String) -> Issue<'r> {
        let (begin, end) = finding.places(finding.span());
        let place = |line, column| CodeLocation { line, column };
        Issue {
            // It is shown as one line.
            description: finding.message_and_help("; "),
            check_name: finding.diagnostic.rule(),
            fingerprint,
            severity: match finding.diagnostic.severity() {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Hint => "info",
            },
            location: Location {
                path: finding.filter.path_or_name(),
                lines: Range { begin: begin.line, end: end.line },
                positions: Range { begin: place(begin.line, begin.column), end: place(end.line, end.column) },
            },
        }
    }
}
