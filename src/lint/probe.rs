//! Checks a filter with holes, as far as the values do not matter.
//!
//! A hole is a placeholder word that no filter contains (see [`atoms`]). Its position decides what
//! its value can be: part of a string, a value, a list, a property, an operator, a condition. The
//! probe puts something fitting into each position and checks the result. It drops findings about
//! that position, except those that hold for every value.

use crate::Limits;
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::rules::{self, Rule};
use crate::schema::{Property, Resolved, Schema, Type};
use crate::source::atoms;
use crate::text::{OffsetMap, Span, offset};

use super::Linter;

/// The limit of findings in a filter with holes.
const PROBED: usize = 10_000;

/// The role of a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A quoted string, or a part of one.
    Text,
    /// A value, an item, or a list.
    Value,
    Property,
    Operator,
    /// A condition.
    Condition,
    /// Unknown: more of the filter.
    Rest,
}

/// A hole of a filter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standpoint {
    /// Its place in the filter.
    pub(super) place: Span,
    pub(super) number: usize,
    pub(super) standing: Standing,
    /// The property that it is compared with, if there is one.
    property: Span,
}

impl Standpoint {
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

/// Rules that hold for any value.
const STRUCTURE: [&Rule; 11] = [
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
];

/// Rules that hold for any string.
const TEXT: [&Rule; 3] = [&rules::TYPE_MISMATCH, &rules::DOUBLE_QUOTED_STRING, &rules::SWAPPED_OPERANDS];

/// Rules that combine several conditions.
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
    let limits = Limits { diagnostics: linter.limits.diagnostics.max(PROBED), ..linter.limits };
    let checked = if has_values {
        schema.check_template(&probe.text, &limits)
    } else {
        Checked::new(schema, &probe.text, &limits)
    };
    let mut diagnostics = found(linter, checked);
    diagnostics.retain(|found| probe.keeps(found));
    diagnostics.cap(linter.limits.diagnostics);
    let whole = |span| probe.map.outer(span);
    diagnostics.move_each(|found| {
        let found = probe.joined(found);
        found.moved(whole, |edit| probe.map.outer_edit(edit, |text| probe.written(text)))
    });
    diagnostics
}

fn found(linter: &Linter, checked: Checked<'_>) -> Diagnostics {
    let more = linter.findings(&checked);
    let mut diagnostics = checked.into_diagnostics();
    diagnostics.append(more);
    diagnostics
}

/// The holes of a filter, and their roles.
pub(super) fn holes(filter: &str) -> Vec<Standpoint> {
    let mut reader = HoleReader { filter, ..HoleReader::default() };
    let mut found: Vec<Standpoint> = Vec::new();
    for (place, number) in atoms(filter) {
        reader.read_to(place.start);
        let standing = if reader.quote.is_some() { Standing::Text } else { reader.standing(place) };
        // A hole that touches another word is part of it.
        let same = found
            .last()
            .filter(|last| last.place.end == place.start && reader.quote.is_none())
            .map(|last| last.standing);
        found.push(Standpoint {
            place,
            number,
            standing: same.unwrap_or(standing),
            property: reader.property,
        });
        reader.at = place.end;
        if reader.quote.is_none() {
            reader.word(place);
        }
    }
    found
}

/// Reads a filter up to its holes.
#[derive(Default)]
struct HoleReader<'f> {
    filter: &'f str,
    at: u32,
    /// The open quote.
    quote: Option<char>,
    /// The last word that is not an operator or connective: before an operator, the property.
    property: Span,
    /// The last word, and the one before.
    last: Span,
    previous: Span,
    /// For each open parenthesis, whether it is that of a list or of a function.
    open: Vec<bool>,
}

const OPERATORS: [&str; 7] = ["eq", "ne", "gt", "ge", "lt", "le", "in"];
const JOINS: [&str; 3] = ["and", "or", "not"];

