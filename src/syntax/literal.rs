//! The values of literals: strings, and lexemes that begin as a number.

use std::borrow::Cow;
use std::fmt;

use super::ast::{Operand, OperandKind};
use super::lexeme::quote_at;
use crate::limits;
use crate::timestamp::{Timestamp, TimestampError};

/// The value of a string: without its quotes, and with single instead of doubled quotes.
///
/// A malformed string gives its intended value.
pub(crate) fn string_value<'t>(operand: Operand, text: &'t str) -> Cow<'t, str> {
    let raw = operand.span.of(text);
    if operand.kind == OperandKind::MalformedString {
        return Cow::Owned(malformed_value(raw));
    }
    let inner = raw.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(raw);
    // In the whole text, because it has eight bytes at hand.
    let first = quote_at(text.as_bytes(), operand.span.start as usize + 1);
    if first == Some((operand.span.end as usize).saturating_sub(1)) {
        Cow::Borrowed(inner)
    } else {
        Cow::Owned(inner.replace("''", "'"))
    }
}

/// The intended value of a malformed string: without its first and last quote, and with `\'`, `\"`
/// and `''` as a quote.
fn malformed_value(raw: &str) -> String {
    let opening = raw.chars().next();
    // `''Test''`: two quotes on a side mean one.
    if let Some(quote @ ('\'' | '"' | '`')) = opening {
        let inner = raw.trim_start_matches(quote);
        if raw.len() - inner.len() == 2 && inner.starts_with(char::is_alphanumeric) {
            return inner.trim_end_matches(quote).to_owned();
        }
    }
    // The back quotes of JMESPath hold JSON.
    let json = raw.strip_prefix("`\"").and_then(|rest| rest.strip_suffix("\"`"));
    if let Some(json) = json {
        return json.to_owned();
    }
    for (mark, quote) in [("\\'", "'"), ("\\\"", "\"")] {
        if let Some(inner) = raw.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)) {
            let inner = inner.replace(mark, quote);
            return if quote == "'" { inner.replace("''", "'") } else { inner };
        }
    }
    let mut inner = raw.strip_prefix(QUOTES).unwrap_or(raw);
    if let Some(end) = inner.chars().next_back()
        && quotes_close(opening.unwrap_or('\''), end)
    {
        inner = inner.strip_suffix(end).unwrap_or(inner);
    }
    let unescaped = inner.replace("\\'", "'").replace("\\\"", "\"");
    if opening == Some('"') {
        return unescaped.replace("`\"", "\"").replace("\"\"", "\"");
    }
    if opening == Some('\'') { unescaped.replace("''", "'") } else { unescaped }
}

/// The quotes of strings, in all languages.
pub(super) const QUOTES: [char; 16] =
    ['\'', '"', '`', '´', '“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›', '「', '」'];

/// Whether a quote closes a string that another one opens.
pub(super) fn quotes_close(opening: char, end: char) -> bool {
    match opening {
        '"' | '“' | '”' | '„' => matches!(end, '"' | '“' | '”' | '„'),
        '`' | '´' => matches!(end, '`' | '\'' | '´'),
        '«' | '»' => matches!(end, '«' | '»'),
        '‹' | '›' => matches!(end, '‹' | '›'),
        '「' => end == '」',
        '\'' | '‘' | '’' | '‚' => matches!(end, '\'' | '‘' | '’' | '‚'),
        _ => false,
    }
}

/// `text` as a string literal.
pub(crate) fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The type of a lexeme that begins as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numeral {
    Integer,
    Decimal,
    Timestamp(Timestamp),
    WrongTimestamp(TimestampError),
    WrongNumber(NumberError),
    /// A string without quotes, such as a UUID.
    Text,
}

