//! Shells: commands made of words, each with its quotes, and here-documents.

use memchr::memmem;

use super::fragment::{Fragment, Hole, Pattern};
use super::language::Language;
use super::lex::{self, Token};
use super::outline::{CommandWords, Outline};
use super::scopes::Functions;
use super::search;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Syntax};
use super::url::upto;
use super::{Part, Sites};
use crate::decode::Kind;
use crate::limits;
use crate::text::shell::{BARE, HoleEnd, ShellLexer, ShellPiece, ShellQuotes};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(
    Language::Shell,
    &["sh", "bash", "zsh"],
    &["shell", "console", "shell-session", "shellscript"],
    &SYNTAX,
)
.with_expressions(expression);

/// The forms of holes; `{{ x }}` belongs to a tool that runs the shell.
const HOLES: &[HoleForm] = &[
    HoleForm::DollarParenthesis,
    HoleForm::DollarBrace,
    HoleForm::DollarName,
    HoleForm::Backtick,
    HoleForm::Mustache,
];

const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "\\$"), ('`', "\\`")]);

static DOUBLE: Form = Form::new(Escapes::Quote, ShellQuotes::Double.escaping()).holes(HOLES).lines();
static SINGLE: Form = Form::new(Escapes::None, ShellQuotes::Single.escaping()).lines();
static ANSI: Form = Form::new(Escapes::C, ShellQuotes::Ansi.escaping()).lines();
static HERE: Form = Form::new(Escapes::Quote, &IN_HERE).holes(HOLES).lines();
static QUOTED_HERE: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines();

/// The words of a shell, and the strings inside of holes.
pub(super) const SYNTAX: Syntax = Syntax {
    starts: |byte| matches!(byte, b'"' | b'\'' | b'$'),
    open: |text| match text.chars().next()? {
        '$' if text.starts_with("$'") => Some(Open::new(&ANSI, 2, "'")),
        '"' => Some(Open::new(&DOUBLE, 1, "\"")),
        '\'' => Some(Open::new(&SINGLE, 1, "'")),
        _ => None,
    },
    escape: Some(b'\\'),
    functions: Functions { begins: begins_function, has_types: false, ..Functions::IN_BRACES },
    words: Some((tokens, word)),
    read: Some(read),
    commands: Some(commands),
    special_in_single: Some(&['\'', '$']),
    special_in_double: &['`', '\\', '"', '!'],
    finish: Some(Sites::returned),
    ..syntax::PLAIN
};

/// The words of a command that may send a filter: the last sends one without its name.
const WORDS: [&str; 3] = ["ilter", "ILTER", "data-urlencode"];

fn begins_function(line: &str, _: &str) -> bool {
    let named = || memchr::memchr(b'(', line.as_bytes()).and_then(|at| line.split_at_checked(at));
    line.strip_prefix("function").is_some_and(|rest| rest.starts_with([' ', '\t']))
        || named().is_some_and(|(name, rest)| rest.starts_with("()") && !name.contains([' ', '$', '=']))
}

/// Words before an assignment: "variables of a shell that are a whole filter" (shell.toml).
const GIVES: [&str; 5] = ["local", "export", "readonly", "declare", "typeset"];

/// Adds the filter that is the code of a hole: the default of a parameter (case `default.sh` of shell.toml), or
/// the string that an encoder takes (case `holes.sh`).
pub(super) fn expression(part: &Part<'_>, hole: &Hole, list: Option<String>, sites: &mut Sites) -> bool {
    let text = &*part.text;
    if let Some(value) = default_of(part, hole) {
        search::plain(part, &value, Kind::Filter, list, sites);
        return true;
    }
    if !hole.is_command(text) || !hole.is_encoded(text) {
        return false;
    }
    let outline = Outline::read(part, hole.code, &SYNTAX);
    // A here-document is the code of another program.
    let is_document =
        |at: usize| at.checked_sub(1).is_some_and(|mark| outline.is(mark, b'"') || outline.is(mark, b'\''));
    let is_taken = |at: usize| {
        let ends = |node: &usize| [b'|', b';', b'&', b'('].iter().any(|mark| outline.is(*node, *mark));
        let start = (0..at).rev().find(ends).map_or(hole.code.start, |end| outline.span(end).end);
        takes_filter(Span::new(start, outline.span(at).start.max(start)).of(text))
    };
    let is_own = |at: &usize| outline.is_text(*at) && !is_document(*at) && is_taken(*at);
    let texts = (0..outline.len()).filter(is_own);
    let before = sites.sites.len();
    for word in texts.map(|at| format(&outline, at).unwrap_or_else(|| outline.joined(at).fragment)) {
        // `--data-urlencode "=…"` of curl, which prints the encoded value.
        let value = Span::from_range(usize::from(word.text.starts_with('='))..word.text.len());
        if search::looks_like_filter(value.of(&word.text)) {
            search::part_of(part, &word, value, Kind::Filter, list.clone(), sites);
        }
    }
    sites.sites.len() > before
}

