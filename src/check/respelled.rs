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
    /// The end of a month or a year.
    pub(super) end: Option<String>,
}

impl Respelled {
    /// Reads a date, and the time and the zone after it.
    pub(super) fn of(text: &str) -> Respelled {
        // `@1640995200`, as `date` of a shell takes it, and `#2022-01-01#` of Visual Basic.
        let text = text.trim();
        let text = text.strip_prefix('@').unwrap_or(text).trim_matches('#');
        let text = &text.replace(['–', '—', '−', '‐', '‑'], "-");
        since_1970(text).or_else(|| period(text)).or_else(|| calendar(text)).unwrap_or(Respelled {
            candidates: Vec::new(),
            assumption: None,
            is_day: false,
            end: None,
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
    Some(Respelled {
        candidates: vec![instant.to_string()],
        assumption: Some(assumption),
        is_day: false,
        end: None,
    })
}

/// `2022`, `2022-01`: a year, or a month.
fn period(text: &str) -> Option<Respelled> {
    /// Other numbers of four digits count something else.
    const YEARS: std::ops::RangeInclusive<u16> = 1970..=2100;
    let (year, month) = text.split_once('-').map_or((text, None), |(year, month)| (year, Some(month)));
    let is_digits =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(year, 4) || !month.is_none_or(|month| is_digits(month, 2)) {
        return None;
    }
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    let month: u16 = month.unwrap_or("01").parse().ok().filter(|month| (1..=12).contains(month))?;
    let (next_year, next_month) =
        if text.len() == 4 || month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let start = |year: u16, month: u16| format!("{year}-{month:02}-01T00:00:00Z");
    Some(Respelled {
        candidates: vec![start(year, month)],
        assumption: None,
        is_day: true,
        end: Some(start(next_year, next_month)),
    })
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
    // ISO 8601 has the end of a day too.
    let midnight = time.strip_prefix("24:").filter(|rest| rest.chars().all(|c| matches!(c, '0' | ':' | '.')));
    let clock = midnight.map_or_else(|| time.clone(), |rest| format!("00:{rest}"));
    let candidates = dates.into_iter().filter_map(|date| {
        let date = if midnight.is_some() { next_day(&date)? } else { date };
        let text = format!("{date}T{clock}{zone}");
        Timestamp::parse(&text).is_ok().then_some(text)
    });
    let candidates = candidates.collect();
    Some(Respelled { candidates, assumption, is_day, end: None })
}

fn next_day(date: &str) -> Option<String> {
    let next = Timestamp::parse(&format!("{date}T00:00:00Z")).ok()?.plus_days(1)?.to_string();
    next.split_once('T').map(|(date, _)| date.to_owned())
}

/// The dates that `text` may begin with, and the rest: `2022-01-31`, `2022/1/31`, `20220131`, `01/31/2022`,
/// `31.01.2022`.
fn dates(text: &str) -> Option<(Vec<String>, &str)> {
    // `Sat, 01 Jan 2022 …`, and `Jan 1, 2022`.
    let weekday = text
        .split_once(", ")
        .filter(|(day, _)| day.len() == 3 && day.bytes().all(|b| b.is_ascii_alphabetic()));
    let text = weekday.map_or(text, |(_, rest)| rest);
    if let Some((month, rest)) = month(text) {
        let (day, rest) = digits(rest.trim_start())?;
        let (year, rest) = digits(rest.trim_start_matches([',', ' ']))?;
        let is_date = year.len() == 4 && day.len() <= 2;
        return is_date.then(|| (vec![format!("{year}-{month}-{day:0>2}")], rest.trim_start()));
    }
    let (first, rest) = digits(text)?;
    let date = |year: &str, month: &str, day: &str| format!("{year}-{month:0>2}-{day:0>2}");
    if first.len() == 8 && !rest.starts_with(['-', '/', '.']) {
        return Some((vec![date(first.get(..4)?, first.get(4..6)?, first.get(6..)?)], rest));
    }
    // `1 Jan 2022 …`.
    if let Some((month, rest)) = month(rest.trim_start().trim_start_matches('-')) {
        let (year, rest) = digits(rest.trim_start_matches(['-', ',', ' ']))?;
        return (year.len() == 4 && first.len() <= 2)
            .then(|| (vec![date(year, month, first)], rest.trim_start()));
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
        // `1/31/22`, `22-01-31`.
        (1 | 2, 2) if is_short(second) => {
            let year = |year: &str| format!("20{year}");
            let of_year = |month: &str, day: &str| date(&year(third), month, day);
            match separator {
                '.' => vec![of_year(second, first)],
                '/' => vec![of_year(first, second), of_year(second, first)],
                _ if first.len() == 2 => vec![date(&year(first), second, third), of_year(first, second)],
                _ => vec![of_year(first, second)],
            }
        }
        _ => return None,
    };
    dates.dedup();
    Some((dates, rest))
}

/// The number of a month at the start, and the rest.
fn month(text: &str) -> Option<(&'static str, &str)> {
    const MONTHS: [(&str, &str); 12] = [
        ("jan", "01"),
        ("feb", "02"),
        ("mar", "03"),
        ("apr", "04"),
        ("may", "05"),
        ("jun", "06"),
        ("jul", "07"),
        ("aug", "08"),
        ("sep", "09"),
        ("oct", "10"),
        ("nov", "11"),
        ("dec", "12"),
    ];
    let end = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at_checked(end)?;
    let start = word.get(..3)?.to_ascii_lowercase();
    let (_, number) = MONTHS.iter().find(|(name, _)| *name == start)?;
    Some((number, rest))
}

/// `12:00`, `12:00:00.5`, `120000`: the time with its seconds, and the rest.
fn time(text: &str) -> Option<(String, &str)> {
    let (hour, rest) = digits(text)?;
    // `T00Z`.
    if hour.len() == 2 && !rest.starts_with(':') {
        return Some((format!("{hour}:00"), rest));
    }
    if matches!(hour.len(), 4 | 6) {
        let (minute, second) = (hour.get(2..4)?, hour.get(4..6).unwrap_or("00"));
        return Some((format!("{}:{minute}:{second}", hour.get(..2)?), rest));
    }
    let (minute, rest) = digits(rest.strip_prefix(':')?)?;
    let twelve = |rest: &str| {
        let rest = rest.trim_start();
        let is_half = |half: &str| rest.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(half));
        let number: u8 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
        (is_half("am") || is_half("pm")).then(|| number % 12 + if is_half("pm") { 12 } else { 0 })
    };
    let end_of =
        |rest: &'_ str| if twelve(rest).is_some() { rest.trim_start().len() - 2 } else { rest.len() };
    let clock = |rest: &str| twelve(rest).map_or_else(|| format!("{hour:0>2}"), |hour| format!("{hour:02}"));
    let Some((second, rest)) = rest.strip_prefix(':').and_then(digits) else {
        let after = rest.get(rest.len() - end_of(rest)..)?;
        return Some((format!("{}:{minute:0>2}", clock(rest)), after));
    };
    let time = format!("{}:{minute:0>2}:{second:0>2}", clock(rest));
    let rest = rest.get(rest.len() - end_of(rest)..)?;
    // `00:00:00.Z`.
    let rest = rest.strip_prefix(".Z").map_or(rest, |_| "Z");
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
    // `+00:00Z`, as `isoformat() + "Z"` writes it, and `Z+00:00`.
    let text = text.trim_start_matches(['Z', 'z']).trim_end_matches(['Z', 'z']);
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
            ("2022", vec!["2022-01-01T00:00:00Z"]),
            ("2022-12", vec!["2022-12-01T00:00:00Z"]),
            ("2022-01-01T00:00:00+00:00Z", vec!["2022-01-01T00:00:00+00:00"]),
            ("2022-01-01T00:00:00Z+00:00", vec!["2022-01-01T00:00:00+00:00"]),
            ("2022-01-01T0:0:0Z", vec!["2022-01-01T00:00:00Z"]),
            ("2022-01-01T08Z", vec!["2022-01-01T08:00Z"]),
            ("2022-01-01T00:00:00.Z", vec!["2022-01-01T00:00:00Z"]),
            ("Jan 1, 2022", vec!["2022-01-01T00:00:00Z"]),
            ("1 January 2022", vec!["2022-01-01T00:00:00Z"]),
            ("Sat, 01 Jan 2022 08:30:00 GMT", vec!["2022-01-01T08:30:00Z"]),
            ("01/31/2022 10:00:00 PM", vec!["2022-01-31T22:00:00Z"]),
            ("01/31/2022 12:05 AM", vec!["2022-01-31T00:05Z"]),
            ("1640995200000", vec!["2022-01-01T00:00:00Z"]),
            ("2022-01-31T24:00:00Z", vec!["2022-02-01T00:00:00Z"]),
            ("2022-12-31T24:00+01:00", vec!["2023-01-01T00:00+01:00"]),
            ("1/31/22", vec!["2022-01-31T00:00:00Z"]),
            ("31.1.22", vec!["2022-01-31T00:00:00Z"]),
            ("22-01-31", vec!["2022-01-31T00:00:00Z"]),
            ("1/2/22", vec!["2022-01-02T00:00:00Z", "2022-02-01T00:00:00Z"]),
        ] {
            assert_eq!(Respelled::of(text).candidates, candidates, "{text}");
        }
        for text in [
            "",
            "3",
            "13/13/2022",
            "2022-02-30",
            "2022-01-01T25:00:00Z",
            "2022-01-01T24:30:00Z",
            "1.2.3",
            "2022-01-01x",
            "2022-01-01T00:00:00[Europe/Berlin]",
            "192.168.0.1",
        ] {
            assert_eq!(Respelled::of(text).candidates, Vec::<String>::new(), "{text}");
        }
    }
}
