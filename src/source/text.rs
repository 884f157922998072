//! Text in no language: its URLs, with their holes.

use super::language::Language;
use super::mentions::Mentions;
use super::syntax::{Escapes, Form, HoleForm, HostLanguage, HostReader};
use super::{Part, Sites, search};
use crate::text::{Escaping, Span};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Text, &["txt"], &["text", "plaintext"], HostReader::Own(search))
        .of_documents();

pub(super) static FORM: Form = Form::new(Escapes::None, &Escaping::VERBATIM)
    .holes(&[HoleForm::Mustache, HoleForm::Statement, HoleForm::Prose, HoleForm::DollarName])
    .lines();

fn search(part: &Part<'_>, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    let mentions = Mentions::of(&part.text, &[], &part.around, None);
    search::text(part, all, &mentions, sites);
}
