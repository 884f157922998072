//! The text after a fix: whole if it is short, otherwise the surroundings of each edit.

use super::finding::{Finding, Side};
use super::safe;
use crate::diagnostic::{Applicability, Fix, Severity};
use crate::lint::Linted;
use crate::text::{Edit, Span, apply, line_start, offset, safe_line};

/// The longest fixed text that is shown whole, in characters.
const WHOLE: usize = 200;

/// The longest corrected text that a report repeats, in characters.
const CORRECTED: usize = 1000;

/// The longest corrected text, in bytes. A longer one has many fixes, and stays too long.
const CORRECTABLE: usize = 8000;

/// The number of characters shown on each side of an edit in a longer text.
const AROUND: usize = 40;

/// The limit of an excerpt of a fixed text, for any number of edits, in bytes.
const EXCERPT: usize = 1000;

/// The text on `side` after `edits`, in lines that are safe to show: in a file, only changed
/// lines. `None` if the edits do not fit.
pub(super) fn fixed(filter: &Linted<'_>, side: Side, edits: &[Edit]) -> Option<String> {
    let (text, edits) = changed(filter, side, edits)?;
    with(text, &edits)
}

fn with(text: &str, edits: &[Edit]) -> Option<String> {
    let fixed = whole(text, edits, WHOLE).or_else(|| excerpt(text, edits))?;
    Some(shown(&fixed))
}

/// The correction for `finding`, after a word for its certainty: the text with its fix and all safe
/// ones, or the command of its fix if the text is too long.
pub(super) fn correction(finding: Finding<'_>) -> Option<(&'static str, String)> {
    let fix = finding.diagnostic.fix()?;
    let (text, _) = changed(finding.filter, finding.side, &fix.edits)?;
    let is_corrected = text.len() <= CORRECTABLE && finding.fixes_filter();
    let corrected = if is_corrected { corrected(finding, fix) } else { None };
    let word = word(fix, corrected.is_some());
    Some((word, corrected.map_or_else(|| safe_line(&fix.title), |text| shown(&text))))
}

fn corrected(finding: Finding<'_>, fix: &Fix) -> Option<String> {
    let mut others = finding.filter.findings();
    others.retain(|other| !std::ptr::eq(other.diagnostic, finding.diagnostic));
    let (edits, _) = with_safe_fixes(fix.edits.clone(), &others, finding.side);
    let (text, edits) = changed(finding.filter, finding.side, &edits)?;
    whole(text, &edits, CORRECTED)
}

/// The part of the text on `side` that is shown with its edits: in a file, their lines.
fn changed<'t>(filter: &'t Linted<'_>, side: Side, edits: &[Edit]) -> Option<(&'t str, Vec<Edit>)> {
    let text = filter.text_of(side);
    if side == Side::Filter || filter.source().name().is_none() {
        return Some((text, edits.to_vec()));
    }
    let span = edits.iter().map(|edit| edit.span).reduce(Span::cover)?.within(text);
    let following = text.get(span.end as usize..)?;
    let start = line_start(text, span.start as usize);
    let end = span.end as usize + following.find('\n').unwrap_or(following.len());
    let from = offset(start);
    let within = |edit: &Edit| {
        let place = Span::new(edit.span.start.checked_sub(from)?, edit.span.end.checked_sub(from)?);
        Some(Edit::replace(place, edit.text.clone()))
    };
    let edits: Option<Vec<Edit>> = edits.iter().map(within).collect();
    Some((text.get(start..end)?, edits?))
}

/// The word before a fixed text, or before the command of the fix.
pub(super) fn word(fix: &Fix, with_text: bool) -> &'static str {
    match (fix.applicability, with_text) {
        (Applicability::Safe, true) => "write:",
        (Applicability::Safe, false) => "fix:",
        (Applicability::Unsafe, _) => "perhaps:",
    }
}

