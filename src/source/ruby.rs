//! Ruby: two quotes, `%q(…)`, and here-documents whose mark ends its line.

use std::borrow::Cow;

use super::language::Language;
use super::lex::here_document;
use super::outline::Bracket;
use super::scopes::{Functions, first_word};
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax, Trim,
};
use super::url::upto;
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Ruby, &["rb"], &["ruby"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[("\n=begin", "\n=end")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'%' | b'`' | b'<'),
    open,
    name: b"@?!",
    join: b'+',
    adjacent: true,
    patterns: true,
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Round]))],
    functions: Functions {
        begins: |line, _| first_word(line) == "def",
        ends: |line| line == "end",
        is_closed: is_endless,
        ..Functions::IN_BRACES
    },
    ..syntax::PLAIN
};

/// Whether the line of a method has its body: `def jobs = get(url)`, `def jobs(state) = get(url)`.
fn is_endless(line: &str) -> bool {
    let name = line.strip_prefix("def ").and_then(|rest| rest.split([' ', '(']).next());
    let rest = name.and_then(|name| line.get("def ".len() + name.len()..)).unwrap_or_default();
    let mut depth = 0_usize;
    let end = rest.find(|c: char| {
        depth = if c == '(' { depth + 1 } else { depth.saturating_sub(usize::from(c == ')')) };
        depth == 0 && c == ' '
    });
    end.and_then(|end| rest.get(end..)).is_some_and(|body| body.starts_with(" = "))
}

fn open(text: &str) -> Option<Open<'_>> {
    if let Some(rest) = text.strip_prefix("<<~").or_else(|| text.strip_prefix("<<-")) {
        let line = upto(rest, 128).find('\n')?;
        // A method may follow the name: `<<~URL.chomp`.
        let word = rest.get(..line)?.trim().split('.').next()?;
        let name = word.trim_matches(['"', '\'']);
        let form = if word.starts_with('\'') { &HERE_RAW } else { &HERE };
        let (length, close) = here_document(rest, line, name)?;
        return Some(Open { form, length: 3 + length, close: Cow::Owned(close) });
    }
    if let Some(rest) = text.strip_prefix('%') {
        let (form, length) = match rest.chars().next()? {
            'q' => (&RAW, 3),
            'Q' => (&FILLED_RAW, 3),
            '(' | '[' | '{' => (&FILLED_RAW, 2),
            _ => return None,
        };
        let close = match text.get(length - 1..length)? {
            "(" => ")",
            "[" => "]",
            "{" => "}",
            "|" => "|",
            _ => return None,
        };
        return Some(Open::new(form, length, close));
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '`' => Open::new(&DOUBLE, 1, "`"),
        '\'' => Open::new(&SINGLE, 1, "'"),
        _ => return None,
    })
}

const HASH: &[HoleForm] = &[HoleForm::HashBrace];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('#', "\\#")]);
const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('#', "\\#")]);
const IN_RAW: Escaping = Escaping::VERBATIM.without(&['(', ')', '[', ']', '{', '}', '|', '\\', '#']);

static DOUBLE: Form = Form::new(Escapes::C, &IN_DOUBLE).holes(HASH).lines();
static SINGLE: Form = Form::new(Escapes::Quote, &Escaping::IN_SINGLE).lines();
static HERE: Form = Form::new(Escapes::C, &IN_HERE).holes(HASH).lines().trim(Trim::Indent);
static HERE_RAW: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines().trim(Trim::Indent);
static RAW: Form = Form::new(Escapes::Quote, &IN_RAW).lines();
static FILLED_RAW: Form = Form::new(Escapes::C, &IN_RAW).holes(HASH).lines();
