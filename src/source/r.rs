//! R: two quotes, raw strings; functions join strings and insert values.

use super::language::Language;
use super::outline::Bracket;
use super::scopes::Functions;
use super::syntax::{self, EntryForm, EntryKey, Escapes, Form, HostLanguage, Open, Surrounding, Syntax};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::R, &["R"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'r' | b'R'),
    open,
    name: b".",
    joiners: &["paste0", "str_c"],
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Round]))],
    functions: Functions { begins: |line, _| line.contains("function("), ..Functions::IN_BRACES },
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    if let Some(raw) = text.strip_prefix(['r', 'R']) {
        let close = match raw.get(..2)? {
            "\"(" => ")\"",
            "'(" => ")'",
            "\"[" => "]\"",
            "\"{" => "}\"",
            _ => return None,
        };
        return Some(Open::new(&RAW, 3, close));
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&SINGLE, 1, "'"),
        _ => return None,
    })
}

const IN_RAW: Escaping = Escaping::VERBATIM.without(&[')', ']', '}']);

static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).lines();
static SINGLE: Form = Form::new(Escapes::C, &Escaping::IN_SINGLE).lines();
static RAW: Form = Form::new(Escapes::None, &IN_RAW).lines();