/// The format string of `printf`, whose places get the words after it: `printf "name eq '%s'" "$n"`.
fn format<'t>(outline: &Outline<'t>, at: usize) -> Option<Fragment<'t>> {
    let is_alone = outline.joined(at).end == at + 1;
    // `printf -- "…"`.
    let back = if outline.name_before(at, 1) == Some("--") { 2 } else { 1 };
    outline.name_before(at, back).filter(|name| is_alone && *name == "printf")?;
    let mut fragment = Fragment::new(outline.text, outline.span(at).start);
    fragment.string(outline.span(at), outline.syntax, Pattern::Percent);
    let is_word = |at: &usize| outline.is_text(*at) || outline.name(*at).is_some();
    let mut words = (at + 1..outline.len()).take_while(is_word).filter_map(|at| outline.inside(at));
    for hole in fragment.holes.iter_mut().filter(|hole| hole.shown.of(outline.text).starts_with('%')) {
        hole.argument = words.next();
    }
    Some(fragment)
}

/// Whether the command that begins so encodes the word after it. Another command may make a filter of
/// that word, and an interpreter takes a program: `python3 -c "…"`, `perl -MURI::Escape -ne '…'`.
fn takes_filter(before: &str) -> bool {
    const PASSES: [&str; 5] = ["printf", "echo", "jq", "curl", "curl.exe"];
    const ENCODES: [&str; 5] = ["enc", "esc", "quote", "uri", "url"];
    let mut words = before.split_whitespace();
    let name = words.next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    let option = words.last().and_then(|last| last.strip_prefix('-'));
    let takes_program =
        |option: &str| option.ends_with(['c', 'e', 'E', 'p', 'r']) || ["-eval", "-print"].contains(&option);
    if Language::named(name).is_some() {
        return !option.is_some_and(takes_program);
    }
    let lower = name.to_ascii_lowercase();
    // `[uri]::EscapeDataString("…")` has its name before the parenthesis.
    name.is_empty() || PASSES.contains(&name) || ENCODES.iter().any(|part| lower.contains(part))
}

/// The default of a missing parameter, `${1:-state eq 'ERROR'}`: "the default of a missing parameter"
/// (shell.toml).
fn default_of<'t>(part: &'t Part<'_>, hole: &Hole) -> Option<Fragment<'t>> {
    let code = hole.code.of(&part.text);
    let at = [":-", ":="].iter().filter_map(|mark| code.find(mark)).min()? + 2;
    let value = code.get(at..)?;
    let quotes = usize::from(value.len() > 1 && value.starts_with('"') && value.ends_with('"'));
    let value = value.get(quotes..value.len() - quotes)?;
    if value.contains(['"', '$', '`', '\\']) || !search::looks_like_filter(value) {
        return None;
    }
    let start = hole.code.start + offset(at + quotes);
    let mut fragment = Fragment::new(&part.text, start);
    fragment.take_to(start + offset(value.len()));
    fragment.part(0, &IN_DEFAULT);
    Some(fragment)
}

/// The characters that a default contains without an escape.
static IN_DEFAULT: Escaping = Escaping::VERBATIM.without(&['"', '\\', '$', '`', '}']);

/// The hole at a place of a script: its end, and its code.
fn hole(text: &str, at: usize, is_shown: bool) -> Option<(usize, Span)> {
    let rest = text.get(at..)?;
    // Two braces may also begin `{{a,b},c}`.
    let is_brace = rest.starts_with("{{");
    if !is_brace && rest.starts_with(['{', '>']) || !is_shown && rest.starts_with('<') {
        return None;
    }
    let line = if is_brace { upto(rest, limits::SOURCE_HOLE).find('\n') } else { None };
    let forms = if is_shown && rest.starts_with('<') { &[HoleForm::Angle] } else { HOLES };
    lex::hole(text, at, line.map_or(text.len(), |line| at + line), forms, &SYNTAX)
}

