//! Several findings of one mistake become one: a name with blanks, a filter in the language of another system,
//! and a mistake inside the place that the fix of another rewrites.

use std::collections::HashSet;

use super::Checked;
use super::tried::{Kind, kind};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Message, Severity};
use crate::limits::Limits;
use crate::rules::{self, Rule};
use crate::schema::{Resolved, Schema};
use crate::syntax::{
    FilterWord, JoinOrder, WordForm, WordRole, from_left, join_order, name_of_dialect, or_first, words,
};
use crate::text::{Edit, Quoted, Span, ToWrite, apply, offset};

/// Each step checks the filter again, so only a filter of a length that people write has steps.
const LONGEST: usize = 4_096;

/// The rules about the syntax of other languages, whose fixes together translate a filter.
const TRANSLATED: [&Rule; 14] = [
    &rules::FOREIGN_OPERATOR,
    &rules::KEYWORD_CASE,
    &rules::DOUBLE_QUOTED_STRING,
    &rules::UNQUOTED_TEXT,
    &rules::QUERY_CLAUSE,
    &rules::QUOTED_FILTER,
    &rules::QUOTED_PROPERTY,
    &rules::LIST_SYNTAX,
    &rules::PREFIX_FORM,
    &rules::MISSING_AND_OR,
    &rules::TRAILING_SEPARATOR,
    &rules::UNSUPPORTED_ODATA,
    &rules::SWAPPED_OPERANDS,
    &rules::WILDCARD,
];

/// The rules about the spelling of a part, which a fix of the whole corrects too.
const REWRITTEN: [&Rule; 9] = [
    &rules::FOREIGN_OPERATOR,
    &rules::KEYWORD_CASE,
    &rules::DOUBLE_QUOTED_STRING,
    &rules::UNQUOTED_TEXT,
    &rules::LIST_SYNTAX,
    &rules::MISSING_SPACE,
    &rules::NULL_ORDER,
    &rules::UNKNOWN_VALUE,
    &rules::WILDCARD,
];

/// The rules about a filter that is not whole. A translation has none of them.
const BROKEN: [&Rule; 7] = [
    &rules::SYNTAX,
    &rules::MISSING_AND_OR,
    &rules::MISSING_OPERATOR,
    &rules::MISSING_OPERAND,
    &rules::UNBALANCED_PARENTHESIS,
    &rules::UNTERMINATED_STRING,
    &rules::UNESCAPED_QUOTE,
];

/// Joins the findings of `source` that come from one mistake.
pub(super) fn join(schema: &Schema, limits: &Limits, source: &str, diagnostics: &mut Diagnostics) {
    if diagnostics.omitted() == 0 && source.len() <= LONGEST && join_order(source).is_some() {
        // The fixes of the words would change the order.
        diagnostics.move_each(|found| match found.rule() == &rules::FOREIGN_OPERATOR {
            true => found.with(Message::unsure),
            false => found,
        });
    }
    if diagnostics.len() < 2 || diagnostics.omitted() > 0 || source.len() > LONGEST {
        return;
    }
    let again = Again { schema, limits };
    spaced_names(schema, source, diagnostics);
    again.translated(source, diagnostics);
    again.inside(source, diagnostics);
}

/// A check of another text.
struct Again<'a> {
    schema: &'a Schema,
    limits: &'a Limits,
}

