//! Rust: quotes over several lines, raw strings, and characters in contrast to lifetimes.

use super::language::Language;
use super::syntax::{self, Escapes, Form, HostLanguage, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Rust, &["rs"], &["rust"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'r' | b'b' | b'c'),
    open,
    name: b"!",
    join: b'+',
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    let unprefixed = text.strip_prefix(['b', 'c']).unwrap_or(text);
    let prefix = text.len() - unprefixed.len();
    if let Some(raw) = unprefixed.strip_prefix('r') {
        let hashes = raw.bytes().take_while(|byte| *byte == b'#').count();
        let close = CLOSE.get(..=hashes)?;
        let is_raw = raw.get(hashes..)?.starts_with('"');
        return is_raw.then(|| Open::new(&RAW, prefix + hashes + 2, close));
    }
    if unprefixed.starts_with('"') {
        return Some(Open::new(&DOUBLE, prefix + 1, "\""));
    }
    let character = unprefixed.strip_prefix('\'')?;
    let mut inside = character.chars();
    let is_character = inside.next()? == '\\' || inside.next()? == '\'';
    is_character.then(|| Open::new(&CHARACTER, prefix + 1, "'"))
}

/// The end of a raw string with up to eight hashes.
const CLOSE: &str = "\"########";

const IN_RAW: Escaping = Escaping::VERBATIM.without(&['"']);

static DOUBLE: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).lines().trim(Trim::Continued);
static RAW: Form = Form::new(Escapes::None, &IN_RAW).lines();
static CHARACTER: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE);