/// The reason why a lexeme is not a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// `.5`: no digit before the point.
    LeadingPoint,
    /// `1.`: no digit after the point.
    TrailingPoint,
    /// `0x10`.
    Hexadecimal,
    /// `1_000`.
    Separator,
    /// `5L`, `1.5d`: the suffix of a type, as older versions of OData have it.
    Suffix,
    /// `1e`: an exponent without a digit.
    EmptyExponent,
    /// An integer beyond 64 bits.
    IntegerRange,
    /// More digits than [`limits::DECIMAL_DIGITS`].
    TooManyDigits,
    /// An exponent past [`limits::DECIMAL_EXPONENT`].
    ExponentRange,
    /// Any other invalid form.
    NotANumber,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::LeadingPoint => f.write_str("a digit is missing before the decimal point"),
            NumberError::TrailingPoint => f.write_str("a digit is missing after the decimal point"),
            NumberError::Hexadecimal => f.write_str("numbers are decimal here, not hexadecimal"),
            NumberError::Separator => f.write_str("digits cannot be grouped, with `_` or otherwise"),
            NumberError::Suffix => f.write_str("a number has no suffix for its type"),
            NumberError::EmptyExponent => f.write_str("digits are missing after `e`"),
            NumberError::IntegerRange => write!(f, "a whole number goes from {} to {}", i64::MIN, i64::MAX),
            NumberError::TooManyDigits => {
                write!(f, "a decimal number has at most {} digits", limits::DECIMAL_DIGITS)
            }
            NumberError::ExponentRange => {
                let most = limits::DECIMAL_EXPONENT;
                write!(f, "an exponent goes from -{most} to {most}")
            }
            NumberError::NotANumber => {
                f.write_str("a number has digits, at most one point, and at most one exponent")
            }
        }
    }
}

impl std::error::Error for NumberError {}

debug_as_message!(NumberError);

/// Classifies a lexeme that begins as a number.
pub(crate) fn numeral(text: &str) -> Numeral {
    match Timestamp::parse(text) {
        Ok(timestamp) => return Numeral::Timestamp(timestamp),
        // `2022-01-01-backup` is not a malformed timestamp.
        Err(TimestampError::NotATime)
            if !text.as_bytes().get(10).is_some_and(|byte| b"Tt:".contains(byte)) =>
        {
            return Numeral::Text;
        }
        Err(error) if looks_like_date(text) => return Numeral::WrongTimestamp(error),
        Err(_) => {}
    }
    match number(text) {
        Ok(NumberKind::Integer) => Numeral::Integer,
        Ok(NumberKind::Decimal) => Numeral::Decimal,
        Err(NumberError::NotANumber) => Numeral::Text,
        Err(error) => Numeral::WrongNumber(error),
    }
}

/// `YYYY-MM-DD`, and then anything: a number has a `-` only in its exponent.
pub(super) fn looks_like_date(text: &str) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, ..] = text.as_bytes() else { return false };
    // No UUID has such a short first group.
    [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(|byte| byte.is_ascii_digit())
}

/// The kind of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberKind {
    Integer,
    Decimal,
}

/// Reads a number: an optional sign, digits, and optionally a point with digits and an exponent.
///
/// # Errors
///
/// Fails for a malformed number, and for one beyond the limits.
pub(crate) fn number(text: &str) -> Result<NumberKind, NumberError> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, rest) = digits(unsigned);
    // The usual case: an integer that cannot be too large.
    if rest.is_empty() && (1..=18).contains(&whole.len()) {
        return Ok(NumberKind::Integer);
    }
    if whole.is_empty() {
        let leading =
            rest.strip_prefix('.').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        return Err(if leading { NumberError::LeadingPoint } else { NumberError::NotANumber });
    }
    if rest.is_empty() {
        return text.parse::<i64>().map(|_| NumberKind::Integer).map_err(|_| NumberError::IntegerRange);
    }
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(after) => {
            let (fraction, rest) = digits(after);
            if fraction.is_empty() {
                return Err(if rest.is_empty() {
                    NumberError::TrailingPoint
                } else {
                    NumberError::NotANumber
                });
            }
            (fraction, rest)
        }
        None => ("", rest),
    };
    exponent(rest).map_err(|error| match error {
        NumberError::NotANumber => odd_number(unsigned),
        other => other,
    })?;
    if whole.len() + fraction.len() > limits::DECIMAL_DIGITS {
        return Err(NumberError::TooManyDigits);
    }
    Ok(NumberKind::Decimal)
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn exponent(text: &str) -> Result<(), NumberError> {
    if text.is_empty() {
        return Ok(());
    }
    let signed = text.strip_prefix(['e', 'E']).ok_or(NumberError::NotANumber)?;
    let (digits, rest) = digits(signed.strip_prefix(['+', '-']).unwrap_or(signed));
    match (digits, rest) {
        ("", "") => Err(NumberError::EmptyExponent),
        _ if !rest.is_empty() => Err(NumberError::NotANumber),
        _ if digits.parse::<u32>().map_or(true, |value| value > limits::DECIMAL_EXPONENT) => {
            Err(NumberError::ExponentRange)
        }
        _ => Ok(()),
    }
}

