//! Over a parsed job, and over the tree of one.

use serde_json::Value;

use super::number::Number;
use super::program::{JobValue, Program};
use super::raw::{self, JsonNode, JsonTree, ROOT};
use crate::check::slot::{Slot, Spelling};

impl Program {
    pub(super) fn matches_tree(&self, job: &JsonTree<'_>) -> bool {
        self.matches(|slot| {
            let place =
                self.slots.get(slot).and_then(|slot| slot.find(ROOT, |node, key| job.member(node, key)));
            place.and_then(|place| job.node(place)).map_or(JobValue::Null, JsonNode::scalar)
        })
    }

    /// Returns the value of a slot. Tests of one property often follow each other, so the last
    /// value is kept.
    #[inline]
    pub(super) fn values<'j>(&self, job: &'j Value) -> impl FnMut(usize) -> JobValue<'j> {
        let mut last = (usize::MAX, JobValue::Null);
        move |slot| {
            if last.0 != slot {
                let found = self.slots.get(slot).map_or(JobValue::Null, |slot| JobValue::at(slot, job));
                last = (slot, found);
            }
            last.1
        }
    }
}

#[inline]
fn member<'j>(value: &'j Value, key: &str) -> Option<&'j Value> {
    value.as_object()?.get(key)
}

impl Slot {
    /// The job's value, where `member` returns the value of a key in an object, and `None`
    /// otherwise.
    #[inline]
    pub(super) fn find<V: Copy>(&self, job: V, member: impl Fn(V, &str) -> Option<V>) -> Option<V> {
        match &*self.spellings {
            // A single spelling counts even if the job lacks it.
            [Spelling { keys, .. }] => below(job, keys, &member),
            spellings => spellings.iter().find_map(|spelling| spelling.find(job, &member)).flatten(),
        }
    }
}

impl Spelling {
    /// `None` if the spelling does not count.
    fn find<V: Copy>(&self, job: V, member: &impl Fn(V, &str) -> Option<V>) -> Option<Option<V>> {
        let (property, rest) = self.keys.split_at_checked(self.decisive)?;
        Some(below(below(job, property, member)?, rest, member))
    }
}

/// The value at a path.
#[inline]
fn below<V: Copy>(value: V, keys: &[Box<str>], member: &impl Fn(V, &str) -> Option<V>) -> Option<V> {
    keys.iter().try_fold(value, |value, key| member(value, key))
}

impl<'j> JobValue<'j> {
    /// The value of a property.
    pub(super) fn at(slot: &Slot, job: &'j Value) -> JobValue<'j> {
        JobValue::of(slot.find(job, member))
    }

    #[inline]
    pub(crate) fn of(value: Option<&'j Value>) -> JobValue<'j> {
        match value {
            None | Some(Value::Null) => JobValue::Null,
            Some(Value::Bool(value)) => JobValue::Boolean(*value),
            Some(Value::Number(number)) => JobValue::Number(Number::of(number)),
            Some(Value::String(text)) => JobValue::Text(text.as_bytes()),
            Some(Value::Array(items)) => JobValue::Items(items),
            Some(Value::Object(_)) => JobValue::Container,
        }
    }

    /// The characters of a string.
    #[inline(always)]
    pub(super) fn text(self) -> Option<&'j [u8]> {
        if let JobValue::Text(text) = self { Some(text) } else { None }
    }

    /// The same, but an array is not entered.
    pub(super) fn not_entered(self) -> JobValue<'j> {
        if let JobValue::Array(_) | JobValue::Items(_) = self { JobValue::Container } else { self }
    }

    /// Calls `see` for each item of an array with the value at the first of these paths that the
    /// item has, or with null. An empty path is the item itself. Returns false if the value is not
    /// an array.
    pub(super) fn each_item(self, paths: &[Box<[Box<str>]>], see: &mut dyn FnMut(JobValue<'_>)) -> bool {
        match self {
            JobValue::Array(json) => raw::each_item(json, paths, see),
            JobValue::Items(items) => {
                for item in items {
                    let found = paths.iter().find_map(|keys| below(item, keys, &member));
                    see(JobValue::of(found).not_entered());
                }
            }
            _ => return false,
        }
        true
    }
}

impl Number<'_> {
    fn of(number: &serde_json::Number) -> Self {
        if let Some(number) = number.as_i64() {
            return Number::Signed(number);
        }
        if let Some(number) = number.as_u64() {
            return Number::Unsigned(number);
        }
        // With serde_json's feature `arbitrary_precision` there are numbers past every float.
        let float = number.as_f64().or_else(|| number.to_string().parse().ok());
        Number::Float(float.unwrap_or_default())
    }
}
