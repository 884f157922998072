//! Code that writes a date in a form that is not a timestamp: `$(date -d yesterday)`, `{datetime.now()}`.

use crate::source::Language;

/// The form of a date that the code of a value writes, in words, if that is not a timestamp.
pub(super) fn form(language: Language, code: &str) -> Option<&'static str> {
    let code = code.trim_start_matches(['#', '$']).trim();
    let inside = |open: &str, close: &str| code.strip_prefix(open)?.strip_suffix(close).map(str::trim);
    match language {
        Language::Shell => of_command(inside("(", ")")?.strip_prefix("date")?),
        Language::PowerShell => of_cmdlet(inside("(", ")")?).then_some(CULTURE),
        Language::Python => of_python(inside("{", "}")?),
        Language::JavaScript | Language::TypeScript => match inside("{", "}")? {
            "Date.now()" => Some(NUMBER),
            "new Date()" => Some(CULTURE),
            _ => None,
        },
        Language::Ruby => (inside("{", "}")? == "Time.now").then_some(BLANKS),
        Language::CSharp => {
            ["DateTime.Now", "DateTime.UtcNow"].contains(&inside("{", "}")?).then_some(CULTURE)
        }
        _ => None,
    }
}

const CULTURE: &str = "a date as people read it";
const DAY: &str = "a day without a time";
const NUMBER: &str = "a number";
const BLANKS: &str = "a date with a blank before the time";

/// The arguments of `date` of a shell.
fn of_command(arguments: &str) -> Option<&'static str> {
    if !arguments.is_empty() && !arguments.starts_with(' ') || arguments.contains(['|', ';', '`', '$']) {
        return None;
    }
    let format = arguments.split_once(" +").or_else(|| arguments.split_once(" '+"));
    let format = format.or_else(|| arguments.split_once(" \"+")).map(|(_, format)| format);
    match format.map(|format| format.trim_matches(['"', '\'', ' '])) {
        Some("%F" | "%Y-%m-%d" | "%D") => Some(DAY),
        Some("%s") => Some(NUMBER),
        Some(_) => None,
        None => {
            let mut words = arguments.split(' ');
            let is_formatted =
                |word: &str| ["-I", "-R", "--iso", "--rfc"].iter().any(|option| word.starts_with(option));
            (!words.any(is_formatted)).then_some(CULTURE)
        }
    }
}

/// Whether code of PowerShell is a date that nothing makes a string of.
fn of_cmdlet(code: &str) -> bool {
    const KEEPS: [&str; 8] = [
        "adddays",
        "addhours",
        "addminutes",
        "addseconds",
        "addmonths",
        "addyears",
        "touniversaltime",
        "date",
    ];
    let lower = code.to_ascii_lowercase();
    let Some(rest) = lower.trim_start_matches('(').strip_prefix("get-date") else { return false };
    rest.split('.').skip(1).all(|member| {
        let name = member.split('(').next().unwrap_or_default().trim_end_matches(')');
        KEEPS.contains(&name)
    }) && rest.split('.').next().is_some_and(|rest| rest.trim_matches([')', ' ']).is_empty())
}

/// An object of Python, as a string shows it.
fn of_python(code: &str) -> Option<&'static str> {
    // A function `now` without the module or its class may be one of the program.
    let name = code.strip_prefix("datetime.datetime.").or_else(|| code.strip_prefix("datetime."));
    let begins = |begin: &str| name.is_some_and(|name| name.starts_with(begin));
    // A method, a format or a conversion may make a string of it.
    let is_plain = |code: &str| {
        let rest = code.split_once(')').map_or("", |(_, rest)| rest).trim();
        rest.is_empty() || rest.starts_with(['-', '+']) && !rest.contains([':', '.', '!'])
    };
    let is_time = begins("now(") || begins("utcnow(");
    let is_day = begins("date.today(") || code.starts_with("date.today(");
    match is_plain(code) {
        true if is_time => Some(BLANKS),
        true if is_day => Some(DAY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BLANKS, CULTURE, DAY, NUMBER, form};
    use crate::source::Language;

    #[test]
    fn a_date_has_a_form() {
        for (language, code, expected) in [
            (Language::Shell, "$(date)", Some(CULTURE)),
            (Language::Shell, "$(date -d yesterday)", Some(CULTURE)),
            (Language::Shell, "$(date -d '1 day ago' +%F)", Some(DAY)),
            (Language::Shell, "$(date +%s)", Some(NUMBER)),
            (Language::Shell, "$(date -u +%Y-%m-%dT%H:%M:%SZ)", None),
            (Language::Shell, "$(date -u '+%FT%TZ')", None),
            (Language::Shell, "$(date -Iseconds)", None),
            (Language::Shell, "$(date -u | sed 's/x/y/')", None),
            (Language::Shell, "$(dateadd -1)", None),
            (Language::PowerShell, "$(Get-Date)", Some(CULTURE)),
            (Language::PowerShell, "$((Get-Date).AddDays(-1))", Some(CULTURE)),
            (Language::PowerShell, "$((Get-Date).ToUniversalTime().ToString('o'))", None),
            (Language::PowerShell, "$(Get-Date -Format o)", None),
            (Language::Python, "{datetime.now()}", Some(BLANKS)),
            (Language::Python, "{datetime.datetime.utcnow()}", Some(BLANKS)),
            (Language::Python, "{datetime.now() - timedelta(days=1)}", Some(BLANKS)),
            (Language::Python, "{datetime.now(timezone.utc).isoformat()}", None),
            (Language::Python, "{datetime.now():%Y-%m-%dT%H:%M:%SZ}", None),
            (Language::Python, "{date.today()}", Some(DAY)),
            (Language::Python, "{datetime.date.today()}", Some(DAY)),
            (Language::Python, "{now()}", None),
            (Language::JavaScript, "${Date.now()}", Some(NUMBER)),
            (Language::JavaScript, "${new Date().toISOString()}", None),
            (Language::Ruby, "#{Time.now}", Some(BLANKS)),
            (Language::Ruby, "#{Time.now.utc.iso8601}", None),
            (Language::CSharp, "{DateTime.UtcNow}", Some(CULTURE)),
            (Language::CSharp, "{DateTime.UtcNow:o}", None),
        ] {
            assert_eq!(form(language, code), expected, "{code}");
        }
    }
}
