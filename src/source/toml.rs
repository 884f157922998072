//! TOML: two quotes, one or three of them.

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[],
    starts: |byte| matches!(byte, b'"' | b'\''),
    open,
    name: b"-",
    join: 0,
    adjacent: false,
    patterns: false,
    escape: None,
};

fn open(text: &str) -> Option<Open<'_>> {
    let forms = [("\"\"\"", &BLOCK), ("'''", &RAW_BLOCK), ("\"", &DOUBLE), ("'", &RAW)];
    let (quotes, form) = forms.into_iter().find(|(quotes, _)| text.starts_with(quotes))?;
    Some(Open::new(form, quotes.len(), text.get(..quotes.len())?))
}

const HOLES: &[HoleForm] = &[HoleForm::Mustache, HoleForm::DollarBrace, HoleForm::Name];

const IN_RAW: Escaping = Escaping::VERBATIM.without(&['\'']);

static DOUBLE: Form = Form {
    escapes: Escapes::C,
    holes: HOLES,
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static BLOCK: Form = Form {
    escapes: Escapes::C,
    holes: HOLES,
    lines: true,
    trim: Trim::FirstLine,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static RAW: Form = Form {
    escapes: Escapes::None,
    holes: HOLES,
    lines: false,
    trim: Trim::Nothing,
    inside: &IN_RAW,
    anew: None,
};
static RAW_BLOCK: Form = Form {
    escapes: Escapes::None,
    holes: HOLES,
    lines: true,
    trim: Trim::FirstLine,
    inside: &IN_RAW,
    anew: None,
};
