//! Go: quotes with escapes, and raw text between backticks.

use super::lex::{Escapes, Form, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'`'),
    open,
    name: b"",
    join: b'+',
    adjacent: false,
    patterns: false,
    escape: None,
};

fn open(text: &str) -> Option<Open<'_>> {
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&RUNE, 1, "'"),
        '`' => Open::new(&RAW, 1, "`"),
        _ => return None,
    })
}

const IN_RAW: Escaping = Escaping::VERBATIM.without(&['`']);

static DOUBLE: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static RUNE: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static RAW: Form = Form {
    escapes: Escapes::None,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_RAW,
    anew: None,
};
