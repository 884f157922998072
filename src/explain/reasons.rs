//! Explains why a filter selects a job or not: its tree with the value that each term found.

use super::tree::{self, Style};
use super::words::{count, safe};
use crate::matcher::reasons::Reasons;
use crate::{Filter, Verdict};

/// The limit of listed terms to change.
const LISTED: usize = 20;

/// The longest line of the tree that moves the columns beside it, in characters.
const COLUMN: usize = 70;

/// Explains why a filter selects a job or not: the tree with the verdict of each node, the terms
/// that decided, and their values; and the fewest terms to change for it to match. It ends without
/// a line break.
///
/// ```
/// use comfilter::{Filter, explain};
/// use serde_json::json;
///
/// let filter: Filter = "state eq 'ERROR' and (generation gt 3 or contains(status,'x'))".parse()?;
/// let reasons = filter.matcher().reasons(&json!({ "state": "COMPLETE", "generation": 4 }));
/// assert_eq!(
///     explain::reasons(&filter, &reasons, explain::Style::Ascii),
///     "\
/// The job does not match: the filter is false for it.
///
/// and                           false
/// |-- state eq 'ERROR'          false  decided  \"COMPLETE\"
/// `-- or                        true
///     |-- generation gt 3       true            4
///     `-- contains(status,'x')  null            missing
///
/// The fewest terms to change for it to match, 1 of 3:
///   state eq 'ERROR' must be true, and state is \"COMPLETE\""
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn reasons(filter: &Filter, reasons: &Reasons, style: Style) -> String {
    let verdict = match reasons.verdict {
        Verdict::True => "matches: the filter is true for it.",
        Verdict::False => "does not match: the filter is false for it.",
        Verdict::Null => {
            "does not match: the filter is null for it, because a property is missing or is not a string."
        }
    };
    let mut text = format!("The {} {verdict}", filter.schema().one());
    text.push_str("\n\n");
    text.push_str(&annotated(filter, reasons, style));
    let changes = &reasons.changes;
    if !changes.is_empty() {
        let (all, terms) = (count(changes.len()), count(reasons.terms.len()));
        text.push_str(&format!("\n\nThe fewest terms to change for it to match, {all} of {terms}:"));
        // One more line in the place of "1 more".
        let shown = if changes.len() > LISTED + 1 { LISTED } else { changes.len() };
        for change in changes.iter().take(shown) {
            let value = reasons.terms.get(change.term).and_then(|term| term.value.as_deref());
            let found = value.map_or("is missing".to_owned(), |value| format!("is {value}"));
            let property = reasons.terms.get(change.term).map_or("", |term| &term.property);
            text.push_str(&format!(
                "\n  {} must be {}, and {} {found}",
                safe(&change.text),
                change.to,
                safe(property)
            ));
        }
        if changes.len() > shown {
            text.push_str(&format!("\n  {} {} more", style.ellipsis(), count(changes.len() - shown)));
        }
    }
    text
}

/// The tree, with columns for the verdicts, the decisive terms, and the values.
fn annotated(filter: &Filter, reasons: &Reasons, style: Style) -> String {
    let (tree, nodes) = tree::lines(filter, style);
    let length = |line: &str| line.chars().count();
    let width = tree.lines().map(length).filter(|length| *length <= COLUMN).max().unwrap_or_default();
    let lines = tree.lines().zip(nodes).map(|(line, node)| {
        let Some(node) = node.and_then(|node| reasons.node(node)) else { return line.to_owned() };
        let gap = " ".repeat(width.saturating_sub(length(line)));
        let term = node.term.and_then(|term| reasons.terms.get(term));
        let decided = if term.is_some_and(|term| term.decided) { "decided" } else { "" };
        let value = term.map_or("", |term| term.value.as_deref().unwrap_or("missing"));
        let line = format!("{line}{gap}  {:<5}  {decided:<7}  {value}", node.verdict.to_string());
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
