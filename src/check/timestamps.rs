//! Values that look like timestamps and are not valid ones.

use super::resolve::PathTarget;
use super::respelled::Respelled;
use super::values::Use;
use super::wording::is_a;
use super::{CheckContext, Checker};
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Message;
use crate::rules;
use crate::schema::{Property, Type};
use crate::syntax::literal::{Numeral, numeral, quote};
use crate::syntax::name::is_path;
use crate::syntax::{Operand, TimeFromNow, grouped, split_typed, type_name, within};
use crate::text::{Edit, Quoted, ToWrite, joined_code};
use crate::timestamp::{Timestamp, TimestampError};

/// The help for a timestamp that is beyond repair.
const TIMESTAMP: &str = "write a timestamp such as 2022-06-01T00:00:00Z";

impl Checker<'_, '_> {
    /// `datetime'…'`, `Edm.Int32'5'`.
    pub(super) fn typed(&mut self, target: PathTarget<'_>, usage: Use, value: Operand) {
        let raw = value.span.of(self.cx.text);
        let (kind, string) = split_typed(raw);
        let inner = string.trim_matches(['\'', '"']);
        let is_call = raw.get(kind.len()..).is_some_and(|rest| rest.starts_with('('));
        let is_timestamp = type_name(kind).starts_with("datetime") && !is_call;
        let what = if is_call {
            format!("{} is not a function of this API: a value needs none", Quoted(raw))
        } else if is_timestamp {
            format!("`{kind}'…'` is the timestamp syntax of older versions of OData")
        } else {
            format!("{} is not documented for this API: values have no type prefix", Quoted(raw))
        };
        let ty = match target {
            PathTarget::Property(property) => Some(property.ty),
            PathTarget::Open | PathTarget::Unknown => None,
        };
        if ty == Some(Type::Timestamp) {
            if self.is_relative(usage, value, inner) {
                return;
            }
            self.report(&rules::INVALID_TIMESTAMP, value.span, |cx| {
                let utc = format!("{inner}Z");
                let message = Message::new(what);
                if Timestamp::parse(inner).is_ok() {
                    message.write(Safe, value.span, inner)
                } else if Timestamp::parse(&utc).is_ok() {
                    message
                        .help(format!("write {} if that is UTC; the zone is missing", Quoted(&utc)))
                        .unsafe_fix("write the timestamp in UTC", vec![Edit::replace(value.span, utc)])
                } else {
                    cx.respelled(message, &Respelled::of(inner), usage, value)
                }
            });
            return;
        }
        let is_number = matches!(numeral(inner), Numeral::Integer | Numeral::Decimal);
        let alone = match (ty, inner) {
            (Some(Type::Integer | Type::Decimal) | None, _) if is_number => Some(inner),
            (Some(Type::Boolean) | None, "true" | "false") => {
                Some(self.cx.schema.dialect().written(inner == "true"))
            }
            (Some(Type::String) | None, _) => Some(string),
            _ => None,
        };
        self.report(&rules::UNSUPPORTED_ODATA, value.span, |_| {
            let is_other = is_timestamp && !matches!(ty, Some(Type::Integer | Type::Decimal | Type::Boolean));
            let message =
                Message::new(if is_other { format!("{what}, and this is not a timestamp") } else { what });
            match alone {
                Some(alone) if alone == string => message
                    .help(format!("write the string alone: {}", Quoted(string)))
                    .unsafe_fix("write the string alone", vec![Edit::replace(value.span, alone)]),
                Some(alone) => message.write(Safe, value.span, alone),
                None => message,
            }
        });
    }

    pub(super) fn invalid_timestamp(
        &mut self,
        usage: Use,
        value: Operand,
        text: &str,
        error: TimestampError,
    ) {
        self.report(&rules::INVALID_TIMESTAMP, value.span, |cx| {
            if text.is_empty() {
                return Message::new("the string is empty, and a timestamp belongs here")
                    .help("a variable without a value leaves it empty; a missing value is `null`");
            }
            let message = Message::new(format!("{} is not a valid timestamp: {error}", Quoted(text)));
            match error {
                TimestampError::NoZone => {
                    let fixed = format!("{text}Z");
                    message
                        .help(format!("write {} if that is UTC", Quoted(&fixed)))
                        .unsafe_fix("write `Z` for UTC", edits_of(value, fixed))
                }
                _ => cx.respelled(message, &Respelled::of(text), usage, value),
            }
        });
    }

