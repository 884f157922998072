//! PowerShell: doubled quotes, backticks, here-strings.

use memchr::memmem;

use super::language::Language;
use super::outline::{Bracket, CommandWords, Outline};
use super::scopes::{Functions, first_word};
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax,
};
use super::url::upto;
use crate::text::{Escaping, Quotes, Span, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::PowerShell, &["ps1", "psm1"], &["powershell", "pwsh", "posh"], &SYNTAX)
        // A script for both shells gives curl what `$(urlencode "…")` encodes.
        .with_expressions(super::shell::expression);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[("<#", "#>")],
    starts: |byte| matches!(byte, b'"' | b'\'' | b'@'),
    open,
    name: b"$-",
    join: b'+',
    escape: Some(b'`'),
    entries: &[
        EntryForm::new("=", EntryKey::Name, Surrounding::Member),
        EntryForm::new("=", EntryKey::Name, Surrounding::After(b'@')),
        EntryForm::new("=", EntryKey::Text, Surrounding::Within(&[Bracket::Curly])),
    ],
    swallows: Some('?'),
    marks_variables: true,
    ignores_case: true,
    statement: Some(|text, at, _| statement(text, at)),
    commands: Some(curls),
    functions: Functions { begins: begins_function, ..Functions::IN_BRACES },
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    for (start, form, close) in [("@\"", &HERE_DOUBLE, "\n\"@"), ("@'", &HERE_SINGLE, "\n'@")] {
        if let Some(rest) = text.strip_prefix(start) {
            let line = upto(rest, 128)
                .find('\n')
                .filter(|line| rest.get(..*line).is_some_and(|rest| rest.trim().is_empty()))?;
            // The line break after the opening belongs to it, and the one before the close to the close.
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

static DOUBLE: Form = Form::new(Escapes::Backtick, &IN_DOUBLE).holes(HOLES).lines();
static SINGLE: Form = Form::new(Escapes::Doubled, &IN_SINGLE).lines().requoted(&QUOTES);
static HERE_DOUBLE: Form = Form::new(Escapes::Backtick, &IN_HERE_DOUBLE).holes(HOLES).lines();
static HERE_SINGLE: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines();

/// The statement at a place: its line, and the lines that continue it.
fn statement(text: &str, at: u32) -> Span {
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

/// The commands of curl.
fn curls<'t>(outline: &Outline<'t>, range: Span) -> Vec<CommandWords<'t>> {
    let mut found: Vec<CommandWords<'t>> = Vec::new();
    let mut read = 0;
    for at in memmem::find_iter(range.of(outline.text).as_bytes(), "curl") {
        let start = range.start + offset(at);
        let first = outline.from(start);
        if start < read || outline.name(first) != Some("curl") {
            continue;
        }
        let command = outline.command(first, statement(outline.text, start).end);
        read = command.words.last().map_or(read, |last| last.span().end);
        found.push(command);
    }
    found
}

fn begins_function(line: &str, _: &str) -> bool {
    let word = first_word(line);
    word.eq_ignore_ascii_case("function") || word.eq_ignore_ascii_case("filter")
}
