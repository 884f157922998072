//! Times relative to now, in the syntax of other languages. The service takes only instants, and
//! `--arg` turns a relative time into an instant.

use super::ast::Operator;
use crate::text::Quoted;

/// A time relative to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeFromNow {
    /// The argument of `--arg`, if the length of time is known.
    argument: Option<String>,
    /// The difference between the argument and the time, at the end of the help.
    note: &'static str,
}

/// Months and years have no length.
const MONTHS: &str =
    "; a month or a year has no fixed length, so give days, or a date: `--arg since=2022-06-01`";

/// An argument that does not begin at midnight, or at a full hour.
const ROUNDED: &str = "; that is not rounded: to begin at midnight in UTC, give the date of the day";

impl TimeFromNow {
    /// The reason why filters cannot contain it, as the end of a message.
    pub(crate) const REASON: &str = "is a time relative to now, and a filter needs a fixed time";

    /// A relative time of unknown length.
    pub(crate) const UNKNOWN: TimeFromNow = TimeFromNow { argument: None, note: "" };

    fn known(argument: impl Into<String>) -> TimeFromNow {
        TimeFromNow { argument: Some(argument.into()), note: "" }
    }

    /// The time rounded down to the begin of a day or of another unit.
    fn rounded(self, is_day: bool) -> TimeFromNow {
        match self.argument.as_deref() {
            Some("now") if is_day => TimeFromNow::known("today"),
            Some("-1d") if is_day => TimeFromNow::known("yesterday"),
            Some("today" | "yesterday") | None => self,
            _ => TimeFromNow { note: ROUNDED, ..self },
        }
    }

    /// Whether a function of another language returns a time relative to now.
    pub(crate) fn is_function(name: &str) -> bool {
        COUNTING.iter().any(|function| function.eq_ignore_ascii_case(name)) || moment(name).is_some()
    }

