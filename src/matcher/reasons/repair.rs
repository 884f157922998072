//! Guesses the intent of a term that selects nothing, from the values of the jobs.

use std::cmp::Ordering;

use serde::Serialize;
use serde_json::Value;

use super::why::Collected;
use crate::check::condition::{Condition, Literal, Test, literal};
use crate::matcher::program;
use crate::matcher::raw::JsonTree;
use crate::schema::Property;
use crate::syntax::literal::quote;
use crate::syntax::{Case, NodeId, NodeKind, Operator};
use crate::text::{Edit, apply, nearest};
use crate::timestamp::Timestamp;
use crate::{Filter, Matcher};

/// The limit of repaired items in a list, so the time is not the product of the list and the
/// values.
const ITEMS: usize = 100;

/// A filter with replacements for terms that select nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Repair {
    /// The whole filter.
    pub filter: Filter,
    /// The number of records that it selects.
    pub matches: u64,
    /// The number of counted records, if the count is of the first ones only.
    pub of_first: Option<u64>,
}

/// The filter after the edits, if it is valid.
pub(super) fn repaired(filter: &Filter, edits: &[Edit]) -> Option<Filter> {
    let text = apply(filter.as_str(), edits).ok()?;
    filter.schema().check(&text).into_result().ok()
}

/// The number of jobs that a filter selects.
pub(super) fn count(filter: &Filter, jobs: &[Box<[u8]>]) -> u64 {
    let matcher = Matcher::new(filter);
    jobs.iter().filter(|job| matcher.0.program.matches_tree(&JsonTree::read(job))).count() as u64
}

/// A term to repair.
pub(super) struct BrokenTerm<'f> {
    pub(super) filter: &'f Filter,
    pub(super) node: NodeId,
    /// The whole of it as written.
    pub(super) written: NodeId,
    /// Whether the filter needs it to be true, and not false.
    pub(super) wanted: bool,
    pub(super) scale: Option<Scale>,
}

impl BrokenTerm<'_> {
    /// Changes the term so that it selects something; `None` if no value is near. `seen` has the
    /// values of its property, `nearer` those of jobs that all other terms select.
    pub(super) fn edits(&self, seen: &Collected, nearer: &[Value]) -> Option<Vec<Edit>> {
        let BrokenTerm { filter, node, written: whole, wanted, scale } = *self;
        let kind = filter.ast().kind(node);
        let condition = Condition::read(filter, kind)?;
        // A term that excludes a value needs no near value.
        if wanted == condition.denied {
            return None;
        }
        // Compare the results of the function.
        let values = || {
            let mut values = seen.values();
            if let Some(case) = condition.case {
                values.iter_mut().for_each(|value| in_case(case, value));
            }
            values
        };
        match &condition.test {
            Test::Equals(_) => {
                let values = values();
                let replaced = filter.ast().values(kind).into_iter().take(ITEMS).filter_map(|operand| {
                    let literal = literal(filter.ast(), filter.schema(), condition.property, operand);
                    let meant = condition
                        .property
                        .and_then(|property| other_spelling(property, &literal, &values))
                        .or_else(|| near(&literal, &values))?;
                    (meant != filter.ast().text_of(operand)).then(|| Edit::replace(operand.span, meant))
                });
                let replaced: Vec<Edit> = replaced.collect();
                if replaced.is_empty() { elsewhere(kind, seen) } else { Some(replaced) }
            }
            Test::Order(bounds) => {
                let (operator, bound) = bounds.first()?;
                let is_lower = matches!(operator, Operator::Gt | Operator::Ge);
                let reached = if is_lower { Ordering::Greater } else { Ordering::Less };
                let best = scale?.extreme(nearer.iter(), reached).or(if is_lower {
                    seen.greatest.as_ref()
                } else {
                    seen.least.as_ref()
                })?;
                let operator = if is_lower { "ge" } else { "le" };
                let NodeKind::Comparison { left, .. } = kind else { return None };
                let (path, value) = (filter.ast().text_of(left), written(best, bound)?);
                let text = match filter.ast().kind(whole) {
                    NodeKind::Prefix { .. } => format!("{operator}({path},{value})"),
                    _ => format!("{path} {operator} {value}"),
                };
                Some(vec![Edit::replace(filter.ast().span(whole), text)])
            }
            Test::Call(function, Literal::Text(text)) => {
                let operand = filter.ast().values(kind).first().copied()?;
                let values = values();
                let meant =
                    values.iter().find_map(|value| part_in_another_case(value.as_str()?, text, function))?;
                Some(vec![Edit::replace(operand.span, quote(meant))])
            }
            Test::Call(..) | Test::Holds(_) => None,
        }
    }
}