impl Again<'_> {
    fn check(&self, text: &str) -> Diagnostics {
        let mut checked = Checked::unread(self.schema, text, self.limits);
        checked.read_conditions(self.limits);
        checked.into_diagnostics()
    }

    /// `state==ERROR;name==x`: one finding for a filter in the language of another system.
    fn translated(&self, source: &str, diagnostics: &mut Diagnostics) {
        let Some(dialect) = name_of_dialect(source) else { return };
        let members: Vec<&Diagnostic> =
            diagnostics.iter().filter(|found| is_translated(source, found)).collect();
        if members.len() < 2 {
            return;
        }
        let is_safe =
            |found: &&&Diagnostic| found.fix().is_some_and(|fix| fix.applicability == Applicability::Safe);
        let from_left_order = join_order(source) == Some(JoinOrder::FromLeft);
        let mut sure = from_left_order || members.iter().filter(is_safe).count() == members.len();
        let Some((mut text, edits)) = one_round(source, &members) else { return };
        let mut whole_edits = (edits.len() == edits_of(&members).len()).then_some(edits);
        /// Each round writes what the round before could not, because two fixes were for one place.
        const ROUNDS: usize = 6;
        let mut found = self.check(&text);
        for _ in 0..ROUNDS {
            let members: Vec<&Diagnostic> =
                found.iter().filter(|found| is_translated(&text, found)).collect();
            if members.is_empty() {
                break;
            }
            sure &= members.iter().filter(is_safe).count() == members.len();
            whole_edits = None;
            let Some((next, _)) = one_round(&text, &members) else { return };
            text = next;
            found = self.check(&text);
        }
        let order = join_order(source);
        sure &= order != Some(JoinOrder::Unclear);
        let grouped = match order {
            Some(JoinOrder::FromLeft) => from_left(&text),
            Some(JoinOrder::OrFirst) => or_first(&text),
            _ => None,
        };
        if let Some(grouped) = grouped {
            text = grouped;
            whole_edits = None;
            found = self.check(&text);
        }
        let known: HashSet<Kind> = diagnostics.iter().map(kind).collect();
        let is_new =
            |found: &Diagnostic| found.severity() == Severity::Error && !known.contains(&kind(found));
        let is_broken = |found: &Diagnostic| BROKEN.contains(&found.rule());
        if found.iter().any(|found| is_translated(&text, found) || is_broken(found) || is_new(found)) {
            return;
        }
        let left: HashSet<Kind> = found.iter().map(kind).collect();
        let start = source.len() - source.trim_start().len();
        let whole = Span::from_range(start..source.trim_end().len().max(start));
        let written = ToWrite(text.trim()).to_string();
        diagnostics.retain(|found| {
            !is_translated(source, found) && (is_error(found) || left.contains(&kind(found)))
        });
        diagnostics.report(&rules::FOREIGN_OPERATOR, whole, || {
            let edits = whole_edits.unwrap_or_else(|| vec![Edit::replace(whole, text.trim())]);
            Message::new(format!("{} is {dialect}", Quoted(whole.of(source))))
                .help(match order {
                    Some(JoinOrder::Unclear) => {
                        format!("write {written}, with parentheses that show which conditions `or` joins")
                    }
                    Some(JoinOrder::OrFirst) => {
                        format!(
                            "write {written}, because `or` binds tighter than `and` in a search of Splunk"
                        )
                    }
                    _ => format!("write {written}"),
                })
                .fix(Applicability::safe_if(sure), "write it as a filter of this API", edits)
        });
        diagnostics.sort();
    }

    /// `state eq ERROR or STALLED`: the fix for the second value also quotes the first.
    fn inside(&self, source: &str, diagnostics: &mut Diagnostics) {
        let mut dropped: HashSet<(Span, Kind)> = HashSet::new();
        for outer in diagnostics.iter().filter(|found| is_error(found)) {
            let Some(fix) = outer.fix() else { continue };
            let covers = |found: &&Diagnostic| {
                fix.edits.iter().any(|edit| {
                    edit.span.start <= found.span().start
                        && found.span().end <= edit.span.end
                        && !edit.text.is_empty()
                }) && *found != outer
                    && (REWRITTEN.contains(&found.rule()) || is_turned(outer, found))
                    && !dropped.contains(&(found.span(), kind(found)))
            };
            let inner: Vec<&Diagnostic> = diagnostics.iter().filter(covers).collect();
            if inner.is_empty() || dropped.contains(&(outer.span(), kind(outer))) {
                continue;
            }
            let Ok(text) = apply(source, &fix.edits) else { continue };
            let left = self.check(&text);
            let count =
                |findings: &Diagnostics, rule| findings.iter().filter(|found| found.rule() == rule).count();
            for found in &inner {
                let same = inner.iter().filter(|other| other.rule() == found.rule()).count();
                if count(&left, found.rule()) + same <= count(diagnostics, found.rule()) {
                    dropped.insert((found.span(), kind(found)));
                }
            }
        }
        diagnostics.retain(|found| !dropped.contains(&(found.span(), kind(found))));
    }
}

/// Whether the fix of a prefix form also swaps its operands.
fn is_turned(outer: &Diagnostic, found: &Diagnostic) -> bool {
    outer.rule() == &rules::PREFIX_FORM && found.rule() == &rules::SWAPPED_OPERANDS
}

fn is_error(found: &Diagnostic) -> bool {
    found.severity() == Severity::Error
}

