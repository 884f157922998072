//! `unencoded-character`: characters that a query string, or a shell, does not accept unencoded.

use super::query;
use super::request::{GivenParameter, WrittenRequest};
use crate::diagnostic::{Diagnostics, Message, Severity};
use crate::rules;
use crate::text::{Edit, Layer, Quoted, Span, encode_value, offset};

/// The limit of edits in one fix. A value with more places is rewritten as a whole.
const EDITS: usize = 64;

/// Characters that a message names.
const NAMED: usize = 8;

/// The unencoded characters of one value.
#[derive(Debug)]
pub(super) struct Unencoded {
    /// Each character once, in order.
    characters: Vec<char>,
    /// Their places.
    runs: Vec<Span>,
    first_space: Option<u32>,
    /// The first raw `&` or `#`.
    end: Option<u32>,
}

/// Searches the value at `span`. The user meant all of it as the value.
pub(super) fn find(text: &str, span: Span) -> Unencoded {
    let mut found = Unencoded { characters: Vec::new(), runs: Vec::new(), first_space: None, end: None };
    for (at, character) in span.of(text).char_indices() {
        // Other rules report `%` and `+`.
        if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~' | '%' | '+') {
            continue;
        }
        let start = span.start + offset(at);
        let place = Span::from_range(start as usize..start as usize + character.len_utf8());
        match found.runs.last_mut() {
            Some(run) if run.end == place.start => run.end = place.end,
            _ => found.runs.push(place),
        }
        if found.characters.len() <= NAMED && !found.characters.contains(&character) {
            found.characters.push(character);
        }
        if character.is_whitespace() {
            found.first_space.get_or_insert(start);
        }
        if matches!(character, '&' | '#') {
            found.end.get_or_insert(start);
        }
    }
    found
}

impl Unencoded {
    /// Reports them in one finding. `read` is the filter as the server reads it.
    pub(super) fn report(
        &self,
        layer: &Layer<'_>,
        read: &str,
        in_command: bool,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(first) = self.runs.first() else { return };
        let space = self.first_space.filter(|_| in_command);
        let severity = if self.end.or(space).is_some() { Severity::Error } else { Severity::Hint };
        let one = |at: u32| {
            let rest = layer.text.get(at as usize..).unwrap_or_default();
            Span::new(at, at + offset(rest.chars().next().map_or(0, char::len_utf8)))
        };
        let place = self.end.or(space).map_or(*first, one);
        diagnostics.report_as(severity, &rules::UNENCODED_CHARACTER, layer.place(place), || {
            Message::new(match (self.end, space) {
                (Some(_), _) => ends(place.of(&layer.text), read),
                (None, Some(_)) => format!(
                    "{} not encoded: curl sends a space as it is, and the request is refused",
                    self.list()
                ),
                (None, None) => {
                    format!(
                        "{} not encoded: most clients and servers take that, and some do not",
                        self.list()
                    )
                }
            })
            .help(match self.end {
                Some(_) => "encode the filter: `%26` for `&`, `%23` for `#`",
                None => {
                    "encode every character except letters, digits and `-._~`, as `comfilter encode` does"
                }
            })
            .safe_fix("encode the characters", layer.outward(&self.edits(&layer.text)))
        });
    }

    fn edits(&self, text: &str) -> Vec<Edit> {
        if self.runs.len() <= EDITS {
            return self.runs.iter().map(|run| Edit::replace(*run, encode_value(run.of(text)))).collect();
        }
        let mut whole = String::new();
        let mut done = None;
        for run in &self.runs {
            whole.push_str(done.map_or("", |done| Span::new(done, run.start).of(text)));
            whole.push_str(&encode_value(run.of(text)));
            done = Some(run.end);
        }
        let start = self.runs.first().map_or(0, |run| run.start);
        vec![Edit::replace(Span::new(start, done.unwrap_or(start)), whole)]
    }

    /// "`/` and a space are".
    fn list(&self) -> String {
        let name = |character: &char| match character {
            ' ' => "a space".to_owned(),
            other => Quoted(other.encode_utf8(&mut [0; 4])).to_string(),
        };
        let mut names: Vec<String> = self.characters.iter().take(NAMED).map(name).collect();
        let last = if self.characters.len() > NAMED { Some("others".to_owned()) } else { names.pop() };
        let last = last.unwrap_or_default();
        match names.len() {
            0 => format!("{last} is"),
            _ => format!("{} and {last} are", names.join(", ")),
        }
    }
}

fn ends(character: &str, read: &str) -> String {
    format!("{} ends the filter here: the service reads only {}", Quoted(character), Quoted(read))
}

/// Reports a `&` outside a string that was meant as a part of the filter: `a eq 1&&b eq 2`.
pub(super) fn tell_ampersand(
    request: &WrittenRequest<'_>,
    index: usize,
    layer: &Layer<'_>,
    read: &str,
    diagnostics: &mut Diagnostics,
) {
    let next = request.parameters.get(index + 1).filter(|next| {
        next.is_sent && request.parameters.get(index).is_some_and(|given| given.layer == next.layer)
    });
    let Some(next) = next.filter(|next| goes_on(next)) else { return };
    let start = next.piece.name.start;
    let before = layer.text.get(..start as usize).unwrap_or_default();
    let place = Span::new(offset(before.trim_end_matches('&').len()), start);
    diagnostics.report_as(Severity::Error, &rules::UNENCODED_CHARACTER, layer.place(place), || {
        Message::new(ends(place.of(&layer.text), read)).help("write `%20and%20` if both conditions must hold")
    });
}

/// Whether the text after `&` is words instead of a parameter.
fn goes_on(next: &GivenParameter) -> bool {
    !query::is_filter(&next.name) && next.name.trim().contains(' ')
}

/// Reports the characters that a shell interprets because the URL has no quotes.
pub(super) fn tell_operators(layer: &Layer<'_>, diagnostics: &mut Diagnostics) {
    let Some(word) = &layer.word else { return };
    let Some(first) = word.operators.first() else { return };
    let place = Span::new(*first, first + 1);
    diagnostics.report_as(Severity::Error, &rules::UNENCODED_CHARACTER, layer.place(place), || {
        Message::new(match place.of(&layer.text) {
            "&" => "`&` without quotes ends the command: curl gets nothing after it".to_owned(),
            other => {
                format!("{} without quotes is shell syntax, and the shell rejects the command", Quoted(other))
            }
        })
        .help("put the URL in single quotes")
        .safe_fix("put the URL in single quotes", layer.in_quotes())
    });
}
