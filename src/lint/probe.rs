//! Checks a filter with holes, as far as the values do not matter.
//!
//! A hole is a placeholder word that no filter contains (see [`atoms`]). Its position decides what
//! its value can be: part of a string, a value, a list, a property, an operator, a condition. The
//! probe puts something fitting into each position and checks the result. It drops findings about
//! that position, except those that hold for every value.

use std::collections::HashMap;

use crate::check::Checked;
use crate::check::wording::noun;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Severity};
use crate::limits::{self, Limits};
use crate::rules::{self, Rule};
use crate::schema::{Property, Resolved, Schema, Type};
use crate::source::atoms;
use crate::syntax::{FilterWord, WordRole, joined_words, words};
use crate::text::{Edit, OffsetMap, Quoted, Span, offset, replaced};

use super::Linter;

/// The role of a hole, each with its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A quoted string, or a part of one: "a name in an f-string in `params=`" (python.toml).
    Text,
    /// A value, an item, or a list: "a time from a subexpression" (powershell.toml).
    Value,
    /// "a hole as a property: nothing is known of it" (python.toml).
    Property,
    /// "a hole as an operator: the property and the value are checked" (python.toml).
    Operator,
    /// A condition: "a term that holds an `or`, joined with " and "" (powershell.toml).
    Condition,
    /// Unknown, or nothing: "statements of Jinja, and variables of what runs a container" (yaml.toml).
    Rest,
}

/// A hole of a filter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standpoint {
    /// Its place in the filter.
    pub(super) place: Span,
    pub(super) number: usize,
    pub(super) standing: Standing,
    /// The part that depends on its value: itself in a string, else the word that contains it.
    word: Span,
    /// The property that it is compared with, if there is one.
    property: Span,
}

impl Standpoint {
    /// Whether the value is compared with a timestamp.
    pub(super) fn is_for_time(&self, filter: &str, schema: &Schema) -> bool {
        let resolved = schema.resolve(self.property.of(filter));
        matches!(resolved, Resolved::Property(property) if property.ty == Type::Timestamp)
    }

    /// The severity if a quote in its value ends a string.
    pub(super) fn severity(&self, filter: &str, schema: &Schema) -> Severity {
        let is_any_text = |property: &Property| {
            property.ty == Type::String
                && property.shape.is_none()
                && property.values.is_empty()
                && !property.template
        };
        match schema.resolve(self.property.of(filter)) {
            Resolved::Property(property) if !is_any_text(property) => Severity::Hint,
            _ => Severity::Warning,
        }
    }
}

/// Rules that hold for any value: "an `and` and an `or` in one string with a hole" (python.toml).
const STRUCTURE: [&Rule; 12] = [
    &rules::FOREIGN_OPERATOR,
    &rules::KEYWORD_CASE,
    &rules::AMBIGUOUS_AND_OR,
    &rules::NOT_SCOPE,
    &rules::REDUNDANT_PARENTHESES,
    &rules::DOUBLE_NEGATION,
    &rules::UNBALANCED_PARENTHESIS,
    &rules::UNTERMINATED_STRING,
    &rules::OR_CHAIN,
    &rules::UNKNOWN_PROPERTY,
    &rules::MISSING_SPACE,
    &rules::PREFIX_FORM,
];

/// Rules that hold for any string: "holes that are a part of a value" (shell.toml), "a hole in the string of a
/// function that this API lacks" (python.toml).
const TEXT: [&Rule; 6] = [
    &rules::TYPE_MISMATCH,
    &rules::DOUBLE_QUOTED_STRING,
    &rules::SWAPPED_OPERANDS,
    &rules::UNSUPPORTED_ODATA,
    &rules::NOT_FILTERABLE,
    &rules::OBJECT_VALUE,
];

/// Rules that combine several conditions, and so need all of them.
const LOGIC: [&Rule; 4] = [&rules::NEVER_TRUE, &rules::ALWAYS_TRUE, &rules::REDUNDANT_TERM, &rules::OR_CHAIN];

