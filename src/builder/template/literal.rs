//! A value → the literal of the needed type, or the error.

use std::borrow::Cow;
use std::time::Duration;

use super::error::ValueProblem;
use crate::Timestamp;
use crate::builder::Value;
use crate::schema::Type;
use crate::syntax::literal::{NumberKind, number, quote};
use crate::timestamp::TimestampError;

/// The literal of a value of known type. Without a type, any value but null is allowed.
pub(super) fn of_value(value: &Value, ty: Option<Type>) -> Result<String, ValueProblem> {
    let found = match value {
        Value::Text(_) => Type::String,
        Value::Integer(_) => Type::Integer,
        Value::Decimal(_) => Type::Decimal,
        Value::Timestamp(_) => Type::Timestamp,
        Value::Boolean(_) => Type::Boolean,
        Value::Null => return Err(ValueProblem::Null),
    };
    let fits = match ty {
        None => true,
        // Numbers compare by value, in any notation.
        Some(Type::Integer | Type::Decimal) => matches!(found, Type::Integer | Type::Decimal),
        Some(ty) => ty == found,
    };
    if fits { Ok(value.literal().into_owned()) } else { Err(ValueProblem::Type(found)) }
}

/// A user's string as a literal of a type. `instant` resolves a relative time.
pub(super) fn of_text(
    text: &str,
    ty: Type,
    instant: impl FnOnce(Moment) -> Option<Timestamp>,
) -> Result<String, ValueProblem> {
    match ty {
        Type::String | Type::Object | Type::Array => Ok(quote(text)),
        Type::Integer => match number(text) {
            Ok(NumberKind::Integer) => Ok(text.to_owned()),
            Ok(NumberKind::Decimal) => Err(ValueProblem::Fraction),
            Err(reason) => Err(ValueProblem::Number(reason)),
        },
        Type::Decimal => number(text).map(|_| text.to_owned()).map_err(ValueProblem::Number),
        Type::Boolean => match text {
            "true" | "false" => Ok(text.to_owned()),
            _ => Err(ValueProblem::Boolean),
        },
        Type::Timestamp => match moment(text)? {
            Some(moment) => instant(moment).map(|instant| instant.to_string()).ok_or(ValueProblem::TooEarly),
            None => Timestamp::parse(text).map(|_| text.to_owned()).map_err(ValueProblem::Timestamp),
        },
    }
}

/// A time that becomes an instant when its parameter gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// This long before now.
    Before(Duration),
    /// The start of the UTC day that was this long before now.
    Day(Duration),
    /// The start of a date in UTC.
    Date(Timestamp),
}

impl Moment {
    /// The instant; `None` before the year 0000.
    pub(super) fn at(self, now: impl FnOnce() -> Timestamp) -> Option<Timestamp> {
        match self {
            Moment::Before(before) => now().checked_sub(before),
            Moment::Day(before) => start_of_day(now().checked_sub(before)?.to_string().get(..DATE)?),
            Moment::Date(instant) => Some(instant),
        }
    }
}

/// The length of `2022-06-01`.
const DATE: usize = 10;

fn start_of_day(date: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{date}T00:00:00Z")).ok()
}

/// `now`, `today`, `yesterday`, `-30m`, `-72h`, `-7d`, `-2w`, `2022-06-01`; `None` for a string of another
/// form.
fn moment(text: &str) -> Result<Option<Moment>, ValueProblem> {
    match text {
        "now" => return Ok(Some(Moment::Before(Duration::ZERO))),
        "today" => return Ok(Some(Moment::Day(Duration::ZERO))),
        "yesterday" => return Ok(Some(Moment::Day(Duration::from_secs(86_400)))),
        _ => {}
    }
    if Timestamp::parse(text) == Err(TimestampError::DateOnly) {
        return Ok(start_of_day(text).map(Moment::Date));
    }
    if let Some(rest) = text.strip_prefix('-') {
        return before_now(rest).map(|before| Some(Moment::Before(before))).ok_or(ValueProblem::Relative);
    }
    // `72h`, `+1d`, `NOW`: neither a timestamp nor the intended time.
    let rest = text.strip_prefix('+').unwrap_or(text);
    let is_word = |word: &&str| text.eq_ignore_ascii_case(word);
    if before_now(rest).is_some() || ["now", "today", "yesterday"].iter().any(is_word) {
        return Err(ValueProblem::Relative);
    }
    Ok(None)
}

