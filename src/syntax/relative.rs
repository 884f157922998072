//! Times relative to now, in the syntax of other languages. The service takes only instants, and
//! `--arg` turns a relative time into an instant.

/// A time relative to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeFromNow {
    /// The argument of `--arg`, if the length of time is known.
    argument: Option<String>,
}

impl TimeFromNow {
    /// The reason why filters cannot contain it, as the end of a message.
    pub(crate) const REASON: &str = "is a time relative to now, and a filter needs a fixed time";

    /// A relative time of unknown length.
    pub(crate) const UNKNOWN: TimeFromNow = TimeFromNow { argument: None };

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
            _ => TimeFromNow::of(arguments),
        }
    }

    /// The relative time in a word, which may be quoted: `-72h`, `3d`, `7 days ago`, `P3D`,
    /// `duration'PT36H'`, `now`, `yesterday`.
    pub(crate) fn of(text: &str) -> Option<TimeFromNow> {
        let text = text.trim().trim_end_matches('\'').trim_start_matches('\'').to_ascii_lowercase();
        if let Some(moment) = moment(&text) {
            return Some(moment);
        }
        // `now/d`, `now-1d/d`: Elasticsearch rounds down to the unit.
        if let Some((time, unit)) = text.split_once('/')
            && time.starts_with("now")
            && unit.len() == 1
        {
            let is_today = time == "now" && unit == "d";
            return if is_today { TimeFromNow::of("today") } else { TimeFromNow::of(time) };
        }
        // `sysdate - 7`, `today-7`: databases and spreadsheets count in days.
        let days = ["sysdate", "today", "current_date", "today()"].iter().find_map(|name| {
            let rest = text.strip_prefix(name)?.trim_start().strip_prefix('-')?;
            number(rest.trim_start())
        });
        if let Some(days) = days {
            return Some(TimeFromNow { argument: Some(format!("-{days}d")) });
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
        let argument = Some(of_period(text).or_else(|| of_count(text))?);
        Some(TimeFromNow { argument })
    }

    /// The advice for the user.
    pub(crate) fn help(&self) -> String {
        match &self.argument {
            Some(argument) => {
                format!("write `@since` instead, and give the time with `--arg since={argument}`")
            }
            None => "write `@since` instead, and give the time with `--arg`, such as `--arg since=-72h`"
                .to_owned(),
        }
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
    Some(TimeFromNow { argument: argument.map(str::to_owned) })
}

/// `3d`, `90 minutes`.
fn of_count(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let count = number(text.get(..digits)?)?;
    let (factor, unit) = match text.get(digits..)?.trim() {
        "m" | "min" | "mins" | "minute" | "minutes" => (1, 'm'),
        "h" | "hr" | "hrs" | "hour" | "hours" => (1, 'h'),
        "d" | "day" | "days" => (1, 'd'),
        "w" | "week" | "weeks" => (7, 'd'),
        _ => return None,
    };
    Some(format!("-{}{unit}", count * factor))
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
            ("now-1d/d", "-1d"),
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
            "3y",
            "1234567d",
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
