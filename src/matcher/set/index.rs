//! From the value of a property to the terms that are true for it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound::{Included, Unbounded};

use foldhash::fast::RandomState;

use super::needles::Needles;
use super::term::{Key, Kind, View, Way, day_bytes};
use super::{shrink, shrink_list};
use crate::matcher::number;
use crate::matcher::program::JobValue;
use crate::syntax::Operator;
use crate::timestamp::Timestamp;

/// Calls for a term that a value was found for, and whether it is true for sure.
pub(super) type Hit<'h> = dyn FnMut(u32, bool) + 'h;

/// The terms of one view of a property, by their keys.
#[derive(Debug)]
pub(super) struct ViewIndex {
    view: View,
    /// The number of terms.
    terms: usize,
    null: Vec<u32>,
    booleans: [Vec<u32>; 2],
    texts: KindIndex,
    numbers: KindIndex,
    instants: KindIndex,
    days: KindIndex,
    needles: Needles,
}

/// The terms about values of one type.
#[derive(Debug, Default)]
struct KindIndex {
    equal: HashMap<Box<[u8]>, Vec<u32>, RandomState>,
    /// The terms that ask for greater values.
    lower: Bounds,
    /// The same for smaller values.
    upper: Bounds,
}

/// For each bound, the terms that exclude it, and those that include it.
type Bounds = BTreeMap<Box<[u8]>, [Vec<u32>; 2]>;

impl ViewIndex {
    pub(super) fn new(view: View) -> ViewIndex {
        ViewIndex {
            view,
            terms: 0,
            null: Vec::new(),
            booleans: Default::default(),
            texts: KindIndex::default(),
            numbers: KindIndex::default(),
            instants: KindIndex::default(),
            days: KindIndex::default(),
            needles: Needles::default(),
        }
    }

    pub(super) fn view(&self) -> &View {
        &self.view
    }

    pub(super) fn is_empty(&self) -> bool {
        self.terms == 0
    }

