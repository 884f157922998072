//! PowerShell: doubled quotes, backticks, here-strings.

use super::lex::{Escapes, Form, HoleForm, Open, Syntax, Trim};
use super::url::upto;
use crate::text::{Escaping, Quotes, Span};

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[("<#", "#>")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'@'),
    open,
    name: b"$-",
    join: b'+',
    adjacent: false,
    patterns: false,
    escape: Some(b'`'),
};

fn open(text: &str) -> Option<Open<'_>> {
    for (start, form, close) in [("@\"", &HERE_DOUBLE, "\n\"@"), ("@'", &HERE_SINGLE, "\n'@")] {
        if let Some(rest) = text.strip_prefix(start) {
            let line = upto(rest, 128)
                .find('\n')
                .filter(|line| rest.get(..*line).is_some_and(|rest| rest.trim().is_empty()))?;
            // The line break belongs to the opening, and that before the close to the close.
            let empty = rest.get(line..).is_some_and(|rest| rest.starts_with(close));
            let length = start.len() + line + usize::from(!empty);
            return Some(Open::new(form, length, close));
        }
    }
    match text.chars().next()? {
        '"' => Some(Open::new(&DOUBLE, 1, "\"")),
        '\'' => Some(Open::new(&SINGLE, 1, "'")),
        _ => None,
    }
}

const HOLES: &[HoleForm] = &[HoleForm::DollarParenthesis, HoleForm::DollarBrace, HoleForm::DollarName];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "`\""), ('$', "`$"), ('`', "``")]);
const IN_SINGLE: Escaping = Escaping::new(&[('\'', "''")]);
const IN_HERE_DOUBLE: Escaping = Escaping::new(&[('$', "`$"), ('`', "``")]);
const QUOTES: Quotes = Quotes { open: "'", close: "'", inside: IN_SINGLE };

static DOUBLE: Form = Form {
    escapes: Escapes::Backtick,
    holes: HOLES,
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_DOUBLE,
    anew: None,
};
static SINGLE: Form = Form {
    escapes: Escapes::Doubled,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_SINGLE,
    anew: Some(&QUOTES),
};
static HERE_DOUBLE: Form = Form {
    escapes: Escapes::Backtick,
    holes: HOLES,
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_HERE_DOUBLE,
    anew: None,
};
static HERE_SINGLE: Form = Form {
    escapes: Escapes::None,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &Escaping::VERBATIM,
    anew: None,
};

/// The statement in which a place stands: its line, and those that go on with it.
pub(super) fn statement(text: &str, at: u32) -> Span {
    let (before, behind) = text.split_at_checked(at as usize).unwrap_or((text, ""));
    let goes_on = |line: &str| line.trim_end().ends_with(['`', '|', ',', '{', '(']);
    let mut start = before.rfind('\n').map_or(0, |line| line + 1);
    while let Some(above) = start.checked_sub(1).and_then(|end| text.get(..end)) {
        let line = above.rfind('\n').map_or(0, |line| line + 1);
        if !goes_on(above.get(line..).unwrap_or_default()) {
            break;
        }
        start = line;
    }
    let mut end = before.len();
    for line in behind.split_inclusive('\n') {
        end += line.len();
        if !goes_on(line) {
            break;
        }
    }
    Span::from_range(start..end)
}
