//! C#: escapes, doubled quotes after `@`, raw strings between three quotes, values after `$`.

use super::language::Language;
use super::outline::Bracket;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax, Trim,
};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::CSharp, &["cs"], &["csharp", "c#"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'@' | b'$'),
    open,
    join: b'+',
    entries: &[
        EntryForm::new("=", EntryKey::Name, Surrounding::New),
        EntryForm::new(",", EntryKey::Text, Surrounding::Within(&[Bracket::Curly])),
    ],
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    if text.starts_with('\'') {
        return Some(Open::new(&CHARACTER, 1, "'"));
    }
    let prefix = text.bytes().take(3).position(|byte| byte == b'"')?;
    let marks = text.get(..prefix)?;
    if !marks.chars().all(|mark| matches!(mark, '@' | '$')) {
        return None;
    }
    let filled = marks.contains('$');
    let quotes = text.get(prefix..)?;
    if quotes.starts_with("\"\"\"") {
        // A raw string ends with as many quotes as it begins with.
        let count = quotes.bytes().take_while(|byte| *byte == b'"').count();
        let form = if filled { &FILLED_RAW } else { &RAW };
        return Some(Open::new(form, prefix + count, quotes.get(..count)?));
    }
    let form = match (marks.contains('@'), filled) {
        (false, false) => &USUAL,
        (true, false) => &VERBATIM,
        (false, true) => &FILLED,
        (true, true) => &FILLED_VERBATIM,
    };
    Some(Open::new(form, prefix + 1, "\""))
}

const BRACE: &[HoleForm] = &[HoleForm::Brace];

const IN_VERBATIM: Escaping = Escaping::new(&[('"', "\"\"")]);
const IN_FILLED: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")]);
const IN_FILLED_VERBATIM: Escaping = Escaping::new(&[('"', "\"\""), ('{', "{{"), ('}', "}}")]);
const IN_RAW: Escaping = Escaping::VERBATIM.without(&['"']);
const IN_FILLED_RAW: Escaping = Escaping::VERBATIM.without(&['"', '{', '}']);

static USUAL: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static CHARACTER: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static VERBATIM: Form = Form::new(Escapes::Doubled, &IN_VERBATIM).lines();
static FILLED: Form = Form::new(Escapes::C, &IN_FILLED).holes(BRACE);
static FILLED_VERBATIM: Form = Form::new(Escapes::Doubled, &IN_FILLED_VERBATIM).holes(BRACE).lines();
static RAW: Form = Form::new(Escapes::None, &IN_RAW).lines().trim(Trim::Indent);
static FILLED_RAW: Form = Form::new(Escapes::None, &IN_FILLED_RAW).holes(BRACE).lines().trim(Trim::Indent);
