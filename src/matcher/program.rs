//! The compiled filter: tests in the order of its text, each with its jumps.
//!
//! Every `not` was moved into the conditions, so the logic has only `and` and `or`. Both follow the
//! order false, null, true. So a filter is true if the formula is true of "this test is true", and
//! it is not false if the formula is true of "this test is not false". Each of these formulas has
//! two values, and becomes jumps.

use std::cmp::Ordering;
use std::collections::HashSet;

use memchr::memmem::Finder;
use serde_json::Value;

use super::number::{Exact, Number};
use super::truth::Verdict;
use crate::check::slot::Slot;
use crate::syntax::{Case, Operator};
use crate::timestamp::Timestamp;

/// A compiled filter.
#[derive(Debug)]
pub(crate) struct Program {
    /// The properties that the filter names, each once.
    pub(crate) slots: Box<[Slot]>,
    /// Never empty; a run begins at the first.
    pub(crate) leaves: Box<[Leaf]>,
    /// The same logic again, for tests that are decided in any order. Never empty; the first is the
    /// whole.
    pub(crate) gates: Box<[Gate]>,
}

/// An `and` or an `or`, with the `not`s around it moved into the tests.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    pub(crate) is_and: bool,
    /// The gate that contains it; `None` for the whole.
    pub(crate) parent: Option<usize>,
    /// The number of its parts.
    pub(crate) parts: u32,
}

/// One test of one property.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// Which of [`Program::slots`].
    pub(crate) slot: usize,
    pub(crate) test: ValueTest,
    /// Whether the verdict of the test is negated.
    pub(crate) negated: bool,
    /// The next leaf if this one holds, or [`ACCEPT`] or [`REJECT`]; always a later one.
    pub(crate) on_true: usize,
    /// The same, if it does not hold.
    pub(crate) on_false: usize,
    /// The gate in [`Program::gates`] that contains it.
    pub(crate) gate: usize,
}

/// The target of a jump if the filter is true.
pub(crate) const ACCEPT: usize = usize::MAX;

/// The target of a jump if the filter is not true.
pub(crate) const REJECT: usize = usize::MAX - 1;

/// A test of a value. It has a verdict for every value.
#[derive(Debug)]
pub(crate) enum ValueTest {
    /// Whether it is null.
    Null,
    /// The same verdict for each value.
    Constant(Verdict),
    Text(Operator, Box<[u8]>),
    Number(Operator, Box<Exact>),
    Instant(Operator, Timestamp),
    Boolean(Operator, bool),
    Contains(Box<Finder<'static>>),
    StartsWith(Box<[u8]>),
    EndsWith(Box<[u8]>),
    In(Box<Members>),
    /// The order of an instant's day in UTC and this day.
    Day(Operator, i64),
    /// A test of the string in another case.
    Cased(Box<CasedTest>),
    /// A test of the items of an array: true if it is true for any.
    Items(Box<ItemsTest>),
    /// Whether the value is an array with a value for which the test is true.
    Holds(Box<ValueTest>),
}

/// A test of a string in another case; other values are unchanged.
#[derive(Debug)]
pub(crate) struct CasedTest {
    pub(crate) case: Case,
    pub(crate) test: ValueTest,
}

/// A test of the items of an array.
#[derive(Debug)]
pub(crate) struct ItemsTest {
    /// The keys that lead to it, in each spelling; the first that an item has counts.
    pub(crate) paths: Box<[Box<[Box<str>]>]>,
    pub(crate) test: ValueTest,
}

/// The items of a list after `in`, by type.
#[derive(Debug, Default)]
pub(crate) struct Members {
    pub(crate) null: bool,
    /// Whether `false` is one, and whether `true` is.
    pub(crate) booleans: [bool; 2],
    pub(crate) texts: Texts,
    /// In order.
    pub(crate) numbers: Vec<Exact>,
    /// In order.
    pub(crate) instants: Vec<Timestamp>,
    /// Days in UTC, in order.
    pub(crate) days: Vec<i64>,
}

/// A set of strings.
#[derive(Debug)]
pub(crate) enum Texts {
    /// Few enough for a linear search, which is faster than a hash.
    Few(Vec<Box<[u8]>>),
    Many(HashSet<Box<[u8]>>),
}

impl Default for Texts {
    fn default() -> Texts {
        Texts::Few(Vec::new())
    }
}

impl Texts {
    pub(super) fn new(texts: Vec<Box<[u8]>>) -> Texts {
        const FEW: usize = 8;
        if texts.len() <= FEW { Texts::Few(texts) } else { Texts::Many(texts.into_iter().collect()) }
    }

