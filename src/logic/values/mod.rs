//! Whether a property has a value that passes some tests and fails others.
//!
//! Each type of value is searched alone: null and the booleans by trying them, numbers and instants by the points that
//! tests name and one value of each gap (`numbers.rs`, `instants.rs`), strings by the product of automata
//! (`strings.rs`), arrays by an item for each test that needs one (`arrays.rs`). A found value is tried with the
//! matcher's tests, so it is right whatever the search did.

mod arrays;
mod instants;
mod numbers;
mod strings;

use std::ops::Not;

use serde_json::{Value, json};

use super::budget::Budget;
use crate::check::condition::{Literal, Test};
use crate::matcher::{JobValue, ValueTest, Verdict};
use crate::schema::{KnownValue, Shape, Type};
use crate::syntax::Case;

pub(super) use arrays::{ItemPath, set};
pub(super) use numbers::floor;

/// A test with the required verdict.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand<'d> {
    /// The matcher's test.
    pub(super) test: &'d ValueTest,
    /// The same, with literals that can be read.
    pub(super) literals: &'d Test<'d>,
    /// The function of the value before it.
    pub(super) case: Option<Case>,
    pub(super) want: Want,
    /// For a test of the items of an array: the place in the item, and its type.
    pub(super) item: Option<&'d ItemPath>,
}

/// A required verdict, or one that is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Want {
    pub(super) verdict: Verdict,
    pub(super) is: bool,
}

impl Want {
    pub(super) const TRUE: Want = Want { verdict: Verdict::True, is: true };
    pub(super) const NOT_TRUE: Want = Want { verdict: Verdict::True, is: false };
    pub(super) const FALSE: Want = Want { verdict: Verdict::False, is: true };
    pub(super) const NOT_FALSE: Want = Want { verdict: Verdict::False, is: false };

    pub(super) fn allows(self, verdict: Verdict) -> bool {
        (verdict == self.verdict) == self.is
    }

    /// Whether the test must be true. This is for values that make it true or false, and never null.
    fn is_true(self) -> bool {
        (self.verdict == Verdict::True) == self.is
    }
}

impl Not for Want {
    type Output = Want;

    fn not(self) -> Want {
        Want { is: !self.is, ..self }
    }
}

impl Demand<'_> {
    fn allows(&self, value: JobValue<'_>) -> bool {
        self.want.allows(self.test.verdict(value))
    }

    /// Whether the value must be one of those that the test names.
    fn is_equality(&self) -> bool {
        matches!(self.literals, Test::Equals(_)) && self.want.is_true() && self.item.is_none()
    }

    /// Whether a string must be one of those that the test names.
    fn leaves_its_strings(&self) -> bool {
        self.is_equality() && self.case.is_none() && !self.names_instants()
    }

    /// Whether the test has different verdicts for two strings.
    fn depends_on_string(&self) -> bool {
        match self.literals {
            _ if self.item.is_some() => false,
            Test::Holds(_) => false,
            _ => self.names_instants() || self.literals().any(is_string),
        }
    }

    /// Whether the test compares with an instant or a day. No lower case is one, because of its `t`.
    fn names_instants(&self) -> bool {
        self.case != Some(Case::Lower) && self.literals().any(is_instant)
    }

    /// Whether it compares with nothing else, as written: the capitals of a string may be an instant that it is not.
    fn names_only_instants(&self) -> bool {
        self.case.is_none() && self.names_instants() && !self.literals().any(is_string)
    }

    /// The literals of the test.
    fn literals(&self) -> impl Iterator<Item = &Literal<'_>> {
        let (values, bounds, one) = match self.literals {
            Test::Equals(values) => (values.as_slice(), [].as_slice(), None),
            Test::Order(bounds) => ([].as_slice(), bounds.as_slice(), None),
            Test::Call(_, value) | Test::Holds(value) => ([].as_slice(), [].as_slice(), Some(value)),
        };
        values.iter().chain(bounds.iter().map(|(_, value)| value)).chain(one)
    }
}

fn is_instant(literal: &Literal<'_>) -> bool {
    matches!(literal, Literal::Instant(_) | Literal::Date(_))
}

fn is_string(literal: &Literal<'_>) -> bool {
    matches!(literal, Literal::Text(_))
}

/// The values that a property may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Domain<'d> {
    /// Its type, beside null; `None` if it may have any.
    pub(super) ty: Option<Type>,
    /// Its documented values.
    pub(super) known: &'d [KnownValue],
    /// The form of its strings.
    pub(super) shape: Option<Shape>,
}

