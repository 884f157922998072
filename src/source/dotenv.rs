//! Variables of an environment: a name, `=`, and a value with or without quotes on each line.

use super::lex::{Token, string_end};
use super::outline::Outline;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax,
};
use super::{Language, Part};
use crate::text::{Escaping, Span, lines, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Dotenv, &["env"], &["dotenv"], &SYNTAX).with_names(&[".env"]);

pub(super) const SYNTAX: Syntax = Syntax {
    open: |text| Some(open(text)),
    read: Some(read),
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Anywhere)],
    ..syntax::PLAIN
};

fn open(text: &str) -> Open<'_> {
    match text.chars().next() {
        Some('"') => Open::new(&DOUBLE, 1, "\""),
        Some('\'') => Open::new(&SINGLE, 1, "'"),
        _ => Open::new(&BARE, 0, ""),
    }
}

const HOLES: &[HoleForm] = &[HoleForm::DollarBrace, HoleForm::DollarName];

/// ` #` ends a value without quotes.
const IN_BARE: Escaping = Escaping::VERBATIM.without(&['#', '\n']);
const IN_SINGLE: Escaping = Escaping::VERBATIM.without(&['\'', '\n']);

static BARE: Form = Form::new(Escapes::None, &IN_BARE).holes(HOLES);
static SINGLE: Form = Form::new(Escapes::None, &IN_SINGLE);
static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).holes(HOLES).lines();

fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let text = outline.text;
    let mut done = 0;
    for line in lines(text, Span::from_range(0..text.len())) {
        if line.start < done {
            continue;
        }
        let written = line.of(text);
        let name = written.trim_start();
        let blanks = written.len() - name.len();
        if name.starts_with('#') {
            outline.push(Token::Comment, Span::new(line.start + offset(blanks), line.end), 0);
            continue;
        }
        let name = name.strip_prefix("export ").map_or(name, str::trim_start);
        let Some((key, value)) = name.split_once('=') else { continue };
        let start = line.start + offset(written.len() - name.len());
        let equals = start + offset(key.len());
        let first = equals + 1 + offset(value.len() - value.trim_start().len());
        let end = match value.trim_start().chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let (form, close) = if quote == '"' { (&DOUBLE, "\"") } else { (&SINGLE, "'") };
                offset(string_end(text, first as usize + 1, text.len(), form, close, &SYNTAX).0)
            }
            Some(_) => first + offset(bare(value.trim())),
            None => continue,
        };
        outline.push(Token::Name, Span::new(start, start + offset(key.trim_end().len())), 0);
        outline.push(Token::Mark(b'='), Span::new(equals, equals + 1), 0);
        outline.push(Token::Text, Span::new(first, end), 0);
        done = end;
    }
    outline
}

/// The length of a value without quotes, before a comment.
fn bare(value: &str) -> usize {
    let value = value.find(" #").and_then(|end| value.get(..end)).unwrap_or(value);
    value.trim_end().len()
}
