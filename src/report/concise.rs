//! One line for each finding: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::{Reported, safe};

pub(super) fn write(out: &mut impl Write, filters: &[Reported<'_>]) -> io::Result<()> {
    for filter in filters {
        let name = safe::line(filter.name());
        for finding in filter.findings() {
            let found = finding.diagnostic;
            let (start, _) = finding.places(finding.span());
            let (severity, rule) = (found.severity().name(), found.rule().name());
            let message = safe::line(found.message());
            writeln!(out, "{name}:{}:{}: {severity}[{rule}] {message}", start.line, start.column)?;
        }
    }
    Ok(())
}
