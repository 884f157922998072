//! Arrays: those with an item for each test that needs one.

use serde_json::{Map, Value};

use super::{Demand, Domain, Found, Want, find as find_value, numbers, try_all};
use crate::check::condition::{Literal, Test};
use crate::logic::budget::Budget;
use crate::matcher::{JobValue, ValueTest, Verdict};
use crate::schema::Type;

/// The place of a value in the items of an array.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ItemPath {
    /// The keys that lead to it, in its first spelling.
    pub(crate) keys: Vec<String>,
    /// Its type, if it must have one.
    pub(crate) ty: Option<Type>,
}

/// An array that satisfies all demands.
pub(super) fn find(demands: &[Demand<'_>], budget: &mut Budget) -> Found {
    let (inner, whole): (Vec<Demand<'_>>, Vec<_>) = demands.iter().partition(|demand| demand.item.is_some());
    if inner.is_empty() {
        return with_values(demands, budget);
    }
    let mut is_complete = whole.is_empty();
    // Every item satisfies these, and some item each of those.
    let (each, some): (Vec<Demand<'_>>, Vec<_>) = inner.iter().partition(|demand| demand.is_of_each());
    let mut items = Vec::new();
    let alone = Vec::new();
    let needed: Vec<Vec<Demand<'_>>> = match some.is_empty() {
        true => vec![alone],
        false => some.into_iter().map(|demand| vec![demand]).collect(),
    };
    for needed in needed {
        match item(each.iter().copied().chain(needed), budget) {
            Found::Value(_) if budget.take(items.len()).is_err() => return Found::Unknown,
            Found::Value(item) if items.contains(&item) => {}
            Found::Value(item) => items.push(item),
            Found::Nothing => return Found::Nothing,
            Found::Unknown => is_complete = false,
        }
    }
    match try_all([Value::Array(items)], demands, budget) {
        Found::Nothing if !is_complete => Found::Unknown,
        found => found,
    }
}

impl Demand<'_> {
    /// Whether all items must satisfy it, and not only one. The verdict of an array is that of an `or` over its items.
    fn is_of_each(&self) -> bool {
        matches!(
            self.want,
            Want { verdict: Verdict::False, is: true } | Want { verdict: Verdict::True, is: false }
        )
    }
}

/// An item that satisfies demands of its parts.
fn item<'d>(demands: impl Iterator<Item = Demand<'d>>, budget: &mut Budget) -> Found {
    let mut by_path: Vec<(&ItemPath, Vec<Demand<'d>>)> = Vec::new();
    for demand in demands {
        let (Some(path), ValueTest::Items(items)) = (demand.item, demand.test) else {
            return Found::Unknown;
        };
        let own = Demand { test: &items.test, item: None, ..demand };
        match by_path.iter_mut().find(|(known, _)| known.keys == path.keys) {
            Some((_, demands)) => demands.push(own),
            None => by_path.push((path, vec![own])),
        }
    }
    let mut item = Value::Object(Map::new());
    for (path, demands) in by_path {
        match find_value(&demands, Domain { ty: path.ty, known: &[], shape: None }, budget) {
            Found::Value(value) => set(&mut item, &path.keys, value),
            other => return other,
        }
    }
    Found::Value(item)
}

/// Sets the value at a path of keys, with the objects on the way. Null stays absent.
pub(crate) fn set<K: AsRef<str>>(within: &mut Value, keys: &[K], value: Value) {
    if value.is_null() {
        return;
    }
    let mut place = within;
    for key in keys {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Some(object) = place.as_object_mut() else { return };
        place = object.entry(key.as_ref().to_owned()).or_insert(Value::Null);
    }
    // An object with values of other paths is the value already.
    if !(place.is_object() && value.is_object()) {
        *place = value;
    }
}

/// An array of the values that it must hold.
fn with_values(demands: &[Demand<'_>], budget: &mut Budget) -> Found {
    // Other tests have one verdict for all arrays.
    let is_other = |demand: &&Demand<'_>| !matches!(demand.literals, Test::Holds(_));
    if !demands.iter().filter(is_other).all(|demand| demand.allows(JobValue::Items(&[]))) {
        return Found::Nothing;
    }
    let mut is_complete = true;
    let mut items = Vec::new();
    for demand in demands.iter().filter(|demand| demand.want.is_true()) {
        let Test::Holds(literal) = demand.literals else { continue };
        is_complete &= !matches!(literal, Literal::Instant(_) | Literal::Date(_));
        items.push(match literal {
            Literal::Null => Value::Null,
            Literal::Boolean(value) => Value::Bool(*value),
            Literal::Number(text) => match numbers::value(text) {
                Found::Value(value) => value,
                _ => {
                    is_complete = false;
                    continue;
                }
            },
            Literal::Instant(instant) | Literal::Date(instant) => Value::String(instant.to_string()),
            Literal::Text(text) => Value::String(text.clone().into_owned()),
        });
    }
    let is_exact = |value: &Value| !value.is_f64();
    is_complete &= items.iter().all(is_exact);
    match try_all([Value::Array(items)], demands, budget) {
        Found::Nothing if !is_complete => Found::Unknown,
        found => found,
    }
}