    /// The relative time that a function returns: with these arguments, if they give its length.
    pub(crate) fn of_call(name: &str, arguments: &str) -> Option<TimeFromNow> {
        let last = arguments.rsplit(',').next().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            _ if arguments.is_empty() => moment(name),
            // `date_sub(now(), interval 7 day)`.
            "date_sub" | "date_add" => TimeFromNow::of(last),
            // `startOfDay(-1d)`, of Jira.
            "startofday" => Some(TimeFromNow::of(arguments)?.rounded(true)),
            _ => TimeFromNow::of(arguments),
        }
    }

    /// The relative time in a word, which may be quoted: `-72h`, `3d`, `7 days ago`, `P3D`,
    /// `duration'PT36H'`, `now`, `yesterday`.
    pub(crate) fn of(text: &str) -> Option<TimeFromNow> {
        let written = text.trim().trim_end_matches('\'').trim_start_matches('\'');
        let text = written.to_ascii_lowercase();
        if let Some(moment) = moment(&text) {
            return Some(moment);
        }
        // `now/d`, `now-1d/d`: Elasticsearch rounds down to the unit.
        if let Some((time, unit)) = text.split_once('/')
            && time.starts_with("now")
            && unit.len() == 1
        {
            // The unit of the time itself keeps its case.
            return Some(TimeFromNow::of(written.get(..time.len())?)?.rounded(unit == "d"));
        }
        // `now-1M`: minutes have a small letter.
        let is_months = written.strip_suffix('M').is_some_and(|rest| {
            rest.ends_with(|c: char| c.is_ascii_digit()) && !rest.starts_with(['P', 'p'])
        });
        // `sysdate - 7`, `today-7`: databases and spreadsheets count in days.
        let days = ["sysdate", "today", "current_date", "today()"].iter().find_map(|name| {
            let rest = text.strip_prefix(name)?.trim_start().strip_prefix('-')?;
            number(rest.trim_start())
        });
        if let Some(days) = days {
            return Some(TimeFromNow::known(format!("-{days}d")));
        }
        let text = text.strip_prefix("interval").map_or(&*text, str::trim_start).trim_start_matches('\'');
        let text = text.strip_prefix("duration'").unwrap_or(text);
        let text = text.strip_prefix("now").map_or(text, str::trim_start);
        let text = text.strip_suffix("ago").unwrap_or(text).trim();
        let past = ["since", "past", "last", "the last", "the past"].iter().find_map(|word| {
            text.strip_prefix(word).filter(|rest| rest.starts_with(' ')).map(str::trim_start)
        });
        let text = past.unwrap_or(text);
        // `last week`.
        if past.is_some() && matches!(text, "minute" | "hour" | "day" | "week") {
            return TimeFromNow::of(&format!("1 {text}"));
        }
        let text = text.strip_prefix('-').unwrap_or(text).trim_start();
        match of_period(text) {
            Some(argument) => Some(TimeFromNow::known(argument)),
            None if is_months => of_count(text).map(|_| TimeFromNow { argument: None, note: MONTHS }),
            None => of_count(text),
        }
    }

    /// The relative time of an expression: `datetime.now() - timedelta(days=7)`, `DateTime.UtcNow.AddHours(-3)`.
    pub(crate) fn of_expression(text: &str) -> TimeFromNow {
        if let Some((_, amount)) = text.split_once('-').or_else(|| text.split_once(" sub "))
            && let Some(time) = TimeFromNow::of(amount)
        {
            return time;
        }
        let lower = text.to_ascii_lowercase();
        let mut numbers = Vec::new();
        let mut units = Vec::new();
        let is_part = |c: char| c.is_ascii_alphanumeric();
        for word in lower.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()) {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let (number, unit) = word.split_at_checked(digits).unwrap_or_default();
            numbers.extend((!number.is_empty()).then_some(number));
            let verbs = ["add", "plus", "minus", "of", "from", "sub", "subtract"];
            let named = verbs.iter().find_map(|verb| unit.strip_prefix(verb).filter(|rest| rest.len() > 2));
            // A letter is a unit only after its number.
            let is_letter = unit.len() == 1 && number.is_empty();
            let unit = named.unwrap_or(unit);
            units.extend(Some(unit).filter(|unit| !is_letter && is_unit(unit)));
        }
        let goes_back = ["minus", "subtract", "sub", "ago"].iter().any(|word| lower.contains(word));
        let minuses = lower.matches('-').count();
        let is_before = (minuses == 1 || goes_back && minuses == 0) && !lower.contains('+');
        let counts_days =
            ["sysdate", "today", "current_date", "curdate"].iter().any(|name| lower.starts_with(name));
        let is_midnight = counts_days && !lower.starts_with("sysdate") || lower.starts_with("date.today");
        let counted = match (numbers.as_slice(), units.as_slice()) {
            ([count], [unit]) => of_count(&format!("{count} {unit}")),
            ([count], []) if counts_days => of_count(&format!("{count} d")),
            _ => None,
        };
        let counted = counted.filter(|_| is_before).unwrap_or(TimeFromNow::UNKNOWN);
        match counted.argument.as_deref() {
            Some("-1d") if is_midnight => TimeFromNow::known("yesterday"),
            _ => counted,
        }
    }

    /// Whether a name is that of a moment.
    pub(crate) fn is_moment(name: &str) -> bool {
        moment(name).is_some()
    }

    /// Whether a name begins with that of a moment: `DateTime.UtcNow.AddHours`.
    pub(crate) fn begins(name: &str) -> bool {
        let ends = name.match_indices('.').map(|(at, _)| at).chain([name.len()]);
        ends.filter_map(|end| name.get(..end)).any(|start| moment(start).is_some())
    }

    /// The argument of `--arg`, if the length of time is known.
    pub(crate) fn argument(&self) -> Option<&str> {
        self.argument.as_deref()
    }

    /// The advice for the user.
    pub(crate) fn help(&self) -> String {
        let note = self.note;
        match &self.argument {
            Some(argument) => {
                format!("write `@since` instead, and give the time with `--arg since={argument}`{note}")
            }
            None if note == MONTHS => format!("write `@since` instead, and give the time with `--arg`{note}"),
            None => format!(
                "write `@since` instead, and give the time with `--arg`, such as `--arg since=-72h`{note}"
            ),
        }
    }

    /// The advice for a comparison: a day is a period, and nothing happens at exactly the time of another moment.
    pub(crate) fn help_beside(&self, path: &str, operator: Operator) -> String {
        let Some(argument) = self.argument.as_deref() else { return self.help() };
        let (condition, arguments) = match (argument, operator) {
            ("yesterday", Operator::Eq) => (
                format!("{path} ge @since and {path} lt @until"),
                "`--arg since=yesterday --arg until=today`",
            ),
            ("yesterday", Operator::Ne) => (
                format!("not ({path} ge @since and {path} lt @until)"),
                "`--arg since=yesterday --arg until=today`",
            ),
            ("yesterday", Operator::Le) => (format!("{path} lt @until"), "`--arg until=today`"),
            ("today", Operator::Eq) => (format!("{path} ge @since"), "`--arg since=today`"),
            ("today", Operator::Ne) => (format!("{path} lt @until"), "`--arg until=today`"),
            (_, Operator::Eq) => {
                return format!(
                    "no time equals this moment: write `{path} ge @since`, and give the time with `--arg since={argument}`{}",
                    self.note
                );
            }
            _ => return self.help(),
        };
        format!("write {}, and give the time with {arguments}", Quoted(&condition))
    }
}