fn before_now(text: &str) -> Option<Duration> {
    let unit = match text.bytes().next_back()? {
        b'm' => 60,
        b'h' => 3_600,
        b'd' => 86_400,
        b'w' => 7 * 86_400,
        _ => return None,
    };
    let digits = text.get(..text.len() - 1)?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A number past 64 bits is before the year 0000 just as this one is.
    let count = digits.parse::<u64>().unwrap_or(u64::MAX);
    Some(Duration::from_secs(count.saturating_mul(unit)))
}

/// A given value, for messages.
pub(super) fn shown(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        other => other.literal(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::NumberError;

    fn read(text: &str) -> Result<Option<u64>, ValueProblem> {
        Ok(moment(text)?.map(|moment| match moment {
            Moment::Before(before) => before.as_secs(),
            _ => panic!("{moment:?}"),
        }))
    }

    #[test]
    fn relative_times() {
        for (text, seconds) in [
            ("now", 0),
            ("-30m", 1_800),
            ("-72h", 259_200),
            ("-7d", 604_800),
            ("-2w", 1_209_600),
            ("-0d", 0),
            ("-007d", 604_800),
        ] {
            assert_eq!(read(text), Ok(Some(seconds)), "{text}");
        }
        for text in [
            "-", "-h", "-7", "-7y", "-7 d", "-1.5h", "--7d", "-7D", "72h", "+1h", "NOW", "Today", "-²h", "-é",
        ] {
            assert_eq!(read(text), Err(ValueProblem::Relative), "{text}");
        }
        for text in ["", "2022-06-31", "nowadays", "x", "é", "m"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        assert_eq!(read("-99999999999999999999d"), Ok(Some(u64::MAX)));
    }

    #[test]
    fn days_begin_in_utc() {
        let now = || "2022-03-01T23:30:00+02:00".parse().unwrap();
        for (text, instant) in [
            ("today", "2022-03-01T00:00:00Z"),
            ("yesterday", "2022-02-28T00:00:00Z"),
            ("2022-06-01", "2022-06-01T00:00:00Z"),
        ] {
            let found = moment(text).unwrap().unwrap().at(now).unwrap();
            assert_eq!(found.to_string(), instant, "{text}");
        }
    }

    #[test]
    fn texts_are_read_by_type() {
        let read = |text: &str, ty: Type| of_text(text, ty, |_| None);
        assert_eq!(read("it's", Type::String), Ok("'it''s'".to_owned()));
        assert_eq!(read("007", Type::Integer), Ok("007".to_owned()));
        assert_eq!(read("3.0", Type::Integer), Err(ValueProblem::Fraction));
        assert_eq!(read("", Type::Integer), Err(ValueProblem::Number(NumberError::NotANumber)));
        assert_eq!(read("1 or true", Type::Integer), Err(ValueProblem::Number(NumberError::NotANumber)));
        assert_eq!(read("3e2", Type::Decimal), Ok("3e2".to_owned()));
        assert_eq!(read("True", Type::Boolean), Err(ValueProblem::Boolean));
        assert_eq!(read("-99999999999999999999d", Type::Timestamp), Err(ValueProblem::TooEarly));
        let read = |text: &str| of_text(text, Type::Timestamp, |moment| moment.at(Timestamp::now));
        assert_eq!(read("2022-06-01"), Ok("2022-06-01T00:00:00Z".to_owned()));
    }
}
