//! Instants, and their only parser: for literals, and for the timestamps of jobs.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant of the years 0000 to 9999, to the nanosecond.
///
/// It is parsed from `YYYY-MM-DDThh:mm[:ss[.f…]]` and `Z` or `±hh:mm` (RFC 3339, with the seconds
/// optional as in OData 4.01 ABNF `dateTimeOffsetValue`), written in UTC, and compared as an
/// instant.
///
/// ```
/// use comfilter::Timestamp;
///
/// let one: Timestamp = "2022-01-01T01:00:00+01:00".parse().unwrap();
/// let other: Timestamp = "2022-01-01T00:00Z".parse().unwrap();
/// assert_eq!(one, other);
/// assert_eq!(one.to_string(), "2022-01-01T00:00:00Z");
///
/// let error = "2023-02-30T00:00:00Z".parse::<Timestamp>().unwrap_err();
/// assert_eq!(error.to_string(), "February 2023 has 28 days, so there is no day 30");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    nanoseconds: u32,
}

/// The error for an invalid timestamp.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampError {
    /// It does not begin with `YYYY-MM-DD`.
    NotADate,
    /// A date without a time.
    DateOnly,
    /// The time is not `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`.
    NotATime,
    /// A date and a time without `Z` or an offset.
    NoZone,
    /// The text after the time is neither `Z` nor `±hh:mm`.
    NotAZone,
    /// A space instead of the sign of the offset: an unencoded `+`.
    LostPlus,
    /// A month past 12, or 0.
    Month(u8),
    /// A day that the month lacks: the year, the month, the day.
    Day(u16, u8, u8),
    /// An hour past 23.
    Hour(u8),
    /// A minute past 59.
    Minute(u8),
    /// A second past 60.
    Second(u8),
    /// No digit after the point, or more than nine.
    Fraction,
    /// An offset past 23:59.
    Offset,
    /// `t` or `z` in the place of `T` and `Z`.
    LowerCase,
    /// A space between the date and the time.
    SpaceBeforeTime,
}

/// The names of the months, in order.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            TimestampError::NotADate => f.write_str("a timestamp begins with a date such as 2022-06-01"),
            TimestampError::DateOnly => f.write_str("the time and the zone are missing"),
            TimestampError::NotATime => f.write_str(
                "after the date comes `T` and a time, hh:mm or hh:mm:ss, each part with two digits",
            ),
            TimestampError::NoZone => {
                f.write_str("the zone is missing: `Z` for UTC, or an offset such as +02:00")
            }
            TimestampError::NotAZone => f.write_str("after the time comes `Z`, or an offset such as +02:00"),
            TimestampError::LostPlus => {
                f.write_str("the sign of the offset is a space: in a URL a `+` must be written %2B")
            }
            TimestampError::Month(month) => write!(f, "there is no month {month}: months go from 01 to 12"),
            TimestampError::Day(year, month, day) => {
                let name = MONTHS.get(usize::from(month).wrapping_sub(1)).unwrap_or(&"the month");
                let days = days_in_month(i64::from(year), month);
                write!(f, "{name} {year:04} has {days} days, so there is no day {day}")
            }
            TimestampError::Hour(hour) => write!(f, "there is no hour {hour}: hours go from 00 to 23"),
            TimestampError::Minute(minute) => {
                write!(f, "there is no minute {minute}: minutes go from 00 to 59")
            }
            TimestampError::Second(second) => {
                write!(f, "there is no second {second}: seconds go from 00 to 59, and 60 for a leap second")
            }
            TimestampError::Fraction => f.write_str("a fraction of a second has one to nine digits"),
            TimestampError::Offset => f.write_str("an offset has hours up to 23 and minutes up to 59"),
            TimestampError::LowerCase => f.write_str("`T` and `Z` are capitals"),
            TimestampError::SpaceBeforeTime => {
                f.write_str("a `T` belongs between the date and the time, and the zone after them")
            }
        }
    }
}

impl std::error::Error for TimestampError {}

debug_as_message!(TimestampError);

const DAY: i64 = 86_400;

impl Timestamp {
    /// The number of the day in UTC.
    pub(crate) const fn day(self) -> i64 {
        self.seconds.div_euclid(DAY)
    }

