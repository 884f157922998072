//! Kotlin: two quotes, raw strings between three quotes, values after `$` in both.

use super::language::Language;
use super::outline::Bracket;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax, Trim,
};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Kotlin, &["kt", "kts"], &["kotlin"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\''),
    open,
    join: b'+',
    // `parameter("filter", …)` of Ktor.
    query_calls: &["parameter"],
    entries: &[
        EntryForm::new("to", EntryKey::Text, Surrounding::Anywhere),
        EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Round])),
    ],
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    if text.starts_with("\"\"\"") {
        return Some(Open::new(&RAW, 3, "\"\"\""));
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&CHARACTER, 1, "'"),
        _ => return None,
    })
}

const HOLES: &[HoleForm] = &[HoleForm::DollarBrace, HoleForm::DollarName];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$")]);
const IN_RAW: Escaping = Escaping::VERBATIM.without(&['"', '$']);

static DOUBLE: Form = Form::new(Escapes::C, &IN_DOUBLE).holes(HOLES);
static RAW: Form = Form::new(Escapes::None, &IN_RAW).holes(HOLES).lines().trim(Trim::Indent);
static CHARACTER: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
