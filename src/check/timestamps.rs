//! Values that look like timestamps and are not valid ones.

use super::Checker;
use super::resolve::PathTarget;
use super::respelled::Respelled;
use super::wording::is_a;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Message;
use crate::rules;
use crate::schema::{Property, Type};
use crate::syntax::literal::quote;
use crate::syntax::{Operand, OperandKind, TimeFromNow};
use crate::text::{Edit, Quoted, Span, joined_code, offset};
use crate::timestamp::{Timestamp, TimestampError};

/// The help for a timestamp that is beyond repair.
const TIMESTAMP: &str = "write a timestamp such as 2022-06-01T00:00:00Z";

impl Checker<'_, '_> {
    /// `datetime'…'`.
    pub(super) fn typed(&mut self, target: PathTarget<'_>, value: Operand) {
        let raw = value.span.of(self.cx.text);
        let start = raw.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(raw.len());
        let (kind, string) = raw.split_at_checked(start).unwrap_or_default();
        let is_text = match target {
            PathTarget::Property(Property { ty: Type::Timestamp, .. }) => {
                self.report(&rules::INVALID_TIMESTAMP, value.span, |_| {
                    let inner = string.trim_matches(['\'', '"']);
                    let utc = format!("{inner}Z");
                    let message = Message::new(format!(
                        "`{kind}'…'` is the timestamp syntax of older versions of OData"
                    ));
                    if Timestamp::parse(inner).is_ok() {
                        message.write(Safe, value.span, inner)
                    } else if Timestamp::parse(&utc).is_ok() {
                        message
                            .help(format!("write {} if that is UTC; the zone is missing", Quoted(&utc)))
                            .unsafe_fix("write the timestamp in UTC", vec![Edit::replace(value.span, utc)])
                    } else {
                        message.help(TIMESTAMP)
                    }
                });
                return;
            }
            PathTarget::Property(property) => property.ty == Type::String,
            PathTarget::Open | PathTarget::Unknown => true,
        };
        self.report(&rules::UNSUPPORTED_ODATA, value.span, |_| {
            let message = Message::new(format!(
                "`{kind}'…'` is the timestamp syntax of older versions of OData, and this is not a timestamp"
            ));
            if !is_text {
                return message;
            }
            let place = Span::new(value.span.start, value.span.start + offset(start));
            message
                .help(format!("write the string alone: {}", Quoted(string)))
                .unsafe_fix("write the string alone", vec![Edit::delete(place)])
        });
    }

    pub(super) fn invalid_timestamp(&mut self, value: Operand, text: &str, error: TimestampError) {
        self.report(&rules::INVALID_TIMESTAMP, value.span, |_| {
            if text.is_empty() {
                return Message::new("the string is empty, and a timestamp belongs here")
                    .help("a variable without a value leaves it empty; a missing value is `null`");
            }
            let message = Message::new(format!("{} is not a valid timestamp: {error}", Quoted(text)));
            let edits = |fixed: String| {
                let is_bare = value.kind == OperandKind::Number;
                vec![Edit::replace(value.span, if is_bare { fixed } else { quote(&fixed) })]
            };
            match error {
                TimestampError::DateOnly => message
                    .help(format!(
                        "write `{text}T00:00:00Z` for the start of that day in UTC, `{text}T23:59:59Z` for its end"
                    ))
                    .unsafe_fix("write the start of the day in UTC", edits(format!("{text}T00:00:00Z"))),
                TimestampError::NoZone => {
                    let fixed = format!("{text}Z");
                    message
                        .help(format!("write {} if that is UTC", Quoted(&fixed)))
                        .unsafe_fix("write `Z` for UTC", edits(fixed))
                }
                _ => respelled_message(message, &Respelled::of(text), edits),
            }
        });
    }

    /// Whether a value without quotes is a time in another spelling, such as `01/31/2022` or seconds since
    /// 1970; if so, reports it.
    pub(super) fn is_other_time(&mut self, property: &Property, value: Operand, text: &str) -> bool {
        let respelled = Respelled::of(text);
        if respelled.candidates.is_empty() {
            return false;
        }
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        self.report(&rules::TYPE_MISMATCH, value.span, |_| {
            let what = if is_number { "a number" } else { "an unquoted string" };
            let message = Message::new(format!("{}, and {} is {what}", is_a(property), Quoted(text)));
            let message =
                respelled_message(message, &respelled, |fixed| vec![Edit::replace(value.span, fixed)]);
            // A number may count anything.
            if is_number { message.fix(Unsafe, "", None) } else { message }
        });
        true
    }

    /// Whether a string is a time relative to now, such as `-72h`, `7 days ago`, `yesterday`; if
    /// so, reports it.
    pub(super) fn is_relative(&mut self, value: Operand, text: &str) -> bool {
        let Some(time) = TimeFromNow::of(text) else { return false };
        self.report(&rules::INVALID_TIMESTAMP, value.span, |_| {
            Message::new(format!("{} {}", Quoted(text), TimeFromNow::REASON)).help(time.help())
        });
        true
    }
}

/// Whether it is a date without a time beside a property for which a document shows one.
pub(super) fn is_documented_date(property: &Property, error: TimestampError) -> bool {
    error == TimestampError::DateOnly && !property.date.is_empty()
}

fn respelled_message(
    message: Message,
    respelled: &Respelled,
    edits: impl FnOnce(String) -> Vec<Edit>,
) -> Message {
    let why = respelled.assumption.map_or(String::new(), |assumption| format!(" {assumption}"));
    match respelled.candidates.as_slice() {
        [] => message.help(TIMESTAMP),
        [one] => message
            .help(format!("write {}{why}", Quoted(one)))
            .unsafe_fix("write the timestamp", edits(one.clone())),
        several => message.help(format!(
            "the order of day and month is not clear: write {}{why}",
            joined_code(several, "or")
        )),
    }
}
