//! Java: quotes with escapes, and blocks of text.

use super::lex::{Escapes, Form, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\''),
    open,
    name: b"$",
    join: b'+',
    adjacent: false,
    patterns: false,
    escape: None,
};

fn open(text: &str) -> Option<Open<'_>> {
    if text.starts_with("\"\"\"") {
        return Some(Open::new(&BLOCK, 3, "\"\"\""));
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&CHARACTER, 1, "'"),
        _ => return None,
    })
}

static DOUBLE: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static BLOCK: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: true,
    trim: Trim::Indent,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static CHARACTER: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