fn is_translated(text: &str, found: &Diagnostic) -> bool {
    // `j.state`, a path of a program.
    let is_path_of_program = found.rule() == &rules::UNKNOWN_PROPERTY && found.span().of(text).contains('.');
    (TRANSLATED.contains(&found.rule()) || is_path_of_program)
        && found.fix().is_some()
        && (is_error(found) || [&rules::WILDCARD, &rules::SWAPPED_OPERANDS].contains(&found.rule()))
}

fn edits_of(findings: &[&Diagnostic]) -> Vec<Edit> {
    findings.iter().flat_map(|found| found.fix().map(|fix| fix.edits.clone()).unwrap_or_default()).collect()
}

/// The text after all fixes that do not overlap, and their edits.
fn one_round(text: &str, findings: &[&Diagnostic]) -> Option<(String, Vec<Edit>)> {
    let mut edits: Vec<Edit> = Vec::new();
    for found in findings {
        let next = edits_of(&[found]);
        let is_free = |edit: &Edit| edits.iter().all(|other| !overlap(edit.span, other.span));
        if next.iter().all(is_free) {
            edits.extend(next);
        }
    }
    Some((apply(text, &edits).ok()?, edits))
}

/// Whether two edits change the same place.
fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// `created At gt …`, `jobParams/a b eq 'x'`: a name with blanks, which the parser reads as several operands.
fn spaced_names(schema: &Schema, source: &str, diagnostics: &mut Diagnostics) {
    let words: Vec<FilterWord<'_>> = words(source).collect();
    let is_plain = |word: &FilterWord<'_>| word.role == WordRole::Name && word.form == WordForm::Own;
    let mut at = 0;
    while at < words.len() {
        let run = words.iter().skip(at).take_while(|word| is_plain(word)).count();
        let (start, end) = (at, at + run);
        at = end.max(at + 1);
        if run < 2 {
            continue;
        }
        let before = start.checked_sub(1).and_then(|at| words.get(at)).map(|word| word.role);
        let is_start = matches!(
            before,
            None | Some(WordRole::And | WordRole::Or | WordRole::Not | WordRole::Open | WordRole::Comma)
        );
        let after = words.get(end).map(|word| word.role);
        let in_call = before == Some(WordRole::Open)
            && matches!(after, Some(WordRole::Comma | WordRole::Close))
            && start.checked_sub(2).and_then(|at| words.get(at)).is_some_and(is_plain);
        if !is_start || after != Some(WordRole::Operator) && !in_call {
            continue;
        }
        let Some(names) = words.get(start..end) else { continue };
        spaced_name(schema, source, names, in_call, diagnostics);
    }
}

fn spaced_name(
    schema: &Schema,
    source: &str,
    names: &[FilterWord<'_>],
    in_call: bool,
    diagnostics: &mut Diagnostics,
) {
    let ([first, others @ ..], Some(last)) = (names, names.last()) else { return };
    let place = first.span.cover(last.span);
    // The end of the call has its findings too.
    let rest = source.get(place.end as usize..).unwrap_or_default();
    let end = if in_call { rest.find(')').map_or(0, |at| at + 1) } else { 0 };
    let whole = Span::new(place.start, place.end + offset(end));
    let of_name = |found: &Diagnostic| found.span().start < whole.end && found.span().end > whole.start;
    // The parser took the name apart.
    let is_apart = diagnostics.iter().any(|found| is_error(found) && of_name(found));
    let letters = |name: &str| name.replace('/', "").to_ascii_lowercase();
    let joined: String = names.iter().map(|word| letters(word.text)).collect();
    let meant = schema.properties().iter().find(|property| letters(&property.name) == joined);
    let is_unknown =
        |word: &FilterWord<'_>| matches!(schema.resolve(word.text), Resolved::Unknown | Resolved::Parent);
    let is_open = first.text.contains('/') && matches!(schema.resolve(first.text), Resolved::Below(_));
    let are_unknown = others.iter().all(is_unknown) && (is_open || is_unknown(first));
    if !is_apart || meant.is_none() && !are_unknown {
        return;
    }
    diagnostics.retain(|found| !of_name(found));
    diagnostics.report(&rules::UNKNOWN_PROPERTY, place, || {
        let resource = schema.resource();
        let message = Message::new(format!(
            "unknown property {} of {resource}: a name has no spaces",
            Quoted(place.of(source))
        ));
        match meant {
            Some(meant) => message.write(Applicability::Unsafe, place, &*meant.name),
            None if is_open => message.help(
                "a filter cannot name a key with a space: filter by another property, and choose in the answer",
            ),
            None => message.help("`comfilter properties` lists the properties to filter by"),
        }
    });
    diagnostics.sort();
}