/// The pieces of a part of a script.
fn lexer(text: &str, range: Span, is_shown: bool) -> ShellLexer<'_> {
    let end: HoleEnd = match is_shown {
        true => |text, at| hole(text, at, true).map(|(end, _)| end),
        false => |text, at| hole(text, at, false).map(|(end, _)| end),
    };
    ShellLexer::new(text, range, end)
}

/// The words of a script: plain ones as names, and others as strings. An assignment before a command is a name, a
/// mark and a string. Each command and each here-document ends with a `;`.
fn tokens(text: &str, range: Span, is_shown: bool, take: &mut dyn FnMut(Token, Span)) {
    commands_of(text, range, is_shown, true, take);
}

/// The tree of a whole script. Most of its commands concern no filter, and nodes for all of their words would take
/// most of the time. So a command is kept if it contains the word, assigns, loops, or follows a comment.
fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let all = Span::from_range(0..part.text.len());
    commands_of(&part.text, all, part.is_shown, false, &mut |token, span| outline.push(token, span, 0));
    outline
}

fn commands_of(text: &str, range: Span, is_shown: bool, all: bool, take: &mut dyn FnMut(Token, Span)) {
    let mut places = WORDS.map(|word| {
        let places = memmem::find_iter(range.of(text).as_bytes(), word);
        places.map(|at| range.start + offset(at)).peekable()
    });
    let mut names_filter = |command: Span| {
        places.iter_mut().any(|places| {
            while places.next_if(|place| *place < command.start).is_some() {}
            places.peek().is_some_and(|place| *place < command.end)
        })
    };
    let mut command: Vec<(Token, Span)> = Vec::new();
    let mut word: Option<(Token, Span)> = None;
    // An argument like `-d filter=$filter` assigns nothing.
    let mut may_assign = true;
    let mut is_kept = all;
    let mut lexer = lexer(text, range, is_shown);
    let mut is_done = false;
    while !is_done {
        // After its first words, only a filter can be a reason to keep a command.
        let is_cut = !is_kept && !may_assign;
        let next = if is_cut && word.is_none() { lexer.next_end() } else { lexer.next() };
        is_done = next.is_none();
        let (piece, span) = next.unwrap_or((ShellPiece::End, Span::at(range.end)));
        if piece == ShellPiece::Continued && word.is_none() {
            continue;
        }
        if piece.is_in_word() {
            let (before, start) = word.unwrap_or((Token::Name, span));
            let is_plain = matches!(piece, ShellPiece::Bare | ShellPiece::Continued);
            word = Some((if is_plain { before } else { Token::Text }, start.cover(span)));
            continue;
        }
        if let Some((token, span)) = word.take() {
            let written = span.of(text);
            let assigned = if may_assign { assigned(written) } else { None };
            if let Some((name, equals)) = assigned {
                is_kept = true;
                let [name, equals] = [name, equals].map(|at| span.start + offset(at));
                command.push((Token::Name, Span::new(span.start, name)));
                if name < equals {
                    command.push((Token::Mark(b'+'), Span::new(name, equals)));
                }
                command.push((Token::Mark(b'='), Span::new(equals, equals + 1)));
                command.push((Token::Text, Span::new(equals + 1, span.end)));
            } else {
                command.push((token, span));
                is_kept |= may_assign && written == "for";
                may_assign &= GIVES.contains(&written);
            }
        }
        match piece {
            ShellPiece::Blank | ShellPiece::Redirect => continue,
            ShellPiece::Comment => take(Token::Comment, span),
            ShellPiece::Document { is_literal } => {
                let quote = if is_literal { b'\'' } else { b'"' };
                command.extend([(Token::Mark(quote), Span::at(span.start)), (Token::Text, span)]);
            }
            _ => {}
        }
        if let Some((_, first)) = command.first() {
            let has_filter = !is_kept && names_filter(first.cover(span));
            if has_filter && is_cut {
                commands_of(text, Span::new(first.start, span.start), is_shown, true, take);
            } else if is_kept || has_filter {
                command.iter().for_each(|(token, span)| take(*token, *span));
                take(Token::Mark(b';'), Span::at(span.end));
            }
            command.clear();
            is_kept = all;
        }
        is_kept |= piece == ShellPiece::Comment;
        may_assign = true;
    }
}

