//! The kind of an input: a filter, an encoded value, a query string, a URL, or a curl command.

use serde::Serialize;

use crate::Limits;
use crate::check::Checked;
use crate::schema::Schema;
use crate::syntax::Operator;
use crate::text::shell::is_curl;
use crate::text::{Span, has_encoded, offset, percent_decode};

/// The kind of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A plain filter, not decoded.
    Filter,
    /// The percent-encoded value of the parameter: `state%20eq%20%27ERROR%27`.
    Value,
    /// A query string: `filter=…&limit=10`.
    Query,
    /// A URL, or the path of one.
    Url,
    /// A command that begins with `curl`. Other commands only give their URL.
    Command,
}

/// The kind of an input, and its relevant part: without blanks, quotes or a `GET` around it.
pub(super) fn kind(text: &str, schema: &Schema, limits: &Limits) -> (Kind, Span) {
    let whole = trim(text, Span::from_range(0..text.len()));
    let inside = whole.of(text);
    let request = if let Some(curl) = curl_at(inside) {
        Some((Kind::Command, Span::new(whole.start + offset(curl), whole.end)))
    } else if is_command(inside) {
        let url = url_of_command(text, whole).unwrap_or(whole);
        Some((shape(url.of(text)).unwrap_or(Kind::Url), url))
    } else {
        let target = unwrapped(text, whole);
        shape(target.of(text)).map(|kind| (kind, target))
    };
    match request {
        Some(request) if !is_filter(text, schema, limits) => request,
        None if !is_plain(inside) && !is_filter(text, schema, limits) => (Kind::Value, whole),
        _ => (Kind::Filter, Span::from_range(0..text.len())),
    }
}

/// The place of `curl` in a command, after a prompt, variables, a folder, and commands that run another one:
/// `$ TOKEN=x sudo /usr/bin/curl -s`.
fn curl_at(text: &str) -> Option<usize> {
    /// More words in front would make a sentence.
    const MOST: usize = 6;
    let mut rest = text;
    for _ in 0..MOST {
        let word = rest.split([' ', '\t', '\\', '\n']).next().unwrap_or_default();
        if is_curl(word) && word.len() < rest.len() {
            let folder = word.rfind('/').map_or(0, |slash| slash + 1);
            return Some(text.len() - rest.len() + folder);
        }
        let is_assignment = word.split_once('=').is_some_and(|(name, value)| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !value.contains(['\'', '"', '?'])
        });
        if !is_assignment && !["$", ">", "#", "sudo", "time", "env", "exec", "&"].contains(&word) {
            return None;
        }
        rest = rest.get(word.len()..)?.trim_start();
    }
    None
}

/// Other commands that send a request; of curl, the options are read too.
const COMMANDS: [&str; 5] = ["invoke-restmethod", "invoke-webrequest", "irm", "iwr", "wget"];

/// Whether the input is a command of PowerShell or HTTPie that names a filter, perhaps outside of its URL.
pub(crate) fn names_other_filter(text: &str) -> bool {
    let is_httpie =
        text.split_whitespace().next().is_some_and(|first| matches!(first, "http" | "https" | "xh" | "xhs"));
    (is_command(text) || is_httpie) && text.to_ascii_lowercase().contains("filter")
}

/// Whether the input is a command of PowerShell or wget.
pub(crate) fn is_command(text: &str) -> bool {
    let start = text.split(['\'', '"']).next().unwrap_or_default();
    start.split_whitespace().any(|word| COMMANDS.iter().any(|command| word.eq_ignore_ascii_case(command)))
}

/// The URL of such a command: the first word with a filter, or with `://`, in quotes or without.
fn url_of_command(text: &str, span: Span) -> Option<Span> {
    let mut rest = span.of(text);
    let mut start = span.start as usize;
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|first| matches!(first, '\'' | '"'));
        let begin = quote.map_or(0, char::len_utf8);
        let word = rest.get(begin..)?;
        let ends =
            |c: char| quote.map_or_else(|| c.is_whitespace() || matches!(c, '\'' | '"'), |quote| c == quote);
        let length = word.find(ends).unwrap_or(word.len());
        let found = word.get(..length)?;
        if parameter(found).is_some() || found.contains("://") {
            return Some(Span::from_range(start + begin..start + begin + length));
        }
        // White space and a closing quote go with the word; an opening one begins the next.
        let next = word.get(length..).and_then(|rest| rest.chars().next());
        let next = next.filter(|next| quote.is_some() || next.is_whitespace()).map_or(0, char::len_utf8);
        let taken = (begin + length + next).max(1);
        rest = rest.get(taken..)?;
        start += taken;
    }
    None
}

/// The filter or the encoded value that is the whole line.
pub(super) fn bare(line: &str, schema: &Schema, limits: &Limits) -> Option<(Kind, Span)> {
    let whole = trim(line, Span::from_range(0..line.len()));
    let text = whole.of(line);
    if has_encoded(text) && !text.contains(char::is_whitespace) {
        let decoded = percent_decode(text, 0, true).text;
        let is_compared = |operator: Operator| decoded.contains(&format!(" {} ", operator.keyword()));
        let has_condition = Operator::ALL.into_iter().any(is_compared)
            || [" in ", "contains("].iter().any(|word| decoded.contains(word));
        return has_condition.then_some((Kind::Value, whole));
    }
    is_filter(text, schema, limits).then_some((Kind::Filter, whole))
}

