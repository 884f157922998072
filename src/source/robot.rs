//! Robot Framework: rows of cells. A row is the call of a keyword with its arguments.

use super::lex::Token;
use super::outline::{Bracket, Outline};
use super::scopes::Functions;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax,
};
use super::{Language, Part};
use crate::text::{Escaping, Span, lines, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Robot, &["robot", "resource"], &["robotframework"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    open: |_| Some(Open::new(&CELL, 0, "")),
    read: Some(read),
    has_code: true,
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Round, Bracket::Curly]))],
    // A test or a keyword begins at the left margin.
    functions: Functions {
        begins: |line, _| !line.contains("  ") && !line.contains('\t'),
        ends: |_| true,
        is_closed: |_| false,
        has_types: false,
    },
    ..syntax::PLAIN
};

/// Two blanks end a cell, and a hash after them begins a comment.
const IN_CELL: Escaping = Escaping::new(&[('\\', "\\\\")]).without(&['\n', '\t', '#']);

static CELL: Form = Form::new(Escapes::C, &IN_CELL).holes(&[HoleForm::DollarBrace, HoleForm::AtBrace]);

fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let text = outline.text;
    // The bracket that ends the row.
    let mut close = None;
    let mut end = 0;
    let mut is_variables = false;
    let mut is_prose = false;
    for line in lines(text, Span::from_range(0..text.len())) {
        let mut cells = cells(text, line);
        if let Some(comment) = cells.iter().position(|cell| cell.of(text).starts_with('#')) {
            let start = cells.get(comment).map_or(line.end, |cell| cell.start);
            outline.push(Token::Comment, Span::new(start, line.end), 0);
            cells.truncate(comment);
        }
        let Some(first) = cells.first().map(|cell| cell.of(text)) else { continue };
        if first.starts_with("***") {
            is_variables = first.to_ascii_lowercase().contains("variable");
            continue;
        }
        // A row ends before its line break, which separates it from the next one.
        let last = cells.last().map_or(line.end, |cell| cell.end);
        let mut row = cells.into_iter().peekable();
        if first == "..." {
            if is_prose {
                continue;
            }
            row.next();
        } else {
            is_prose = false;
            if let Some(close) = close.take() {
                outline.push(Token::Mark(close), Span::at(end), 0);
            }
            let is_map = first.starts_with("&{") && is_variables;
            // `${filter}=    Set Variable    …`; in a table of variables, without the mark.
            while let Some(name) = row.next_if(|cell| is_variable(cell.of(text).trim_end_matches(['=', ' '])))
            {
                let written = name.of(text);
                let inside = Span::new(name.start + 2, name.start + offset(written.rfind('}').unwrap_or(2)));
                outline.push(Token::Name, inside, 0);
                outline.push(Token::Mark(b'='), Span::at(name.end), 0);
            }
            let mut brackets = if is_map { (b'{', b'}') } else { (b'(', b')') };
            if !is_variables && let Some(keyword) = row.next() {
                match &*letters(keyword.of(text)) {
                    "createdictionary" => brackets = (b'{', b'}'),
                    "setvariable" => {}
                    // Prose for people.
                    "comment" | "[documentation]" | "[tags]" => {
                        is_prose = true;
                        continue;
                    }
                    _ => outline.push(Token::Name, keyword, 0),
                }
            }
            let start = row.peek().map_or(line.end, |cell| cell.start);
            outline.push(Token::Mark(brackets.0), Span::at(start), 0);
            close = Some(brackets.1);
        }
        for cell in row {
            argument(&mut outline, cell);
            outline.push(Token::Mark(b','), Span::at(cell.end), 0);
        }
        end = last;
    }
    if let Some(close) = close {
        outline.push(Token::Mark(close), Span::at(end), 0);
    }
    outline
}

/// The letters of a keyword. Case, blanks and underscores do not count.
fn letters(keyword: &str) -> String {
    keyword.chars().filter(|c| !matches!(c, ' ' | '_')).map(|c| c.to_ascii_lowercase()).collect()
}

/// Adds an argument, which may have a name: `params=…`.
fn argument(outline: &mut Outline<'_>, cell: Span) {
    let written = cell.of(outline.text);
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let name = written.split_once('=').map(|(name, _)| name).filter(|name| is_name(name));
    let mut value = cell;
    if let Some(name) = name {
        let equals = cell.start + offset(name.len());
        outline.push(Token::Name, Span::new(cell.start, equals), 0);
        outline.push(Token::Mark(b'='), Span::new(equals, equals + 1), 0);
        value.start = equals + 1;
    }
    outline.push(Token::Text, value, 0);
}

fn is_variable(cell: &str) -> bool {
    cell.ends_with('}') && ["${", "@{", "&{"].iter().any(|open| cell.starts_with(open)) && !cell.contains('=')
}

/// The cells of a row: between two blanks, a tab, or `|` with blanks around it.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let written = line.of(text).trim_end();
    let (mut cells, mut start) = (Vec::new(), None);
    let is_piped = written.starts_with("| ");
    let mut blanks = 0;
    for (at, character) in written.char_indices() {
        let is_end =
            character == '\t' || character == ' ' && blanks > 0 || is_piped && character == '|' && blanks > 0;
        if is_end && let Some(first) = start.take() {
            cells.push(Span::from_range(first..at - blanks));
        }
        blanks = if matches!(character, ' ' | '\t') { blanks + 1 } else { 0 };
        if blanks == 0 && !(is_piped && character == '|' && start.is_none()) && start.is_none() {
            start = Some(at);
        }
    }
    if let Some(first) = start {
        cells.push(Span::from_range(first..written.len()));
    }
    let moved = |cell: Span| Span::new(cell.start + line.start, cell.end + line.start);
    cells.into_iter().map(moved).collect()
}