    /// Bytes in the order of the instants.
    pub(crate) fn key(self) -> [u8; 12] {
        let mut key = [0; 12];
        let (seconds, nanoseconds) = key.split_at_mut(8);
        seconds.copy_from_slice(&(self.seconds.cast_unsigned() ^ 1 << 63).to_be_bytes());
        nanoseconds.copy_from_slice(&self.nanoseconds.to_be_bytes());
        key
    }

    /// The name of its day in UTC.
    pub(crate) fn weekday(self) -> &'static str {
        const NAMES: [&str; 7] =
            ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
        let day = usize::try_from(self.day().rem_euclid(7)).unwrap_or_default();
        NAMES.get(day).copied().unwrap_or_default()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub(crate) const fn seconds(self) -> i64 {
        self.seconds
    }

    /// `2022-06-01 02:00:00 +02:00`: the time at a place so many seconds ahead of UTC; `None` outside of the years 0000
    /// to 9999.
    pub(crate) fn local(self, offset: i32) -> Option<String> {
        let there = Timestamp { seconds: self.seconds.checked_add(i64::from(offset))?, ..self };
        if !(FIRST..END).contains(&there.seconds) {
            return None;
        }
        let (sign, away) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
        let time = there.to_string().replace(['T', 'Z'], " ");
        let mut text = format!("{time}{sign}{:02}:{:02}", away / 3_600, away / 60 % 60);
        // Before the time of zones, towns had the time of their longitude.
        if away % 60 > 0 {
            text.push_str(&format!(":{:02}", away % 60));
        }
        Some(text)
    }

    /// The start of its day in UTC.
    pub(crate) const fn midnight(self) -> Timestamp {
        Timestamp { seconds: self.day() * DAY, nanoseconds: 0 }
    }

    /// The instant now.
    pub fn now() -> Timestamp {
        SystemTime::now().into()
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    pub(crate) fn nanoseconds(self) -> i128 {
        i128::from(self.seconds) * 1_000_000_000 + i128::from(self.nanoseconds)
    }

    /// The distance of two instants, in nanoseconds.
    pub(crate) fn distance(self, other: Timestamp) -> u128 {
        self.nanoseconds().abs_diff(other.nanoseconds())
    }

    /// This much earlier; `None` before the year 0000.
    #[must_use]
    pub fn checked_sub(self, duration: Duration) -> Option<Timestamp> {
        let seconds = i64::try_from(duration.as_secs()).ok()?;
        let earlier = self.seconds.checked_sub(seconds)?;
        let (seconds, nanoseconds) = match self.nanoseconds.checked_sub(duration.subsec_nanos()) {
            Some(nanoseconds) => (earlier, nanoseconds),
            None => (earlier - 1, self.nanoseconds + 1_000_000_000 - duration.subsec_nanos()),
        };
        (seconds >= FIRST).then_some(Timestamp { seconds, nanoseconds })
    }

    /// This much later, or earlier. An offset leads at most a day past the years 0000 to 9999.
    pub(crate) fn shifted(self, nanoseconds: i128) -> Option<Timestamp> {
        let second = 1_000_000_000;
        let all = self.nanoseconds() + nanoseconds;
        let seconds = i64::try_from(all.div_euclid(second)).ok()?;
        let nanoseconds = u32::try_from(all.rem_euclid(second)).ok()?;
        (FIRST - DAY..=END + DAY).contains(&seconds).then_some(Timestamp { seconds, nanoseconds })
    }

    /// The same time of a later day; `None` after the year 9999.
    pub(crate) fn plus_days(self, days: u16) -> Option<Timestamp> {
        let later = Timestamp { seconds: self.seconds + i64::from(days) * DAY, ..self };
        (later.seconds < END).then_some(later)
    }

    /// The same instant to the full second, towards the past.
    #[must_use]
    pub const fn truncated(self) -> Timestamp {
        Timestamp { seconds: self.seconds, nanoseconds: 0 }
    }

    /// Parses a literal, or a timestamp of a job.
    ///
    /// # Errors
    ///
    /// The text is not a timestamp: the error names the wrong part and the reason.
    pub fn parse(text: &str) -> Result<Timestamp, TimestampError> {
        Timestamp::read(text.as_bytes())
    }

    /// Parses the same from bytes, which may be invalid UTF-8.
    pub(crate) fn read(text: &[u8]) -> Result<Timestamp, TimestampError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else {
            return Err(TimestampError::NotADate);
        };
        let date = TimestampError::NotADate;
        let year = u16::from(two(*y1, *y2).ok_or(date)?) * 100 + u16::from(two(*y3, *y4).ok_or(date)?);
        let month = two(*m1, *m2).ok_or(date)?;
        let day = two(*d1, *d2).ok_or(date)?;
        if !(1..=12).contains(&month) {
            return Err(TimestampError::Month(month));
        }
        if day == 0 || day > days_in_month(i64::from(year), month) {
            return Err(TimestampError::Day(year, month, day));
        }
        let days = days_from_civil(i64::from(year), i64::from(month), i64::from(day));
        let rest = match rest {
            [b'T', rest @ ..] => rest,
            [] => return Err(TimestampError::DateOnly),
            [b't', b'0'..=b'9', ..] => return Err(TimestampError::LowerCase),
            [b' ', b'0'..=b'9', ..] => return Err(TimestampError::SpaceBeforeTime),
            _ => return Err(TimestampError::NotATime),
        };
        let (time, nanoseconds, rest) = time_of_day(rest)?;
        let offset = offset(rest)?;
        Ok(Timestamp { seconds: days * DAY + time - offset, nanoseconds })
    }
}