/// Names of moments and functions that return them, with the argument for each if there is one.
const MOMENTS: [(&[&str], Option<&str>); 4] = [
    (
        &[
            "now",
            "utcnow",
            "getdate",
            "getutcdate",
            "get-date",
            "sysdate",
            "systimestamp",
            "current_timestamp",
            "localtimestamp",
            "time.now",
            "timezone.now",
            "date.now",
            "datetime.now",
            "datetime.utcnow",
            "datetime.today",
            "datetime.datetime.now",
            "datetime.datetime.utcnow",
            "datetimeoffset.now",
            "datetimeoffset.utcnow",
            "instant.now",
            "localdatetime.now",
            "zoneddatetime.now",
            "offsetdatetime.now",
            "clock.system.now",
            "sysdatetime",
            "sysutcdatetime",
            "moment",
            "dayjs",
        ],
        Some("now"),
    ),
    (
        &["today", "curdate", "current_date", "midnight", "startofday", "date.today", "datetime.date.today"],
        Some("today"),
    ),
    (&["yesterday"], Some("yesterday")),
    (
        &[
            "tomorrow",
            "this week",
            "this month",
            "this year",
            "last month",
            "last year",
            "next week",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "startofweek",
            "startofmonth",
            "startofyear",
        ],
        None,
    ),
];

/// Functions whose arguments say how long ago a moment is. Without arguments, they are names like others.
const COUNTING: [&str; 5] = ["ago", "dateadd", "date_add", "date_sub", "timestampadd"];

/// A moment that has a name.
fn moment(name: &str) -> Option<TimeFromNow> {
    let (_, argument) =
        MOMENTS.iter().find(|(names, _)| names.iter().any(|n| n.eq_ignore_ascii_case(name)))?;
    Some(argument.map_or(TimeFromNow::UNKNOWN, TimeFromNow::known))
}

/// A number of a unit of `--arg`.
type Length = Option<(u64, char)>;

/// Names of units, with their length.
const UNITS: [(&[&str], Length); 6] = [
    (&["m", "min", "mins", "minute", "minutes"], Some((1, 'm'))),
    (&["h", "hr", "hrs", "hour", "hours"], Some((1, 'h'))),
    (&["d", "day", "days"], Some((1, 'd'))),
    (&["w", "week", "weeks"], Some((7, 'd'))),
    (&["s", "sec", "secs", "second", "seconds"], None),
    (&["mo", "mon", "month", "months", "y", "yr", "yrs", "year", "years"], None),
];

fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(names, _)| names.contains(&word))
}