/// Recognizes the number syntax of other languages.
fn odd_number(unsigned: &str) -> NumberError {
    let hexadecimal = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X"));
    if hexadecimal
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        return NumberError::Hexadecimal;
    }
    if unsigned.contains('_') && unsigned.bytes().all(|byte| byte.is_ascii_digit() || b"_.".contains(&byte)) {
        return NumberError::Separator;
    }
    match unsigned.strip_suffix(['L', 'l', 'D', 'd', 'F', 'f', 'M', 'm']) {
        Some(rest) if number(rest).is_ok() => NumberError::Suffix,
        _ => NumberError::NotANumber,
    }
}

/// The intended number.
pub(crate) fn repaired_number(text: &str, error: NumberError) -> Option<String> {
    let repaired = match error {
        NumberError::LeadingPoint => {
            let (sign, rest) =
                text.split_at_checked(text.len() - text.trim_start_matches(['+', '-']).len())?;
            format!("{sign}0{rest}")
        }
        NumberError::TrailingPoint => text.trim_end_matches('.').to_owned(),
        NumberError::Hexadecimal => {
            let negative = text.starts_with('-');
            let digits = text.trim_start_matches(['+', '-']).get(2..)?;
            let value = i64::from_str_radix(digits, 16).ok()?;
            if negative { format!("-{value}") } else { value.to_string() }
        }
        NumberError::Separator => text.replace('_', ""),
        NumberError::Suffix => text.get(..text.len() - 1)?.to_owned(),
        // The same value, exactly, as a decimal.
        NumberError::IntegerRange => format!("{text}.0"),
        NumberError::EmptyExponent => text.trim_end_matches(['e', 'E', '+', '-']).to_owned(),
        NumberError::TooManyDigits | NumberError::ExponentRange | NumberError::NotANumber => return None,
    };
    number(&repaired).is_ok().then_some(repaired)
}

/// Whether a string is a UUID: `d0c13b58-748c-461f-9a61-c0c5c71f1bb4`, hexadecimal in either case.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn numbers_and_what_is_none() {
        for text in ["0", "+7", "-0", "007", "9223372036854775807", "-9223372036854775808"] {
            assert_eq!(number(text), Ok(NumberKind::Integer), "{text}");
        }
        for text in ["1.0", "-0.5e3", "1E-400", "9223372036854775808.0", "1e400"] {
            assert_eq!(number(text), Ok(NumberKind::Decimal), "{text}");
        }
        for (text, error, repaired) in [
            (".5", NumberError::LeadingPoint, Some("0.5")),
            ("-.5", NumberError::LeadingPoint, Some("-0.5")),
            ("1.", NumberError::TrailingPoint, Some("1")),
            ("0x10", NumberError::Hexadecimal, Some("16")),
            ("1_000", NumberError::Separator, Some("1000")),
            ("5L", NumberError::Suffix, Some("5")),
            ("1.5M", NumberError::Suffix, Some("1.5")),
            ("1e", NumberError::EmptyExponent, Some("1")),
            ("9223372036854775808", NumberError::IntegerRange, Some("9223372036854775808.0")),
            ("1e401", NumberError::ExponentRange, None),
            ("1e99999999999", NumberError::ExponentRange, None),
            ("0.12345678901234567890123456789012345678901", NumberError::TooManyDigits, None),
            ("1.2.3", NumberError::NotANumber, None),
        ] {
            assert_eq!(number(text), Err(error), "{text}");
            assert_eq!(repaired_number(text, error).as_deref(), repaired, "{text}");
        }
    }

    #[test]
    fn numerals_tell_timestamps_and_text() {
        assert!(matches!(numeral("2022-06-01T00:00:00Z"), Numeral::Timestamp(_)));
        assert_eq!(numeral("2022-06-01"), Numeral::WrongTimestamp(TimestampError::DateOnly));
        assert_eq!(numeral("30110551-cad6-4069-95b8-dbce9bbd8525"), Numeral::Text);
        assert_eq!(numeral("744674-N19+8899744674319686"), Numeral::Text);
        assert_eq!(numeral("2022-06-01-backup"), Numeral::Text);
    }

    #[test]
    fn malformed_strings_give_what_was_meant() {
        for (raw, meant) in [
            ("'O'Neil'", "O'Neil"),
            ("'O\\'Neil'", "O'Neil"),
            ("'O''Neil", "O'Neil"),
            ("\"x\"", "x"),
            ("“x”", "x"),
            ("`x`", "x"),
            ("‘x’", "x"),
            ("\"it's\"", "it's"),
            ("'", ""),
        ] {
            assert_eq!(malformed_value(raw), meant, "{raw}");
            let quoted = quote(meant);
            let operand = Operand { kind: OperandKind::String, span: Span::from_range(0..quoted.len()) };
            assert_eq!(string_value(operand, &quoted), meant);
        }
    }
}
