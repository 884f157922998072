//! `unencoded-character`: characters that a query string, or a shell, does not accept unencoded.

use super::query::QueryPiece;
use super::request::{GivenParameter, WrittenRequest};
use super::{QueryEncoder, query};
use crate::diagnostic::{Applicability, Diagnostics, Message, Severity};
use crate::rules;
use crate::schema::Schema;
use crate::text::{Edit, Layer, Quoted, Span, ToWrite, encode_value, offset};

/// The limit of edits in one fix. A value with more places is rewritten as a whole.
const EDITS: usize = 64;

/// The meaning of a finding without a client that is known.
pub(crate) const MOSTLY_TAKEN: &str = "most clients and servers take that, and some do not";

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
    /// The first bracket that a client may expand.
    first_bracket: Option<u32>,
    /// The first raw `&` or `#`.
    end: Option<u32>,
}

/// Searches the value at `span`. The user meant all of it as the value.
pub(super) fn find(text: &str, span: Span) -> Unencoded {
    let mut found = Unencoded {
        characters: Vec::new(),
        runs: Vec::new(),
        first_space: None,
        first_bracket: None,
        end: None,
    };
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
        if matches!(character, '{' | '}' | '[' | ']') && !is_placeholder(text, start) {
            found.first_bracket.get_or_insert(start);
        }
    }
    found
}

impl Unencoded {
    /// Reports them in one finding. `read` is the filter as the server reads it.
    pub(super) fn report(
        &self,
        request: &WrittenRequest<'_>,
        given: &GivenParameter,
        read: &str,
        diagnostics: &mut Diagnostics,
    ) {
        let Some((first, layer)) = self.runs.first().zip(request.layers.get(given.layer)) else { return };
        let space = self.first_space.filter(|_| request.is_command);
        let bracket = self.first_bracket.filter(|_| request.expands && given.layer == request.url);
        let severity =
            if self.end.or(space).or(bracket).is_some() { Severity::Error } else { Severity::Hint };
        let one = |at: u32| {
            let rest = layer.text.get(at as usize..).unwrap_or_default();
            Span::new(at, at + offset(rest.chars().next().map_or(0, char::len_utf8)))
        };
        let place = self.end.or(space).or(bracket).map_or(*first, one);
        // curl refuses a space, so the filter was never sent. Encoded around an inserted value that is not, it would
        // be sent with the wrong one.
        let data = space.filter(|_| self.end.is_none() && inserts(layer, given));
        let data = data.map(|_| as_data(request, given, layer));
        diagnostics.report_as(severity, &rules::UNENCODED_CHARACTER, layer.place(place), || {
            let message = Message::new(match (self.end, space, bracket) {
                (Some(_), ..) => ends(place.of(&layer.text), read),
                (None, Some(_), _) => format!(
                    "{} not encoded: curl sends a space as it is, and the request is refused",
                    self.list()
                ),
                (None, None, Some(_)) => format!(
                    "{} not encoded: curl reads {} as a list of URLs, and sends several requests or none",
                    self.list(),
                    Quoted(place.of(&layer.text))
                ),
                (None, None, None) => {
                    format!("{} not encoded: {MOSTLY_TAKEN}", self.list())
                }
            });
            if let Some(edits) = data {
                let help = "let curl encode the filter: write `-G --data-urlencode \"filter=…\"`";
                return message.help(help).safe_fix("let curl encode the filter", edits);
            }
            message
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

/// Reports the `&` at `at`, which cuts a value that the client `encoder` encodes.
pub(super) fn tell_end(
    layer: &Layer<'_>,
    at: u32,
    read: &str,
    encoder: QueryEncoder,
    diagnostics: &mut Diagnostics,
) {
    let place = layer.place(Span::new(at, at + 1));
    diagnostics.report_as(Severity::Error, &rules::UNENCODED_CHARACTER, place, || {
        Message::new(format!("{}; {} never encodes it", ends("&", read), encoder.name))
            .help(format!("write {}", ToWrite(encoder.advice)))
    });
}

fn ends(character: &str, read: &str) -> String {
    format!("{} ends the filter here: the service reads only {}", Quoted(character), Quoted(read))
}

/// Whether the value contains something that the shell inserts, or another tool, and that nothing encodes.
fn inserts(layer: &Layer<'_>, given: &GivenParameter) -> bool {
    let Some(word) = &layer.word else { return false };
    let value = given.piece.value;
    let is_in = |at: &u32| (value.start..value.end).contains(at);
    word.inserts.iter().any(is_in) || word.requoted.is_none() && value.of(&layer.text).contains(['$', '`'])
}

/// The edits that move the filter from the URL of curl into data that curl encodes: the quotes of the word end
/// before the parameter and begin again. `None` if the word is not in one pair of quotes, or has encoded text.
fn as_data(request: &WrittenRequest<'_>, given: &GivenParameter, layer: &Layer<'_>) -> Option<Vec<Edit>> {
    let QueryPiece { name, value } = given.piece;
    let from = name.start.checked_sub(1)?;
    let end = request.parameters.iter().filter(|other| other.layer == given.layer);
    let end = end.map(|other| other.piece.value.end).max()?;
    let quote = layer.word.as_ref()?.quote(Span::new(from, end))?;
    let is_plain = !value.of(&layer.text).contains('%') && !layer.text.contains('#');
    // The data would go to each URL, and a form needs a POST.
    let mut others = request.layers.iter().enumerate().filter(|(index, _)| *index != request.url);
    let is_alone =
        others.all(|(_, word)| !word.text.contains("://") && !matches!(&*word.text, "-F" | "--form"));
    if given.layer != request.url || !is_plain || !is_alone || !request.gets && !request.posted.is_empty() {
        return None;
    }
    let get = if request.gets { "" } else { "-G " };
    let data = layer.outside(Span::new(from, name.start), &format!("{quote} {get}--data-urlencode {quote}"));
    let rest = request.parameters.iter().filter(|other| other.layer == given.layer);
    let rest = rest.filter(|other| other.piece.name.start > name.start).map(|other| {
        let start = other.piece.name.start;
        let option = if other.piece.value.of(&layer.text).contains(' ') { "--data-urlencode" } else { "-d" };
        layer.outside(Span::new(start.checked_sub(1)?, start), &format!("{quote} {option} {quote}"))
    });
    std::iter::once(data).chain(rest).collect()
}

/// Whether the bracket at `at` belongs to a name that a reader fills in: `{id}`, `[name]`.
fn is_placeholder(text: &str, at: u32) -> bool {
    let is_name = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '.'))
    };
    let (before, from) = text.split_at_checked(at as usize).unwrap_or_default();
    match from.chars().next() {
        Some('{' | '[') => from.get(1..).and_then(|rest| rest.split(['}', ']']).next()).is_some_and(is_name),
        _ => before.rsplit(['{', '[']).next().is_some_and(is_name),
    }
}

/// Reports a `&` outside a string that was meant as a part of the filter: `a eq 1&&b eq 2`.
pub(super) fn tell_ampersand(
    request: &WrittenRequest<'_>,
    index: usize,
    read: &str,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) {
    let given = request.parameters.get(index);
    let next = given.zip(request.parameters.get(index + 1));
    let next = next.filter(|(given, next)| next.is_sent && given.layer == next.layer).map(|(_, next)| next);
    let Some((next, layer)) = next.and_then(|next| Some((next, request.layers.get(next.layer)?))) else {
        return;
    };
    let start = next.piece.name.start;
    let before = layer.text.get(..start as usize).unwrap_or_default();
    let place = Span::new(offset(before.trim_end_matches('&').len()), start);
    if !goes_on(next, layer, place.len() > 1, schema) {
        return;
    }
    let rest = layer.text.get(start as usize..).unwrap_or_default();
    let condition = before.trim_end_matches('&');
    let end = start as usize + blanks(rest, |rest, blank| rest.strip_prefix(blank));
    let around = Span::from_range(
        condition.len() - blanks(condition, |condition, blank| condition.strip_suffix(blank))..end,
    );
    diagnostics.report_as(Severity::Error, &rules::UNENCODED_CHARACTER, layer.place(place), || {
        Message::new(ends(place.of(&layer.text), read))
            .help("write `%20and%20` if both conditions must hold")
            .fix(
                Applicability::safe_if(place.len() > 1),
                "join the conditions with `and`",
                layer.outward(&[Edit::replace(around, "%20and%20")]),
            )
    });
}

/// The length of the blanks, encoded or not, at the end of `text` from which `strip` removes one.
fn blanks<'t>(text: &'t str, strip: impl Fn(&'t str, &'static str) -> Option<&'t str>) -> usize {
    let mut rest = text;
    while let Some(less) = [" ", "%20", "+"].into_iter().find_map(|blank| strip(rest, blank)) {
        rest = less;
    }
    text.len() - rest.len()
}