/// The findings of a filter with holes. `joins` decides whether a hole is concatenated with strings
/// or interpolated into one.
pub(super) fn check(
    linter: &Linter,
    schema: &Schema,
    filter: &str,
    joins: &dyn Fn(usize) -> bool,
) -> Diagnostics {
    let holes = holes(filter);
    if holes.is_empty() {
        return found(linter, Checked::new(schema, filter, &linter.limits));
    }
    // Nothing is known of it.
    if holes.iter().any(|hole| hole.place.len() == filter.trim().len()) {
        return Diagnostics::new(linter.limits.diagnostics);
    }
    let probe = Probe::of(filter, &holes, joins);
    let has_values = holes.iter().any(|hole| hole.standing == Standing::Value);
    // Only kept findings can be classified.
    let limits = Limits { diagnostics: linter.limits.diagnostics.max(limits::FINDINGS), ..linter.limits };
    let checked = if has_values {
        schema.check_template(&probe.text, &limits)
    } else {
        Checked::new(schema, &probe.text, &limits)
    };
    let mut diagnostics = found(linter, checked);
    diagnostics.retain(|found| probe.keeps(found));
    // The value may be `true`, or a number: then only its quotes are wrong.
    let literals = probe.literals(schema, &holes);
    let literal = |found: &Diagnostic| {
        let is_mismatch = found.rule() == &rules::TYPE_MISMATCH;
        literals.get(&found.span()).copied().filter(|_| is_mismatch)
    };
    diagnostics.retain(|found| literal(found).is_none_or(|property| property.quoted.is_empty()));
    let quoted: Vec<Diagnostic> = diagnostics
        .iter()
        .filter_map(|found| Some(quoted_literal(literal(found)?, found.span(), &probe.text)))
        .collect();
    diagnostics.retain(|found| literal(found).is_none());
    for found in quoted {
        diagnostics.add(found.severity(), || found);
    }
    diagnostics.sort();
    diagnostics.cap(linter.limits.diagnostics);
    let whole = |span| probe.map.outer(span);
    diagnostics.move_each(|found| {
        let found = probe.joined(found);
        found.moved(whole, |edit| probe.map.outer_edit(edit, |text| probe.written(text)))
    });
    diagnostics
}

/// `generation eq '{n}'`.
fn quoted_literal(property: &Property, span: Span, text: &str) -> Diagnostic {
    let noun = noun(property.ty);
    let message = Message::new(format!(
        "`{}` is {noun}, and {} in quotes is a string",
        property.name,
        Quoted(span.of(text).trim_matches('\''))
    ));
    let quotes = [Span::new(span.start, span.start + 1), Span::new(span.end - 1, span.end)];
    let message = message.help("write it without the quotes, because the value is not a string");
    Diagnostic::new(
        &rules::QUOTED_LITERAL,
        span,
        message.unsafe_fix("remove the quotes", quotes.map(Edit::delete).to_vec()),
    )
}

fn found(linter: &Linter, checked: Checked<'_>) -> Diagnostics {
    let more = linter.findings(&checked);
    let mut diagnostics = checked.into_diagnostics();
    diagnostics.append(more);
    diagnostics
}

/// The holes of a filter, and their roles.
pub(super) fn holes(filter: &str) -> Vec<Standpoint> {
    let words = joined_words(filter);
    let mut atoms = atoms(filter).peekable();
    let mut found = Vec::new();
    let mut property = Span::default();
    // For each open parenthesis, the role of a hole that is its first item.
    let mut open = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (before, next) = (at.checked_sub(1).and_then(|before| words.get(before)), words.get(at + 1));
        let items = open.last().copied().unwrap_or(Standing::Condition);
        if let Some((first, _)) = atoms.peek().filter(|(first, _)| first.start < word.span.end) {
            let standing = standing(*first, before, word, next, items);
            while let Some((place, number)) = atoms.next_if(|(place, _)| place.start < word.span.end) {
                let word = match standing {
                    Standing::Text => place,
                    // Findings beside it depend on its value, too.
                    Standing::Rest => Span::new(
                        before.map_or(0, |before| before.span.end),
                        next.map_or(offset(filter.len()), |next| next.span.start),
                    ),
                    _ => word.span,
                };
                // `'{x}' eq name`.
                let is_first = next.is_some_and(|next| next.role == WordRole::Operator);
                let behind = words.get(at + 2).filter(|_| standing == Standing::Text && is_first);
                let property = behind.map_or(property, |behind| behind.span);
                found.push(Standpoint { place, number, standing, word, property });
            }
        }
        match word.role {
            WordRole::Open => open.push(match before {
                Some(before) if before.text.eq_ignore_ascii_case("in") => Standing::Value,
                Some(before) if before.span.end == word.span.start && before.is_part() => Standing::Property,
                _ => Standing::Condition,
            }),
            WordRole::Close => drop(open.pop()),
            WordRole::Name | WordRole::Value => property = word.span,
            _ => {}
        }
    }
    found
}

