//! Java: quotes with escapes, and blocks of text.

use super::language::Language;
use super::syntax::{self, Escapes, Form, HostLanguage, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Java, &["java"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\''),
    open,
    name: b"$",
    join: b'+',
    ..syntax::PLAIN
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

static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static BLOCK: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).lines().trim(Trim::Indent);
static CHARACTER: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
