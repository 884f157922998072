//! Scala: strings between one or three quotes, and a name before the quotes of those with values.

use super::language::Language;
use super::outline::Bracket;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax, Trim,
};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Scala, &["scala", "sc"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b's' | b'f' | b'r' | b'u'),
    open,
    join: b'+',
    entries: &[
        EntryForm::new("->", EntryKey::Text, Surrounding::Anywhere),
        EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Round])),
    ],
    ..syntax::PLAIN
};

/// The names of interpolators: those of Scala, and `uri"…"` of sttp, which encodes.
const PREFIXES: [&str; 5] = ["", "s", "f", "raw", "uri"];

fn open(text: &str) -> Option<Open<'_>> {
    // `'a'` is a character, and `'name` a symbol.
    if let Some(character) = text.strip_prefix('\'') {
        let mut inside = character.chars();
        let is_character = inside.next()? == '\\' || inside.next()? == '\'';
        return is_character.then(|| Open::new(&CHARACTER, 1, "'"));
    }
    let prefix = text.bytes().take(4).position(|byte| byte == b'"')?;
    let name = text.get(..prefix).filter(|name| PREFIXES.contains(name))?;
    let is_long = text.get(prefix..)?.starts_with("\"\"\"");
    let form = match (is_long, name) {
        (false, "") => &USUAL,
        (false, "raw") => &FILLED_KEPT,
        (false, "uri") => &URI,
        (true, "uri") => &URI_RAW,
        (false, _) => &FILLED,
        (true, "") => &RAW,
        (true, _) => &FILLED_RAW,
    };
    Some(if is_long { Open::new(form, prefix + 3, "\"\"\"") } else { Open::new(form, prefix + 1, "\"") })
}

const HOLES: &[HoleForm] = &[HoleForm::DollarBrace, HoleForm::DollarName];

const IN_RAW: Escaping = Escaping::VERBATIM.without(&['"', '\\']);
const IN_FILLED: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "$$")]).without(&['"']);
const IN_FILLED_RAW: Escaping = Escaping::new(&[('$', "$$")]).without(&['"', '\\']);

static USUAL: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
static RAW: Form = Form::new(Escapes::None, &IN_RAW).lines().trim(Trim::Indent);
static FILLED: Form = Form::new(Escapes::C, &IN_FILLED).holes(HOLES);
static FILLED_KEPT: Form = Form::new(Escapes::Kept, &IN_FILLED_RAW).holes(HOLES);
static FILLED_RAW: Form = Form::new(Escapes::None, &IN_FILLED_RAW).holes(HOLES).lines().trim(Trim::Indent);
static URI: Form = Form::new(Escapes::C, &IN_FILLED).holes(HOLES).encoding();
static URI_RAW: Form =
    Form::new(Escapes::None, &IN_FILLED_RAW).holes(HOLES).lines().trim(Trim::Indent).encoding();
static CHARACTER: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