    /// Each of them, in any order.
    pub(super) fn all(&self) -> Box<dyn Iterator<Item = &[u8]> + '_> {
        match self {
            Texts::Few(texts) => Box::new(texts.iter().map(|text| &**text)),
            Texts::Many(texts) => Box::new(texts.iter().map(|text| &**text)),
        }
    }

    fn contains(&self, text: &[u8]) -> bool {
        match self {
            Texts::Few(texts) => texts.iter().any(|one| **one == *text),
            Texts::Many(texts) => texts.contains(text),
        }
    }
}

/// A value of a job, as a filter sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum JobValue<'j> {
    /// Null, missing, or below something other than an object.
    Null,
    Boolean(bool),
    Number(Number<'j>),
    /// The characters, without quotes and escapes, as UTF-8.
    Text(&'j [u8]),
    /// A tested array as written, from its `[` to its `]`: it is valid JSON.
    Array(&'j [u8]),
    /// The items of an array of a `Value`.
    Items(&'j [Value]),
    /// An object, or an array that is not entered.
    Container,
}

impl Program {
    /// The verdict for a job; `value` returns the job's value for a slot.
    #[inline]
    pub(crate) fn verdict<'j>(&self, mut value: impl FnMut(usize) -> JobValue<'j>) -> Verdict {
        let mut met_null = false;
        let is_true = self.run(|leaf| {
            let verdict = leaf.verdict(value(leaf.slot));
            met_null |= verdict == Verdict::Null;
            verdict == Verdict::True
        });
        // Without a null, the other question has the same answer.
        if is_true || !met_null {
            return is_true.into();
        }
        if self.run(|leaf| leaf.verdict(value(leaf.slot)) != Verdict::False) {
            Verdict::Null
        } else {
            Verdict::False
        }
    }

    /// Whether the filter is true of a job.
    #[inline]
    pub(crate) fn matches<'j>(&self, mut value: impl FnMut(usize) -> JobValue<'j>) -> bool {
        self.run(|leaf| leaf.verdict(value(leaf.slot)) == Verdict::True)
    }

    /// Evaluates the formula with `holds` for its tests.
    #[inline]
    fn run(&self, mut holds: impl FnMut(&Leaf) -> bool) -> bool {
        let mut at = 0;
        while let Some(leaf) = self.leaves.get(at) {
            at = if holds(leaf) { leaf.on_true } else { leaf.on_false };
        }
        at == ACCEPT
    }
}

impl Leaf {
    #[inline(always)]
    pub(crate) fn verdict(&self, value: JobValue<'_>) -> Verdict {
        let verdict = self.test.verdict(value);
        if self.negated { !verdict } else { verdict }
    }
}

impl ValueTest {
    // A test takes less time than a call.
    #[inline(always)]
    pub(crate) fn verdict(&self, value: JobValue<'_>) -> Verdict {
        let holds = match self {
            ValueTest::Constant(verdict) => return *verdict,
            ValueTest::Null => matches!(value, JobValue::Null),
            ValueTest::Text(Operator::Eq, text) => value.text().is_some_and(|value| *value == **text),
            ValueTest::Text(operator, text) => {
                value.text().is_some_and(|value| holds(*operator, value.cmp(text)))
            }
            ValueTest::Number(operator, number) => {
                matches!(value, JobValue::Number(value) if holds(*operator, number.order_of(value)))
            }
            // A string that is not a timestamp is neither equal to one nor before or after it.
            ValueTest::Instant(operator, instant) => value
                .text()
                .and_then(|value| Timestamp::read(value).ok())
                .is_some_and(|value| holds(*operator, value.cmp(instant))),
            ValueTest::Boolean(operator, truth) => {
                matches!(value, JobValue::Boolean(value) if holds(*operator, value.cmp(truth)))
            }
            ValueTest::Contains(finder) => return of_text(value, |value| finder.find(value).is_some()),
            ValueTest::StartsWith(text) => return of_text(value, |value| value.starts_with(text)),
            ValueTest::EndsWith(text) => return of_text(value, |value| value.ends_with(text)),
            ValueTest::In(members) => members.contains(value),
            ValueTest::Day(operator, day) => value
                .text()
                .and_then(|value| Timestamp::read(value).ok())
                .is_some_and(|value| holds(*operator, value.day().cmp(day))),
            ValueTest::Cased(cased) => return cased.verdict(value.not_entered()),
            ValueTest::Items(items) => return items.verdict(value),
            ValueTest::Holds(test) => return test.verdict_of_items(value),
        };
        holds.into()
    }
}

impl ValueTest {
    /// Whether it looks at the items of an array.
    pub(crate) fn enters_arrays(&self) -> bool {
        matches!(self, ValueTest::Items(_) | ValueTest::Holds(_))
    }

    /// The verdict of a rare value, by a call.
    #[cold]
    fn verdict_of(&self, value: JobValue<'_>) -> Verdict {
        self.verdict(value)
    }

    /// True if it is true for any item of an array; null for anything else.
    #[cold]
    fn verdict_of_items(&self, array: JobValue<'_>) -> Verdict {
        let mut any = Verdict::False;
        // The item itself.
        let is_array = array.each_item(&[Box::default()], &mut |item| any = any.or(self.verdict_of(item)));
        if is_array { any } else { Verdict::Null }
    }
}

impl CasedTest {
    #[cold]
    fn verdict(&self, value: JobValue<'_>) -> Verdict {
        let JobValue::Text(text) = value else { return self.test.verdict_of(value) };
        // Jobs are UTF-8; other bytes have no case.
        match std::str::from_utf8(text) {
            Ok(text) => self.test.verdict_of(JobValue::Text(self.case.of(text).as_bytes())),
            Err(_) => self.test.verdict_of(value),
        }
    }
}

impl ItemsTest {
    #[cold]
    fn verdict(&self, array: JobValue<'_>) -> Verdict {
        let mut any = None;
        array.each_item(&self.paths, &mut |item| {
            let verdict = self.test.verdict_of(item);
            any = Some(any.map_or(verdict, |any: Verdict| any.or(verdict)));
        });
        // No array and an empty one count as one item that is null.
        any.unwrap_or_else(|| self.test.verdict_of(JobValue::Null))
    }
}

/// A function of anything but a string is null.
#[inline]
fn of_text(value: JobValue<'_>, holds: impl FnOnce(&[u8]) -> bool) -> Verdict {
    value.text().map_or(Verdict::Null, |value| holds(value).into())
}

impl Members {
    #[inline]
    fn contains(&self, value: JobValue<'_>) -> bool {
        let [has_false, has_true] = self.booleans;
        match value {
            JobValue::Text(value) => {
                self.texts.contains(value)
                    || !self.instants.is_empty()
                        && Timestamp::read(value)
                            .is_ok_and(|value| self.instants.binary_search(&value).is_ok())
                    || !self.days.is_empty()
                        && Timestamp::read(value)
                            .is_ok_and(|value| self.days.binary_search(&value.day()).is_ok())
            }
            JobValue::Number(value) => {
                self.numbers.binary_search_by(|number| number.order_of(value).reverse()).is_ok()
            }
            JobValue::Boolean(value) => {
                if value {
                    has_true
                } else {
                    has_false
                }
            }
            JobValue::Null => self.null,
            JobValue::Array(_) | JobValue::Items(_) | JobValue::Container => false,
        }
    }
}

/// Whether a value with this order beside another one fulfils an operator.
pub(super) fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Eq => order.is_eq(),
        Operator::Ne => order.is_ne(),
        Operator::Gt => order.is_gt(),
        Operator::Ge => order.is_ge(),
        Operator::Lt => order.is_lt(),
        Operator::Le => order.is_le(),
    }
}
