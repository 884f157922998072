//! Annotations of GitHub Actions: a workflow command on one line for each finding.

use std::io::{self, Write};

use super::concise;
use super::finding::{Finding, findings};
use super::fixed::correction;
use crate::diagnostic::Severity;
use crate::lint::Linted;
use crate::text::safe_line;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>]) -> io::Result<()> {
    findings(filters).try_for_each(|(_, finding)| {
        let command = match finding.diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let (properties, message) = (properties(finding), message(finding));
        writeln!(out, "::{command} {properties}::{message}")
    })
}

/// Its place, if it is in a file, and its title.
fn properties(finding: Finding<'_>) -> String {
    let title = format!("title=comfilter {}", finding.diagnostic.rule().name());
    let Some(path) = finding.filter.path() else { return title };
    let (start, end) = finding.places(finding.span());
    let (path, lines) = (property(&path), format!("line={},endLine={}", start.line, end.line));
    // GitHub takes columns only within one line.
    if start.line == end.line {
        format!("file={path},{lines},col={},endColumn={},{title}", start.column, end.column)
    } else {
        format!("file={path},{lines},{title}")
    }
}

/// Includes the place, because the log shows nothing else.
fn message(finding: Finding<'_>) -> String {
    let mut lines = vec![format!("{}: {}", concise::place(finding), safe_line(finding.diagnostic.message()))];
    lines.extend(finding.diagnostic.help().map(|help| format!("help: {}", safe_line(help))));
    lines.extend(correction(finding).map(|(word, text)| format!("{word} {text}")));
    data(&lines.join("\n"))
}

/// The text of a command, with its delimiters encoded.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value in front of it.
fn property(text: &str) -> String {
    data(&safe_line(text)).replace(':', "%3A").replace(',', "%2C")
}