/// The end of the name in an assignment, and the place of its `=`: `FILTER=…`, `FILTER+=…`.
fn assigned(word: &str) -> Option<(usize, usize)> {
    let equals = word.bytes().position(|byte| byte == b'=')?;
    let name = word.get(..equals)?;
    let name = name.strip_suffix('+').unwrap_or(name);
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && !name.is_empty()).then_some((name.len(), equals))
}

/// The commands and the here-documents that may contain a filter.
fn commands<'t>(outline: &Outline<'t>, range: Span) -> Vec<CommandWords<'t>> {
    let text = range.of(outline.text).as_bytes();
    let mut places: Vec<usize> = WORDS.iter().flat_map(|word| memmem::find_iter(text, word)).collect();
    places.sort_unstable();
    let ends = |at: &usize| outline.is(*at, b';');
    let mut found = Vec::new();
    let mut read = 0;
    for place in places {
        let at = outline.at(range.start + offset(place));
        if at < read {
            continue;
        }
        let first = (read..at).rev().find(ends).map_or(read, |end| end + 1);
        read = (at..outline.len()).find(ends).map_or(outline.len(), |end| end + 1);
        found.push(match document(outline, first) {
            Some(document) => CommandWords { words: vec![document], first, end: read },
            None => outline.command(first, range.end),
        });
    }
    found
}

/// The here-document that begins at a node.
pub(super) fn document<'t>(outline: &Outline<'t>, first: usize) -> Option<Fragment<'t>> {
    let mark = |mark| outline.is(first, mark).then_some(());
    let form = mark(b'"').map(|()| &HERE).or_else(|| mark(b'\'').map(|()| &QUOTED_HERE))?;
    let span = outline.span(first + 1);
    let mut document = Fragment::new(outline.text, span.start);
    document.inside(span.end, form, "\\$`", &SYNTAX, Pattern::None);
    document.part(0, form.inside);
    Some(document)
}

/// Adds the text before `end` as it would be in double quotes.
pub(super) fn in_double(fragment: &mut Fragment<'_>, end: u32) {
    fragment.inside(end, &DOUBLE, "\"\\$`", &SYNTAX, Pattern::None);
    fragment.part(0, DOUBLE.inside);
}

/// The strings in a word: each with its quotes, and without.
pub(super) fn strings(text: &str, word: Span) -> impl Iterator<Item = (Span, Span)> {
    lexer(text, word, false).filter_map(|(piece, span)| match piece {
        ShellPiece::Quoted(_, inside) => Some((span, inside)),
        _ => None,
    })
}

/// Adds the pieces of a word.
fn word(fragment: &mut Fragment<'_>, span: Span, pattern: Pattern) {
    for (piece, span) in lexer(fragment.outer, span, pattern == Pattern::Angle) {
        if piece.is_in_word() {
            add(fragment, piece, span, pattern);
        }
    }
}

/// Adds a piece of a word.
fn add(word: &mut Fragment<'_>, piece: ShellPiece, span: Span, pattern: Pattern) {
    let from = word.at();
    let mut escaping = &BARE;
    match piece {
        ShellPiece::Continued => word.drop_to(span.end),
        ShellPiece::Escaped(character) => word.decode_to(character.encode_utf8(&mut [0; 4]), span.end),
        ShellPiece::Quoted(quotes, inside) => {
            let form = match quotes {
                ShellQuotes::Single => &SINGLE,
                ShellQuotes::Double => &DOUBLE,
                ShellQuotes::Ansi => &ANSI,
            };
            escaping = form.inside;
            word.drop_to(inside.start);
            word.inside(inside.end, form, "\"\\$`", &SYNTAX, pattern);
        }
        ShellPiece::Hole => {
            let until = word.outer.get(..span.end as usize).unwrap_or_default();
            let code = hole(until, span.start as usize, pattern == Pattern::Angle);
            let code = code.map_or(span, |(_, code)| code);
            word.hole_to(span.end, span, code);
        }
        _ => {
            if piece == ShellPiece::Operator {
                word.operator();
            }
            word.take_to(span.end);
        }
    }
    word.part(from, escaping);
    word.drop_to(span.end);
    word.end_at(span.end);
}