/// Seconds of the day, nanoseconds, and the rest of the text.
fn time_of_day(text: &[u8]) -> Result<(i64, u32, &[u8]), TimestampError> {
    let wrong = TimestampError::NotATime;
    let [h1, h2, b':', m1, m2, rest @ ..] = text else { return Err(wrong) };
    let hour = two(*h1, *h2).ok_or(wrong)?;
    let minute = two(*m1, *m2).ok_or(wrong)?;
    if hour > 23 {
        return Err(TimestampError::Hour(hour));
    }
    if minute > 59 {
        return Err(TimestampError::Minute(minute));
    }
    let minutes = i64::from(hour) * 60 + i64::from(minute);
    let [b':', s1, s2, rest @ ..] = rest else {
        return if rest.starts_with(b":") { Err(wrong) } else { Ok((minutes * 60, 0, rest)) };
    };
    let second = two(*s1, *s2).ok_or(wrong)?;
    // A leap second is the instant after :59, which is the next minute's first.
    if second > 60 {
        return Err(TimestampError::Second(second));
    }
    let (nanoseconds, rest) = match rest {
        [b'.', rest @ ..] => fraction(rest)?,
        _ => (0, rest),
    };
    Ok((minutes * 60 + i64::from(second), nanoseconds, rest))
}

fn fraction(text: &[u8]) -> Result<(u32, &[u8]), TimestampError> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, rest) = text.split_at(digits);
    if !(1..=9).contains(&digits) {
        return Err(TimestampError::Fraction);
    }
    let value = fraction.iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
    let missing = u32::try_from(9 - digits).unwrap_or_default();
    Ok((value * 10_u32.pow(missing), rest))
}

/// Seconds east of UTC.
fn offset(text: &[u8]) -> Result<i64, TimestampError> {
    match text {
        [b'Z'] => Ok(0),
        [] => Err(TimestampError::NoZone),
        [b'z'] => Err(TimestampError::LowerCase),
        [b' ', b'0'..=b'9', b'0'..=b'9', b':', b'0'..=b'9', b'0'..=b'9'] => Err(TimestampError::LostPlus),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = two(*h1, *h2).ok_or(TimestampError::NotAZone)?;
            let minutes = two(*m1, *m2).ok_or(TimestampError::NotAZone)?;
            if hours > 23 || minutes > 59 {
                return Err(TimestampError::Offset);
            }
            let seconds = (i64::from(hours) * 60 + i64::from(minutes)) * 60;
            Ok(if *sign == b'-' { -seconds } else { seconds })
        }
        _ => Err(TimestampError::NotAZone),
    }
}

