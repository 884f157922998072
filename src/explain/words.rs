//! Words: names as words, lists, counts, and text that is safe to show.

use crate::Filter;
use crate::text::safe_up_to;
use crate::timestamp::Timestamp;

/// The longest shown piece of a filter's text, in characters.
const SHOWN: usize = 80;

/// Text of a filter: at most eighty characters, safe for a terminal.
pub(super) fn safe(text: &str) -> String {
    safe_up_to(SHOWN, text)
}

/// A string as a literal, so its end is clear whatever it contains.
pub(super) fn quoted(text: &str) -> String {
    let start = text.char_indices().nth(SHOWN + 1).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    format!("'{}'", safe(&start.replace('\'', "''")))
}

/// `59,980`.
pub(crate) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `2022-06-01 00:00:00 UTC`.
pub(crate) fn instant(timestamp: Timestamp) -> String {
    timestamp.to_string().replace('T', " ").replace('Z', " UTC")
}

/// `2022-06-01`, a day in UTC.
pub(super) fn day(timestamp: Timestamp) -> String {
    timestamp.to_string().split('T').next().unwrap_or_default().to_owned()
}

/// The name of a property as words: `parentJobId` is "parent job id".
pub(super) fn in_words(name: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for character in name.chars() {
        match character {
            '/' | '_' => words.push(' '),
            'A'..='Z' => {
                if before.is_ascii_lowercase() || before.is_ascii_digit() {
                    words.push(' ');
                }
                words.push(character.to_ascii_lowercase());
            }
            _ => words.push(character),
        }
        before = character;
    }
    words
}

/// Whether a noun is one of many: "results", but not "status".
pub(super) fn is_plural(noun: &str) -> bool {
    // A path is singular, with any ending.
    noun.ends_with('s')
        && !noun.contains('/')
        && !noun.ends_with("ss")
        && !noun.ends_with("us")
        && !noun.ends_with("is")
}

/// A noun with its article, if it takes one: "a state", "an id", "results".
pub(super) fn with_article(noun: &str) -> String {
    if is_plural(noun) {
        return noun.to_owned();
    }
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// Most lines of a list or a tree. More would not be read, and the indentation of deep nesting
/// would make the work quadratic.
pub(super) const LINES: usize = 1_000;

/// The number of a filter's conditions.
pub(super) fn conditions(filter: &Filter) -> usize {
    filter.ast().nodes().filter(|node| node.is_condition()).count()
}

/// The limit of shown values in a list; of a longer one, [`FIRST`].
const LISTED: usize = 10;
const FIRST: usize = 8;

/// The number of shown values of a list, and of the others.
pub(super) fn shown_of(length: usize) -> (usize, usize) {
    if length > LISTED { (FIRST, length - FIRST) } else { (length, 0) }
}

/// "a", "a or b", "a, b or c", "a, b or one of 199,998 more".
pub(super) fn alternatives<T>(values: &[T], show: impl FnMut(&T) -> String) -> String {
    listed(values, "or", "or one of", show)
}

/// Excludes all values: "anything but a", "neither a nor b", "none of a, b and c".
pub(super) fn none_of<T>(values: &[T], mut show: impl FnMut(&T) -> String) -> String {
    match values {
        [value] => format!("anything but {}", show(value)),
        [one, other] => format!("neither {} nor {}", show(one), show(other)),
        _ => format!("none of {}", listed(values, "and", "and", show)),
    }
}

fn listed<T>(values: &[T], joint: &str, before_count: &str, show: impl FnMut(&T) -> String) -> String {
    let (first, hidden) = shown_of(values.len());
    let shown: Vec<String> = values.iter().take(first).map(show).collect();
    if hidden > 0 {
        return format!("{} {before_count} {} more", shown.join(", "), count(hidden));
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {joint} {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        for (name, words) in [
            ("state", "state"),
            ("parentJobId", "parent job id"),
            ("resource/id", "resource id"),
            ("cpu_count", "cpu count"),
            ("a/bC", "a b c"),
        ] {
            assert_eq!(in_words(name), words, "{name}");
        }
    }

    #[test]
    fn counts_are_grouped_by_threes() {
        let counts = [0, 12, 999, 1_000, 199_998, 1_000_000].map(count);
        assert_eq!(counts, ["0", "12", "999", "1,000", "199,998", "1,000,000"]);
    }

    #[test]
    fn lists_read_as_one_says_them() {
        let show = |value: &usize| value.to_string();
        let numbers: Vec<usize> = (1..=200_000).collect();
        for (length, any, none) in [
            (1, "1", "anything but 1"),
            (2, "1 or 2", "neither 1 nor 2"),
            (3, "1, 2 or 3", "none of 1, 2 and 3"),
        ] {
            assert_eq!(alternatives(&numbers[..length], show), any);
            assert_eq!(none_of(&numbers[..length], show), none);
        }
        assert_eq!(alternatives(&numbers, show), "1, 2, 3, 4, 5, 6, 7, 8 or one of 199,992 more");
        assert_eq!(none_of(&numbers, show), "none of 1, 2, 3, 4, 5, 6, 7, 8 and 199,992 more");
    }

    #[test]
    fn text_ends_where_its_quote_does() {
        assert_eq!(quoted("O'Neil"), "'O''Neil'");
        assert_eq!(quoted("\u{1b}[2J\u{202e}"), "'\\u{1b}[2J\\u{202e}'");
        assert_eq!(quoted(&"a".repeat(1 << 20)), format!("'{}…'", "a".repeat(SHOWN)));
        assert_eq!(quoted(&"é".repeat(SHOWN)), format!("'{}'", "é".repeat(SHOWN)));
    }
}
