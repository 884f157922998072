//! Raw bytes for a set: the values of a record that its filters name, kept until all are known.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::{FilterId, FilterSet, Scratch};
use crate::check::slot::Slot;
use crate::matcher::number::Number;
use crate::matcher::program::{JobValue, Program};
use crate::matcher::raw::{Documents, Plan};

/// How the records of a set are read.
#[derive(Debug)]
pub(crate) struct Reader {
    /// The properties of the set, without tests. One that no filter names any more has no spelling.
    pub(crate) program: Program,
    /// For records that are the jobs.
    pub(crate) plan: Plan,
    /// The states that are not in use.
    idle: Mutex<Vec<Documents>>,
}

impl Reader {
    pub(crate) fn idle(&self) -> impl std::ops::DerefMut<Target = Vec<Documents>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FilterSet {
    pub(crate) fn reader(&self) -> &Reader {
        self.reader.get_or_init(|| {
            let slots = self.slots.places().iter();
            let slot = |slot: &Option<super::SetSlot>| {
                slot.as_ref().map_or_else(|| Slot { spellings: Box::default() }, |slot| slot.slot.clone())
            };
            let program =
                Program { slots: slots.map(slot).collect(), leaves: Box::default(), gates: Box::default() };
            let plan = self.plan(&program, &[]);
            Reader { program, plan, idle: Mutex::default() }
        })
    }

    /// The plan for records with the job at these keys.
    pub(crate) fn plan(&self, program: &Program, at: &[Box<str>]) -> Plan {
        let slots = self.slots.places().iter();
        let arrays = slots.map(|slot| slot.as_ref().is_some_and(|slot| slot.arrays > 0));
        Plan::new(program, at).entering(arrays.collect())
    }
}

/// The values of the current record.
#[derive(Debug, Default)]
pub(crate) struct KeptValues {
    /// The bytes of strings, numbers and arrays.
    bytes: Vec<u8>,
    values: Vec<KeptValue>,
    /// The number of properties without a value so far.
    open: usize,
    scratch: Scratch,
}

/// A [`JobValue`] of raw bytes.
#[derive(Debug, Clone, Default)]
enum KeptValue {
    #[default]
    Null,
    Boolean(bool),
    Number(Range<usize>),
    Text(Range<usize>),
    Array(Range<usize>),
    Container,
}

impl KeptValues {
    /// A record begins.
    pub(crate) fn begin(&mut self, set: &FilterSet) {
        self.bytes.clear();
        self.values.clear();
        self.values.resize(set.slots.places().len(), KeptValue::Null);
        self.open = set.slot_places.len();
    }

    /// Keeps the value of a property. After the last one, returns whether a filter selects the record.
    pub(crate) fn keep(&mut self, set: &FilterSet, slot: usize, value: JobValue<'_>) -> Option<bool> {
        let start = self.bytes.len();
        let mut copied = |bytes: &[u8]| {
            self.bytes.extend_from_slice(bytes);
            start..self.bytes.len()
        };
        let kept = match value {
            JobValue::Null => KeptValue::Null,
            JobValue::Boolean(value) => KeptValue::Boolean(value),
            JobValue::Number(Number::Text(text)) => KeptValue::Number(copied(text)),
            JobValue::Text(text) => KeptValue::Text(copied(text)),
            JobValue::Array(json) => KeptValue::Array(copied(json)),
            // Raw bytes have no numbers and items of a `Value`.
            JobValue::Container | JobValue::Number(_) | JobValue::Items(_) => KeptValue::Container,
        };
        *self.values.get_mut(slot)? = kept;
        self.open = self.open.saturating_sub(1);
        (self.open == 0).then(|| self.judge(set))
    }

    /// Whether a filter selects the record.
    pub(crate) fn judge(&mut self, set: &FilterSet) -> bool {
        let KeptValues { bytes, values, scratch, .. } = self;
        let of = |range: &Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        set.select(scratch, |slot| match values.get(slot as usize) {
            None | Some(KeptValue::Null) => JobValue::Null,
            Some(KeptValue::Boolean(value)) => JobValue::Boolean(*value),
            Some(KeptValue::Number(range)) => JobValue::Number(Number::Text(of(range))),
            Some(KeptValue::Text(range)) => JobValue::Text(of(range)),
            Some(KeptValue::Array(range)) => JobValue::Array(of(range)),
            Some(KeptValue::Container) => JobValue::Container,
        });
        !self.scratch.found.is_empty()
    }

    /// The filters that select the record.
    pub(crate) fn found(&self) -> &[FilterId] {
        &self.scratch.found
    }
}
