//! Text in no language: what is put into URLs there.

use super::lex::{Escapes, Form, HoleForm, Syntax, Trim};
use crate::text::Escaping;

/// Text has no strings.
pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &[],
    block_comments: &[],
    starts: |_| false,
    open: |_| None,
    name: b"",
    join: 0,
    adjacent: false,
    patterns: false,
    escape: None,
};

pub(super) static FORM: Form = Form {
    escapes: Escapes::None,
    holes: &[HoleForm::Mustache, HoleForm::Statement, HoleForm::Prose, HoleForm::DollarName],
    lines: true,
    trim: Trim::Nothing,
    inside: &Escaping::VERBATIM,
    anew: None,
};
