//! Completions where the text has no filter yet, or where it goes on after its end: the text is looked at again with a
//! part that makes the place one of a filter.

use super::place::Placement;
use super::{Completions, Document};
use crate::text::{self, Edit, Span};

/// The marks around strings.
const QUOTES: [char; 3] = ['"', '\'', '`'];

impl Document {
    /// The proposals for a place right after the filter: after the blanks at the end of a line, which YAML and others do
    /// not take for a part of the string, and in the next part of a string, if that is empty.
    pub(super) fn continued(&self, offset: u32) -> Option<Completions> {
        let (before, after) = self.text().split_at_checked(offset as usize)?;
        let is_quoted = QUOTES.iter().any(|quote| before.ends_with(*quote) && after.starts_with(*quote));
        let is_near = |placement: &&Placement| {
            // A part between others is inside of the filter.
            let Some(between) = before.get(placement.outer.end as usize..) else {
                return is_quoted && placement.outer.start <= offset;
            };
            is_blank(between) || is_quoted && is_next_part(between)
        };
        self.placements.iter().rfind(is_near)?;
        // A word at the place makes it a part of the filter.
        let document = self.of_text(format!("{before}x{after}"));
        let (_, located, cursor) = document.cursor(offset)?;
        let (before, after) = located.filter().split_at_checked(cursor.at as usize)?;
        let mut found = document.asked_over("x", offset, Some(located), before, after.strip_prefix('x')?);
        for item in &mut found.items {
            item.edit.span.end -= 1;
        }
        Some(found)
    }

    /// The proposals after the beginning of a code, as in `state%20eq%20%`: those that go on with it.
    pub(super) fn in_code(&self, offset: u32) -> Option<Completions> {
        /// The longest URL in front of the place that is looked at.
        const NEAR: usize = 4_000;
        let (before, after) = self.text().split_at_checked(offset as usize)?;
        let lead = before.strip_suffix(|c: char| c.is_ascii_hexdigit()).unwrap_or(before);
        let lead = lead.strip_suffix('%')?;
        let near = lead.as_bytes().get(lead.len().saturating_sub(NEAR)..)?;
        let has = |word: &[u8]| near.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
        // SQL has it in patterns.
        if !has(b"filter=") || has(b" like ") || after.starts_with(|c: char| c.is_ascii_hexdigit()) {
            return None;
        }
        let code = before.get(lead.len()..)?;
        self.beginning_with(lead, code, "", after).or_else(|| self.beginning_with(lead, code, "%20", after))
    }

    /// The proposals after `lead` and a code, whose text begins with the code that the user has begun.
    fn beginning_with(&self, lead: &str, begun: &str, code: &str, after: &str) -> Option<Completions> {
        let at = text::offset(lead.len());
        let document = self.of_text(format!("{lead}{code}{after}"));
        let place = at + text::offset(code.len());
        if !code.is_empty() {
            let (_, located, cursor) = document.cursor(place)?;
            let decoded = located.filter().get(..cursor.at as usize)?;
            // A second blank is of no use.
            if decoded.strip_suffix(' ').is_none_or(|before| before.is_empty() || before.ends_with(' ')) {
                return None;
            }
        }
        let mut found = document.proposals(place)?;
        let length = text::offset(begun.len());
        found.items.retain_mut(|item| {
            let Edit { span, text } = &mut item.edit;
            // A code before the place stays as it is.
            if span.start == place {
                (span.start, *text) = (at, format!("{code}{text}"));
            }
            let is_after = span.end >= place;
            span.end = (span.end + length).saturating_sub(text::offset(code.len()));
            let raw = Span::new(span.start, at + length).of(self.text());
            let is_same = text.get(..raw.len()).is_some_and(|first| first.eq_ignore_ascii_case(raw));
            item.filter = format!("{raw}{}", text.get(raw.len()..).unwrap_or_default());
            is_after && span.start <= at && is_same
        });
        found.is_incomplete = true;
        (!found.items.is_empty()).then_some(found)
    }

