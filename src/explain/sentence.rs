//! The meaning of a filter, as one sentence or as an indented list.

use super::phrase::{Phrase, phrase, subject};
use super::words::{LINES, conditions, count};
use crate::Filter;
use crate::check::meaning::{Meaning, MeaningPart, PartId};

/// The limit of statements in one sentence.
const IN_A_SENTENCE: usize = 4;
/// Longest sentence, in bytes; past it, a list is easier to read.
const SENTENCE: usize = 320;
/// The limit of statements on one level of a list.
const LISTED: usize = 20;

pub(super) fn sentence(filter: &Filter) -> String {
    let meaning = Meaning::of(filter);
    let Some(root) = meaning.root() else { return subject(filter) };
    match one_sentence(filter, &meaning, root) {
        Some(sentence) => sentence,
        None => list(filter, &meaning, root),
    }
}

/// A sentence, if there are few statements and none is a group: "and" beside "or" would be
/// ambiguous.
fn one_sentence(filter: &Filter, meaning: &Meaning<'_>, root: &MeaningPart<'_>) -> Option<String> {
    let (parts, joint) = match root {
        MeaningPart::One(condition) => {
            let phrase = phrase(filter.schema(), condition);
            return Some(format!("{} {}", subject(filter), phrase.relative()));
        }
        MeaningPart::All(parts) => (parts, "and"),
        MeaningPart::Any(parts) => (parts, "or"),
    };
    if parts.len() > IN_A_SENTENCE {
        return None;
    }
    let statements: Option<Vec<Phrase>> = parts
        .iter()
        .map(|part| match meaning.resolved(*part)? {
            MeaningPart::One(condition) => Some(phrase(filter.schema(), condition)),
            _ => None,
        })
        .collect();
    let sentence = format!("{} {}", subject(filter), joined(&statements?, joint));
    (sentence.len() <= SENTENCE).then_some(sentence)
}

/// "whose a is b, that have c, and whose d is e".
fn joined(statements: &[Phrase], joint: &str) -> String {
    let mut joined = String::new();
    for (at, statement) in statements.iter().enumerate() {
        if at > 0 {
            joined.push_str(", ");
        }
        if at + 1 == statements.len() {
            joined.push_str(joint);
            joined.push(' ');
        }
        joined.push_str(&statement.relative());
    }
    joined
}

/// A level of the list that is being written.
struct ListLevel<'m> {
    parts: &'m [PartId],
    /// The number of hidden statements.
    hidden: usize,
}

impl<'m> ListLevel<'m> {
    fn new(parts: &'m [PartId]) -> ListLevel<'m> {
        // One more line in the place of "and one more".
        let shown = if parts.len() > LISTED + 1 { LISTED } else { parts.len() };
        ListLevel { parts: parts.get(..shown).unwrap_or_default(), hidden: parts.len() - shown }
    }

    fn next(&mut self) -> Option<NextItem> {
        if let Some((part, rest)) = self.parts.split_first() {
            self.parts = rest;
            return Some(NextItem::Part(*part));
        }
        match std::mem::take(&mut self.hidden) {
            0 => None,
            hidden => Some(NextItem::Hidden(hidden)),
        }
    }
}

/// The next item on a level.
enum NextItem {
    Part(PartId),
    /// In the place of this many parts.
    Hidden(usize),
}

fn list(filter: &Filter, meaning: &Meaning<'_>, root: &MeaningPart<'_>) -> String {
    let mut text = subject(filter);
    let (parts, heading) = match root {
        MeaningPart::All(parts) => (parts, " for which all of these are true:"),
        MeaningPart::Any(parts) => (parts, " for which at least one of these is true:"),
        MeaningPart::One(_) => return text,
    };
    text.push_str(heading);
    let mut levels = vec![ListLevel::new(parts)];
    let mut lines = 0;
    while let Some(level) = levels.last_mut() {
        let Some(next) = level.next() else {
            levels.pop();
            continue;
        };
        let depth = levels.len();
        lines += 1;
        if lines > LINES {
            line(&mut text, 1, &format!("… {} conditions in all", count(conditions(filter))));
            break;
        }
        let (parts, heading) = match next {
            NextItem::Part(part) => match meaning.resolved(part) {
                Some(MeaningPart::All(parts)) => (parts, "all of these are true:"),
                Some(MeaningPart::Any(parts)) => (parts, "at least one of these is true:"),
                Some(MeaningPart::One(condition)) => {
                    line(&mut text, depth, &phrase(filter.schema(), condition).statement());
                    continue;
                }
                None => continue,
            },
            NextItem::Hidden(hidden) => {
                line(&mut text, depth, &format!("… and {} more", count(hidden)));
                continue;
            }
        };
        line(&mut text, depth, heading);
        levels.push(ListLevel::new(parts));
    }
    text
}

fn line(text: &mut String, depth: usize, content: &str) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
    text.push_str("- ");
    text.push_str(content);
}
