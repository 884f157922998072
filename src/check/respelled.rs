//! Dates and times in the spelling of other systems, as timestamps.

use crate::timestamp::Timestamp;

/// The timestamps that a value may mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Respelled {
    /// Two if the order of day and month is not clear; none if it is not a date.
    pub(super) candidates: Vec<String>,
    /// The end of "write …", if a part is missing.
    pub(super) assumption: Option<&'static str>,
    /// Whether the literal is a date alone: each candidate is the start of a day.
    pub(super) is_day: bool,
}

impl Respelled {
    /// Reads a date, and the time and the zone after it.
    pub(super) fn of(text: &str) -> Respelled {
        // `@1640995200`, as `date` of a shell takes it, and `#2022-01-01#` of Visual Basic.
        let text = text.trim();
        let text = text.strip_prefix('@').unwrap_or(text).trim_matches('#');
        let text = &text.replace(['–', '—', '−', '‐', '‑'], "-");
        since_1970(text).or_else(|| calendar(text)).unwrap_or(Respelled {
            candidates: Vec::new(),
            assumption: None,
            is_day: false,
        })
    }
}

/// Seconds or milliseconds since 1970: `1640995200`, `1640995200000`.
fn since_1970(text: &str) -> Option<Respelled> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let (seconds, assumption) = match text.len() {
        10 if is_digits => (text.parse().ok()?, "if it is in seconds since 1970"),
        13 if is_digits => (text.get(..10)?.parse().ok()?, "if it is in milliseconds since 1970"),
        _ => return None,
    };
    let instant = Timestamp::from(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds));
    Some(Respelled { candidates: vec![instant.to_string()], assumption: Some(assumption), is_day: false })
}

fn calendar(text: &str) -> Option<Respelled> {
    let (dates, rest) = dates(text)?;
    let (time, zone) = if rest.is_empty() {
        (None, None)
    } else {
        let rest = rest.trim_start_matches(',').trim_start().trim_start_matches(['T', 't']);
        let (time, rest) = time(rest)?;
        (Some(time), zone(rest.trim_start())?)
    };
    let is_day = time.is_none();
    let assumption = (!is_day && zone.is_none()).then_some("if that is UTC");
    let (time, zone) =
        (time.unwrap_or_else(|| "00:00:00".to_owned()), zone.unwrap_or_else(|| "Z".to_owned()));
    let candidates = dates.into_iter().map(|date| format!("{date}T{time}{zone}"));
    let candidates = candidates.filter(|text| Timestamp::parse(text).is_ok()).collect();
    Some(Respelled { candidates, assumption, is_day })
}

/// The dates that `text` may begin with, and the rest: `2022-01-31`, `2022/1/31`, `20220131`, `01/31/2022`,
/// `31.01.2022`.
fn dates(text: &str) -> Option<(Vec<String>, &str)> {
    let (first, rest) = digits(text)?;
    let date = |year: &str, month: &str, day: &str| format!("{year}-{month:0>2}-{day:0>2}");
    if first.len() == 8 && !rest.starts_with(['-', '/', '.']) {
        return Some((vec![date(first.get(..4)?, first.get(4..6)?, first.get(6..)?)], rest));
    }
    let separator = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let (second, rest) = digits(rest.strip_prefix(separator)?)?;
    let (third, rest) = digits(rest.strip_prefix(separator)?)?;
    let is_short = |part: &str| part.len() <= 2;
    let mut dates = match (first.len(), third.len()) {
        (4, _) if is_short(second) && is_short(third) => vec![date(first, second, third)],
        (_, 4) if is_short(first) && is_short(second) && separator == '.' => vec![date(third, second, first)],
        (_, 4) if is_short(first) && is_short(second) => {
            vec![date(third, first, second), date(third, second, first)]
        }
        _ => return None,
    };
    dates.dedup();
    Some((dates, rest))
}

