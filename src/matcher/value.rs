//! Over a parsed job, and over the tree of one.

use serde_json::Value;

use super::number::Number;
use super::program::{JsonScalar, Plain, Program, Slot, Spelling};
use super::raw::{JsonNode, JsonTree, ROOT, Raw};
use super::truth::Verdict;

impl Program {
    pub(super) fn verdict_of_value(&self, job: &Value) -> Verdict {
        self.verdict(self.values(job))
    }

    pub(super) fn matches_value(&self, job: &Value) -> bool {
        self.matches(self.values(job))
    }

    pub(super) fn matches_tree(&self, job: &JsonTree<'_>) -> bool {
        self.matches(|slot| {
            let place =
                self.slots.get(slot).and_then(|slot| slot.find(ROOT, |node, key| job.member(node, key)));
            place.and_then(|place| job.node(place)).map_or(Raw::Null, JsonNode::scalar)
        })
    }

    /// Returns the value of a slot. Tests of one property often follow each other, so the last
    /// value is kept.
    #[inline]
    fn values<'j>(&self, job: &'j Value) -> impl FnMut(usize) -> Option<&'j Value> {
        let mut last = (usize::MAX, None);
        move |slot| {
            if last.0 != slot {
                let found = self.slots.get(slot).and_then(|slot| slot.find(job, member));
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

impl<'j> JsonScalar<'j> for Option<&'j Value> {
    #[inline]
    fn is_null(self) -> bool {
        self.is_none_or(Value::is_null)
    }

    #[inline]
    fn boolean(self) -> Option<bool> {
        self?.as_bool()
    }

    #[inline]
    fn number(self) -> Option<Number<'j>> {
        self?.as_number().map(Number::of)
    }

    #[inline]
    fn text(self) -> Option<&'j [u8]> {
        self?.as_str().map(str::as_bytes)
    }

    fn each_item(self, paths: &[Box<[Box<str>]>], see: &mut dyn FnMut(Plain<'_>)) -> bool {
        let Some(items) = self.and_then(Value::as_array) else { return false };
        for item in items {
            see(Plain::of(paths.iter().find_map(|keys| below(item, keys, &member))));
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