    pub(super) fn insert(&mut self, term: u32, keys: &[Key<'_>]) {
        self.terms += 1;
        for key in keys {
            match key {
                Key::Null => self.null.push(term),
                Key::Boolean(value) => self.boolean(*value).push(term),
                Key::Equal(kind, value) => {
                    let equal = &mut self.kind(*kind).equal;
                    match equal.get_mut(&**value) {
                        Some(terms) => terms.push(term),
                        None => drop(equal.insert((&**value).into(), vec![term])),
                    }
                }
                Key::Bound(kind, operator, bound) => {
                    let (bounds, side) = self.kind(*kind).bounds(*operator);
                    let [strict, weak] = bounds.entry((&**bound).into()).or_default();
                    if side { weak.push(term) } else { strict.push(term) }
                }
                Key::Needle { text, is_exact } => self.needles.insert(term, text, *is_exact),
            }
        }
    }

    pub(super) fn remove(&mut self, term: u32, keys: &[Key<'_>]) {
        self.terms -= 1;
        for key in keys {
            match key {
                Key::Null => take(&mut self.null, term),
                Key::Boolean(value) => take(self.boolean(*value), term),
                Key::Equal(kind, value) => {
                    let equal = &mut self.kind(*kind).equal;
                    let Some(terms) = equal.get_mut(&**value) else { continue };
                    take(terms, term);
                    if terms.is_empty() {
                        equal.remove(&**value);
                        shrink(equal);
                    }
                }
                Key::Bound(kind, operator, bound) => {
                    let (bounds, side) = self.kind(*kind).bounds(*operator);
                    let Some([strict, weak]) = bounds.get_mut(&**bound) else { continue };
                    take(if side { weak } else { strict }, term);
                    if strict.is_empty() && weak.is_empty() {
                        bounds.remove(&**bound);
                    }
                }
                Key::Needle { .. } => self.needles.remove(term),
            }
        }
    }

    fn boolean(&mut self, value: bool) -> &mut Vec<u32> {
        let [on_false, on_true] = &mut self.booleans;
        if value { on_true } else { on_false }
    }

    fn kind(&mut self, kind: Kind) -> &mut KindIndex {
        match kind {
            Kind::Text => &mut self.texts,
            Kind::Number => &mut self.numbers,
            Kind::Instant => &mut self.instants,
            Kind::Day => &mut self.days,
        }
    }

    /// Calls `hit` for each term that may be true for a property, which are those that a value of
    /// this view has a key of. `key` is room for one.
    pub(super) fn find(&self, value: JobValue<'_>, key: &mut Vec<u8>, hit: &mut Hit<'_>) {
        match &self.view.way {
            Way::Value => self.find_cased(value, key, hit),
            Way::Elements => {
                value.each_item(&[Box::default()], &mut |item| self.find_cased(item, key, hit));
            }
            Way::Items(paths) => {
                let mut is_met = false;
                value.each_item(paths, &mut |item| {
                    is_met = true;
                    self.find_cased(item, key, hit);
                });
                // No array and an empty one count as one item that is null.
                if !is_met {
                    self.find_cased(JobValue::Null, key, hit);
                }
            }
        }
    }

    fn find_cased(&self, value: JobValue<'_>, key: &mut Vec<u8>, hit: &mut Hit<'_>) {
        let cased = self.view.case.and_then(|case| Some((case, std::str::from_utf8(value.text()?).ok()?)));
        match cased {
            Some((case, text)) => self.find_value(JobValue::Text(case.of(text).as_bytes()), key, hit),
            None => self.find_value(value, key, hit),
        }
    }

    fn find_value(&self, value: JobValue<'_>, key: &mut Vec<u8>, hit: &mut Hit<'_>) {
        match value {
            JobValue::Null => all(&self.null, true, hit),
            JobValue::Boolean(value) => {
                let [on_false, on_true] = &self.booleans;
                all(if value { on_true } else { on_false }, true, hit);
            }
            JobValue::Number(number) if !self.numbers.is_empty() => {
                key.clear();
                if number::write_key(number, key) {
                    self.numbers.find(key, hit);
                } else {
                    self.numbers.each(hit);
                }
            }
            JobValue::Text(text) => {
                self.texts.find(text, hit);
                self.needles.find(text, hit);
                if (!self.instants.is_empty() || !self.days.is_empty())
                    && let Ok(instant) = Timestamp::read(text)
                {
                    self.instants.find(&instant.key(), hit);
                    self.days.find(&day_bytes(instant.day()), hit);
                }
            }
            JobValue::Number(_) | JobValue::Array(_) | JobValue::Items(_) | JobValue::Container => {}
        }
    }
}

impl KindIndex {
    fn is_empty(&self) -> bool {
        self.equal.is_empty() && self.lower.is_empty() && self.upper.is_empty()
    }

    /// The bounds on the side of an operator, and whether the operator takes the bound itself.
    fn bounds(&mut self, operator: Operator) -> (&mut Bounds, bool) {
        match operator {
            Operator::Gt => (&mut self.lower, false),
            Operator::Ge | Operator::Eq | Operator::Ne => (&mut self.lower, true),
            Operator::Lt => (&mut self.upper, false),
            Operator::Le => (&mut self.upper, true),
        }
    }

    fn find(&self, key: &[u8], hit: &mut Hit<'_>) {
        if !self.equal.is_empty()
            && let Some(terms) = self.equal.get(key)
        {
            all(terms, true, hit);
        }
        let bounds = self
            .lower
            .range::<[u8], _>((Unbounded, Included(key)))
            .chain(self.upper.range::<[u8], _>((Included(key), Unbounded)));
        for (bound, [strict, weak]) in bounds {
            if **bound != *key {
                all(strict, true, hit);
            }
            all(weak, true, hit);
        }
    }

    /// Every term may be true.
    #[cold]
    fn each(&self, hit: &mut Hit<'_>) {
        let bounds = self.lower.values().chain(self.upper.values());
        bounds.flatten().chain(self.equal.values()).for_each(|terms| all(terms, false, hit));
    }
}

#[inline(always)]
fn all(terms: &[u32], is_true: bool, hit: &mut Hit<'_>) {
    terms.iter().for_each(|term| hit(*term, is_true));
}

/// Removes a number from a list without an order.
pub(super) fn take(list: &mut Vec<u32>, number: u32) {
    if let Some(place) = list.iter().position(|one| *one == number) {
        list.swap_remove(place);
        shrink_list(list);
    }
}
