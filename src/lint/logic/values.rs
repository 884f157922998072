//! The effect of a condition on the values of its property.
//!
//! The values are places on a line: those that a condition names, one place for all values between
//! two of them, then null, and last the values of other types. The places between are assumed to
//! contain values, also for integers and strings. So a set that is empty here is empty for jobs
//! too.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::set::Set;
use crate::check::condition::{Condition, Literal, Test};
use crate::matcher::number;
use crate::schema::Type;
use crate::syntax::Operator;
use crate::timestamp::Timestamp;

/// The values of a property for which a part is true or false.
#[derive(Debug, Clone)]
pub(super) struct ValueOutcome {
    /// The values for which it can be true, whatever else a job contains.
    pub(super) may_hold: Set,
    /// The values for which it can be false.
    pub(super) may_fail: Set,
    /// The values for which it is true, whatever else a job contains.
    pub(super) holds: Set,
    /// The values for which it is false.
    pub(super) fails: Set,
}

impl ValueOutcome {
    /// True for these values, and false for all others.
    fn exact(holds: Set, end: u32) -> ValueOutcome {
        let fails = holds.complement(end);
        ValueOutcome { may_hold: holds.clone(), may_fail: fails.clone(), holds, fails }
    }

    /// The outcome of its denial.
    pub(super) fn denied(self) -> ValueOutcome {
        ValueOutcome {
            may_hold: self.may_fail,
            may_fail: self.may_hold,
            holds: self.fails,
            fails: self.holds,
        }
    }

    /// The number of its ranges.
    pub(super) fn ranges(&self) -> usize {
        [&self.may_hold, &self.may_fail, &self.holds, &self.fails].map(Set::ranges).iter().sum()
    }
}

/// The places for one property.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueLine {
    /// The number of places for values of the declared type; null is the next.
    pub(super) declared: u32,
    /// The number of all places.
    pub(super) end: u32,
}

impl ValueLine {
    fn new(declared: u32) -> ValueLine {
        // Null, strings that are not of the type, and values that are not strings.
        ValueLine { declared, end: declared + 3 }
    }

    fn null(self) -> u32 {
        self.declared
    }

    /// Values of the declared type, and null.
    pub(super) fn expected(self) -> Range<u32> {
        0..self.declared + 1
    }

    /// All values but null, or only null.
    pub(super) fn is_of_null(self, outcome: &ValueOutcome) -> bool {
        outcome.holds.is_only(self.null()) || outcome.fails.is_only(self.null())
    }
}