/// The apparent kind of an input that is neither a filter nor a value. A quoted string gives no
/// hint.
fn shape(text: &str) -> Option<Kind> {
    let unquoted = text.split(['\'', '"']).next().unwrap_or_default();
    if starts_parameter(text) {
        return Some(Kind::Query);
    }
    if text.starts_with('/') || unquoted.contains("://") {
        return Some(Kind::Url);
    }
    parameter(unquoted).map(|_| Kind::Query)
}

/// The start of a parameter `filter`, in any case and with or without `$`: at the beginning, or
/// after `?` or `&`.
pub(super) fn parameter(text: &str) -> Option<usize> {
    parameter_starts(text).next()
}

/// The start of every such parameter.
pub(crate) fn parameter_starts(text: &str) -> impl Iterator<Item = usize> {
    let marks = memchr::memchr2_iter(b'?', b'&', text.as_bytes());
    let starts = std::iter::once(0).chain(marks.map(|at| at + 1));
    starts.filter(|at| text.get(*at..).is_some_and(starts_parameter))
}

/// `filter=`, `$filter=` or `%24filter=`.
pub(super) fn starts_parameter(text: &str) -> bool {
    let name = text.strip_prefix('$').or_else(|| text.strip_prefix("%24")).unwrap_or(text);
    let word = name.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("filter"));
    // `filter==` is an operator after a name.
    word && name.get(6..).is_some_and(|rest| rest.starts_with('=') && !rest.starts_with("=="))
}

fn is_filter(text: &str, schema: &Schema, limits: &Limits) -> bool {
    Checked::new(schema, text, limits).is_ok()
}

/// Whether nothing in the input is encoded: it is a filter, right or wrong.
fn is_plain(text: &str) -> bool {
    text.is_empty() || !has_encoded(text) && text.contains(char::is_whitespace)
}

/// Without white space and a byte-order mark around it.
fn trim(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let start = inside.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let end = start.trim_end();
    let from = span.start as usize + inside.len() - start.len();
    Span::from_range(from..from + end.len())
}

/// Without what surrounds a URL in code, in a page or in a log: quotes, `<…>`, `GET … HTTP/1.1`.
fn unwrapped(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let (start, end) = (span.start as usize, span.end as usize);
    let pairs = [('"', '"'), ('\'', '\''), ('<', '>')];
    for (open, close) in pairs {
        let inner = inside.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if inner.is_some_and(|inner| {
            inner.starts_with('/') || inner.starts_with("http") || starts_parameter(inner)
        }) {
            return trim(text, Span::from_range(start + 1..end - 1));
        }
    }
    // `10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] "GET /… HTTP/1.1" 200`: a line of an access log.
    if let Some(request) = logged(text, span) {
        return unwrapped(text, request);
    }
    let method = inside.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = inside.get(method..).unwrap_or_default();
    if (3..=7).contains(&method) && (rest.starts_with(" /") || rest.starts_with(" http")) {
        let target = rest.rsplit_once(" HTTP/").map_or(rest, |(target, _)| target);
        return trim(text, Span::from_range(start + method..start + method + target.len()));
    }
    span
}

/// The request in quotes in a line of a log.
fn logged(text: &str, span: Span) -> Option<Span> {
    /// The request is one of the first strings of a line.
    const MOST: usize = 8;
    let line = span.of(text);
    let mut quotes = line.match_indices('"').take(MOST).map(|(at, _)| at);
    quotes.find_map(|at| {
        let inner = line.get(at + 1..)?.split('"').next()?;
        let method = inner.bytes().take_while(u8::is_ascii_uppercase).count();
        let is_request = (3..=7).contains(&method)
            && inner.get(method..).is_some_and(|rest| rest.starts_with(" /") || rest.starts_with(" http"))
            && inner.contains(" HTTP/");
        let start = span.start as usize + at + 1;
        (at > 0 && is_request).then(|| Span::from_range(start..start + inner.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_its_looks() {
        for (text, expected, part) in [
            ("state eq 'ERROR'", Kind::Filter, "state eq 'ERROR'"),
            ("name eq 'https://h/x?filter=y'", Kind::Filter, "name eq 'https://h/x?filter=y'"),
            ("Name == 'https://h/x?filter=y'", Kind::Filter, "Name == 'https://h/x?filter=y'"),
            ("filter eq 'x'", Kind::Filter, "filter eq 'x'"),
            ("", Kind::Filter, ""),
            (" state%20eq%20%27E%27\n", Kind::Value, "state%20eq%20%27E%27"),
            ("FILTER=a", Kind::Query, "FILTER=a"),
            ("?$filter=a", Kind::Query, "?$filter=a"),
            ("limit=1&filter=a", Kind::Query, "limit=1&filter=a"),
            ("h/jobs?filter=a", Kind::Query, "h/jobs?filter=a"),
            ("/jobs", Kind::Url, "/jobs"),
            ("'https://h/jobs?filter=a'", Kind::Url, "https://h/jobs?filter=a"),
            ("GET /jobs?filter=a HTTP/1.1", Kind::Url, "/jobs?filter=a"),
            (
                "10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] \"GET /jobs?filter=a HTTP/1.1\" 200 51",
                Kind::Url,
                "/jobs?filter=a",
            ),
            ("curl -s https://h", Kind::Command, "curl -s https://h"),
            ("curly%20eq", Kind::Value, "curly%20eq"),
        ] {
            let (found, span) = kind(text, Schema::jobs(), &Limits::DEFAULT);
            assert_eq!((found, span.of(text)), (expected, part), "{text}");
        }
    }
}
