//! Findings for people: laid out here, drawn by miette.

use std::io::{self, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan};

use super::Look;
use super::finding::{Finding, Side};
use super::fixed::{fixed, with_safe_fixes, word};
use super::shown::Shown;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::lint::Linted;
use crate::text::{Source, safe_line, wrapped};

/// The smallest width that a terminal can report.
const NARROWEST: usize = 40;

/// miette's columns beside a line of text, with a line number of up to five digits.
const GUTTER: usize = 10;

/// The largest width of a window: text further away explains nothing.
const WINDOW: usize = 100;

/// miette's prefix of a help.
const HELP: usize = "  help: ".len();

pub(super) fn write(out: &mut impl Write, look: &Look, filters: &[Linted<'_>]) -> io::Result<()> {
    let mut hidden = 0;
    for filter in filters {
        let (shown, hints): (Vec<_>, Vec<_>) = filter
            .findings()
            .into_iter()
            .partition(|finding| look.hints || finding.diagnostic.severity() != Severity::Hint);
        hidden += hints.len();
        write_filter(out, look, filter, &shown)?;
    }
    match hidden {
        0 => Ok(()),
        1 => writeln!(out, "1 hint: show it with --hints"),
        _ => writeln!(out, "{hidden} hints: show them with --hints"),
    }
}

fn write_filter(
    out: &mut impl Write,
    look: &Look,
    filter: &Linted<'_>,
    findings: &[Finding<'_>],
) -> io::Result<()> {
    let inner = Source::new(Some("decoded filter"), filter.filter());
    let sides = [Side::Filter, Side::Source];
    let several = sides.map(|side| fixes(findings, side).nth(1).is_some());
    for finding in findings {
        let together = sides.into_iter().zip(several).any(|(side, several)| several && side == finding.side);
        writeln!(out, "{}", render(look, *finding, &inner, together))?;
    }
    for side in sides {
        if let Some((text, left)) = fixed_together(filter, findings, side) {
            let left = match left + filter.omitted() {
                0 => "",
                _ => " (still not valid)",
            };
            writeln!(out, "  after the safe fixes{left}:\n    {}\n", text.replace('\n', "\n    "))?;
        }
    }
    match filter.omitted() {
        0 => Ok(()),
        1 => writeln!(out, "  1 more finding in this filter is not shown: correct these first\n"),
        count => writeln!(out, "  {count} more findings in this filter are not shown: correct these first\n"),
    }
}

fn fixes<'f>(findings: &'f [Finding<'_>], side: Side) -> impl Iterator<Item = &'f Fix> {
    findings
        .iter()
        .filter(move |finding| finding.side == side && finding.fixes_filter())
        .filter_map(|finding| finding.diagnostic.fix())
}

/// The text with all safe fixes, if there are several: with only one, it would still be wrong. Also
/// the number of remaining errors.
fn fixed_together(filter: &Linted<'_>, findings: &[Finding<'_>], side: Side) -> Option<(String, usize)> {
    fixes(findings, side).nth(1)?;
    let (edits, left) = with_safe_fixes(Vec::new(), findings, side);
    if edits.is_empty() { None } else { fixed(filter, side, &edits).map(|text| (text, left)) }
}

/// One finding, ending in a line break. `inner` is its filter's text. With `together`, the fixed
/// text is shown later with the others, and only named here.
fn render(look: &Look, finding: Finding<'_>, inner: &Source<'_>, together: bool) -> String {
    let found = finding.diagnostic;
    let width = look.width.max(NARROWEST);
    let mut shown = Shown::new(finding, inner, WINDOW.min(width - GUTTER));
    let theme = theme(look, found, &shown.labels);
    let fix = fix_line(&theme, finding, together);
    shown.message = wrapped(&shown.message, head(found).len() + 3, 4, width);
    shown.help = shown.help.map(|help| wrapped(&help, HELP, HELP, width));
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_wrap_lines(false)
        .with_context_lines(1)
        .without_syntax_highlighting();
    let mut text = String::new();
    // Fails only if a label is outside of its window, which never happens.
    let _ = handler.render_report(&mut text, &shown);
    text.push_str(&fix);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// miette's theme, with the severity and the rule in place of its icon, and the place of the
/// finding in the severity's colour.
fn theme(look: &Look, found: &Diagnostic, labels: &[LabeledSpan]) -> GraphicalTheme {
    let mut theme = match (look.unicode, look.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    };
    let (icon, style) = match found.severity() {
        Severity::Error => (&mut theme.characters.error, theme.styles.error),
        Severity::Warning => (&mut theme.characters.warning, theme.styles.warning),
        Severity::Hint => (&mut theme.characters.advice, theme.styles.advice),
    };
    *icon = linked_head(look, found);
    // miette assigns the styles to the labels in the order of the text.
    let other = theme.styles.help;
    theme.styles.highlights =
        labels.iter().map(|label| if label.primary() { style } else { other }).collect();
    theme
}

fn head(found: &Diagnostic) -> String {
    format!("{}[{}]:", found.severity().name(), found.rule().name())
}

/// The rule's name links to its page. The link has no text of the user.
fn linked_head(look: &Look, found: &Diagnostic) -> String {
    let (severity, rule) = (found.severity().name(), found.rule());
    if look.links {
        format!("{severity}[\u{1b}]8;;{}\u{1b}\\{}\u{1b}]8;;\u{1b}\\]:", rule.url(), rule.name())
    } else {
        head(found)
    }
}

/// The effect of the fix: the text with it, or else its title, unless the report already has it.
fn fix_line(theme: &GraphicalTheme, finding: Finding<'_>, together: bool) -> String {
    let found = finding.diagnostic;
    let Some(fix) = found.fix() else { return String::new() };
    let whole = if together || !finding.fixes_filter() {
        None
    } else {
        fixed(finding.filter, finding.side, &fix.edits)
    };
    let said = |text: &str| text.contains(&*fix.title);
    if whole.is_none() && (said(found.message()) || found.help().is_some_and(said)) {
        return String::new();
    }
    let word = word(fix, whole.is_some());
    let indent = format!("\n{}", " ".repeat(word.len() + 3));
    let text = whole.unwrap_or_else(|| safe_line(&fix.title)).replace('\n', &indent);
    format!("  {} {text}\n", theme.styles.help.style(word))
}
