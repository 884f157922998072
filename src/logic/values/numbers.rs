//! Numbers: the points that tests name, and one number of each gap between them.

use std::cmp::Ordering;

use super::{Demand, Found};
use crate::check::condition::{Literal, Test};
use crate::logic::budget::{Budget, Spent};
use crate::matcher::{JobValue, Number, number};
use crate::syntax::Operator;

/// A number that satisfies all demands.
pub(super) fn find(demands: &[Demand<'_>], is_whole: bool, budget: &mut Budget) -> Found {
    tried(demands, is_whole, budget).unwrap_or(Found::Unknown)
}

fn tried(demands: &[Demand<'_>], is_whole: bool, budget: &mut Budget) -> Result<Found, Spent> {
    let is_right = |text: &str, budget: &mut Budget| {
        let value = JobValue::Number(Number::Text(text.as_bytes()));
        budget.take(demands.len() + 1).map(|()| demands.iter().all(|demand| demand.allows(value)))
    };
    // An equality leaves only its own numbers.
    let equality =
        demands.iter().filter(|demand| demand.is_equality()).min_by_key(|demand| demand.literals().count());
    let mut points: Vec<&str> = match equality {
        Some(demand) => numbers_of(demand).collect(),
        None => demands.iter().flat_map(numbers_of).collect(),
    };
    points.sort_by(|one, other| number::order(one, other));
    points.dedup_by(|one, other| number::order(one, other).is_eq());
    budget.spend(points.len());
    if equality.is_none() {
        points = within_bounds(points, demands);
    }
    let mut is_complete = true;
    for at in 0..=points.len() {
        let point = points.get(at).copied();
        if equality.is_none() {
            let below = at.checked_sub(1).and_then(|at| points.get(at)).copied();
            let between = match between(below, point, is_whole) {
                Between::Number(text) => Some(text),
                Between::Nothing => None,
                Between::Unknown => {
                    is_complete = false;
                    None
                }
            };
            if let Some(text) = between
                && is_right(&text, budget)?
            {
                return Ok(value(&text));
            }
        }
        // A point may be too large for a number of JSON.
        if let Some(point) = point.filter(|point| !is_whole || number::is_whole(point))
            && is_right(point, budget)?
        {
            match value(point) {
                Found::Unknown => is_complete = false,
                found => return Ok(found),
            }
        }
    }
    Ok(if is_complete { Found::Nothing } else { Found::Unknown })
}

/// The number as JSON. A long one is not exact there.
pub(super) fn value(text: &str) -> Found {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    // JSON has no leading zeros.
    let short = digits.trim_start_matches('0');
    let zero = if short.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    let parsed = serde_json::from_str(&format!("{sign}{zero}{short}"));
    parsed.map_or(Found::Unknown, Found::Value)
}

fn numbers_of<'d>(demand: &'d Demand<'_>) -> impl Iterator<Item = &'d str> {
    demand.literals().filter_map(|literal| match literal {
        Literal::Number(text) => Some(*text),
        _ => None,
    })
}

/// The points between the tightest bounds, with these.
fn within_bounds<'p>(points: Vec<&'p str>, demands: &[Demand<'_>]) -> Vec<&'p str> {
    let mut low: Option<&str> = None;
    let mut high: Option<&str> = None;
    for demand in demands {
        let Test::Order(bounds) = demand.literals else { continue };
        let [(operator, Literal::Number(bound))] = bounds.as_slice() else { continue };
        // A test that must not be true may be false or of another type.
        if !demand.want.is_true() {
            continue;
        }
        match operator {
            Operator::Gt | Operator::Ge if low.is_none_or(|low| number::order(low, bound).is_lt()) => {
                low = Some(bound);
            }
            Operator::Lt | Operator::Le if high.is_none_or(|high| number::order(high, bound).is_gt()) => {
                high = Some(bound);
            }
            _ => {}
        }
    }
    let is_within = |point: &&str| {
        low.is_none_or(|low| number::order(low, point).is_le())
            && high.is_none_or(|high| number::order(high, point).is_ge())
    };
    points.into_iter().filter(is_within).collect()
}

enum Between {
    Number(String),
    Nothing,
    /// The points are too large or too close.
    Unknown,
}

/// A number after one point and before another, as short as possible.
fn between(low: Option<&str>, high: Option<&str>, is_whole: bool) -> Between {
    if low.is_none() && high.is_none() {
        return Between::Number("1".to_owned());
    }
    for places in 0..=if is_whole { 0 } else { PLACES } {
        let next = match (low, high) {
            (Some(low), _) => floor(low, places).and_then(|floor| floor.checked_add(1)),
            (None, Some(high)) => floor(high, places).and_then(|floor| match compare(floor, places, high) {
                Ordering::Less => Some(floor),
                _ => floor.checked_sub(1),
            }),
            (None, None) => None,
        };
        let Some(next) = next else { return small(low, high) };
        if high.is_none_or(|high| compare(next, places, high).is_lt()) {
            return Between::Number(written(next, places));
        }
    }
    if is_whole { Between::Nothing } else { Between::Unknown }
}

/// A small number between two points. One of the points is very large.
fn small(low: Option<&str>, high: Option<&str>) -> Between {
    let is_between = |number: &&str| {
        low.is_none_or(|low| number::order(low, number).is_lt())
            && high.is_none_or(|high| number::order(number, high).is_lt())
    };
    let found = ["1", "0", "-1"].into_iter().find(is_between);
    found.map_or(Between::Unknown, |number| Between::Number(number.to_owned()))
}

/// Most digits after the point of a number between two others.
const PLACES: u32 = 16;

fn compare(number: i128, places: u32, text: &str) -> Ordering {
    number::order(&written(number, places), text)
}

fn written(number: i128, places: u32) -> String {
    match places {
        0 => number.to_string(),
        _ => format!("{number}e-{places}"),
    }
}

/// The greatest number with so many digits after the point that is not greater, without the point.
pub(in crate::logic) fn floor(text: &str, places: u32) -> Option<i128> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let shift = exponent.checked_add(i32::try_from(places).ok()?)?;
    let shift = shift.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    match u32::try_from(shift) {
        Ok(up) => digits.checked_mul(10_i128.checked_pow(up)?),
        Err(_) => match 10_i128.checked_pow(shift.unsigned_abs()) {
            Some(down) => Some(digits.div_euclid(down)),
            None => Some(if digits < 0 { -1 } else { 0 }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_between_two_is_the_shortest() {
        for (low, high, whole, any) in [
            (None, None, "1", "1"),
            (Some("1"), Some("2"), "", "11e-1"),
            (Some("1"), Some("3"), "2", "2"),
            (Some("-1.5"), Some("-1.25"), "", "-14e-1"),
            (Some("-0.5"), Some("0.5"), "0", "0"),
            (Some("0.99"), Some("1"), "", "991e-3"),
            (None, Some("-3"), "-4", "-4"),
            (None, Some("-3.5"), "-4", "-4"),
            (Some("1e3"), None, "1001", "1001"),
            (Some("9007199254740992"), Some("9007199254740994"), "9007199254740993", "9007199254740993"),
            (Some("1e-30"), Some("1"), "", "1e-1"),
            (None, Some("1e309"), "1", "1"),
            (Some("-1e309"), None, "1", "1"),
        ] {
            for (is_whole, expected) in [(true, whole), (false, any)] {
                let found = match between(low, high, is_whole) {
                    Between::Number(text) => text,
                    Between::Nothing => String::new(),
                    Between::Unknown => "?".to_owned(),
                };
                assert_eq!(found, expected, "{low:?} {high:?} {is_whole}");
            }
        }
        assert!(matches!(between(Some("1e400"), None, false), Between::Unknown));
        assert!(matches!(between(Some("1e-300"), Some("2e-300"), false), Between::Unknown));
    }
}
