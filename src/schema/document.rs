//! Reads a text as TOML, or says what it is instead of a schema.

use toml::Spanned;
use toml::de::DeTable;

use super::error::{ProblemKind, Problems, SchemaError};
use crate::limits;

/// What to do with a text that is something else.
const BEGIN: &str = "a schema is a TOML file that begins with `resource = \"…\"` and `edition = \"…\"`, \
                     and has a `[[property]]` for each property that can be filtered by";

/// Most dots in one key. A schema needs none; a number or a date has one.
///
/// Each dot of `a.b.c = 1` is a table inside a table, and the reader's own limit of 80 counts
/// the keys that are open, not their dots: 80 times 80 tables would exhaust the stack when they
/// are dropped.
const DOTS: usize = 2;

/// Reads `text` as TOML.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, SchemaError> {
    let problem =
        |kind, at, message: String, help: &'static str| Err(Problems::only(text, kind, at, message, help));
    if text.len() > limits::SCHEMA {
        let message =
            format!("the text has {} bytes, and a schema has at most {}", text.len(), limits::SCHEMA);
        return problem(ProblemKind::TooLong, 0, message, "check that it is the file you meant");
    }
    if let Some(at) = long_key(text) {
        let message = format!("this key has more than {DOTS} dots, and the keys of a schema have none");
        return problem(ProblemKind::NotToml, at, message, "write it in quotes if it is a text");
    }
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => return Err(not_toml(text, &error)),
    };
    if document.get_ref().is_empty() {
        return problem(ProblemKind::Empty, 0, "the schema is empty".to_owned(), BEGIN);
    }
    Ok(document)
}

/// The error for a document that has none of the keys of a schema.
pub(super) fn not_a_schema(text: &str, at: usize) -> SchemaError {
    let message = "this is TOML, and none of its keys is one that a schema has";
    Problems::only(text, ProblemKind::NotASchema, at, message, BEGIN)
}

fn not_toml(text: &str, error: &toml::de::Error) -> SchemaError {
    let start = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    let not_a_schema = |message: &'static str| {
        Problems::only(text, ProblemKind::NotASchema, text.len() - start.len(), message, BEGIN)
    };
    if is_json(start) {
        return not_a_schema("this is JSON, and a schema is TOML");
    }
    if is_filter(start) {
        return not_a_schema("this is a filter, and not the schema that filters are checked against");
    }
    if error.message() == "duplicate key" {
        let message = "this key stands here twice";
        let help =
            "leave one of the two out; several properties are several `[[property]]`, with two brackets";
        let at = error.span().map_or(0, |span| span.start);
        return Problems::only(text, ProblemKind::Duplicate, at, message, help);
    }
    let at = error.span().map_or(0, |span| span.start);
    let message = format!("this is no valid TOML: {}", error.message());
    let help = "a line is `key = value`, `[table]`, `[[entry]]` or a comment; texts stand in quotes";
    Problems::only(text, ProblemKind::NotToml, at, message, help)
}

/// Whether a text that is no TOML begins like JSON.
fn is_json(start: &str) -> bool {
    let inner = start.strip_prefix('[').map(|items| items.trim_start().starts_with(['{', '[', ']']));
    start.starts_with('{') || inner == Some(true) && !start.starts_with("[[")
}

/// Whether a text that is no TOML begins like a filter: an operator where TOML has a `=`.
fn is_filter(start: &str) -> bool {
    let line = start.lines().next().unwrap_or_default();
    let mut words = line.split([' ', '\t', '(']);
    let first = words.next().unwrap_or_default();
    matches!(first, "not" | "contains")
        || matches!(words.next(), Some("eq" | "ne" | "gt" | "ge" | "lt" | "le" | "in"))
}

