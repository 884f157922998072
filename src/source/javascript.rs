//! JavaScript and TypeScript: two quotes, and templates.

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'`'),
    open,
    name: b"$",
    join: b'+',
    adjacent: false,
    patterns: true,
    escape: None,
};

fn open(text: &str) -> Option<Open<'_>> {
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&SINGLE, 1, "'"),
        '`' => Open::new(&TEMPLATE, 1, "`"),
        _ => return None,
    })
}

const IN_TEMPLATE: Escaping = Escaping::new(&[('`', "\\`"), ('$', "\\$"), ('\\', "\\\\")]);

static DOUBLE: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static SINGLE: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_SINGLE,
    anew: None,
};
static TEMPLATE: Form = Form {
    escapes: Escapes::C,
    holes: &[HoleForm::DollarBrace],
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_TEMPLATE,
    anew: None,
};
