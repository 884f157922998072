//! A value → the literal of the needed type, or the error.

use std::borrow::Cow;
use std::time::Duration;

use super::error::ValueProblem;
use crate::Timestamp;
use crate::builder::Value;
use crate::schema::Type;
use crate::syntax::literal::{NumberKind, number, quote};

/// The literal of a value of known type. Without a type, any value but null is allowed.
pub(super) fn of_value(value: &Value, ty: Option<Type>) -> Result<String, ValueProblem> {
    let found = match value {
        Value::Text(text) if ty == Some(Type::Timestamp) => {
            return match Timestamp::parse(text) {
                Ok(_) => Ok(text.clone()),
                Err(error) => Err(ValueProblem::Timestamp(error)),
            };
        }
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

/// A relative time: this long before now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub(super) Duration);

/// `now`, `-30m`, `-72h`, `-7d`; `None` for a string of another form.
fn moment(text: &str) -> Result<Option<Moment>, ValueProblem> {
    if text == "now" {
        return Ok(Some(Moment(Duration::ZERO)));
    }
    if let Some(rest) = text.strip_prefix('-') {
        return before_now(rest).map(|before| Some(Moment(before))).ok_or(ValueProblem::Relative);
    }
    // `72h`, `+1d`, `NOW`: neither a timestamp nor the intended time.
    let rest = text.strip_prefix('+').unwrap_or(text);
    if before_now(rest).is_some() || text.eq_ignore_ascii_case("now") {
        return Err(ValueProblem::Relative);
    }
    Ok(None)
}

fn before_now(text: &str) -> Option<Duration> {
    let unit = match text.bytes().next_back()? {
        b'm' => 60,
        b'h' => 3_600,
        b'd' => 86_400,
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
    use crate::timestamp::TimestampError;

    fn read(text: &str) -> Result<Option<u64>, ValueProblem> {
        moment(text).map(|moment| moment.map(|Moment(before)| before.as_secs()))
    }

    #[test]
    fn relative_times() {
        for (text, seconds) in
            [("now", 0), ("-30m", 1_800), ("-72h", 259_200), ("-7d", 604_800), ("-0d", 0), ("-007d", 604_800)]
        {
            assert_eq!(read(text), Ok(Some(seconds)), "{text}");
        }
        for text in ["-", "-h", "-7", "-7w", "-7 d", "-1.5h", "--7d", "-7D", "72h", "+1h", "NOW", "-²h", "-é"]
        {
            assert_eq!(read(text), Err(ValueProblem::Relative), "{text}");
        }
        for text in ["", "2022-06-01", "nowadays", "x", "é", "m"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        assert_eq!(read("-99999999999999999999d"), Ok(Some(u64::MAX)));
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
        assert_eq!(
            read("2022-06-01", Type::Timestamp),
            Err(ValueProblem::Timestamp(TimestampError::DateOnly))
        );
    }
}