/// The number that two digits write.
fn two(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

fn days_in_month(year: i64, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Seconds of 0000-01-01T00:00:00Z.
const FIRST: i64 = days_from_civil(0, 1, 1) * DAY;

/// Seconds of the first instant after the year 9999.
const END: i64 = days_from_civil(10_000, 1, 1) * DAY;

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar. The year begins in March
/// here, which makes the leap day its last.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days_from_civil`]: year, month, day.
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + if month <= 2 { 1 } else { 0 }, month, day)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.seconds.div_euclid(DAY));
        let time = self.seconds.rem_euclid(DAY);
        let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
        // An offset or a leap second can reach one second past either end of the four digits.
        let (year, month, day, hour, minute, second) = match year {
            0..=9_999 => (year, month, day, hour, minute, second),
            ..0 => (0, 1, 1, 0, 0, 0),
            _ => (9_999, 12, 31, 23, 59, 60),
        };
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanoseconds > 0 {
            let fraction = format!("{:09}", self.nanoseconds);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Timestamp, TimestampError> {
        Timestamp::parse(text)
    }
}

impl From<SystemTime> for Timestamp {
    /// A time past the years 0000 to 9999 becomes the nearest possible one.
    fn from(time: SystemTime) -> Timestamp {
        let last = days_from_civil(10_000, 1, 1) * DAY - 1;
        let (seconds, nanoseconds) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => (i64::try_from(since.as_secs()).unwrap_or(last), since.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).map_or(FIRST, |seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (seconds, 0),
                    nanoseconds => (seconds - 1, 1_000_000_000 - nanoseconds),
                }
            }
        };
        Timestamp { seconds: seconds.clamp(FIRST, last), nanoseconds }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Timestamp::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Timestamp {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn instants_are_compared_and_not_their_text() {
        assert_eq!(read("2022-01-01T01:00:00+01:00"), read("2022-01-01T00:00:00Z"));
        assert_eq!(read("2022-01-01T00:00Z"), read("2022-01-01T00:00:00.000Z"));
        assert_eq!(read("2016-12-31T23:59:60Z"), read("2017-01-01T00:00:00Z"));
        assert!(read("2022-01-01T00:00:00.1Z") > read("2022-01-01T00:00:00.09Z"));
        assert!(read("9999-12-31T23:59:59Z") > read("0000-01-01T00:00:00Z"));
        assert_eq!(read("1970-01-01T00:00:00Z").seconds, 0);
        assert_eq!(read("2000-02-29T00:00:00-00:00").seconds, 951_782_400);
    }

    #[test]
    fn each_wrong_part_is_named() {
        for (text, error) in [
            ("", TimestampError::NotADate),
            ("2022", TimestampError::NotADate),
            ("22-01-01T00:00:00Z", TimestampError::NotADate),
            ("2022-01-01", TimestampError::DateOnly),
            ("2022-01-01T", TimestampError::NotATime),
            ("2022-01-01T1:00Z", TimestampError::NotATime),
            ("2022-0x-01T10:00:00Z", TimestampError::NotADate),
            ("2022-x1-01T10:00:00Z", TimestampError::NotADate),
            ("2022-01-01T10:00:5Z", TimestampError::NotATime),
            ("2022-01-01T10:00", TimestampError::NoZone),
            ("2022-01-01T10:00:00", TimestampError::NoZone),
            ("2022-01-01T10:00:00UTC", TimestampError::NotAZone),
            ("2022-01-01T10:00:00+0200", TimestampError::NotAZone),
            ("2022-01-01T10:00:00 02:00", TimestampError::LostPlus),
            ("2022-13-01T10:00:00Z", TimestampError::Month(13)),
            ("2022-00-01T10:00:00Z", TimestampError::Month(0)),
            ("2023-02-30T10:00:00Z", TimestampError::Day(2023, 2, 30)),
            ("1900-02-29T10:00:00Z", TimestampError::Day(1900, 2, 29)),
            ("2023-04-00T10:00:00Z", TimestampError::Day(2023, 4, 0)),
            ("2022-01-01T24:00:00Z", TimestampError::Hour(24)),
            ("2022-01-01T23:60:00Z", TimestampError::Minute(60)),
            ("2022-01-01T23:59:61Z", TimestampError::Second(61)),
            ("2022-01-01T23:59:59.Z", TimestampError::Fraction),
            ("2022-01-01T23:59:59.0123456789Z", TimestampError::Fraction),
            ("2022-01-01T23:59:59+24:00", TimestampError::Offset),
            ("2022-01-01t23:59:59Z", TimestampError::LowerCase),
            ("2022-01-01T23:59:59z", TimestampError::LowerCase),
        ] {
            assert_eq!(Timestamp::parse(text), Err(error), "{text}");
        }
    }

    /// Four centuries, day after day: each existing one, and no other.
    #[test]
    fn each_day_is_read_and_written() {
        let mut seconds = read("1999-12-31T00:00:00Z").seconds;
        for year in 2000..2401 {
            let february = if year % 400 == 0 || year % 100 != 0 && year % 4 == 0 { 29 } else { 28 };
            for (month, days) in (1..).zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
                for day in 1..=days {
                    seconds += DAY;
                    let text = format!("{year}-{month:02}-{day:02}T00:00:00Z");
                    let instant = Timestamp { seconds, nanoseconds: 0 };
                    assert_eq!(Timestamp::parse(&text), Ok(instant));
                    assert_eq!(instant.to_string(), text);
                }
                let text = format!("{year}-{month:02}-{:02}T00:00:00Z", days + 1);
                assert_eq!(Timestamp::parse(&text), Err(TimestampError::Day(year, month, days + 1)));
            }
        }
    }

    /// An offset and a leap second lead past the possible years.
    #[test]
    fn the_ends_of_time_are_written() {
        assert_eq!(read("0000-01-01T00:00:00+00:01").to_string(), "0000-01-01T00:00:00Z");
        assert_eq!(read("9999-12-31T23:59:60Z").to_string(), "9999-12-31T23:59:60Z");
        assert_eq!(read("9999-12-31T23:59:00-00:01").to_string(), "9999-12-31T23:59:60Z");
    }

    #[test]
    fn instants_are_apart_and_earlier() {
        let (early, late) = (read("2022-01-01T00:00:01.25Z"), read("2022-01-01T00:00:03Z"));
        assert_eq!((early.distance(late), late.distance(early)), (1_750_000_000, 1_750_000_000));
        assert_eq!(late.checked_sub(Duration::from_millis(1_750)), Some(early));
        assert_eq!(early.checked_sub(Duration::from_millis(250)), Some(read("2022-01-01T00:00:01Z")));
        let first = read("0000-01-01T00:00:01Z");
        assert_eq!(first.checked_sub(Duration::from_secs(1)), Some(read("0000-01-01T00:00:00Z")));
        assert_eq!(first.checked_sub(Duration::from_secs(2)), None);
    }

    #[test]
    fn the_time_of_the_system_is_an_instant() {
        let epoch = SystemTime::UNIX_EPOCH;
        for (time, text) in [
            (epoch + Duration::from_millis(1_500), "1970-01-01T00:00:01.5Z"),
            (epoch - Duration::from_secs(2), "1969-12-31T23:59:58Z"),
            (epoch - Duration::from_millis(1_750), "1969-12-31T23:59:58.25Z"),
            (epoch + Duration::from_secs(1 << 40), "9999-12-31T23:59:59Z"),
            (epoch - Duration::from_secs(1 << 40), "0000-01-01T00:00:00Z"),
        ] {
            assert_eq!(Timestamp::from(time), read(text));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_same_instant(seconds in FIRST..FIRST + 3_652_425 * DAY, nanoseconds in 0_u32..1_000_000_000) {
            let instant = Timestamp { seconds, nanoseconds };
            prop_assert_eq!(read(&instant.to_string()), instant);
        }

        #[test]
        fn no_text_panics(text in "[0-9TZ:.+ -]{0,40}") {
            let _ = Timestamp::parse(&text);
        }

        #[test]
        fn the_calendar_is_its_own_inverse(days in -719_528_i64..2_932_897) {
            let (year, month, day) = civil_from_days(days);
            prop_assert_eq!(days_from_civil(year, month, day), days);
        }
    }
}
