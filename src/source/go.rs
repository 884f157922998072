//! Go: quotes with escapes, and raw strings between backticks.

use super::language::Language;
use super::syntax::{self, Escapes, Form, HostLanguage, Open, Syntax};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Go, &["go"], &["golang"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'`'),
    open,
    join: b'+',
    names_fields: true,
    ..syntax::PLAIN
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

static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static RUNE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static RAW: Form = Form::new(Escapes::None, &IN_RAW).lines();