/// Whether the text after `&` is a condition instead of a parameter: it has words, or it compares a property.
fn goes_on(next: &GivenParameter, layer: &Layer<'_>, is_doubled: bool, schema: &Schema) -> bool {
    let name = next.name.trim();
    if query::is_filter(name) || query::is_known(name) {
        return false;
    }
    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | '-')));
    let path = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    let is_property = schema.properties().iter().any(|property| property.name == path);
    let value = next.piece.value.of(&layer.text);
    let compares = end.is_some() || next.name.ends_with(' ') || value.trim_start().starts_with(['=', '\'']);
    name.contains(' ') || is_property && (is_doubled || compares) || is_doubled && compares
}

/// Reports the characters that a shell interprets because the URL has no quotes.
pub(super) fn tell_operators(layer: &Layer<'_>, diagnostics: &mut Diagnostics) {
    let Some(word) = &layer.word else { return };
    let Some(first) = word.operators.first() else { return };
    let place = Span::new(*first, first + 1);
    let is_double = word.requoted.is_some_and(|quotes| quotes.open == "\"");
    let advice = if is_double { "put the URL in double quotes" } else { "put the URL in single quotes" };
    diagnostics.report_as(Severity::Error, &rules::UNENCODED_CHARACTER, layer.place(place), || {
        Message::new(match place.of(&layer.text) {
            "&" => "`&` without quotes ends the command, which gets nothing after it".to_owned(),
            other => {
                format!("{} without quotes is shell syntax, and the shell rejects the command", Quoted(other))
            }
        })
        .help(advice)
        .safe_fix(advice, layer.in_quotes())
    });
}
