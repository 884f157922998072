//! A URL or a query string → its path and its parameters, as places.

use crate::text::{Layer, Span, percent_decode};

/// The parts of a URL or a query string.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// The path, including everything before it.
    pub(super) path: Span,
    pub(super) pieces: Vec<QueryPiece>,
    /// The part that the service reads: everything up to a `#`.
    pub(super) sent: Span,
}

/// A parameter, as places of the layer's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QueryPiece {
    pub(super) name: Span,
    pub(super) value: Span,
}

/// Parameters of the service's list. Another name after `&` may be the rest of a truncated filter.
const KNOWN: [&str; 7] = ["filter", "limit", "offset", "sort", "select", "page", "count"];

/// Reads a URL, or a query string with or without a path before it.
/// A `#` is a character of it unless it `cuts`.
pub(super) fn read(text: &str, is_url: bool, cuts: bool) -> Query {
    let sent = Span::from_range(0..text.find('#').filter(|_| cuts).unwrap_or(text.len()));
    let start = sent.of(text);
    let first = super::kind::parameter(start).filter(|_| !is_url).unwrap_or(start.len());
    let mark = start.find('?').filter(|mark| is_url || *mark < first);
    let path = mark.unwrap_or(if is_url { start.len() } else { 0 });
    let from = mark.map_or(path, |mark| mark + 1);
    Query { path: Span::from_range(0..path), pieces: pieces(text, Span::from_range(from..start.len())), sent }
}

/// The parameters at `span`, separated by `&`.
pub(super) fn pieces(text: &str, span: Span) -> Vec<QueryPiece> {
    let mut at = span.start as usize;
    let mut pieces = Vec::new();
    for piece in span.of(text).split('&') {
        let end = at + piece.len();
        if !piece.is_empty() {
            let name = piece.find('=').unwrap_or(piece.len());
            let value = at + (name + 1).min(piece.len());
            pieces.push(QueryPiece {
                name: Span::from_range(at..at + name),
                value: Span::from_range(value..end),
            });
        }
        at = end + 1;
    }
    pieces
}

/// The name of a parameter, decoded.
pub(super) fn name(layer: &Layer<'_>, piece: QueryPiece) -> String {
    percent_decode(piece.name.of(&layer.text), 0, true).text
}

/// `filter` in the exact spelling, or a similar one.
pub(crate) fn is_filter(name: &str) -> bool {
    name.trim_start_matches('$').eq_ignore_ascii_case("filter")
}

/// The end of a value that a raw `&`, or a `#` if that `cuts`, has cut: after the last of them inside a string.
/// `None` if no string is cut.
pub(super) fn whole_value(text: &str, value: Span, cuts: bool) -> Option<Span> {
    let rest = text.get(value.start as usize..)?;
    let mut open = false;
    let mut cut = false;
    let mut end = rest.len();
    for (at, piece) in quotes_and_ends(rest) {
        if !cuts && rest.as_bytes().get(at) == Some(&b'#') {
            continue;
        }
        match piece {
            QueryMark::Quote => open = !open,
            QueryMark::End if open && !starts_known(rest.get(at + 1..).unwrap_or_default()) => cut = true,
            QueryMark::End => {
                end = at;
                break;
            }
        }
    }
    (cut && !open).then(|| Span::from_range(value.start as usize..value.start as usize + end))
}

enum QueryMark {
    Quote,
    End,
}

/// Quotes, raw or encoded, and the characters that end a value.
fn quotes_and_ends(text: &str) -> impl Iterator<Item = (usize, QueryMark)> {
    let encoded = |at: usize| text.get(at..at + 3) == Some("%27");
    text.bytes().enumerate().filter_map(move |(at, byte)| match byte {
        b'\'' => Some((at, QueryMark::Quote)),
        b'%' => encoded(at).then_some((at, QueryMark::Quote)),
        b'&' | b'#' => Some((at, QueryMark::End)),
        _ => None,
    })
}

/// Whether a parameter of this name is one of the service.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.iter().any(|known| name.trim_start_matches('$').eq_ignore_ascii_case(known))
}

fn starts_known(text: &str) -> bool {
    let name = text.trim_start_matches('$');
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    let (name, rest) = name.split_at_checked(end).unwrap_or_default();
    rest.starts_with('=') && KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, is_url: bool) -> (String, Vec<(String, String)>) {
        let query = read(text, is_url, true);
        let path = query.path.of(text).to_owned();
        let pairs = query.pieces.iter();
        (path, pairs.map(|piece| (piece.name.of(text).to_owned(), piece.value.of(text).to_owned())).collect())
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn urls_and_queries_have_parts() {
        assert_eq!(parts("/a?b=c&d#e=f", true), ("/a".into(), vec![pair("b", "c"), pair("d", "")]));
        assert_eq!(parts("/a", true), ("/a".into(), vec![]));
        assert_eq!(
            parts("filter=a?b&c=d=e", false),
            ("".into(), vec![pair("filter", "a?b"), pair("c", "d=e")])
        );
        assert_eq!(parts("h/x?filter=a", false), ("h/x".into(), vec![pair("filter", "a")]));
        assert_eq!(
            parts("?limit=1&&filter=", false),
            ("".into(), vec![pair("limit", "1"), pair("filter", "")])
        );
    }

    #[test]
    fn a_cut_string_goes_on_unless_a_parameter_follows() {
        let whole = |text: &str| {
            let value = pieces(text, Span::from_range(0..text.find('#').unwrap_or(text.len())))[0].value;
            whole_value(text, value, true).map(|span| span.of(text).to_owned())
        };
        assert_eq!(whole("f='R&D'&limit=1").as_deref(), Some("'R&D'"));
        assert_eq!(whole("f=%27R&D #1%27").as_deref(), Some("%27R&D #1%27"));
        assert_eq!(whole("f='R'&limit=1"), None);
        assert_eq!(whole("f='R&limit=1'"), None);
        assert_eq!(whole("f='R&D"), None);
        assert_eq!(whole("f='R'#'"), None);
    }
}
