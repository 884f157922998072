//! Python: prefixes before quotes, three quotes, f-strings.

use super::language::Language;
use super::outline::Bracket;
use super::scopes::Functions;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax,
};
use crate::text::Escaping;

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Python, &["py"], &["python", "python3", "ipython", "py3"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'r' | b'R' | b'b' | b'B' | b'u' | b'U' | b'f' | b'F'),
    open,
    join: b'+',
    adjacent: true,
    escape: Some(b'\\'),
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Round]))],
    functions: Functions {
        begins: |line, _| line.starts_with("def ") || line.starts_with("async def "),
        // The parentheses of the parameters may close on a separate line.
        ends: |line| !line.starts_with(')'),
        has_types: true,
        is_closed: |_| false,
    },
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    let prefix = text.bytes().take(3).position(|byte| matches!(byte, b'"' | b'\''))?;
    let letters = text.get(..prefix)?.to_ascii_lowercase();
    let (raw, filled) = match &*letters {
        "" | "u" | "b" => (false, false),
        "r" | "rb" | "br" => (true, false),
        "f" => (false, true),
        "rf" | "fr" => (true, true),
        _ => return None,
    };
    let quotes = text.get(prefix..)?;
    let close = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| quotes.starts_with(quote))?;
    let index = match close {
        "\"\"\"" => 0,
        "'''" => 1,
        "\"" => 2,
        _ => 3,
    };
    let form = FORMS.get(index)?.get(usize::from(raw) + 2 * usize::from(filled))?;
    Some(Open::new(form, prefix + close.len(), close))
}

static RAW_DOUBLE: Escaping = Escaping::VERBATIM.without(&['"', '\\']);
static RAW_SINGLE: Escaping = Escaping::VERBATIM.without(&['\'', '\\']);
static FILLED_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")]);
static FILLED_SINGLE: Escaping = Escaping::new(&[('\'', "\\'"), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")]);

const BRACE: &[HoleForm] = &[HoleForm::Brace];

/// For each kind of quotes: as usual, raw, filled, both.
static FORMS: [[Form; 4]; 4] = [
    forms(&Escaping::IN_DOUBLE, &RAW_DOUBLE, &FILLED_DOUBLE, true),
    forms(&Escaping::IN_SINGLE, &RAW_SINGLE, &FILLED_SINGLE, true),
    forms(&Escaping::IN_DOUBLE, &RAW_DOUBLE, &FILLED_DOUBLE, false),
    forms(&Escaping::IN_SINGLE, &RAW_SINGLE, &FILLED_SINGLE, false),
];

/// Before Python 3.12, code in an f-string cannot contain a backslash or the quotes of the f-string. It needs
/// the escapes of a raw string.
const fn forms(
    usual: &'static Escaping,
    raw: &'static Escaping,
    filled: &'static Escaping,
    lines: bool,
) -> [Form; 4] {
    [
        Form { lines, ..Form::new(Escapes::C, usual) },
        Form { lines, ..Form::new(Escapes::Kept, raw) },
        Form { lines, ..Form::new(Escapes::C, filled).holes(BRACE).code(raw) },
        Form { lines, ..Form::new(Escapes::Kept, raw).holes(BRACE).code(raw) },
    ]
}
