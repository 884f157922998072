//! Terms that filters share: when two are the same, and the values for which a term may be true.

use std::borrow::Cow;

use crate::matcher::number::{self, Exact, Number};
use crate::matcher::program::{Members, ValueTest, holds};
use crate::syntax::{Case, Operator};
use crate::timestamp::Timestamp;

/// How a term looks at the value of its property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct View {
    pub(super) way: Way,
    pub(super) case: Option<Case>,
}

/// The way to the values of a property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// The value itself.
    Value,
    /// The values at these paths of the items of an array.
    Items(Box<[Box<[Box<str>]>]>),
    /// The items of an array.
    Elements,
}

/// A type of values that have an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Instant,
    Day,
}

/// Values for which a term is true, or may be.
#[derive(Debug)]
pub(super) enum Key<'t> {
    Null,
    Boolean(bool),
    Equal(Kind, Cow<'t, [u8]>),
    Bound(Kind, Operator, Cow<'t, [u8]>),
    /// The strings that contain this one. `is_exact` says whether the term is true for each of them.
    Needle {
        text: &'t [u8],
        is_exact: bool,
    },
}

impl Key<'_> {
    /// A guess at the share of jobs with such a value, if filters compare the property with so many
    /// values.
    pub(super) fn share(&self, values: u32) -> f64 {
        match self {
            Key::Equal(..) => 1.0 / f64::from(values.saturating_add(2)),
            // Strings are searched, so a hash is better in any case.
            Key::Needle { .. } => 0.35,
            Key::Bound(..) => 0.4,
            Key::Null | Key::Boolean(_) => 0.5,
        }
    }
}

/// The view of a test.
pub(super) fn view(test: &ValueTest) -> View {
    let (way, test) = match test {
        ValueTest::Items(items) => (Way::Items(items.paths.clone()), &items.test),
        ValueTest::Holds(test) => (Way::Elements, &**test),
        test => (Way::Value, test),
    };
    let case = if let ValueTest::Cased(cased) = test { Some(cased.case) } else { None };
    View { way, case }
}

/// The test of the values in the view of a test.
pub(super) fn within(test: &ValueTest) -> &ValueTest {
    let test = match test {
        ValueTest::Items(items) => &items.test,
        ValueTest::Holds(test) => test,
        test => test,
    };
    if let ValueTest::Cased(cased) = test { &cased.test } else { test }
}

/// The keys of a test of the values in a view: it is true only for a value of one of them. There are
/// none if no index finds such values.
pub(super) fn keys(test: &ValueTest) -> Vec<Key<'_>> {
    let ordered = |kind, operator: Operator, bytes| match operator {
        Operator::Eq => vec![Key::Equal(kind, bytes)],
        Operator::Ne => Vec::new(),
        Operator::Gt | Operator::Ge | Operator::Lt | Operator::Le => vec![Key::Bound(kind, operator, bytes)],
    };
    // Every string contains the empty one.
    let needle = |text, is_exact| Vec::from_iter((text != b"").then_some(Key::Needle { text, is_exact }));
    match test {
        ValueTest::Null => vec![Key::Null],
        ValueTest::Boolean(operator, truth) => {
            let values = [false, true].into_iter();
            values.filter(|value| holds(*operator, value.cmp(truth))).map(Key::Boolean).collect()
        }
        ValueTest::Text(operator, text) => ordered(Kind::Text, *operator, Cow::Borrowed(&**text)),
        ValueTest::Number(operator, number) => ordered(Kind::Number, *operator, number_key(number)),
        ValueTest::Instant(operator, instant) => ordered(Kind::Instant, *operator, instant_key(*instant)),
        ValueTest::Day(operator, day) => ordered(Kind::Day, *operator, day_key(*day)),
        ValueTest::In(members) => {
            let Members { null, booleans, texts, numbers, instants, days } = &**members;
            let mut keys = Vec::new();
            keys.extend(null.then_some(Key::Null));
            let values = [false, true].into_iter().zip(booleans);
            keys.extend(values.filter(|(_, is_member)| **is_member).map(|(value, _)| Key::Boolean(value)));
            keys.extend(texts.all().map(|text| Key::Equal(Kind::Text, text.into())));
            keys.extend(numbers.iter().map(|number| Key::Equal(Kind::Number, number_key(number))));
            keys.extend(instants.iter().map(|instant| Key::Equal(Kind::Instant, instant_key(*instant))));
            keys.extend(days.iter().map(|day| Key::Equal(Kind::Day, day_key(*day))));
            keys
        }
        ValueTest::Contains(finder) => needle(finder.needle(), true),
        ValueTest::StartsWith(text) | ValueTest::EndsWith(text) => needle(text, false),
        ValueTest::Constant(_) | ValueTest::Cased(_) | ValueTest::Items(_) | ValueTest::Holds(_) => {
            Vec::new()
        }
    }
}

