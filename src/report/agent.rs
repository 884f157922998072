//! For the language model of an agent: one short line for each finding, with the whole corrected
//! filter on it.
//!
//! `path:line:column severity rule: message -> corrected filter`
//!
//! After the arrow comes the advice: the filter with the fix of this finding and all safe ones,
//! `perhaps: …` for a guess, `fix: …` for a filter that is too long to repeat, or `no fix`, if the
//! message has the advice. A corrected filter is never cut.

use std::io::{self, Write};

use super::concise;
use super::finding::{Finding, findings};
use super::fixed::correction;
use crate::lint::Linted;
use crate::text::safe_up_to;

/// Longest message, in characters.
const MESSAGE: usize = 300;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>]) -> io::Result<()> {
    findings(filters).try_for_each(|(_, finding)| {
        let (place, found) = (concise::place(finding), finding.diagnostic);
        let (severity, rule) = (found.severity().name(), found.rule().name());
        writeln!(out, "{place} {severity} {rule}: {} -> {}", message(finding), instead(finding))
    })
}

/// The message, and the help if there is no fix.
fn message(finding: Finding<'_>) -> String {
    let found = finding.diagnostic;
    let whole = match found.fix() {
        Some(_) => found.message().to_owned(),
        None => finding.message_and_help("; "),
    };
    safe_up_to(MESSAGE, &whole)
}

fn instead(finding: Finding<'_>) -> String {
    match correction(finding) {
        Some(("write:", text)) => one_line(&text),
        Some((word, text)) => format!("{word} {}", one_line(&text)),
        None => "no fix".to_owned(),
    }
}

/// Line breaks of a filter are white space, including their indentation.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}