/// `edits` and each safe fix of `findings` on `side` that does not conflict with earlier ones, and
/// the number of errors that those fixes leave.
pub(super) fn with_safe_fixes(
    mut edits: Vec<Edit>,
    findings: &[Finding<'_>],
    side: Side,
) -> (Vec<Edit>, usize) {
    let mut left = 0;
    for finding in findings {
        let found = finding.diagnostic;
        let safe = |fix: &&Fix| fix.applicability == Applicability::Safe && finding.side == side;
        let crosses =
            |edit: &Edit, other: &Edit| edit.span.start < other.span.end && other.span.start < edit.span.end;
        match found.fix().filter(safe) {
            Some(fix) if !fix.edits.iter().any(|edit| edits.iter().any(|other| crosses(edit, other))) => {
                edits.extend(fix.edits.iter().cloned());
            }
            _ => left += usize::from(found.severity() == Severity::Error),
        }
    }
    (edits, left)
}

/// Do not write a file's byte-order mark.
fn shown(fixed: &str) -> String {
    safe::lines(fixed.strip_prefix('\u{feff}').unwrap_or(fixed))
}

fn whole(text: &str, edits: &[Edit], limit: usize) -> Option<String> {
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let removed: usize = edits.iter().map(|edit| edit.span.len()).sum();
    // A character has four bytes at most. A longer text is not worth a copy.
    if (text.len() + added).saturating_sub(removed) > 4 * limit {
        return None;
    }
    apply(text, edits).ok().filter(|fixed| fixed.chars().nth(limit).is_none())
}

fn excerpt(text: &str, edits: &[Edit]) -> Option<String> {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::new();
    let mut done = 0;
    for (index, edit) in order.into_iter().enumerate() {
        let between = text.get(done..edit.span.start as usize)?;
        text.get(edit.span.range())?;
        done = edit.span.end as usize;
        shorten(&mut out, between, if index == 0 { 0 } else { AROUND }, AROUND);
        shorten(&mut out, &edit.text, AROUND, AROUND);
        if out.len() > EXCERPT {
            break;
        }
    }
    shorten(&mut out, text.get(done..)?, AROUND, 0);
    Some(out)
}

/// Appends the first `head` and the last `tail` characters of `text`, with `…` between them if some
/// are missing.
fn shorten(out: &mut String, text: &str, head: usize, tail: usize) {
    let after = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(offset, _)| offset);
    let head_end = after(head);
    let tail_start = match tail.checked_sub(1) {
        Some(tail) => text.char_indices().rev().nth(tail).map_or(0, |(offset, _)| offset),
        None => text.len(),
    };
    if tail_start <= head_end {
        out.push_str(text);
        return;
    }
    out.push_str(text.get(..head_end).unwrap_or_default());
    out.push('…');
    out.push_str(text.get(tail_start..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_short_text_is_shown_whole() {
        let edits = [Edit::replace(Span::new(6, 8), "eq")];
        assert_eq!(with("state == 'ERROR'", &edits).unwrap(), "state eq 'ERROR'");
        assert_eq!(with("a\r\nb\tc\u{1b}", &[]).unwrap(), "a\nb c\\u{1b}");
    }

    #[test]
    fn short_is_what_has_few_characters() {
        let edits = [Edit::insert(0, "x")];
        for (text, is_whole) in
            [("é".repeat(199), true), ("é".repeat(200), false), ("\u{1f600}".repeat(199), true)]
        {
            assert_eq!(with(&text, &edits).unwrap() == format!("x{text}"), is_whole, "{text}");
        }
        assert_eq!(with(&"\u{1f600}".repeat(200), &[]).unwrap(), "\u{1f600}".repeat(200));
        assert_eq!(with(&"x".repeat(9_000), &[Edit::delete(Span::new(1, 9_000))]).unwrap(), "x");
    }

    #[test]
    fn a_long_text_is_shown_round_its_edits() {
        let text = format!("({} == {})", "x".repeat(300), "y".repeat(300));
        let edits = [Edit::delete(Span::new(0, 1)), Edit::replace(Span::new(302, 304), "eq")];
        let (x, y) = ("x".repeat(40), "y".repeat(39));
        assert_eq!(with(&text, &edits).unwrap(), format!("{x}…{} eq {y}…", "x".repeat(39)));
    }

    #[test]
    fn many_or_long_edits_stay_short() {
        let text = "é".repeat(10_000);
        let edits: Vec<Edit> = (0..10_000).map(|at| Edit::insert(at * 2, "ab".repeat(100))).collect();
        assert!(with(&text, &edits).unwrap().chars().count() < 1300);
        // The edit that passes the end is the last.
        let edits: Vec<Edit> = (1..100).map(|at| Edit::insert(at * 20, "a".repeat(80))).collect();
        let part = "x".repeat(20) + &"a".repeat(80);
        let shown = with(&"x".repeat(10_000), &edits).unwrap();
        assert_eq!(shown, format!("{}{}…", part.repeat(11), "x".repeat(40)));
    }

    #[test]
    fn edits_that_do_not_fit_show_nothing() {
        assert_eq!(with("é", &[Edit::insert(1, "x")]), None);
        assert_eq!(with(&"é".repeat(1000), &[Edit::insert(1, "x")]), None);
        let overlap = [Edit::delete(Span::new(0, 3)), Edit::delete(Span::new(2, 4))];
        assert_eq!(with(&"e".repeat(3000), &overlap), None);
    }
}
