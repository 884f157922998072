//! TOML files that people write, a schema or a configuration: their keys, and all their mistakes,
//! with their places.

mod fields;
mod problem;

use toml::Spanned;
use toml::de::DeTable;

pub(crate) use fields::{TableKind, TomlFields, TomlKey, TomlString, did_you_mean, listed};
pub(crate) use problem::Problems;
pub use problem::{DocumentError, Problem, ProblemKind};

use crate::limits::DOTS;
use crate::syntax::{WordRole, role_of};

/// The expected contents of a file, for messages.
#[derive(Debug)]
pub(crate) struct FileForm {
    /// With its article.
    pub(crate) noun: &'static str,
    /// Most bytes of its text.
    pub(crate) most: usize,
    /// The advice for a file of another form.
    pub(crate) begin: &'static str,
    /// The number of dots in its keys.
    pub(crate) keys: &'static str,
    /// The message for a filter.
    pub(crate) filter: &'static str,
    /// The advice for several things of one kind.
    pub(crate) several: &'static str,
}

/// Reads `text` as TOML.
pub(crate) fn parse<'t>(text: &'t str, form: &FileForm) -> Result<Spanned<DeTable<'t>>, DocumentError> {
    let problem =
        |kind, at, message: String, help: &'static str| Err(Problems::only(text, kind, at, message, help));
    if text.len() > form.most {
        let message =
            format!("the text has {} bytes, and {} has at most {}", text.len(), form.noun, form.most);
        return problem(ProblemKind::TooLong, 0, message, "check that it is the file you meant");
    }
    if let Some(at) = long_key(text) {
        let message = format!("this key has more than {DOTS} dots, and {}", form.keys);
        return problem(ProblemKind::NotToml, at, message, "write it in quotes if it is a string");
    }
    DeTable::parse(text).map_err(|error| not_toml(text, form, &error))
}

fn not_toml(text: &str, form: &FileForm, error: &toml::de::Error) -> DocumentError {
    let start = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    let something_else = |message: String| {
        Problems::only(text, ProblemKind::SomethingElse, text.len() - start.len(), message, form.begin)
    };
    if is_json(start) {
        return something_else(format!("this is JSON, and {} is TOML", form.noun));
    }
    if is_filter(start) {
        return something_else(form.filter.to_owned());
    }
    let at = error.span().map_or(0, |span| span.start);
    if error.message() == "duplicate key" {
        let message = "this key appears twice";
        let help = format!("remove one of the two; {}", form.several);
        return Problems::only(text, ProblemKind::Duplicate, at, message, help);
    }
    let message = format!("this is not valid TOML: {}", error.message());
    let help = "a line is `key = value`, `[table]`, `[[entry]]` or a comment; strings need quotes";
    Problems::only(text, ProblemKind::NotToml, at, message, help)
}

/// Whether invalid TOML begins like JSON.
fn is_json(start: &str) -> bool {
    let inner = start.strip_prefix('[').map(|items| items.trim_start().starts_with(['{', '[', ']']));
    start.starts_with('{') || inner == Some(true) && !start.starts_with("[[")
}

/// Whether invalid TOML begins like a filter, with an operator in place of TOML's `=`.
fn is_filter(start: &str) -> bool {
    let line = start.lines().next().unwrap_or_default();
    let mut words = line.split([' ', '\t', '(']);
    let first = words.next().unwrap_or_default();
    matches!(first, "not" | "contains") || words.next().and_then(role_of) == Some(WordRole::Operator)
}

/// The place of the first excess dot in a key with more than [`DOTS`]. It recognizes strings and comments
/// like TOML's reader, also in input with mistakes.
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

/// The delimiters of a key or a value.
fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'=' | b',' | b'[' | b']' | b'{' | b'}' | b'\r' | b'\n')
}

/// The length of the string at the start of `text`, including quotes. An unclosed one ends with its
/// line, or with the text if it may have many lines.
fn string(text: &[u8], quote: u8) -> usize {
    let three = [quote; 3];
    let is_long = text.starts_with(&three);
    let delimiter: &[u8] = if is_long { &three } else { &[quote] };
    let mut at = delimiter.len();
    while let Some(rest @ [first, ..]) = text.get(at..) {
        if rest.starts_with(delimiter) {
            at += delimiter.len();
            // Up to two quotes may precede the three closing ones.
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
        // A `!` marks the place.
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
