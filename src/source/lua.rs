//! Lua: two quotes, and long brackets; `..` joins.

use super::language::Language;
use super::outline::Bracket;
use super::scopes::{Functions, first_word};
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HostLanguage, Open, Surrounding, Syntax, Trim,
};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Lua, &["lua"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["--"],
    block_comments: &[("--[[", "]]"), ("--[=[", "]=]")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'['),
    open,
    join: b'+',
    join_spelling: Some(".."),
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Curly]))],
    functions: Functions {
        begins: |line, _| {
            let word = first_word(line);
            word == "function"
                || word == "local" && line.contains(" function ")
                || line.contains("= function")
        },
        ends: |line| line.starts_with("end"),
        is_closed: |line| line.ends_with("end"),
        has_types: false,
    },
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    if let Some(rest) = text.strip_prefix('[') {
        let level = rest.bytes().take_while(|byte| *byte == b'=').count();
        let close =
            CLOSES.get(level).filter(|_| rest.get(level..).is_some_and(|rest| rest.starts_with('[')))?;
        return Some(Open::new(&LONG, level + 2, close));
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&SINGLE, 1, "'"),
        _ => return None,
    })
}

/// The ends of long strings, by the number of `=`.
const CLOSES: [&str; 4] = ["]]", "]=]", "]==]", "]===]"];

const IN_LONG: Escaping = Escaping::VERBATIM.without(&[']']);

static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static SINGLE: Form = Form::new(Escapes::C, &Escaping::IN_SINGLE);
static LONG: Form = Form::new(Escapes::None, &IN_LONG).lines().trim(Trim::FirstLine);
