//! Perl: two quotes, `q(…)` and `qq(…)`, here-documents; `.` joins. A substitution or a pattern is a string.

use std::borrow::Cow;

use super::language::Language;
use super::lex::here_document;
use super::scopes::{Functions, first_word};
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax, Trim,
};
use super::url::upto;
use crate::limits;
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Perl, &["pl", "pm"], &["perl"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[
        ("\n=pod", "\n=cut"),
        ("\n=head", "\n=cut"),
        ("\n=over", "\n=cut"),
        ("\n=item", "\n=cut"),
    ],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'<' | b'q' | b's' | b'm' | b't' | b'y'),
    open,
    name: b"$@",
    join: b'.',
    patterns: true,
    // `$query{filter} = "…"`.
    entries: &[EntryForm::new("}=", EntryKey::Any, Surrounding::Anywhere)],
    marks_variables: true,
    functions: Functions { begins: |line, _| first_word(line) == "sub", ..Functions::IN_BRACES },
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    if let Some(rest) = text.strip_prefix("<<") {
        let rest = rest.strip_prefix('~').unwrap_or(rest);
        let line = upto(rest, limits::SOURCE_NAME).find('\n')?;
        // The statement may go on after the name: `<<"END";`.
        let first = rest.get(..line)?;
        let name = first.split([';', ',', ')', '.']).next()?.trim();
        let is_raw = name.starts_with('\'');
        let name = name.trim_matches(['"', '\'']);
        let (length, close) = here_document(rest, line, name)?;
        let form = if is_raw { &HERE_RAW } else { &HERE };
        return Some(Open { form, length: text.len() - rest.len() + length, close: Cow::Owned(close) });
    }
    match text.chars().next()? {
        '"' => return Some(Open::new(&DOUBLE, 1, "\"")),
        '\'' => return Some(Open::new(&SINGLE, 1, "'")),
        _ => {}
    }
    let word = text.len() - text.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
    let (name, rest) = text.split_at_checked(word)?;
    let close = match rest.chars().next()? {
        '(' => ")",
        '{' => "}",
        '[' => "]",
        '/' => "/",
        '|' => "|",
        '!' => "!",
        _ => return None,
    };
    match name {
        "q" => Some(Open::new(&RAW, 2, close)),
        "qq" => Some(Open::new(&FILLED, 3, close)),
        "qr" | "m" => Some(Open::new(&PATTERN, name.len() + 1, close)),
        // The replacement follows the pattern: `s/'/''/g`.
        "s" | "tr" | "y" if !matches!(close, ")" | "}" | "]") => {
            let pattern = upto(rest.get(1..)?, limits::SOURCE_NAME);
            let length =
                pattern.find(close).filter(|end| !pattern.get(..*end).is_some_and(|p| p.contains('\n')))?;
            Some(Open::new(&PATTERN, name.len() + 2 + length, close))
        }
        _ => None,
    }
}

const HOLES: &[HoleForm] = &[HoleForm::DollarBrace, HoleForm::AtBrace, HoleForm::DollarName];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$"), ('@', "\\@")]);
const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "\\$"), ('@', "\\@")]);
const IN_FILLED: Escaping = IN_HERE.without(&['(', ')', '{', '}', '[', ']', '/', '|', '!']);
const IN_RAW: Escaping = Escaping::VERBATIM.without(&['(', ')', '{', '}', '[', ']', '/', '|', '!', '\\']);

static DOUBLE: Form = Form::new(Escapes::C, &IN_DOUBLE).holes(HOLES).lines();
static SINGLE: Form = Form::new(Escapes::Quote, &Escaping::IN_SINGLE).lines();
static RAW: Form = Form::new(Escapes::Quote, &IN_RAW).lines();
static FILLED: Form = Form::new(Escapes::C, &IN_FILLED).holes(HOLES).lines();
static PATTERN: Form = Form::new(Escapes::Kept, &IN_RAW);
static HERE: Form = Form::new(Escapes::C, &IN_HERE).holes(HOLES).lines().trim(Trim::FirstLine);
static HERE_RAW: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines().trim(Trim::FirstLine);
