//! The place of a condition's value in the JSON of a job, and the test as engines do it: each engine that reads jobs
//! asks here.

use std::borrow::Cow;

use super::condition::{Condition, Literal, Test};
use crate::schema::{Resolved, Schema};
use crate::syntax::Case;

/// A property in the JSON of a job.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Slot {
    /// The first spelling that the job has counts, whatever its value.
    pub(crate) spellings: Box<[Spelling]>,
}

/// The keys of a path, from the outside in.
pub(crate) type Keys = Box<[Box<str>]>;

/// A path of keys, and its condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Spelling {
    /// Never empty in a [`Slot`]; empty for an item of an array.
    pub(crate) keys: Keys,
    /// The number of keys that the job must have for this spelling to count: those of the property,
    /// if the path continues below it.
    pub(crate) decisive: usize,
}

impl Slot {
    pub(crate) fn new(schema: &Schema, path: &str) -> Slot {
        let (Resolved::Property(property) | Resolved::Below(property)) = schema.resolve(path) else {
            return Slot { spellings: [Spelling::new(path, "")].into() };
        };
        let below = path.strip_prefix(property.name.as_str()).unwrap_or_default();
        let spellings = std::iter::once(&property.name).chain(&property.json);
        Slot { spellings: spellings.map(|spelling| Spelling::new(spelling, below)).collect() }
    }
}

impl Spelling {
    /// `below` is empty, or begins with `/`.
    fn new(property: &str, below: &str) -> Spelling {
        let keys: Keys = property.split('/').chain(below.split('/').skip(1)).map(Box::from).collect();
        Spelling { keys, decisive: property.split('/').count() }
    }
}

/// The path of the value that a condition tests; for a path through an array, that array.
pub(crate) fn slot_of<'c>(condition: &'c Condition<'_>) -> &'c str {
    through(condition).map_or(&condition.path, |(array, _)| array)
}

/// The array in the path of a condition, and the rest of the path inside its items.
pub(crate) fn through<'c>(condition: &'c Condition<'_>) -> Option<(&'c str, &'c str)> {
    let array = condition.property?.through.as_deref()?;
    let below = condition.path.strip_prefix(array)?.strip_prefix('/')?;
    Some((condition.path.get(..array.len())?, below))
}

/// For a path through an array, the keys that lead to the value inside an item, in each spelling: the first that an item
/// has counts.
pub(crate) fn item_paths(condition: &Condition<'_>) -> Option<Box<[Keys]>> {
    let (array, below) = through(condition)?;
    let keys = |path: &str| path.split('/').map(Box::from).collect();
    let spellings = condition.property.map(|property| property.json.as_slice()).unwrap_or_default();
    let others = spellings.iter().filter_map(|path| path.strip_prefix(array)?.strip_prefix('/'));
    Some(std::iter::once(below).chain(others).map(keys).collect())
}

/// The test of a condition as engines do it: the function of the value before it, and its literals in that
/// case. A caseless property is compared in lower case.
pub(crate) fn read_condition<'c, 'f>(condition: &'c Condition<'f>) -> (Option<Case>, Cow<'c, Test<'f>>) {
    fn lower<'f>(literal: &Literal<'f>) -> Literal<'f> {
        match literal {
            Literal::Text(text) => Literal::Text(Case::Lower.of(text).into_owned().into()),
            other => other.clone(),
        }
    }
    let is_caseless =
        condition.case.is_none() && condition.property.is_some_and(|property| property.caseless);
    match &condition.test {
        Test::Equals(values) if is_caseless => {
            (Some(Case::Lower), Cow::Owned(Test::Equals(values.iter().map(lower).collect())))
        }
        Test::Call(function, text) if is_caseless => {
            (Some(Case::Lower), Cow::Owned(Test::Call(function, lower(text))))
        }
        other => (condition.case, Cow::Borrowed(other)),
    }
}
