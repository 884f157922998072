//! One line for each finding: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::finding::{Finding, findings};
use crate::lint::Linted;
use crate::text::{Position, safe_line};

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>]) -> io::Result<()> {
    findings(filters).try_for_each(|(_, finding)| writeln!(out, "{}", line(finding)))
}

/// A finding on one line.
pub(super) fn line(finding: Finding<'_>) -> String {
    let found = finding.diagnostic;
    let (severity, rule) = (found.severity().name(), found.rule().name());
    format!("{}: {severity}[{rule}] {}", place(finding), safe_line(found.message()))
}

/// The place of a filter and the filter, on one line: `path:line:column: FILTER`.
pub(crate) fn listed(filter: &Linted<'_>) -> String {
    let text: String =
        filter.filter().chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let note = if filter.is_unknown() { " (only known at run time)" } else { "" };
    format!("{}: {}{note}", at(filter, filter.start()), safe_line(&text))
}

/// `path:line:column` of a finding.
pub(super) fn place(finding: Finding<'_>) -> String {
    let (start, _) = finding.places(finding.span());
    at(finding.filter, start)
}

fn at(filter: &Linted<'_>, Position { line, column, .. }: Position) -> String {
    format!("{}:{line}:{column}", safe_line(filter.name()))
}
