//! The meaning of a filter, as one sentence or as an indented list.

use std::slice::Iter;

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

/// Describes the selected jobs in English: one sentence, or a list if the filter has many or nested
/// conditions. It ends without a full stop and without a line break.
///
/// ```
/// use comfilter::{Filter, explain};
///
/// let filter: Filter = "not parentJobId eq null and resultCode ne 'SUCCESS'".parse()?;
/// assert_eq!(
///     explain::sentence(&filter),
///     "Jobs that have a parent job, and whose result code is missing or anything but SUCCESS"
/// );
///
/// let filter: Filter = "state eq 'ERROR' and (generation gt 3 or cancellable eq true)".parse()?;
/// assert_eq!(
///     explain::sentence(&filter),
///     "\
/// Jobs for which all of these are true:
///   - their state is ERROR
///   - at least one of these is true:
///     - their generation is greater than 3
///     - they are cancellable"
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn sentence(filter: &Filter) -> String {
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
    parts: Iter<'m, PartId>,
    /// The number of hidden statements.
    hidden: usize,
}

impl<'m> ListLevel<'m> {
    fn new(parts: &'m [PartId]) -> ListLevel<'m> {
        // One more line in the place of "and one more".
        let shown = if parts.len() > LISTED + 1 { LISTED } else { parts.len() };
        let hidden = parts.len() - shown;
        ListLevel { parts: parts.get(..shown).unwrap_or_default().iter(), hidden }
    }
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
        let next = level.parts.next();
        let hidden = if next.is_none() { std::mem::take(&mut level.hidden) } else { 0 };
        if next.is_none() && hidden == 0 {
            levels.pop();
            continue;
        }
        let depth = levels.len();
        lines += 1;
        if lines > LINES {
            line(&mut text, 1, &format!("… {} conditions in all", count(conditions(filter))));
            break;
        }
        let Some(part) = next else {
            line(&mut text, depth, &format!("… and {} more", count(hidden)));
            continue;
        };
        let (parts, heading) = match meaning.resolved(*part) {
            Some(MeaningPart::All(parts)) => (parts, "all of these are true:"),
            Some(MeaningPart::Any(parts)) => (parts, "at least one of these is true:"),
            Some(MeaningPart::One(condition)) => {
                line(&mut text, depth, &phrase(filter.schema(), condition).statement());
                continue;
            }
            None => continue,
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