/// The role of the first hole in a word. `items` is that of the first item in the same parentheses.
fn standing(
    hole: Span,
    before: Option<&FilterWord<'_>>,
    word: &FilterWord<'_>,
    next: Option<&FilterWord<'_>>,
    items: Standing,
) -> Standing {
    use WordRole::{And, Close, Comma, Name, Not, Open, Operator, Or, String, Value};
    let before = before.map(|before| before.role);
    // `!` after a name belongs to an operator, as in `!in`.
    let follows = next.map(|next| if next.text == "!" { Operator } else { next.role });
    let next_is_hole = next.is_some_and(|next| next.role != String && atoms(next.text).next().is_some());
    let begins = matches!(before, None | Some(And | Or | Not | Open));
    let ends = matches!(follows, None | Some(And | Or | Not | Close));
    let rest = word.text.get((hole.end - word.span.start) as usize..).unwrap_or_default();
    let is_whole = hole == word.span;
    match before {
        _ if word.role == String => Standing::Text,
        Some(Operator) => Standing::Value,
        Some(Open) if items != Standing::Condition => items,
        Some(Comma) if items != Standing::Condition => Standing::Value,
        _ if (begins || hole.start > word.span.start)
            && (follows == Some(Operator) || next_is_hole || rest.starts_with('/')) =>
        {
            Standing::Property
        }
        _ if begins && ends && is_whole => Standing::Condition,
        // Between a property and a value.
        Some(Name | Value)
            if is_whole && (next_is_hole || matches!(follows, Some(String | Value | Open))) =>
        {
            Standing::Operator
        }
        _ => Standing::Rest,
    }
}

/// A filter with something fitting in the place of each hole.
struct Probe<'f> {
    filter: &'f str,
    text: String,
    /// To the filter.
    map: OffsetMap,
    /// The replacements for holes, and the role of each.
    places: Vec<(Span, Standing)>,
    /// Whether a condition is joined with strings.
    joins: bool,
}

