//! Pairs of filters, and jobs that may refute a comparison of them.

use serde_json::{Map, Value};

use comfilter::Filter;
use comfilter::Timestamp;
use comfilter::logic::{Comparison, Witness};
use comfilter::schema::{Property, Type};
use comfilter::syntax::{Ast, NodeKind};

use super::jobs::{self, Choices};

/// The part of a comparison that a job belongs to, if its values have the types of the list.
pub fn claim<'c>(a: &Filter, b: &Filter, comparison: &'c Comparison, job: &Value) -> Option<&'c Witness> {
    if !is_typed(a, job) || !is_typed(b, job) {
        return None;
    }
    match (a.matcher().matches(job), b.matcher().matches(job)) {
        (true, true) => Some(comparison.both()),
        (true, false) => Some(comparison.only_first()),
        (false, true) => Some(comparison.only_second()),
        (false, false) => None,
    }
}

/// The jobs of a comparison are selected as it says.
pub fn check(a: &Filter, b: &Filter, comparison: &Comparison) {
    let (a, b) = (a.matcher(), b.matcher());
    let jobs = [
        (comparison.both(), true, true),
        (comparison.only_first(), true, false),
        (comparison.only_second(), false, true),
    ];
    for (witness, by_a, by_b) in jobs {
        if let Witness::Job(job) = witness {
            assert_eq!((a.matches(job), b.matches(job)), (by_a, by_b), "{a:?} | {b:?} of {job}");
            assert!(is_typed(a.filter(), job) && is_typed(b.filter(), job), "{a:?} | {b:?} of {job}");
        }
    }
}

/// Whether the properties that a filter names are null or of their types in a job.
pub fn is_typed(filter: &Filter, job: &Value) -> bool {
    let properties = filter.schema().properties();
    let named = |property: &&Property| paths(filter.ast()).iter().any(|path| *path == property.name);
    properties.iter().filter(named).all(|property| {
        let of = |value: &Value| is_of(property.ty, value);
        std::iter::once(&property.name).chain(&property.json).all(|path| match &property.through {
            None => at(job, path).is_none_or(of),
            Some(array) => match at(job, array) {
                None | Some(Value::Null) => true,
                Some(Value::Array(items)) => {
                    let below = path.strip_prefix(array.as_str()).and_then(|path| path.strip_prefix('/'));
                    let is_right = |item: &Value| at(item, below.unwrap_or(path)).is_none_or(of);
                    items.iter().all(is_right)
                }
                Some(_) => false,
            },
        })
    })
}

fn paths<'a>(ast: &'a Ast<'_>) -> Vec<&'a str> {
    let mut paths = Vec::new();
    for node in ast.nodes() {
        let operand = match node {
            NodeKind::Comparison { left, right, .. } => {
                if left.kind.is_property() {
                    left
                } else {
                    right
                }
            }
            NodeKind::Membership { left, .. } | NodeKind::Alone(left) => left,
            NodeKind::ElementOf { array, .. } => array,
            NodeKind::Call { arguments, .. } => match ast.operands(arguments) {
                [path, ..] => *path,
                [] => continue,
            },
            _ => continue,
        };
        paths.push(ast.path_of(operand));
    }
    paths
}

fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(value, |value, key| value.get(key))
}

fn is_of(ty: Type, value: &Value) -> bool {
    match ty {
        _ if value.is_null() => true,
        Type::String => value.is_string(),
        Type::Timestamp => value.as_str().is_some_and(|text| Timestamp::parse(text).is_ok()),
        Type::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Type::Decimal => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::Object => value.is_object(),
        Type::Array => value.is_array(),
        other => panic!("{other:?}"),
    }
}

/// A job with values near to those of both filters.
pub fn job(a: &Filter, b: &Filter, choices: &mut Choices<'_>) -> Value {
    let mut merged = Map::new();
    for filter in [a, b] {
        if let Ok(Value::Object(members)) = serde_json::from_slice(&jobs::record(filter, choices)) {
            for (key, value) in members {
                match (merged.get_mut(&key), value) {
                    (Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
                    (Some(_), _) if choices.one_in(2) => {}
                    (_, value) => drop(merged.insert(key, value)),
                }
            }
        }
    }
    Value::Object(merged)
}

/// A filter with one literal or operator of another one changed.
pub fn near(filter: &Filter, choices: &mut Choices<'_>) -> Option<Filter> {
    let text = filter.as_str();
    let (from, to) = [
        (" and ", " or "),
        (" or ", " and "),
        (" eq ", " ne "),
        (" gt ", " ge "),
        (" le ", " lt "),
        ("not ", ""),
        ("'a'", "'ab'"),
        ("'ab'", "'b'"),
        (" ge ", " gt "),
        ("1", "2"),
    ][choices.below(10)];
    let (before, after) = text.split_once(from)?;
    let changed = format!("{before}{to}{after}");
    filter.schema().check(&changed).into_result().ok()
}