impl<'f> HoleReader<'f> {
    fn rest(&self) -> &'f str {
        self.filter.get(self.at as usize..).unwrap_or_default()
    }

    fn read_to(&mut self, end: u32) {
        while self.at < end {
            let start = self.at;
            let Some(first) = self.rest().chars().next() else { return };
            if self.quote.map_or(matches!(first, '\'' | '"'), |quote| quote == first) {
                self.quote = if self.quote.is_none() { Some(first) } else { None };
                self.at += 1;
                if self.quote.is_none() {
                    self.follow(Span::new(start, self.at));
                }
                continue;
            }
            if self.quote.is_some() || !is_word(first) {
                if self.quote.is_none() && is_comparison(first) {
                    let length = self.rest().find(|c: char| !is_comparison(c)).unwrap_or(self.rest().len());
                    self.at = (start + offset(length)).min(end);
                    self.follow(Span::new(start, self.at));
                    continue;
                }
                match first {
                    '(' if self.quote.is_none() => {
                        let before = self.last.of(self.filter);
                        self.open.push(
                            before == "in" || self.last.end == start && !before.is_empty() && before != "(",
                        );
                        self.follow(Span::new(start, start + 1));
                    }
                    ')' if self.quote.is_none() => {
                        self.open.pop();
                        self.follow(Span::new(start, start + 1));
                    }
                    ',' if self.quote.is_none() => self.follow(Span::new(start, start + 1)),
                    _ => {}
                }
                self.at += offset(first.len_utf8());
                continue;
            }
            let length = self.rest().find(|c: char| !is_word(c)).unwrap_or(self.rest().len());
            let word = Span::new(start, (start + offset(length)).min(end));
            self.at = word.end;
            self.word(word);
        }
    }

    fn follow(&mut self, word: Span) {
        // A hole and the text that touches it are one word.
        if self.last.end != word.start || !is_word_text(self.last.of(self.filter)) {
            self.previous = self.last;
        }
        self.last = word;
    }

    fn word(&mut self, word: Span) {
        let text = word.of(self.filter);
        self.follow(word);
        if !is_operator(text) && !is_join(text) {
            self.property = word;
        }
    }

    /// The role of the hole that begins here, outside of quotes.
    fn standing(&self, hole: Span) -> Standing {
        let glued =
            self.last.end == hole.start && !self.last.is_empty() && is_word_text(self.last.of(self.filter));
        let before = if glued { self.previous } else { self.last }.of(self.filter);
        let rest = self.filter.get(hole.end as usize..).unwrap_or_default();
        let next_end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let rest_of_word = rest.get(..next_end).unwrap_or_default();
        let behind = rest.get(next_end..).unwrap_or_default();
        let next = behind.trim_start();
        let next_word =
            next.get(..next.find(|c: char| !is_word(c)).unwrap_or(next.len())).unwrap_or_default();
        let in_list = self.open.last().copied().unwrap_or(false);
        let begins = before.is_empty() || is_join(before) || before == "(" && !in_list;
        // `2026-${month}-01` is a part of a value, too.
        if is_operator(before) {
            return Standing::Value;
        }
        if in_list && (before == "(" || before == ",") {
            return if self.is_first_of_function() { Standing::Property } else { Standing::Value };
        }
        if begins || glued {
            if is_operator(next_word)
                || next.starts_with(is_comparison)
                || rest_of_word.starts_with('/')
                || atoms(next_word).next().is_some() && !is_join(next_word)
            {
                return Standing::Property;
            }
            if glued {
                return Standing::Rest;
            }
            let ends = next.is_empty() || next.starts_with(')') || is_join(next_word);
            return if ends && rest_of_word.is_empty() { Standing::Condition } else { Standing::Rest };
        }
        // Between a property and a value: an operator.
        let is_value = next.starts_with(['\'', '@', '('])
            || next_word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(next_word, "true" | "false" | "null")
            || atoms(next_word).next().is_some();
        if self.property == self.last && is_value && rest_of_word.is_empty() {
            Standing::Operator
        } else {
            Standing::Rest
        }
    }

    /// Whether the hole is the first argument of a function.
    fn is_first_of_function(&self) -> bool {
        let before = self.filter.get(..self.last.start as usize).unwrap_or_default().trim_end();
        self.last.of(self.filter) == "(" && !before.ends_with("in")
    }
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '(' | ')' | ',' | '\'' | '"') && !is_comparison(c)
}

/// The characters in operators of other languages.
fn is_comparison(c: char) -> bool {
    matches!(c, '=' | '<' | '>' | '!' | '~')
}

/// Whether a word joins conditions, in any case, or in the spelling of other languages.
fn is_join(word: &str) -> bool {
    matches!(word, "&&" | "||") || JOINS.iter().any(|join| word.eq_ignore_ascii_case(join))
}

/// Whether a word is an operator, in any case, or one of another language.
fn is_operator(word: &str) -> bool {
    word.starts_with(is_comparison) || OPERATORS.iter().any(|operator| word.eq_ignore_ascii_case(operator))
}

fn is_word_text(text: &str) -> bool {
    text.chars().all(is_word)
}

