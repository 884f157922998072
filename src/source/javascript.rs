//! JavaScript and TypeScript: two quotes, and templates.

use super::language::Language;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax,
};
use crate::text::Escaping;

pub(super) const TYPESCRIPT: HostLanguage = HostLanguage::new(
    Language::TypeScript,
    &["ts", "tsx", "mts", "cts"],
    &["typescript", "typescriptreact"],
    &SYNTAX,
);

pub(super) const HOST: HostLanguage = HostLanguage::new(
    Language::JavaScript,
    &["js", "mjs", "cjs", "jsx"],
    &["javascript", "node", "javascriptreact"],
    &SYNTAX,
);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'`'),
    open,
    name: b"$",
    join: b'+',
    patterns: true,
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Member)],
    shorthand: true,
    ..syntax::PLAIN
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

static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static SINGLE: Form = Form::new(Escapes::C, &Escaping::IN_SINGLE);
static TEMPLATE: Form = Form::new(Escapes::C, &IN_TEMPLATE).holes(&[HoleForm::DollarBrace]).lines();