/// `12:00`, `12:00:00.5`, `120000`: the time with its seconds, and the rest.
fn time(text: &str) -> Option<(String, &str)> {
    let (hour, rest) = digits(text)?;
    if matches!(hour.len(), 4 | 6) {
        let (minute, second) = (hour.get(2..4)?, hour.get(4..6).unwrap_or("00"));
        return Some((format!("{}:{minute}:{second}", hour.get(..2)?), rest));
    }
    let (minute, rest) = digits(rest.strip_prefix(':')?)?;
    let Some((second, rest)) = rest.strip_prefix(':').and_then(digits) else {
        return Some((format!("{hour:0>2}:{minute}"), rest));
    };
    let time = format!("{hour:0>2}:{minute}:{second}");
    match rest.strip_prefix(['.', ',']).and_then(digits) {
        // A fraction has at most nine digits.
        Some((fraction, rest)) => Some((format!("{time}.{}", fraction.get(..9).unwrap_or(fraction)), rest)),
        None => Some((time, rest)),
    }
}

/// `Z`, `UTC`, `+0200`, `+2`, ` 02:00`, `+02:00[Europe/Berlin]`; nothing for a missing zone.
fn zone(text: &str) -> Option<Option<String>> {
    if text.is_empty() {
        return Some(None);
    }
    // The offset decides, and a name without one only if it is UTC.
    let text = match text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        Some(("", name)) => name.trim_start_matches("Etc/"),
        Some((offset, _)) => offset,
        None => text,
    };
    if ["z", "utc", "gmt"].iter().any(|zone| text.eq_ignore_ascii_case(zone)) {
        return Some(Some("Z".to_owned()));
    }
    let sign = if text.starts_with('-') { '-' } else { '+' };
    let (hours, rest) = digits(text.trim_start_matches(['+', '-']))?;
    let (hours, minutes) = match (hours.len(), rest.strip_prefix(':')) {
        (4, None) => hours.split_at_checked(2)?,
        (_, Some(minutes)) => (hours, minutes),
        (_, None) => (hours, rest),
    };
    Some(Some(format!("{sign}{hours:0>2}:{minutes:0>2}")))
}

/// The digits at the start, at least one, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(end).filter(|_| end > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_are_read() {
        for (text, candidates) in [
            ("2022-01-01T00:00:00.000+0000", vec!["2022-01-01T00:00:00.000+00:00"]),
            ("2022-01-01T00:00:00.1234567890Z", vec!["2022-01-01T00:00:00.123456789Z"]),
            ("2022-01-01T00:00:00 Z", vec!["2022-01-01T00:00:00Z"]),
            ("2022-01-01 00:00:00 UTC", vec!["2022-01-01T00:00:00Z"]),
            ("2022-01-01t00:00:00z", vec!["2022-01-01T00:00:00Z"]),
            ("2022-01-01T00:00:00 02:00", vec!["2022-01-01T00:00:00+02:00"]),
            ("2022-01-01T00:00:00-2", vec!["2022-01-01T00:00:00-02:00"]),
            ("2022-01-01T00:00:00,5Z", vec!["2022-01-01T00:00:00.5Z"]),
            ("2022-01-01T00:00:00Z[UTC]", vec!["2022-01-01T00:00:00Z"]),
            ("2022-01-01T00:00:00[Etc/UTC]", vec!["2022-01-01T00:00:00Z"]),
            ("2022-01-01T00:00+01:00[Europe/Berlin]", vec!["2022-01-01T00:00+01:00"]),
            ("20220131T000000Z", vec!["2022-01-31T00:00:00Z"]),
            ("2022/01/31", vec!["2022-01-31T00:00:00Z"]),
            ("2022-1-5", vec!["2022-01-05T00:00:00Z"]),
            ("31.01.2022 8:30", vec!["2022-01-31T08:30Z"]),
            ("01/31/2022", vec!["2022-01-31T00:00:00Z"]),
            ("31/01/2022", vec!["2022-01-31T00:00:00Z"]),
            ("01/02/2022", vec!["2022-01-02T00:00:00Z", "2022-02-01T00:00:00Z"]),
            ("02/02/2022", vec!["2022-02-02T00:00:00Z"]),
            ("1640995200", vec!["2022-01-01T00:00:00Z"]),
            ("1640995200000", vec!["2022-01-01T00:00:00Z"]),
        ] {
            assert_eq!(Respelled::of(text).candidates, candidates, "{text}");
        }
        for text in [
            "",
            "3",
            "13/13/2022",
            "2022-02-30",
            "2022-01-01T25:00:00Z",
            "1.2.3",
            "2022-01-01x",
            "2022-01-01T00:00:00[Europe/Berlin]",
            "192.168.0.1",
        ] {
            assert_eq!(Respelled::of(text).candidates, Vec::<String>::new(), "{text}");
        }
    }
}