/// Where a key with more than [`DOTS`] dots has one too many. It tells strings and comments from
/// the rest as TOML's reader does, also in a text with mistakes.
fn long_key(text: &str) -> Option<usize> {
    let mut dots = 0;
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
    while let [first, after @ ..] = rest {
        let end = |is_end: fn(u8) -> bool| after.iter().position(|byte| is_end(*byte)).unwrap_or(after.len());
        let more = match first {
            b'.' => {
                dots += 1;
                0
            }
            b' ' | b'\t' => 0,
            b'"' | b'\'' => string(rest, *first) - 1,
            b'#' => end(|byte| matches!(byte, b'\r' | b'\n')),
            byte if is_delimiter(*byte) => {
                dots = 0;
                0
            }
            _ => end(|byte| is_delimiter(byte) || matches!(byte, b'.' | b' ' | b'\t' | b'#')),
        };
        if dots > DOTS {
            return Some(text.len() - rest.len());
        }
        rest = after.get(more..)?;
    }
    None
}

/// What ends a key or a value.
fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'=' | b',' | b'[' | b']' | b'{' | b'}' | b'\r' | b'\n')
}

/// Length of the string that `text` begins with, quotes included. One that is never closed ends
/// with its line, or with the text if it may have many lines.
fn string(text: &[u8], quote: u8) -> usize {
    let three = [quote; 3];
    let is_long = text.starts_with(&three);
    let delimiter: &[u8] = if is_long { &three } else { &[quote] };
    let mut at = delimiter.len();
    while let Some(rest @ [first, ..]) = text.get(at..) {
        if rest.starts_with(delimiter) {
            at += delimiter.len();
            // Up to two quotes may stand before the three that close.
            let more = text.iter().skip(at).take(2).take_while(|byte| **byte == quote).count();
            return if is_long { at + more } else { at };
        }
        if *first == b'\n' && !is_long {
            return at;
        }
        let escapes = quote == b'"' && (rest.starts_with(b"\\\\") || rest.starts_with(b"\\\""));
        at += if escapes { 2 } else { 1 };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_that_are_no_key() {
        for text in [
            "a.b.c = 1",
            "a.b = 1\nc.d = 2\r\ne.f = 3\rg.h",
            "a = [1.5, 2.5, 3.5]",
            "a = { b.c = 1, d.e = 2 }",
            "[a.b.c]\n[[a.b.d]]",
            "# a.b.c.d",
            "a = 1 # b.c.d.e\nf = 1.5",
            "a = \"b.c.d.e\"",
            "a = 'b.c.d.e'",
            "a = \"\\\"b.c.d.e\"",
            "a = \"\\\\\"\nb.c = \".d.e.f\"",
            "a = \"\"\"\nb.c.d.e\n\"\"b.c.d.e\n\\\"\"\"b.c.d.e\"\"\"\"\"",
            "a = '''\nb.c.d.e\n''b.c.d.e\\'''''",
            "\"a.b.c.d\" = 1",
            "\"",
            "'''",
        ] {
            assert_eq!(long_key(text), None, "{text}");
        }
    }

    #[test]
    fn the_third_dot_of_a_key_is_found() {
        // Where it is, there is a `!`.
        for marked in [
            "a.b.c!d = 1",
            "\u{feff}a.b.c!d = 1",
            "a . b\t. c !d = 1",
            "\"a\".'b'.\"c\"!d = 1",
            "[a.b.c!d]",
            "a = { b.c.d!e = 1 }",
            "a = 1 # x\nb.c.d!e = 1",
            "a = \"b\"\nc.d.e!f = 1",
            "a = \"b\nc.d.e!f = 1",
            "a = 'b\\'\nc.d.e!f = 1",
            "a = \"\\\\\"\nc.d.e!f = 1",
            "a = \"\"\nc.d.e!f = 1",
            "a = \"\"\"\"\"\"\"\"\nc.d.e!f = 1",
            "a = [\"\"\"b\"\"\"\", c.d.e!f]",
            "a = ''''''\nc.d.e!f = 1",
            "a = \"\"\"b\\\\\"\"\"\nc.d.e!f = 1",
            "a = '''b\\'''\nc.d.e!f = 1",
            "a\"b.c.d!e = 1",
        ] {
            assert_eq!(long_key(&marked.replace('!', ".")), marked.find('!'), "{marked}");
        }
    }
}
