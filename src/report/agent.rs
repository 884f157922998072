//! For the language model of an agent: one short line for each finding, with the whole corrected
//! filter on it.
//!
//! `path:line:column severity rule: message -> corrected filter`
//!
//! After the arrow comes the advice: the filter with the fix of this finding and all safe ones,
//! `perhaps: …` for a guess, `fix: …` for a filter that is too long, or that the line before has
//! already, or `no fix`, if the message has the advice. A corrected filter is never cut; a long line of
//! a host file is, around each change.

use std::io::{self, Write};

use super::concise;
use super::finding::{Finding, Side, findings};
use super::fixed::{correction, fixed};
use crate::lint::Linted;
use crate::text::{safe_line, safe_up_to};

/// Longest message, in characters.
const MESSAGE: usize = 300;

/// The longest text that is repeated for each finding of a filter, in characters.
const REPEATED: usize = 200;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>]) -> io::Result<()> {
    // The filter whose long correction was written last.
    let mut last: Option<*const Linted<'_>> = None;
    findings(filters).try_for_each(|(_, finding)| {
        let (place, found) = (concise::place(finding), finding.diagnostic);
        let (severity, rule) = (found.severity().name(), found.rule().name());
        let is_repeated = last == Some(std::ptr::from_ref(finding.filter));
        let (instead, is_long) = instead(finding, is_repeated);
        if is_long {
            last = Some(std::ptr::from_ref(finding.filter));
        }
        writeln!(out, "{place} {severity} {rule}: {} -> {instead}", message(finding))
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

/// The advice, and whether it is a long text. If that `is_repeated`, the command of the fix is enough.
fn instead(finding: Finding<'_>, is_repeated: bool) -> (String, bool) {
    let Some((word, text)) = correction(finding) else { return ("no fix".to_owned(), false) };
    let is_long = text.chars().nth(REPEATED).is_some();
    let with_word = |word: &str, text: &str| match word {
        "write:" => one_line(text),
        word => format!("{word} {}", one_line(text)),
    };
    let Some(fix) = finding.diagnostic.fix().filter(|_| is_long) else {
        return (with_word(word, &text), false);
    };
    if is_repeated {
        let word = if word == "write:" { "fix:" } else { word };
        return (with_word(word, &safe_line(&fix.title)), true);
    }
    // The line of a host file may be much longer than its filter.
    let is_line = finding.side != Side::Filter && finding.filter.source().name().is_some();
    let excerpt = if is_line { fixed(finding.filter, finding.side, &fix.edits) } else { None };
    (with_word(word, excerpt.as_deref().unwrap_or(&text)), true)
}

/// Line breaks of a filter are white space, including their indentation.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}