fn number_key(number: &Exact) -> Cow<'_, [u8]> {
    let mut key = Vec::new();
    number::write_key(Number::Text(number.text()), &mut key);
    key.into()
}

fn instant_key<'t>(instant: Timestamp) -> Cow<'t, [u8]> {
    instant.key().to_vec().into()
}

fn day_key<'t>(day: i64) -> Cow<'t, [u8]> {
    day_bytes(day).to_vec().into()
}

/// Bytes in the order of the days.
pub(super) fn day_bytes(day: i64) -> [u8; 8] {
    (day.cast_unsigned() ^ 1 << 63).to_be_bytes()
}

/// Bytes that only the same test has.
pub(crate) fn identity(test: &ValueTest) -> Box<[u8]> {
    let mut out = Vec::new();
    let mut test = test;
    loop {
        test = match test {
            ValueTest::Cased(cased) => {
                out.extend([b'c', cased.case as u8]);
                &cased.test
            }
            ValueTest::Items(items) => {
                out.push(b'i');
                write_count(&mut out, items.paths.len());
                for path in &items.paths {
                    write_count(&mut out, path.len());
                    path.iter().for_each(|key| write(&mut out, key.as_bytes()));
                }
                &items.test
            }
            ValueTest::Holds(test) => {
                out.push(b'h');
                test
            }
            _ => break,
        };
    }
    // The rest has one string at most, and that is the end.
    let mut named = |name: u8, operator: Option<Operator>, rest: &[u8]| {
        out.push(name);
        out.extend(operator.map(|operator| operator as u8));
        out.extend_from_slice(rest);
    };
    match test {
        ValueTest::Null => named(b'0', None, &[]),
        ValueTest::Constant(verdict) => named(b'v', None, &[*verdict as u8]),
        ValueTest::Boolean(operator, value) => named(b'b', Some(*operator), &[u8::from(*value)]),
        ValueTest::Text(operator, text) => named(b't', Some(*operator), text),
        ValueTest::Number(operator, number) => named(b'n', Some(*operator), number.text()),
        ValueTest::Instant(operator, instant) => named(b'm', Some(*operator), &instant.key()),
        ValueTest::Day(operator, day) => named(b'd', Some(*operator), &day_bytes(*day)),
        ValueTest::Contains(finder) => named(b'*', None, finder.needle()),
        ValueTest::StartsWith(text) => named(b'^', None, text),
        ValueTest::EndsWith(text) => named(b'$', None, text),
        ValueTest::In(members) => write_members(&mut out, members),
        ValueTest::Cased(_) | ValueTest::Items(_) | ValueTest::Holds(_) => {}
    }
    out.into()
}

fn write_members(out: &mut Vec<u8>, members: &Members) {
    let Members { null, booleans: [has_false, has_true], texts, numbers, instants, days } = members;
    out.extend([b'l', u8::from(*null), u8::from(*has_false), u8::from(*has_true)]);
    let mut texts: Vec<&[u8]> = texts.all().collect();
    texts.sort_unstable();
    for (count, items) in [
        (texts.len(), &mut texts.into_iter().map(Cow::from) as &mut dyn Iterator<Item = Cow<'_, [u8]>>),
        (numbers.len(), &mut numbers.iter().map(|number| number.text().into())),
        (instants.len(), &mut instants.iter().map(|instant| instant_key(*instant))),
        (days.len(), &mut days.iter().map(|day| day_key(*day))),
    ] {
        write_count(out, count);
        items.for_each(|item| write(out, &item));
    }
}

/// Writes bytes so that the next ones do not run into them.
fn write(out: &mut Vec<u8>, bytes: &[u8]) {
    write_count(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn write_count(out: &mut Vec<u8>, count: usize) {
    out.extend_from_slice(&count.to_le_bytes());
}
