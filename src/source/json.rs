//! JSON, and JSON with comments.

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| byte == b'"',
    open,
    name: b"",
    join: 0,
    adjacent: false,
    patterns: false,
    escape: None,
};

fn open(text: &str) -> Option<Open<'_>> {
    text.starts_with('"').then(|| Open::new(&TEXT, 1, "\""))
}

/// JSON whose texts are code: what they put in is up to that.
pub(super) const PLAIN: Syntax =
    Syntax { open: |text| text.starts_with('"').then(|| Open::new(&CODE, 1, "\"")), ..SYNTAX };

static CODE: Form =
    Form { escapes: Escapes::C, holes: &[], lines: false, trim: Trim::Nothing, inside: &IN_TEXT, anew: None };

/// What a text in JSON needs.
pub(super) static IN_TEXT: Escaping =
    Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('\n', "\\n"), ('\r', "\\r"), ('\t', "\\t")]);

/// `{{ x }}` of Postman, `${x}` and `$x` of Grafana, `@{x}` of workflows, `#{x}`, `{x}` and `<x>` of templates.
const HOLES: &[HoleForm] = &[
    HoleForm::Mustache,
    HoleForm::DollarBrace,
    HoleForm::DollarName,
    HoleForm::AtBrace,
    HoleForm::HashBrace,
    HoleForm::Name,
    HoleForm::Angle,
];

static TEXT: Form = Form {
    escapes: Escapes::C,
    holes: HOLES,
    lines: false,
    trim: Trim::Nothing,
    inside: &IN_TEXT,
    anew: None,
};
