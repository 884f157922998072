//! Text in no language: its URLs, with their holes.

use super::fragment::{Fragment, Pattern};
use super::language::Language;
use super::lex::Token;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Searched, Syntax};
use crate::text::{Escaping, Span};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Text, &["txt"], &["text", "plaintext"], &SYNTAX).of_documents();

pub(super) const SYNTAX: Syntax =
    Syntax { words: Some((tokens, prose)), searched: Searched::Urls, ..syntax::PLAIN };

static FORM: Form = Form::new(Escapes::None, &Escaping::VERBATIM)
    .holes(&[HoleForm::Mustache, HoleForm::Statement, HoleForm::Prose, HoleForm::DollarName])
    .lines();

fn tokens(_: &str, range: Span, _: bool, take: &mut dyn FnMut(Token, Span)) {
    take(Token::Text, range);
}

/// Adds prose. A document has `<name>` for its reader to fill in.
pub(super) fn prose(fragment: &mut Fragment<'_>, span: Span, _: Pattern) {
    fragment.inside(span.end, &FORM, "", &syntax::PLAIN, Pattern::Angle);
    fragment.part(0, FORM.inside);
}
