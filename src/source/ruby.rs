//! Ruby: two quotes, `%q(…)`, and here-documents whose mark ends its line.

use std::borrow::Cow;

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim, here_document};
use super::url::upto;
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[("\n=begin", "\n=end")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'%' | b'`' | b'<'),
    open,
    name: b"@?!",
    join: b'+',
    adjacent: true,
    patterns: true,
    escape: None,
};

fn open(text: &str) -> Option<Open<'_>> {
    if let Some(rest) = text.strip_prefix("<<~").or_else(|| text.strip_prefix("<<-")) {
        let line = upto(rest, 128).find('\n')?;
        // A method may be called of it: `<<~URL.chomp`.
        let word = rest.get(..line)?.trim().split('.').next()?;
        let name = word.trim_matches(['"', '\'']);
        let form = if word.starts_with('\'') { &HERE_RAW } else { &HERE };
        let (length, close) = here_document(rest, line, name)?;
        return Some(Open { form, length: 3 + length, close: Cow::Owned(close) });
    }
    if let Some(rest) = text.strip_prefix('%') {
        let (form, length) = match rest.chars().next()? {
            'q' => (&RAW, 3),
            'Q' => (&FILLED_RAW, 3),
            '(' | '[' | '{' => (&FILLED_RAW, 2),
            _ => return None,
        };
        let close = match text.get(length - 1..length)? {
            "(" => ")",
            "[" => "]",
            "{" => "}",
            "|" => "|",
            _ => return None,
        };
        return Some(Open::new(form, length, close));
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '`' => Open::new(&DOUBLE, 1, "`"),
        '\'' => Open::new(&SINGLE, 1, "'"),
        _ => return None,
    })
}

const HASH: &[HoleForm] = &[HoleForm::HashBrace];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('#', "\\#")]);
const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('#', "\\#")]);
const IN_RAW: Escaping = Escaping::VERBATIM.without(&['(', ')', '[', ']', '{', '}', '|', '\\', '#']);

static DOUBLE: Form = Form {
    escapes: Escapes::C,
    holes: HASH,
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_DOUBLE,
    anew: None,
};
static SINGLE: Form = Form {
    escapes: Escapes::Quote,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &Escaping::IN_SINGLE,
    anew: None,
};
static HERE: Form =
    Form { escapes: Escapes::C, holes: HASH, lines: true, trim: Trim::Indent, inside: &IN_HERE, anew: None };
static HERE_RAW: Form = Form {
    escapes: Escapes::None,
    holes: &[],
    lines: true,
    trim: Trim::Indent,
    inside: &Escaping::VERBATIM,
    anew: None,
};
static RAW: Form = Form {
    escapes: Escapes::Quote,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_RAW,
    anew: None,
};
static FILLED_RAW: Form =
    Form { escapes: Escapes::C, holes: HASH, lines: true, trim: Trim::Nothing, inside: &IN_RAW, anew: None };