/// `3d`, `90 minutes`.
fn of_count(text: &str) -> Option<TimeFromNow> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let count = number(text.get(..digits)?)?;
    let name = text.get(digits..)?.trim();
    let (names, unit) = UNITS.iter().find(|(names, _)| names.contains(&name))?;
    Some(match unit {
        Some((factor, unit)) => TimeFromNow::known(format!("-{}{unit}", count * factor)),
        None if names.contains(&"month") => TimeFromNow { argument: None, note: MONTHS },
        None => TimeFromNow::UNKNOWN,
    })
}

/// A period of ISO 8601, of days or less: `p3d`, `pt36h`, `p1dt12h`.
fn of_period(text: &str) -> Option<String> {
    let mut rest = text.strip_prefix('p')?;
    let (mut minutes, mut time) = (0, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('t') {
            (rest, time) = (after, true);
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let count = number(rest.get(..digits)?)?;
        let unit = match (rest.as_bytes().get(digits)?, time) {
            (b'w', false) => 7 * 24 * 60,
            (b'd', false) => 24 * 60,
            (b'h', true) => 60,
            (b'm', true) => 1,
            _ => return None,
        };
        minutes += count * unit;
        rest = rest.get(digits + 1..)?;
    }
    match minutes {
        0 => None,
        _ if minutes % (24 * 60) == 0 => Some(format!("-{}d", minutes / (24 * 60))),
        _ if minutes % 60 == 0 => Some(format!("-{}h", minutes / 60)),
        _ => Some(format!("-{minutes}m")),
    }
}

/// A number of at most six digits; a longer one is not a plausible time.
fn number(digits: &str) -> Option<u64> {
    if digits.len() > 6 { None } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_programs_have_a_length() {
        for (text, argument) in [
            ("datetime.now() - timedelta(days=7)", Some("-7d")),
            ("current_date - interval '7 days'", Some("-7d")),
            ("NOW() - INTERVAL 7 DAY", Some("-7d")),
            ("DateTime.UtcNow.AddHours(-3)", Some("-3h")),
            ("datetime_add('day',-7,now())", Some("-7d")),
            ("now() sub duration'P3D'", Some("-3d")),
            ("moment().subtract(7,'days')", Some("-7d")),
            ("Instant.now().minus(2, WEEKS)", Some("-14d")),
            ("today - 7", Some("-7d")),
            ("date.today() - timedelta(days=1)", Some("yesterday")),
            ("CURRENT_TIMESTAMP - INTERVAL '1 month'", None),
            ("datetime.now() + timedelta(days=7)", None),
            ("datetime.now() - timedelta(days=7, hours=3)", None),
            ("now() - x", None),
        ] {
            assert_eq!(TimeFromNow::of_expression(text).argument.as_deref(), argument, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_arguments_take_them() {
        for (text, argument) in [
            ("-72h", "-72h"),
            ("123456d", "-123456d"),
            ("3d", "-3d"),
            ("'3d'", "-3d"),
            ("- 90 min", "-90m"),
            ("2w", "-14d"),
            ("7 days ago", "-7d"),
            ("P3D", "-3d"),
            ("duration'PT36H'", "-36h"),
            ("P1DT12H30M", "-2190m"),
            ("-P1W", "-7d"),
            ("now", "now"),
            ("utcnow", "now"),
            ("CURRENT_TIMESTAMP", "now"),
            ("INTERVAL '1 day'", "-1d"),
            ("Yesterday", "yesterday"),
            ("now-3d", "-3d"),
            ("now - 90m", "-90m"),
            ("SYSDATE - 7", "-7d"),
            ("today-7", "-7d"),
            ("now/d", "today"),
            ("now-1d/d", "yesterday"),
            ("now-7d/d", "-7d"),
            ("last week", "-7d"),
            ("last 7 days", "-7d"),
            ("Get-Date", "now"),
        ] {
            let found = TimeFromNow::of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.argument.as_deref(), Some(argument), "{text}");
        }
        for text in [
            "",
            "72",
            "h",
            "-",
            "p",
            "pt",
            "p3",
            "pt3d",
            "1234567d",
            "3x",
            "now/x1",
            "last",
            "lastweek",
            "2022-06-01",
            "é",
            "3dé",
        ] {
            assert_eq!(TimeFromNow::of(text), None, "{text}");
        }
    }
}
