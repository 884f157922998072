//! Dart: one or three quotes of both kinds, `r` before raw ones, values after `$`.

use super::language::Language;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Dart, &["dart"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'r'),
    open,
    join: b'+',
    adjacent: true,
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    let unprefixed = text.strip_prefix('r').unwrap_or(text);
    let prefix = text.len() - unprefixed.len();
    let (close, usual, raw) = match unprefixed.as_bytes() {
        [b'"', b'"', b'"', ..] => ("\"\"\"", &LONG_DOUBLE, &LONG_RAW_DOUBLE),
        [b'\'', b'\'', b'\'', ..] => ("'''", &LONG_SINGLE, &LONG_RAW_SINGLE),
        [b'"', ..] => ("\"", &DOUBLE, &RAW_DOUBLE),
        [b'\'', ..] => ("'", &SINGLE, &RAW_SINGLE),
        _ => return None,
    };
    Some(Open::new(if prefix > 0 { raw } else { usual }, prefix + close.len(), close))
}

const HOLES: &[HoleForm] = &[HoleForm::DollarBrace, HoleForm::DollarName];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$")]);
const IN_SINGLE: Escaping = Escaping::new(&[('\'', "\\'"), ('\\', "\\\\"), ('$', "\\$")]);
const IN_RAW_DOUBLE: Escaping = Escaping::VERBATIM.without(&['"']);
const IN_RAW_SINGLE: Escaping = Escaping::VERBATIM.without(&['\'']);

static DOUBLE: Form = Form::new(Escapes::C, &IN_DOUBLE).holes(HOLES);
static SINGLE: Form = Form::new(Escapes::C, &IN_SINGLE).holes(HOLES);
static RAW_DOUBLE: Form = Form::new(Escapes::None, &IN_RAW_DOUBLE);
static RAW_SINGLE: Form = Form::new(Escapes::None, &IN_RAW_SINGLE);
static LONG_DOUBLE: Form = Form::new(Escapes::C, &IN_DOUBLE).holes(HOLES).lines().trim(Trim::FirstLine);
static LONG_SINGLE: Form = Form::new(Escapes::C, &IN_SINGLE).holes(HOLES).lines().trim(Trim::FirstLine);
static LONG_RAW_DOUBLE: Form = Form::new(Escapes::None, &IN_RAW_DOUBLE).lines().trim(Trim::FirstLine);
static LONG_RAW_SINGLE: Form = Form::new(Escapes::None, &IN_RAW_SINGLE).lines().trim(Trim::FirstLine);
