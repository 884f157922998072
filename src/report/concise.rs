//! One line for each finding: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::reported::{Finding, findings};
use super::{Reported, safe};

pub(super) fn write(out: &mut impl Write, filters: &[Reported<'_>]) -> io::Result<()> {
    findings(filters).try_for_each(|(_, finding)| writeln!(out, "{}", line(finding)))
}

/// A finding on one line.
pub(super) fn line(finding: Finding<'_, '_>) -> String {
    let found = finding.diagnostic;
    let (severity, rule) = (found.severity().name(), found.rule().name());
    format!("{}: {severity}[{rule}] {}", place(finding), safe::line(found.message()))
}

/// `path:line:column`.
pub(super) fn place(finding: Finding<'_, '_>) -> String {
    let (start, _) = finding.places(finding.span());
    format!("{}:{}:{}", safe::line(finding.filter.name()), start.line, start.column)
}
