//! Over a parsed job.

use serde_json::{Map, Value};

use super::number::Number;
use super::program::{Program, Scalar, Slot, Spelling};
use super::truth::Verdict;

impl Program {
    pub(super) fn verdict_of_value(&self, job: &Value) -> Verdict {
        self.verdict(self.values(job))
    }

    pub(super) fn matches_value(&self, job: &Value) -> bool {
        self.matches(self.values(job))
    }

    /// Gives the value of a slot. Tests of one property often follow each other, and so the last
    /// value is kept.
    #[inline]
    fn values<'j>(&self, job: &'j Value) -> impl FnMut(usize) -> Option<&'j Value> {
        let job = job.as_object();
        let mut last = (usize::MAX, None);
        move |slot| {
            if last.0 != slot {
                last = (slot, self.slots.get(slot).and_then(|slot| slot.find(job?)));
            }
            last.1
        }
    }
}

impl Slot {
    #[inline]
    pub(super) fn find<'j>(&self, job: &'j Map<String, Value>) -> Option<&'j Value> {
        match &*self.spellings {
            // One spelling counts whether it stands there or not.
            [Spelling { keys, .. }] => below(job, keys),
            spellings => spellings.iter().find_map(|spelling| spelling.find(job)).flatten(),
        }
    }
}

impl Spelling {
    /// `None` where the spelling does not count.
    fn find<'j>(&self, job: &'j Map<String, Value>) -> Option<Option<&'j Value>> {
        let (property, rest) = self.keys.split_at_checked(self.decisive)?;
        let value = below(job, property)?;
        Some(if rest.is_empty() {
            Some(value)
        } else {
            value.as_object().and_then(|value| below(value, rest))
        })
    }
}

/// What a path of one key or more leads to.
#[inline]
fn below<'j>(object: &'j Map<String, Value>, keys: &[Box<str>]) -> Option<&'j Value> {
    let (first, rest) = keys.split_first()?;
    rest.iter().try_fold(object.get(&**first)?, |value, key| value.as_object()?.get(&**key))
}

impl<'j> Scalar<'j> for Option<&'j Value> {
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
