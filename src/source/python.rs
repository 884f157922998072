//! Python: prefixes before quotes, three quotes, f-strings.

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'r' | b'R' | b'b' | b'B' | b'u' | b'U' | b'f' | b'F'),
    open,
    name: b"",
    join: b'+',
    adjacent: true,
    patterns: false,
    escape: Some(b'\\'),
};

fn open(text: &str) -> Option<Open<'_>> {
    let prefix = text.bytes().take(3).position(|byte| matches!(byte, b'"' | b'\''))?;
    let letters = text.get(..prefix)?.to_ascii_lowercase();
    let (raw, filled) = match &*letters {
        "" | "u" | "b" => (false, false),
        "r" | "rb" | "br" => (true, false),
        "f" => (false, true),
        "rf" | "fr" => (true, true),
        _ => return None,
    };
    let quotes = text.get(prefix..)?;
    let close = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| quotes.starts_with(quote))?;
    let index = match close {
        "\"\"\"" => 0,
        "'''" => 1,
        "\"" => 2,
        _ => 3,
    };
    let form = FORMS.get(index)?.get(usize::from(raw) + 2 * usize::from(filled))?;
    Some(Open::new(form, prefix + close.len(), close))
}

const fn form(escapes: Escapes, holes: &'static [HoleForm], lines: bool, inside: &'static Escaping) -> Form {
    Form { escapes, holes, lines, trim: Trim::Nothing, inside, anew: None }
}

const RAW_DOUBLE: Escaping = Escaping::VERBATIM.without(&['"', '\\']);
const RAW_SINGLE: Escaping = Escaping::VERBATIM.without(&['\'', '\\']);
const FILLED_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")]);
const FILLED_SINGLE: Escaping = Escaping::new(&[('\'', "\\'"), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")]);
/// What is put into an f-string cannot hold a backslash, nor the quotes of that, before Python 3.12.
static FIELD_IN_DOUBLE: Escaping = Escaping::VERBATIM.without(&['"', '\\']);
static FIELD_IN_SINGLE: Escaping = Escaping::VERBATIM.without(&['\'', '\\']);

/// What code needs that an f-string with these quotes puts in.
pub(super) fn in_field(quotes: &str) -> &'static Escaping {
    if quotes.starts_with('"') { &FIELD_IN_DOUBLE } else { &FIELD_IN_SINGLE }
}

const BRACE: &[HoleForm] = &[HoleForm::Brace];

/// For each kind of quotes: as usual, raw, filled, both.
static FORMS: [[Form; 4]; 4] = [
    forms(true, &Escaping::IN_DOUBLE, &RAW_DOUBLE, &FILLED_DOUBLE),
    forms(true, &Escaping::IN_SINGLE, &RAW_SINGLE, &FILLED_SINGLE),
    forms(false, &Escaping::IN_DOUBLE, &RAW_DOUBLE, &FILLED_DOUBLE),
    forms(false, &Escaping::IN_SINGLE, &RAW_SINGLE, &FILLED_SINGLE),
];

const fn forms(
    lines: bool,
    usual: &'static Escaping,
    raw: &'static Escaping,
    filled: &'static Escaping,
) -> [Form; 4] {
    [
        form(Escapes::C, &[], lines, usual),
        form(Escapes::Kept, &[], lines, raw),
        form(Escapes::C, BRACE, lines, filled),
        form(Escapes::Kept, BRACE, lines, raw),
    ]
}
