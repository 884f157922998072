//! JUnit's XML for CI servers: a file is a suite, a filter in it a test, and each error and warning
//! a failure of it. A hint fails no test, because JUnit has no weaker result. Filters that are only
//! counted share one test that passes, because some servers fail on a report without tests.

use std::io::{self, Write};

use super::concise;
use super::finding::Finding;
use super::fixed::correction;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Linted;
use crate::text::safe_line;

/// The number of characters of a filter in the name of its test.
const NAME: usize = 80;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>], clean: usize) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"comfilter\" {}>", counts(filters, usize::from(clean > 0)))?;
    if clean > 0 {
        let name = if clean == 1 { "1 filter".to_owned() } else { format!("{clean} filters") };
        writeln!(out, "  <testsuite name=\"comfilter\" {}>", counts(&[], 1))?;
        writeln!(out, "    <testcase name=\"{name} without findings\" classname=\"comfilter\"/>")?;
        writeln!(out, "  </testsuite>")?;
    }
    for suite in filters.chunk_by(|one, other| one.name() == other.name()) {
        let name = suite.first().map(|filter| escaped(&filter.path_or_name())).unwrap_or_default();
        writeln!(out, "  <testsuite name=\"{name}\" {}>", counts(suite, 0))?;
        for filter in suite {
            write_test(out, filter, &name)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// A test with failures counts as one failed test; `more` are tests that pass.
fn counts(filters: &[Linted<'_>], more: usize) -> String {
    let failed = filters.iter().filter(|filter| filter.all_diagnostics().any(is_failure)).count();
    format!("tests=\"{}\" failures=\"{failed}\" errors=\"0\"", filters.len() + more)
}

fn is_failure(found: &Diagnostic) -> bool {
    found.severity() != Severity::Hint
}

fn write_test(out: &mut impl Write, filter: &Linted<'_>, suite: &str) -> io::Result<()> {
    let (start, name) = (filter.start(), escaped(&name(filter.filter())));
    write!(out, "    <testcase name=\"{}:{} {name}\" classname=\"{suite}\"", start.line, start.column)?;
    let mut findings = filter.findings();
    findings.retain(|finding| is_failure(finding.diagnostic));
    if findings.is_empty() {
        return writeln!(out, "/>");
    }
    writeln!(out, ">")?;
    for finding in findings {
        write_failure(out, finding)?;
    }
    writeln!(out, "    </testcase>")
}

fn write_failure(out: &mut impl Write, finding: Finding<'_>) -> io::Result<()> {
    let found = finding.diagnostic;
    let (rule, message) = (found.rule().name(), escaped(found.message()));
    writeln!(
        out,
        "      <failure type=\"{rule}\" message=\"{message}\">{}",
        escaped(&concise::line(finding))
    )?;
    if let Some(help) = found.help() {
        writeln!(out, "help: {}", escaped(help))?;
    }
    if let Some((word, text)) = correction(finding) {
        let lines: Vec<String> = text.lines().map(escaped).collect();
        writeln!(out, "{word} {}", lines.join("\n"))?;
    }
    writeln!(out, "</failure>")
}

/// The beginning of a filter, on one line.
fn name(text: &str) -> String {
    let mut name: String = text.chars().take(NAME).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if text.chars().nth(NAME).is_some() {
        name.push('…');
    }
    name
}

/// One line of text, for an attribute or between tags.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in safe_line(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 forbids these, like control characters, which are already written out.
            '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("\\u{{{:x}}}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out
}
