//! TOML: two quotes, one or three of them.

use super::language::Language;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax, Trim,
};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Toml, &["toml"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    starts: |byte| matches!(byte, b'"' | b'\''),
    open,
    name: b"-",
    entries: &[EntryForm::new("=", EntryKey::Any, Surrounding::Anywhere)],
    statement: Some(table),
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    let forms = [("\"\"\"", &BLOCK), ("'''", &RAW_BLOCK), ("\"", &DOUBLE), ("'", &RAW)];
    let (quotes, form) = forms.into_iter().find(|(quotes, _)| text.starts_with(quotes))?;
    Some(Open::new(form, quotes.len(), text.get(..quotes.len())?))
}

const HOLES: &[HoleForm] = &[HoleForm::Mustache, HoleForm::DollarBrace, HoleForm::Name];

const IN_RAW: Escaping = Escaping::VERBATIM.without(&['\'']);

static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).holes(HOLES);
static BLOCK: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).holes(HOLES).lines().trim(Trim::FirstLine);
static RAW: Form = Form::new(Escapes::None, &IN_RAW).holes(HOLES);
static RAW_BLOCK: Form = Form::new(Escapes::None, &IN_RAW).holes(HOLES).lines().trim(Trim::FirstLine);

/// The table around a place, within the lines that are near.
fn table(text: &str, at: u32, near: Span) -> Span {
    let start = Span::new(near.start, at).of(text).rfind("\n[").unwrap_or(0);
    let after = Span::new(at, near.end).of(text);
    let end = after.find("\n[").unwrap_or(after.len());
    Span::new(near.start + offset(start), at + offset(end))
}