    /// Whether a value without quotes is a time in another spelling, such as `01/31/2022` or seconds since
    /// 1970; if so, reports it.
    pub(super) fn is_other_time(
        &mut self,
        property: &Property,
        usage: Use,
        value: Operand,
        text: &str,
    ) -> bool {
        let respelled = Respelled::of(text);
        if respelled.candidates.is_empty() {
            return false;
        }
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        self.report(&rules::TYPE_MISMATCH, value.span, |cx| {
            let what = if is_number { "a number" } else { "an unquoted string" };
            let message = Message::new(format!("{}, and {} is {what}", is_a(property), Quoted(text)));
            let message = cx.respelled(message, &respelled, usage, value);
            // A number may count anything.
            if is_number { message.fix(Unsafe, "", None) } else { message }
        });
        true
    }

    /// Whether a string is a time relative to now, such as `-72h`, `7 days ago`, `yesterday`; if
    /// so, reports it.
    pub(super) fn is_relative(&mut self, usage: Use, value: Operand, text: &str) -> bool {
        let Some(time) = TimeFromNow::of(text) else { return false };
        self.report(&rules::INVALID_TIMESTAMP, value.span, |cx| {
            Message::new(format!("{} {}", Quoted(text), TimeFromNow::REASON)).help(match usage {
                Use::Operator(operator, path) => time.help_beside(path.of(cx.text), operator),
                _ => time.help(),
            })
        });
        true
    }
}

/// Whether it is a date without a time beside a property for which a document shows one.
pub(super) fn is_documented_date(property: &Property, error: TimestampError) -> bool {
    error == TimestampError::DateOnly && !property.date.is_empty()
}

/// The timestamp in place of the value, in quotes if the value has them.
fn edits_of(value: Operand, fixed: String) -> Vec<Edit> {
    vec![Edit::replace(value.span, if value.kind.is_string() { quote(&fixed) } else { fixed })]
}

impl CheckContext<'_, '_> {
    fn respelled(&self, message: Message, respelled: &Respelled, usage: Use, value: Operand) -> Message {
        let end = respelled.end.as_deref();
        let days = || respelled.candidates.iter().map(|start| self.of_period(start, end, usage, value));
        let days = if respelled.is_day { days().collect::<Option<Vec<_>>>() } else { None };
        if respelled.is_day
            && days.is_none()
            && let [one] = respelled.candidates.as_slice()
        {
            let period = if end.is_some() { "a month or a year" } else { "a day" };
            return message.help(format!(
                "{period} is a range that begins at {} in UTC: compare with both ends",
                Quoted(one)
            ));
        }
        let (title, why) = match (&days, respelled.assumption) {
            (Some(_), _) => ("write its bounds in UTC", ", in UTC".to_owned()),
            (None, Some(assumption)) => ("write the timestamp", format!(" {assumption}")),
            (None, None) => ("write the timestamp", String::new()),
        };
        let candidates = respelled.candidates.iter();
        let written: Vec<(String, Option<Vec<Edit>>)> = match days {
            Some(days) => {
                days.into_iter().map(|(fixed, edit)| (fixed, edit.map(|edit| vec![edit]))).collect()
            }
            None => candidates.map(|one| (one.clone(), Some(edits_of(value, one.clone())))).collect(),
        };
        match written.as_slice() {
            [] => message.help(TIMESTAMP),
            [(fixed, edits)] => {
                message.help(format!("write {}{why}", ToWrite(fixed))).unsafe_fix(title, edits.clone())
            }
            several => {
                let several: Vec<&str> = several.iter().map(|(fixed, _)| fixed.as_str()).collect();
                message.help(format!(
                    "the order of day and month is not clear: write {}{why}",
                    joined_code(&several, "or")
                ))
            }
        }
    }

    /// The condition for a day, a month or a year, in place of one with its date: its text, and its edit. `None` for a list, and
    /// for the last day that there is.
    fn of_period(
        &self,
        start: &str,
        end: Option<&str>,
        usage: Use,
        value: Operand,
    ) -> Option<(String, Option<Edit>)> {
        let Use::Operator(operator, property) = usage else { return None };
        let start = Timestamp::parse(start).ok()?;
        let end = end.map_or_else(|| start.plus_days(1), |end| Timestamp::parse(end).ok())?;
        let [start, end] = [start, end].map(|bound| {
            let bound = bound.to_string();
            if value.kind.is_string() { quote(&bound) } else { bound }
        });
        let path = property.of(self.text);
        let fixed = within(path, Some(operator), &start, &end);
        let place = property.cover(value.span);
        let before = self.text.get(..place.start as usize)?.trim_end();
        let after = self.text.get(place.end as usize..)?.trim_start();
        let is_alone =
            before.ends_with('(') && after.starts_with(')') || before.is_empty() && after.is_empty();
        let is_plain = is_path(path) && self.is_infix(property, value.span);
        let edit = is_plain.then(|| Edit::replace(place, grouped(fixed.clone(), !is_alone)));
        Some((fixed, edit))
    }
}
