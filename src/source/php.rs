//! PHP: two quotes, and strings up to a word on a separate line.

use std::borrow::Cow;

use super::language::Language;
use super::lex::here_document;
use super::scopes::Functions;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Syntax};
use super::url::upto;
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Php, &["php"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//", "#"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'<'),
    open,
    name: b"$",
    join: b'.',
    marks_variables: true,
    functions: Functions {
        // `=>` belongs to an array, too.
        begins: |line, next| {
            let is_array = line.contains("=>") && !line.contains("function");
            !is_array && (Functions::IN_BRACES.begins)(line, next)
        },
        ..Functions::IN_BRACES
    },
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    if let Some(rest) = text.strip_prefix("<<<") {
        let line = upto(rest, 128).find('\n')?;
        let word = rest.get(..line)?.trim();
        let name = word.trim_matches(['"', '\'']);
        let form = if word.starts_with('\'') { &HERE_SINGLE } else { &HERE_DOUBLE };
        let (length, close) = here_document(rest, line, name)?;
        return Some(Open { form, length: 3 + length, close: Cow::Owned(close) });
    }
    Some(match text.chars().next()? {
        '"' => Open::new(&DOUBLE, 1, "\""),
        '\'' => Open::new(&SINGLE, 1, "'"),
        _ => return None,
    })
}

const HOLES: &[HoleForm] = &[HoleForm::BraceDollar, HoleForm::DollarBrace, HoleForm::DollarName];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$")]);
const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "\\$")]);

static DOUBLE: Form = Form::new(Escapes::C, &IN_DOUBLE).holes(HOLES).lines();
static SINGLE: Form = Form::new(Escapes::Quote, &Escaping::IN_SINGLE).lines();
static HERE_DOUBLE: Form = Form::new(Escapes::C, &IN_HERE).holes(HOLES).lines();
static HERE_SINGLE: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines();