/// A value that a condition names.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Point<'f> {
    Boolean(bool),
    Number(&'f str),
    Instant(Timestamp),
    Text(Cow<'f, str>),
}

impl<'f> Point<'f> {
    /// The value of a literal; `None` for null, and for a literal that equals no value of the type.
    fn of(literal: &Literal<'f>, ty: Type) -> Option<Point<'f>> {
        Some(match (literal, ty) {
            (Literal::Boolean(value), Type::Boolean) => Point::Boolean(*value),
            (Literal::Number(text), Type::Integer | Type::Decimal) => Point::Number(text),
            (Literal::Instant(instant), Type::Timestamp) => Point::Instant(*instant),
            (Literal::Text(text), Type::String) => Point::Text(text.clone()),
            _ => return None,
        })
    }

    /// The order of two values of one type.
    fn order(&self, other: &Point<'_>) -> Ordering {
        match (self, other) {
            (Point::Boolean(one), Point::Boolean(other)) => one.cmp(other),
            (Point::Number(one), Point::Number(other)) => number::order(one, other),
            (Point::Instant(one), Point::Instant(other)) => one.cmp(other),
            (Point::Text(one), Point::Text(other)) => one.cmp(other),
            _ => Ordering::Equal,
        }
    }
}

/// The line of the values of one property, for conditions that name these.
pub(super) struct Values<'f> {
    ty: Type,
    points: Vec<Point<'f>>,
    /// The place of the first point; if lesser values exist, there is one place before it.
    first: u32,
    /// From point to point.
    step: u32,
}

impl<'f> Values<'f> {
    pub(super) fn new<'c>(ty: Type, conditions: impl Iterator<Item = &'c Condition<'f>>) -> Values<'f>
    where
        'f: 'c,
    {
        if ty == Type::Boolean {
            let points = vec![Point::Boolean(false), Point::Boolean(true)];
            return Values { ty, points, first: 0, step: 1 };
        }
        let mut points: Vec<Point<'f>> = Vec::new();
        for condition in conditions {
            match &condition.test {
                Test::Equals(values) => points.extend(values.iter().filter_map(|value| Point::of(value, ty))),
                Test::Order(bounds) => {
                    points.extend(bounds.iter().filter_map(|(_, value)| Point::of(value, ty)));
                }
                Test::Call(..) | Test::Holds(_) => {}
            }
        }
        points.sort_unstable_by(Point::order);
        points.dedup_by(|one, other| one.order(other).is_eq());
        let has_least = points.first().is_some_and(|point| *point == Point::Text("".into()));
        Values { ty, points, first: u32::from(!has_least), step: 2 }
    }

    pub(super) fn line(&self) -> ValueLine {
        ValueLine::new(self.place(self.points.len()))
    }

    /// The number of distinct values.
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    /// The place of a point.
    fn place(&self, at: usize) -> u32 {
        self.first + self.step * u32::try_from(at).unwrap_or_default()
    }

    /// The place of a value.
    fn find(&self, literal: &Literal<'f>) -> Option<u32> {
        if let Literal::Null = literal {
            return Some(self.line().null());
        }
        let point = Point::of(literal, self.ty)?;
        self.points.binary_search_by(|other| other.order(&point)).ok().map(|at| self.place(at))
    }

    /// The outcome of a condition; `None` if it is unknown.
    pub(super) fn outcome(&self, condition: &Condition<'f>) -> Option<ValueOutcome> {
        let ValueLine { declared, end } = self.line();
        let outcome = match &condition.test {
            Test::Equals(values) => {
                let places: Option<Vec<u32>> = values.iter().map(|value| self.find(value)).collect();
                ValueOutcome::exact(Set::of_places(places?.into_iter()), end)
            }
            Test::Order(bounds) => {
                let [(operator, value)] = bounds.as_slice() else { return None };
                // Nothing is greater or less than null; another rule reports it.
                let place = self.find(value).filter(|place| *place < declared)?;
                let holds = match operator {
                    Operator::Gt => place + 1..declared,
                    Operator::Ge => place..declared,
                    Operator::Lt => 0..place,
                    Operator::Le => 0..place + 1,
                    Operator::Eq | Operator::Ne => return None,
                };
                ValueOutcome::exact(Set::of(holds), end)
            }
            Test::Call("contains", Literal::Text(text)) => self.containing(text)?,
            Test::Call(..) | Test::Holds(_) => return None,
        };
        Some(if condition.denied { outcome.denied() } else { outcome })
    }

    /// The values for which `contains` is true: possibly any string, and certainly a named one that
    /// contains it. For null and for values that are not strings it is neither true nor false.
    fn containing(&self, text: &str) -> Option<ValueOutcome> {
        let ValueLine { declared, end } = self.line();
        let texts = match self.ty {
            Type::String => Set::of(0..declared),
            // A string that is not an instant may contain anything.
            Type::Timestamp => Set::in_at_least(1, [Set::of(0..declared), Set::of(end - 1..end)].iter()),
            _ => return None,
        };
        if text.is_empty() {
            let [may_fail, fails] = [Set::default(), Set::default()];
            return Some(ValueOutcome { may_hold: texts.clone(), may_fail, holds: texts, fails });
        }
        // One instant has many spellings, so each point may go either way.
        let finder = memchr::memmem::Finder::new(text);
        let that = |has: bool| {
            let points = self.points.iter().enumerate().filter_map(|(at, point)| match point {
                Point::Text(text) => (finder.find(text.as_bytes()).is_some() == has).then(|| self.place(at)),
                _ => None,
            });
            Set::of_places(points)
        };
        let (holds, fails) = (that(true), that(false));
        let but = |set: &Set| Set::in_at_least(2, [&set.complement(end), &texts].into_iter());
        Some(ValueOutcome { may_hold: but(&fails), may_fail: but(&holds), holds, fails })
    }
}

/// Two values: strings that contain this one, and strings that do not.
pub(super) struct Containing<'f>(pub(super) &'f str);

impl Containing<'_> {
    const HAS: u32 = 0;
    const HAS_NOT: u32 = 1;

    pub(super) fn line() -> ValueLine {
        ValueLine::new(2)
    }

    /// The outcome of a condition; `None` if it is unknown.
    pub(super) fn outcome(&self, condition: &Condition<'_>) -> Option<ValueOutcome> {
        let one = |place: u32| Set::of(place..place + 1);
        let texts = Set::of(0..2);
        match &condition.test {
            Test::Call("contains", Literal::Text(text)) => {
                let finds =
                    |text: &str, part: &str| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
                // A value without this string lacks each longer one, and a value with it has each part of it.
                let (is_longer, is_part) = (finds(text, self.0), finds(self.0, text));
                (is_longer || is_part).then(|| ValueOutcome {
                    may_hold: if is_longer { one(Self::HAS) } else { texts.clone() },
                    may_fail: if is_part { one(Self::HAS_NOT) } else { texts },
                    holds: if is_part { one(Self::HAS) } else { Set::default() },
                    fails: if is_longer { one(Self::HAS_NOT) } else { Set::default() },
                })
            }
            // Whether it is null.
            Test::Equals(values) if matches!(values.as_slice(), [Literal::Null]) => {
                let line = Self::line();
                let outcome = ValueOutcome::exact(one(line.null()), line.end);
                Some(if condition.denied { outcome.denied() } else { outcome })
            }
            _ => None,
        }
    }
}
