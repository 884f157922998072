//! A filter that code inserts into a URL without encoding: the characters that change on the way.

use super::client;
use crate::source::{PastedValue, Sender, filled};
use crate::syntax::joined_words;
use crate::text::{Quoted, has_encoded, percent_decode};

/// The characters that a URL gives another meaning.
const MEANINGS: &str = "+&#%";

/// A change of a filter on its way.
pub(super) enum Lost {
    /// A character has another meaning. The service gets this filter.
    Changed(char, String),
    /// The client does not encode the spaces.
    Refused(Sender),
    /// A value in the filter is not known: its code.
    Unknown(String),
}

impl Lost {
    /// The change of a value. `leaves` are the characters that a function on the way leaves.
    pub(super) fn of(value: &PastedValue, leaves: Option<&str>, sender: Option<Sender>) -> Option<Lost> {
        let text = &*value.text;
        // Text that is encoded already has its findings there.
        if has_encoded(text) {
            return None;
        }
        let leaves = leaves.or(value.leaves.as_deref());
        let is_raw = leaves.is_none();
        // Without an answer, the other changes do not matter.
        if let Some(sender) = sender.filter(|_| is_raw && text.contains(' ')) {
            return Some(Lost::Refused(sender));
        }
        let leaves = leaves.unwrap_or(MEANINGS);
        let read = read(text, leaves);
        if !are_equal(text, &read) {
            let end = text
                .find(['&', '#'])
                .filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with(|c| leaves.contains(c))));
            let character = end.and_then(|end| text.get(end..)).and_then(|rest| rest.chars().next());
            let first = text.chars().find(|c| leaves.contains(*c)).unwrap_or('+');
            let source = |number: usize| value.holes.get(&number).map(|(code, _)| code.clone());
            return Some(Lost::Changed(character.unwrap_or(first), filled(&read, source).0));
        }
        let hole = value.holes.values().find(|(_, is_encoded)| !is_encoded);
        hole.map(|(code, _)| Lost::Unknown(code.clone()))
    }

    /// In words.
    pub(super) fn words(&self) -> String {
        match self {
            Lost::Changed('+', read) => {
                format!("the `+` in it is read as a space, and the service gets {}", Quoted(read))
            }
            Lost::Changed('%', read) => {
                format!("the `%` in it begins an encoded byte, and the service gets {}", Quoted(read))
            }
            Lost::Changed(character, read) => {
                format!("the `{character}` in it ends the filter, and the service gets {}", Quoted(read))
            }
            Lost::Refused(sender) => client::with_spaces(sender, "the spaces in it"),
            Lost::Unknown(code) => {
                format!("a `+` in {} becomes a space, and `&` or `#` ends the filter", Quoted(code))
            }
        }
    }
}

/// The filter that the service reads.
fn read(text: &str, leaves: &str) -> String {
    let end = text.find(|c| matches!(c, '&' | '#') && leaves.contains(c)).unwrap_or(text.len());
    let sent = text.get(..end).unwrap_or(text);
    let decoded = if leaves.contains('%') { percent_decode(sent, 0, false).text } else { sent.to_owned() };
    if leaves.contains('+') { decoded.replace('+', " ") } else { decoded }
}

/// Whether two filters have the same words. The sign of a number may be a space.
fn are_equal(left: &str, right: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        joined_words(text).into_iter().map(|word| word.text.trim_start_matches('+').to_owned()).collect()
    };
    words(left) == words(right)
}
