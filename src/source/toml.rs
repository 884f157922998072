//! TOML: two quotes, one or three of them.

use super::language::Language;
use super::search::names_query;
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

/// The table around a place, within the lines that are near. The table of a query, `[request.query]`, belongs to that
/// of its request.
fn table(text: &str, at: u32, near: Span) -> Span {
    let before = Span::new(near.start, at).of(text);
    let mut start = before.rfind("\n[").unwrap_or(0);
    let after = Span::new(at, near.end).of(text);
    let mut end = after.find("\n[").unwrap_or(after.len());
    let own = header(before.get(start..).unwrap_or_default());
    let request = own.rsplit_once('.').filter(|(_, name)| names_query(name)).map(|(request, _)| request);
    if let Some(request) = request {
        let is_below = |name: &str| {
            name == request || name.strip_prefix(request).is_some_and(|rest| rest.starts_with('.'))
        };
        // Its parent, and the other tables below that.
        let tables = before
            .rmatch_indices("\n[")
            .map(|(table, _)| (table, header(before.get(table..).unwrap_or_default())));
        let tables = tables.take_while(|(_, name)| is_below(name));
        let first = tables.chain(Some((0, header(before))).filter(|(_, name)| is_below(name)));
        if let Some((table, _)) = first.into_iter().find(|(_, name)| *name == request) {
            start = table;
        }
        let mut tables = after.match_indices("\n[").map(|(table, _)| table);
        let next = tables.find(|table| {
            let name = header(after.get(*table..).unwrap_or_default());
            name == request || !is_below(name)
        });
        end = next.unwrap_or(after.len());
    }
    Span::new(near.start + offset(start), at + offset(end))
}

/// The name of the table that begins at the start of `text`.
fn header(text: &str) -> &str {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let name = line.split(']').next().unwrap_or_default();
    if line.starts_with('[') { name.trim_matches(['[', ' ']) } else { "" }
}
