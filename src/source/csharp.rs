//! C#: escapes, doubled quotes behind `@`, raw text between three quotes, values behind `$`.

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim};
use crate::text::Escaping;

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'@' | b'$'),
    open,
    name: b"",
    join: b'+',
    adjacent: false,
    patterns: false,
    escape: None,
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
        // As many end it as begin it.
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

static USUAL: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static CHARACTER: Form = Form {
    escapes: Escapes::C,
    holes: &[],
    lines: false,
    trim: Trim::Nothing,
    inside: &Escaping::IN_DOUBLE,
    anew: None,
};
static VERBATIM: Form = Form {
    escapes: Escapes::Doubled,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_VERBATIM,
    anew: None,
};
static FILLED: Form = Form {
    escapes: Escapes::C,
    holes: BRACE,
    lines: false,
    trim: Trim::Nothing,
    inside: &IN_FILLED,
    anew: None,
};
static FILLED_VERBATIM: Form = Form {
    escapes: Escapes::Doubled,
    holes: BRACE,
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_FILLED_VERBATIM,
    anew: None,
};
static RAW: Form =
    Form { escapes: Escapes::None, holes: &[], lines: true, trim: Trim::Indent, inside: &IN_RAW, anew: None };
static FILLED_RAW: Form = Form {
    escapes: Escapes::None,
    holes: BRACE,
    lines: true,
    trim: Trim::Indent,
    inside: &IN_FILLED_RAW,
    anew: None,
};
