//! One line of a log → the requests in it.

use super::kind;
use super::target::target;
use super::{Decoded, Kind, Schemas, decode_part};
use crate::Limits;
use crate::syntax::filter_extent;
use crate::text::Span;

/// Decodes every URL or query string with a filter in one line of text, such as a line of a proxy's
/// log; a line that begins with `curl ` is one command. A line without a URL may be an encoded
/// value, or a plain filter. Places point into the line.
///
/// A URL ends at white space or a double quote, and at a single quote if it began after one. An
/// unencoded filter continues past white space as far as it parses. URLs of other services are
/// skipped.
///
/// ```
/// use comfilter::decode::{Schemas, decode_line};
/// use comfilter::Limits;
///
/// let line = r#"10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] "GET /compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27 HTTP/1.1" 200 51"#;
/// let found: Vec<_> = decode_line(line, &Schemas::default(), &Limits::DEFAULT).collect();
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].filter(), Some("state eq 'ERROR'"));
/// assert!(found[0].span().of(line).starts_with("/compute-ops-mgmt/v1/jobs?"));
/// ```
pub fn decode_line<'t>(
    line: &'t str,
    schemas: &Schemas,
    limits: &'t Limits,
) -> impl Iterator<Item = Decoded<'t>> + use<'t> {
    let schemas = schemas.clone();
    let schema = schemas.own();
    let is_command = line.trim_start().starts_with("curl ") || kind::is_command(line);
    let mut parts = Parts { line, at: if is_command { line.len() } else { 0 } }.peekable();
    let whole = if is_command {
        Some(kind::kind(line, schema, limits))
    } else if parts.peek().is_none() {
        kind::bare(line, schema, limits)
    } else {
        None
    };
    let parts = parts.filter_map(|span| {
        let text = span.of(line);
        let is_url = text.starts_with('/') || text.contains("://");
        let path = text.split('?').next().unwrap_or_default();
        // A gateway may log only the part after the base of the API.
        let is_other = is_url && target(path).is_none() && !path.ends_with("/jobs");
        (!is_other).then_some((if is_url { Kind::Url } else { Kind::Query }, span))
    });
    whole.into_iter().chain(parts).map(move |(kind, span)| decode_part(line, kind, span, &schemas, limits))
}

/// Finds the URLs and query strings with a filter.
struct Parts<'t> {
    line: &'t str,
    at: usize,
}

impl Iterator for Parts<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let rest = self.line.get(self.at..).filter(|rest| !rest.is_empty())?;
            let length = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            let (start, end) = (self.at, self.at + length);
            let next = rest.get(length..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            self.at = end + next;
            let Some(parameter) = kind::parameter(word.trim_start_matches('\'')) else { continue };
            let quotes = word.len() - word.trim_start_matches('\'').len();
            return Some(self.part(start, end, quotes + parameter));
        }
    }
}

impl Parts<'_> {
    /// The part of the word from `start` to `end` that is the request, whose filter begins
    /// `parameter` bytes into the word.
    fn part(&mut self, start: usize, end: usize, parameter: usize) -> Span {
        let word = self.line.get(start..end).unwrap_or_default();
        let before = word.get(..parameter).unwrap_or_default();
        let (from, until) = match before.rfind('\'') {
            Some(quote) => {
                let following = word.get(parameter..).unwrap_or_default();
                (quote + 1, following.find('\'').map_or(word.len(), |closing| parameter + closing))
            }
            None => {
                let value = start
                    + parameter
                    + word.get(parameter..).and_then(|word| word.find('=')).map_or(0, |at| at + 1);
                let following = self.line.get(value..).unwrap_or_default();
                let following = following.split('"').next().unwrap_or_default();
                (0, word.len().max(value - start + filter_extent(following)))
            }
        };
        // Another request may follow the closing quote.
        self.at = if until < word.len() { start + until + 1 } else { self.at.max(start + until) };
        // `\"` ends a string inside JSON.
        let inner = self.line.get(start + from..start + until).unwrap_or_default();
        Span::from_range(start + from..start + from + inner.trim_end_matches('\\').len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Vec<&str> {
        Parts { line, at: 0 }.map(|span| span.of(line)).collect()
    }

    #[test]
    fn requests_are_found_where_a_filter_is() {
        for (line, expected) in [
            ("GET /jobs?filter=a HTTP/1.1", vec!["/jobs?filter=a"]),
            (
                r#""GET /jobs?filter=a%20b" "https://h/x?limit=1&$Filter=c""#,
                vec!["/jobs?filter=a%20b", "https://h/x?limit=1&$Filter=c"],
            ),
            ("url='/jobs?filter=a' ref='/jobs?filter=b'", vec!["/jobs?filter=a", "/jobs?filter=b"]),
            ("'/jobs?filter=a','/jobs?filter=b'", vec!["/jobs?filter=a", "/jobs?filter=b"]),
            ("filter=state%20eq%20'E'", vec!["filter=state%20eq%20'E'"]),
            (r#"{"uri":"/jobs?filter=a\","n":1}"#, vec!["/jobs?filter=a"]),
            ("no filter here, nor in myfilter=x", vec![]),
            ("'''filter=a'", vec!["filter=a"]),
            ("'filter=a'filter=b'", vec!["filter=a", "filter=b'"]),
            ("/jobs?filter=a\u{3000}/jobs?filter=b", vec!["/jobs?filter=a", "/jobs?filter=b"]),
            (
                "\"GET /jobs?filter=state eq 'E'&limit=1 HTTP/1.1\" 400",
                vec!["/jobs?filter=state eq 'E'&limit=1"],
            ),
            ("GET /jobs?filter=not (state eq 'E') HTTP/2", vec!["/jobs?filter=not (state eq 'E')"]),
            ("https://h/jobs?filter=(state == 'E')", vec!["https://h/jobs?filter=(state == 'E')"]),
            (
                "\"/jobs?filter=state eq 1\" \"/jobs?filter=b\"",
                vec!["/jobs?filter=state eq 1", "/jobs?filter=b"],
            ),
            ("/jobs?filter=state 200 12ms", vec!["/jobs?filter=state"]),
            ("/jobs?filter=not", vec!["/jobs?filter=not"]),
            ("", vec![]),
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
    }
}