/// A filter with something fitting in the place of each hole.
struct Probe<'f> {
    filter: &'f str,
    text: String,
    /// To the filter.
    map: OffsetMap,
    /// The replacements for holes, and the role of each.
    places: Vec<(Span, Standing)>,
    /// The span of findings that belong to each hole. If its value may be anything, the span
    /// includes the blanks around it.
    near: Vec<Span>,
    /// Whether a condition is joined with strings.
    joins: bool,
}

impl<'f> Probe<'f> {
    fn of(filter: &'f str, holes: &[Standpoint], joins: &dyn Fn(usize) -> bool) -> Probe<'f> {
        let mut probe = Probe {
            filter,
            text: String::new(),
            map: OffsetMap::starting_at(0),
            places: Vec::new(),
            near: Vec::new(),
            joins: holes.iter().any(|hole| hole.standing == Standing::Condition && joins(hole.number)),
        };
        let mut done = 0;
        for hole in holes {
            let place =
                if hole.standing == Standing::Text { hole.place } else { probe.word_of(hole.place, done) };
            if place.start < done {
                continue;
            }
            probe.text.push_str(Span::new(done, place.start).of(filter));
            let atom = hole.place.of(filter);
            let rest = filter.get(place.end as usize..).unwrap_or_default();
            let written = match hole.standing {
                Standing::Text => atom.to_owned(),
                Standing::Value => format!("@{atom}"),
                Standing::Property if rest.starts_with('(') => "contains".to_owned(),
                Standing::Property => atom.to_owned(),
                Standing::Operator if rest.trim_start().starts_with('(') => "in".to_owned(),
                Standing::Operator => "eq".to_owned(),
                Standing::Condition => format!("{atom} eq 1"),
                Standing::Rest => String::new(),
            };
            let start = probe.at();
            probe.text.push_str(&written);
            let end = probe.at();
            if written.len() != place.len() || written != place.of(filter) {
                probe.map.push(start, end - start, place.end - place.start);
            }
            probe.places.push((Span::new(start, end), hole.standing));
            done = place.end;
        }
        probe.text.push_str(filter.get(done as usize..).unwrap_or_default());
        let near = |(place, standing): &(Span, Standing)| match standing {
            Standing::Rest => probe.with_blanks(*place),
            _ => *place,
        };
        probe.near = probe.places.iter().map(near).collect();
        probe
    }

    fn at(&self) -> u32 {
        offset(self.text.len())
    }

    /// The word that a hole is a part of: `${date}T00:00:00Z`.
    fn word_of(&self, hole: Span, from: u32) -> Span {
        let before = Span::new(from, hole.start).of(self.filter);
        let start = before.len() - before.trim_end_matches(is_word).len();
        let rest = self.filter.get(hole.end as usize..).unwrap_or_default();
        let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        Span::new(hole.start - offset(start), hole.end + offset(end))
    }

    fn touches(&self, found: &Diagnostic) -> Option<Standing> {
        let labels = found.labels().iter().map(|label| label.span);
        let spans: Vec<Span> = labels.chain([found.span()]).collect();
        let touched =
            self.places.iter().zip(&self.near).filter(|(_, near)| {
                spans.iter().any(|span| span.start <= near.end && near.start <= span.end)
            });
        // The least certain hole wins.
        touched.map(|((_, standing), _)| *standing).max_by_key(|standing| match standing {
            Standing::Text => 0,
            Standing::Value => 1,
            _ => 2,
        })
    }

    /// A place with the blanks around it.
    fn with_blanks(&self, place: Span) -> Span {
        let before = self.text.get(..place.start as usize).unwrap_or_default().trim_end().len();
        let behind = self.text.get(place.end as usize..).unwrap_or_default();
        let blanks = behind.len() - behind.trim_start().len();
        Span::new(offset(before), place.end + offset(blanks))
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
        let before = self.text.get(..found.span().start as usize).unwrap_or_default();
        let mut depth = 0_i32;
        let open = before.char_indices().rev().find(|(_, character)| {
            match character {
                ')' => depth += 1,
                '(' => depth -= 1,
                _ => {}
            }
            depth < 0
        });
        let start = offset(open.map_or(0, |(at, _)| at + 1));
        Diagnostic::new(
            &rules::JOINED_WITHOUT_PARENTHESES,
            Span::new(start, found.span().end),
            "an inserted condition is joined with `and` next to an `or`: `and` binds first, so it limits only one side of the `or`",
        )
        .with_help("add parentheses around the part with `or`: `(a or b) and …`")
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
