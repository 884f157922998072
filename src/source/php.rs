//! PHP: two quotes, and texts up to a word on a line of its own.

use std::borrow::Cow;

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim, here_document};
use super::url::upto;
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//", "#"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'<'),
    open,
    name: b"$",
    join: b'.',
    adjacent: false,
    patterns: false,
    escape: None,
};

fn open(text: &str) -> Option<Open<'_>> {
    if let Some(rest) = text.strip_prefix("<<<") {
        let line = upto(rest, 128).find('\n')?;
        let word = rest.get(..line)?.trim();
        let name = word.trim_matches(['"', '\'']);
        let form = if word.starts_with('\'') { &HERE_SINGLE } else { &HERE_DOUBLE };
        let (length, close) = here_document(rest, line, name)?;
        return Some(Open { form, length: 3 + length, close: Cow::Owned(close) });
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&SINGLE, 1, "'"),
        _ => return None,
    })
}

const HOLES: &[HoleForm] = &[HoleForm::BraceDollar, HoleForm::DollarBrace, HoleForm::DollarName];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$")]);
const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "\\$")]);

static DOUBLE: Form = Form {
    escapes: Escapes::C,
    holes: HOLES,
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
static HERE_DOUBLE: Form = Form {
    escapes: Escapes::C,
    holes: HOLES,
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_HERE,
    anew: None,
};
static HERE_SINGLE: Form = Form {
    escapes: Escapes::None,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &Escaping::VERBATIM,
    anew: None,
};
