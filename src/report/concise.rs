//! One line for each finding: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::reported::{Finding, findings};
use super::{Reported, safe};
use crate::text::Position;

pub(super) fn write(out: &mut impl Write, filters: &[Reported<'_>]) -> io::Result<()> {
    findings(filters).try_for_each(|(_, finding)| writeln!(out, "{}", line(finding)))
}

/// A finding on one line.
pub(super) fn line(finding: Finding<'_, '_>) -> String {
    let found = finding.diagnostic;
    let (severity, rule) = (found.severity().name(), found.rule().name());
    format!("{}: {severity}[{rule}] {}", place(finding), safe::line(found.message()))
}

impl Reported<'_> {
    /// Its place and its text: `path:line:column: FILTER`, on one line.
    pub(crate) fn listed(&self) -> String {
        let text: String =
            self.text().chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
        format!("{}: {}", at(self, self.start()), safe::line(&text))
    }
}

/// `path:line:column` of a finding.
pub(super) fn place(finding: Finding<'_, '_>) -> String {
    let (start, _) = finding.places(finding.span());
    at(finding.filter, start)
}

fn at(filter: &Reported<'_>, Position { line, column, .. }: Position) -> String {
    format!("{}:{line}:{column}", safe::line(filter.name()))
}