    /// The proposals for a place where a filter may begin.
    pub(super) fn begun(&self, offset: u32) -> Option<Completions> {
        /// Beginnings after which a condition comes. Every place takes the first; a string that need not be a filter
        /// must look like one.
        const BEGINNINGS: [&str; 2] = ["(", "generation eq 1 and "];
        let (before, after) = self.text().split_at_checked(offset as usize)?;
        // The words that are typed already.
        let lead = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_/( ".contains(c));
        let ends = |end: &str| {
            let at = lead.len().checked_sub(end.len());
            at.and_then(|at| lead.get(at..)).is_some_and(|last| last.eq_ignore_ascii_case(end))
        };
        let is_string = || {
            let quote = lead.chars().next_back().filter(|quote| QUOTES.contains(quote));
            quote.is_some_and(|quote| after.starts_with(quote)) && self.may_hold_filter(lead)
        };
        let (typed, rest) = (before.get(lead.len()..)?, self.text().get(lead.len()..)?);
        if typed.starts_with(' ') || !ends("filter=") && !is_string() {
            return None;
        }
        BEGINNINGS.into_iter().find_map(|beginning| {
            let document = self.of_text(format!("{lead}{beginning}{rest}"));
            let added = text::offset(beginning.len());
            let (_, located, cursor) = document.cursor(offset + added)?;
            let (before, after) = located.filter().split_at_checked(cursor.at as usize)?;
            if before.strip_prefix(beginning) != Some(typed) {
                return None;
            }
            let mut found = document.asked(offset + added, Some(located), before, after);
            found.items.retain(|item| item.edit.span.start >= text::offset(lead.len()) + added);
            for Span { start, end } in found.items.iter_mut().map(|item| &mut item.edit.span) {
                (*start, *end) = (*start - added, *end - added);
            }
            Some(found)
        })
    }

    /// Whether the string that begins after `lead` may hold a filter: its line names one, or its variable is on a line
    /// that does, or the comment above says so. It saves other strings the search of [`begun`](Document::begun).
    fn may_hold_filter(&self, lead: &str) -> bool {
        /// The most places of a variable.
        const PLACES: usize = 100;
        let names_filter = |line: &str| line.to_ascii_lowercase().contains("filter");
        let mut lines = lead.rsplit('\n');
        let line = lines.next().unwrap_or_default();
        if names_filter(line) || lines.next().is_some_and(|above| above.trim_end().ends_with("comfilter")) {
            return true;
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        // The quote, with the letters in front of it that Python and C# have.
        let assigned = line.trim_end_matches(|c: char| "\"'`$@".contains(c) || c.is_ascii_alphabetic());
        let named = assigned.trim_end().trim_end_matches(['=', ':']).trim_end();
        let name = named.rsplit(|c| !is_part(c)).next().unwrap_or_default();
        let is_assigned = assigned.trim_end().len() > named.len() && !name.is_empty();
        is_assigned
            && self.text().match_indices(name).take(PLACES).any(|(at, _)| {
                let (before, after) = self.text().split_at_checked(at).unwrap_or_default();
                let line = [before.rsplit('\n').next(), after.split('\n').next()];
                !before.ends_with(is_part)
                    && !after.get(name.len()..).is_some_and(|after| after.starts_with(is_part))
                    && line.into_iter().flatten().any(names_filter)
            })
    }
}

/// Whether only blanks are between a filter and a place.
fn is_blank(between: &str) -> bool {
    !between.is_empty() && between.bytes().all(|byte| byte == b' ' || byte == b'\t')
}

/// Whether the code between two places joins parts of a string. It has the quotes after the first and before the second:
/// `" + f"`.
fn is_next_part(between: &str) -> bool {
    /// No author writes more between two parts.
    const LONGEST: usize = 200;
    // Python has letters in front of a quote.
    let joint = between.trim_end_matches(QUOTES).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    between.len() <= LONGEST
        && (between.is_empty() || joint.starts_with(QUOTES))
        && !joint.contains(char::is_alphanumeric)
}