/// Another seen spelling of a contested value, as a literal.
fn other_spelling(property: &Property, literal: &Literal<'_>, values: &[Value]) -> Option<String> {
    let Literal::Text(text) = literal else { return None };
    let known = property.values.iter().find(|known| known.documented().any(|spelling| spelling == text))?;
    let is_seen = |spelling: &&str| values.iter().any(|value| value.as_str() == Some(spelling));
    known.documented().filter(|spelling| spelling != text).find(is_seen).map(quote)
}

/// The same term on another property that contains its string.
fn elsewhere(kind: NodeKind, seen: &Collected) -> Option<Vec<Edit>> {
    let (NodeKind::Comparison { left, .. } | NodeKind::Membership { left, .. }) = kind else { return None };
    let (path, _) = seen.places().into_iter().next()?;
    Some(vec![Edit::replace(left.span, path)])
}

/// The nearest value to a literal, as a literal; the first of equals.
fn near(literal: &Literal<'_>, values: &[Value]) -> Option<String> {
    let best = match literal {
        Literal::Number(text) => {
            let number: f64 = text.parse().ok()?;
            let distance =
                |value: &&Value| value.as_f64().map_or(f64::INFINITY, |value| (value - number).abs());
            let numbers = values.iter().filter(|value| value.is_number());
            numbers.min_by(|one, other| distance(one).total_cmp(&distance(other)))
        }
        Literal::Instant(instant) => {
            let distance = |value: &Value| Some(Timestamp::parse(value.as_str()?).ok()?.distance(*instant));
            let instants = values.iter().filter_map(|value| Some((distance(value)?, value)));
            instants.min_by_key(|(distance, _)| *distance).map(|(_, value)| value)
        }
        _ => None,
    };
    let best = best.or_else(|| {
        let text = match literal {
            Literal::Text(text) => text,
            Literal::Number(text) => *text,
            Literal::Boolean(true) => "true",
            Literal::Boolean(false) => "false",
            Literal::Null | Literal::Instant(_) | Literal::Date(_) => return None,
        };
        let texts: Vec<(String, &Value)> =
            values.iter().filter_map(|value| Some((plain(value)?, value))).collect();
        nearest(text, texts.iter().map(|(text, value)| (text.as_str(), *value)))
    });
    written(best?, literal)
}

/// Changes a value to the case of the comparing function.
fn in_case(case: Case, value: &mut Value) {
    if let Value::String(text) = value {
        *text = case.of(text).into_owned();
    }
}

/// A value without its quotes.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// A value as a literal in the place of another.
fn written(value: &Value, instead: &Literal<'_>) -> Option<String> {
    match (value, instead) {
        (Value::String(text), Literal::Instant(_)) => Some(Timestamp::parse(text).ok()?.to_string()),
        (Value::String(text), _) => Some(quote(text)),
        _ => plain(value),
    }
}

/// The order of values of one type.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scale {
    Numbers,
    Instants,
}

impl Scale {
    /// The scale of an order test. For strings, the nearest value is not a likely intent.
    pub(super) fn of(test: &program::ValueTest) -> Option<Scale> {
        match test {
            program::ValueTest::Number(operator, _) if operator.is_order() => Some(Scale::Numbers),
            program::ValueTest::Instant(operator, _) if operator.is_order() => Some(Scale::Instants),
            _ => None,
        }
    }

    /// The extreme value on one side, among those on the scale.
    pub(super) fn extreme<'v>(
        self,
        values: impl Iterator<Item = &'v Value>,
        side: Ordering,
    ) -> Option<&'v Value> {
        values.fold(None, |best, value| match best {
            None => self.order(value, value).map(|_| value),
            Some(best) => Some(if self.order(value, best) == Some(side) { value } else { best }),
        })
    }

    fn order(self, one: &Value, other: &Value) -> Option<Ordering> {
        match self {
            Scale::Numbers => {
                let whole = |value: &Value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
                match (whole(one), whole(other)) {
                    (Some(one), Some(other)) => Some(one.cmp(&other)),
                    _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
                }
            }
            Scale::Instants => {
                let instant = |value: &Value| Timestamp::parse(value.as_str()?).ok();
                Some(instant(one)?.cmp(&instant(other)?))
            }
        }
    }
}

/// The part of a value that equals `text` in another case, where the function searches.
fn part_in_another_case<'v>(value: &'v str, text: &str, function: &str) -> Option<&'v str> {
    let last = value.len().checked_sub(text.len())?;
    let mut places = match function {
        "startswith" => 0..=0,
        "endswith" => last..=last,
        _ => 0..=last,
    };
    places.find_map(|at| value.get(at..at + text.len()).filter(|part| part.eq_ignore_ascii_case(text)))
}
