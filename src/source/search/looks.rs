//! Whether a string looks like a filter, for places that do not decide it.

use std::borrow::Cow;

use crate::limits;
use crate::schema::Schema;
use crate::source::fragment::atoms;
use crate::source::goes_on;
use crate::source::url::upto;
use crate::syntax::{Operator, WordRole, words};
use crate::text::{has_encoded, percent_decode};

/// Functions that filters call, correctly or not.
const FUNCTIONS: [&str; 4] = ["contains(", "startswith(", "endswith(", "substringof("];

/// Whether `text` contains an operator of filters, or begins with a property of jobs that is compared with a
/// literal or passed to a function: `state == 'ERROR'`.
pub(in crate::source) fn looks_like_filter(text: &str) -> bool {
    looks_like_filter_of(text, None)
}

/// The same, with the properties of the list at a path, if that is known.
pub(in crate::source) fn looks_like_filter_of(text: &str, list: Option<&str>) -> bool {
    let list = list.and_then(Schema::at_path).unwrap_or(Schema::jobs());
    let lower = start(text);
    if names_operator(&lower) {
        return true;
    }
    let mut rest = lower.trim_start_matches(['(', ' ', '\t', '\r', '\n']);
    while let Some(following) = rest.strip_prefix("not ") {
        rest = following.trim_start_matches(['(', ' ']);
    }
    if let Some(arguments) = FUNCTIONS.iter().find_map(|function| rest.strip_prefix(function)) {
        return arguments.contains(['\'', '"']) && property(arguments, list).is_some();
    }
    let Some(following) = property(rest, list) else { return false };
    // The intended operator comes before the value.
    let operator = following.find(|c: char| c.is_ascii_digit() || matches!(c, '\'' | '"'));
    let Some((operator, value)) = operator.and_then(|value| following.split_at_checked(value)) else {
        return false;
    };
    let operator = operator.trim();
    let is_word = |c: char| c.is_alphanumeric() && !value.starts_with(['\'', '"']);
    !operator.is_empty()
        && operator.len() <= 8
        && !operator.contains([',', ':', ';'])
        && !operator.contains(is_word)
}

/// Whether `text` is only a piece of a filter, if other code adds to it: a string or a parenthesis is open, an
/// operator comes last, or an `and` after it would belong to the last term of an `or`.
pub(in crate::source) fn is_piece(text: &str) -> bool {
    let text: Cow<'_, str> =
        if has_encoded(text) { percent_decode(text, 0, true).text.into() } else { text.into() };
    let outside = text.split('\'').step_by(2).flat_map(str::bytes);
    let depth: isize = outside.map(|byte| isize::from(byte == b'(') - isize::from(byte == b')')).sum();
    depth != 0 || goes_on(&text) || has_bare_or(&text)
}

/// Whether an `or` is outside of all parentheses.
fn has_bare_or(text: &str) -> bool {
    let mut depth = 0_isize;
    words(text).any(|word| {
        depth += isize::from(word.text == "(") - isize::from(word.text == ")");
        depth == 0 && word.role == WordRole::Or
    })
}

/// Whether `text` begins like a filter of another product, or like other data: LDAP, patterns, JSON.
pub(in crate::source) fn is_of_other_language(text: &str) -> bool {
    ["(&", "(|", "(!", "*", ".*", "{", "[", "^", "$."].iter().any(|begin| text.starts_with(begin))
}

/// Whether `text` has an operator that hardly any other language has.
pub(in crate::source) fn has_operator(text: &str) -> bool {
    names_operator(&start(text))
}

fn names_operator(lower: &str) -> bool {
    // Prose contains `in`, and hardly ever the others.
    let operators = Operator::ALL.map(Operator::keyword);
    lower.split_whitespace().any(|word| operators.contains(&word)) || lower.contains(" in (")
}

/// The beginning of `text`, decoded and in lower case.
fn start(text: &str) -> String {
    // The first part may be a hole: `filter += " and …"`.
    let first =
        atoms(text).next().filter(|(span, _)| span.start == 0).map_or(0, |(span, _)| span.end as usize);
    let following = text.get(first..).unwrap_or_default().trim_start();
    let following =
        ["and ", "or "].iter().find_map(|word| following.strip_prefix(word)).filter(|_| first > 0);
    let start = upto(following.unwrap_or(text), limits::SOURCE_START);
    let start: Cow<'_, str> =
        if has_encoded(start) { percent_decode(start, 0, true).text.into() } else { start.into() };
    start.to_ascii_lowercase()
}

/// The rest after the property at the start of `text`, which is in lower case.
fn property<'t>(text: &'t str, list: &Schema) -> Option<&'t str> {
    let end =
        text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '/' | '.'))).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let first = name.split(['/', '.']).next().unwrap_or_default();
    let is_known = list.properties().iter().any(|property| {
        property.name.split('/').next().is_some_and(|known| known.eq_ignore_ascii_case(first))
    });
    is_known.then_some(rest)
}