impl<'f> Probe<'f> {
    fn of(filter: &'f str, holes: &[Standpoint], joins: &dyn Fn(usize) -> bool) -> Probe<'f> {
        let mut written: Vec<(Span, String, Standing)> = Vec::new();
        for hole in holes {
            let done = written.last().map_or(0, |(place, ..)| place.end);
            if hole.word.end <= done {
                continue;
            }
            let place = Span::new(hole.word.start.max(done), hole.word.end);
            let atom = hole.place.of(filter);
            let rest = filter.get(place.end as usize..).unwrap_or_default();
            let text = match hole.standing {
                Standing::Text => atom.to_owned(),
                Standing::Value => format!("@{atom}"),
                Standing::Property if rest.starts_with('(') => "contains".to_owned(),
                Standing::Property => atom.to_owned(),
                Standing::Operator if rest.trim_start().starts_with('(') => "in".to_owned(),
                Standing::Operator => "eq".to_owned(),
                Standing::Condition => format!("{atom} eq 1"),
                Standing::Rest => " ".to_owned(),
            };
            written.push((place, text, hole.standing));
        }
        let (text, map) = replaced(filter, 0, written.iter().map(|(place, text, _)| (*place, text)));
        let places = written.iter().map(|(place, text, standing)| {
            let start = map.inner(place.start);
            (Span::new(start, start + offset(text.len())), *standing)
        });
        let places = places.collect();
        let joins = holes.iter().any(|hole| hole.standing == Standing::Condition && joins(hole.number));
        Probe { filter, text, map, places, joins }
    }

    /// The strings that are a hole alone, beside a boolean or a number.
    fn literals<'s>(&self, schema: &'s Schema, holes: &[Standpoint]) -> HashMap<Span, &'s Property> {
        let literal = |hole: &Standpoint| {
            let start = self.map.inner(hole.place.start);
            let span = Span::new(start.checked_sub(1)?, start + hole.place.end - hole.place.start + 1);
            let raw = span.of(&self.text);
            let is_whole = hole.standing == Standing::Text && raw.starts_with('\'') && raw.ends_with('\'');
            match schema.resolve(hole.property.of(self.filter)) {
                Resolved::Property(property) if is_whole => Some((span, property)),
                _ => None,
            }
        };
        let is_literal =
            |property: &Property| matches!(property.ty, Type::Boolean | Type::Integer | Type::Decimal);
        holes.iter().filter_map(literal).filter(|(_, property)| is_literal(property)).collect()
    }

    fn touches(&self, found: &Diagnostic) -> Option<Standing> {
        let labels = found.labels().iter().map(|label| label.span);
        let spans: Vec<Span> = labels.chain([found.span()]).collect();
        let touched = self
            .places
            .iter()
            .filter(|(place, _)| spans.iter().any(|span| span.start <= place.end && place.start <= span.end));
        // The least certain hole wins.
        touched.map(|(_, standing)| *standing).max_by_key(|standing| match standing {
            Standing::Text => 0,
            Standing::Value => 1,
            _ => 2,
        })
    }

    /// Whether a finding holds for every value.
    fn keeps(&self, found: &Diagnostic) -> bool {
        let is_of = |rules: &[&Rule]| rules.contains(&found.rule());
        let is_unknown =
            self.places.iter().any(|(_, standing)| !matches!(standing, Standing::Text | Standing::Value));
        if is_unknown && is_of(&LOGIC) {
            return false;
        }
        match self.touches(found) {
            // `'a' eq {x}`: the value may be a property.
            None if found.rule() == &rules::QUOTED_PROPERTY => !self.places.iter().any(|(place, _)| {
                let between = Span::new(found.span().end, place.start.max(found.span().end));
                let mut words = words(between.of(&self.text));
                let is_operator = words.next().is_some_and(|word| word.role == WordRole::Operator);
                is_operator && words.next().is_none()
            }),
            None => true,
            Some(Standing::Text) => is_of(&STRUCTURE) || is_of(&TEXT),
            Some(Standing::Value) => is_of(&STRUCTURE),
            Some(Standing::Condition) => found.rule() == &rules::AMBIGUOUS_AND_OR,
            Some(_) => false,
        }
    }

    /// An `or` beside a condition that is joined with `and`: if code adds the condition, the
    /// visible part needs parentheses.
    fn joined(&self, found: Diagnostic) -> Diagnostic {
        let is_joined = self.joins
            && found.rule() == &rules::AMBIGUOUS_AND_OR
            && self.touches(&found) == Some(Standing::Condition);
        if !is_joined {
            return found;
        }
        // From the start of the part with `or`.
        let mut starts = vec![0];
        for word in words(Span::new(0, found.span().start).of(&self.text)) {
            match word.role {
                WordRole::Open => starts.push(word.span.end),
                WordRole::Close => drop(starts.pop()),
                _ => {}
            }
        }
        let start = starts.last().copied().unwrap_or_default();
        Diagnostic::new(
            &rules::JOINED_WITHOUT_PARENTHESES,
            Span::new(start, found.span().end),
            "an inserted condition is joined with `and` next to an `or`: `and` binds first, so it limits only one side of the `or`",
        )
        .with(|words| words.help("add parentheses around the part with `or`: `(a or b) and …`"))
    }

    /// The text of an edit, with the holes as in the filter.
    fn written(&self, text: &str) -> String {
        let mut written = text.to_owned();
        for (place, standing) in &self.places {
            if matches!(standing, Standing::Value | Standing::Condition) {
                let from = place.of(&self.text);
                written = written.replace(from, self.map.outer(*place).of(self.filter));
            }
        }
        written
    }
}