/// The result of a search for a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    Value(Value),
    /// There is none.
    Nothing,
    /// The budget or the method does not decide it.
    Unknown,
}

impl Found {
    /// This, or else the next.
    fn or_else(self, next: impl FnOnce() -> Found) -> Found {
        match self {
            Found::Value(value) => Found::Value(value),
            Found::Nothing => next(),
            Found::Unknown => match next() {
                Found::Nothing => Found::Unknown,
                found => found,
            },
        }
    }
}

/// A value that satisfies all demands.
pub(super) fn find(demands: &[Demand<'_>], domain: Domain<'_>, budget: &mut Budget) -> Found {
    let is_of = |ty: Type| domain.ty.is_none_or(|own| own == ty);
    let is_number = is_of(Type::Integer) || is_of(Type::Decimal);
    let is_text = is_of(Type::String) || is_of(Type::Timestamp);
    // Readers recognise a documented value best, and null least.
    let mut found = Found::Nothing;
    if is_of(Type::Boolean) {
        found = found.or_else(|| try_all([json!(true), json!(false)], demands, budget));
    }
    if is_number {
        found = found.or_else(|| numbers::find(demands, domain.ty == Some(Type::Integer), budget));
    }
    if is_text {
        found = found.or_else(|| texts(demands, domain, budget));
    }
    if is_of(Type::Array) {
        found = found.or_else(|| arrays::find(demands, budget));
    }
    if is_of(Type::Object) {
        found = found.or_else(|| try_all([json!({})], demands, budget));
    }
    found.or_else(|| try_all([Value::Null], demands, budget))
}

/// A string, possibly of an instant.
fn texts(demands: &[Demand<'_>], domain: Domain<'_>, budget: &mut Budget) -> Found {
    let (demands, constant): (Vec<Demand<'_>>, Vec<_>) =
        demands.iter().partition(|demand| demand.depends_on_string());
    if !constant.iter().all(|demand| demand.allows(JobValue::Text(b"a"))) {
        return Found::Nothing;
    }
    let demands = demands.as_slice();
    let must_be_instant = domain.ty == Some(Type::Timestamp);
    let is_decided = !demands.iter().any(Demand::names_instants)
        || demands.iter().any(|demand| demand.leaves_its_strings());
    if !must_be_instant && is_decided {
        return strings::find(demands, domain, budget);
    }
    let instants: Vec<Demand<'_>> = demands.iter().copied().filter(Demand::names_only_instants).collect();
    let others: Vec<Demand<'_>> = demands.iter().copied().filter(|demand| !demand.names_instants()).collect();
    let by_instants = instants::find(demands, budget);
    if matches!(by_instants, Found::Value(_)) || instants.len() == demands.len() && must_be_instant {
        return by_instants;
    }
    if !must_be_instant {
        let found = strings::find(demands, domain, budget);
        if let Found::Value(_) = found {
            return found;
        }
    }
    // Either kind of test can exclude all values alone.
    let needs_instant = must_be_instant || instants.iter().any(|demand| demand.want.is_true());
    let is_excluded = needs_instant && instants::find(&instants, budget) == Found::Nothing
        || strings::find_spelled(&others, must_be_instant, budget) == Found::Nothing;
    if is_excluded { Found::Nothing } else { Found::Unknown }
}

/// The first of some values that satisfies all demands. They are all values of their kind.
fn try_all(values: impl IntoIterator<Item = Value>, demands: &[Demand<'_>], budget: &mut Budget) -> Found {
    for value in values {
        let items = value.as_array().map_or(0, Vec::len);
        if budget.take((demands.len() + 1) * (1 + items)).is_err() {
            return Found::Unknown;
        }
        if demands.iter().all(|demand| demand.allows(JobValue::of(Some(&value)))) {
            return Found::Value(value);
        }
    }
    Found::Nothing
}

/// The first of some strings that satisfies all demands.
fn try_texts<S: AsRef<str>>(
    texts: impl IntoIterator<Item = S>,
    demands: &[Demand<'_>],
    budget: &mut Budget,
) -> Found {
    for text in texts {
        let text = text.as_ref();
        if budget.take((demands.len() + 1) * (1 + text.len() / STEP)).is_err() {
            return Found::Unknown;
        }
        if demands.iter().all(|demand| demand.allows(JobValue::Text(text.as_bytes()))) {
            return Found::Value(Value::String(text.to_owned()));
        }
    }
    Found::Nothing
}

/// The bytes of a string that a test reads in one step.
const STEP: usize = 64;
