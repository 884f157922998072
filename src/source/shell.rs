//! Shells: commands made of words, each with its quotes, and here-documents.

use std::collections::BTreeMap;

use super::fragment::{Fragment, Hole, Pattern};
use super::language::Language;
use super::lex;
use super::mentions::Mentions;
use super::scopes::{Functions, Given, Scopes, first_word};
use super::search;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, HostReader, Open, Syntax};
use super::url::is_hole;
use super::{Part, Sites};
use crate::decode::Kind;
use crate::limits;
use crate::text::shell::{BARE, HoleEnd, ShellLexer, ShellPiece, ShellQuotes};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(
    Language::Shell,
    &["sh", "bash", "zsh"],
    &["shell", "console", "shell-session", "shellscript"],
    HostReader::Own(search),
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

/// Those of a script in a document.
const SHOWN: &[HoleForm] = &[
    HoleForm::DollarParenthesis,
    HoleForm::DollarBrace,
    HoleForm::DollarName,
    HoleForm::Backtick,
    HoleForm::Mustache,
    HoleForm::Angle,
];

const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "\\$"), ('`', "\\`")]);

static DOUBLE: Form = Form::new(Escapes::Quote, ShellQuotes::Double.escaping()).holes(HOLES).lines();
static SINGLE: Form = Form::new(Escapes::None, ShellQuotes::Single.escaping()).lines();
static ANSI: Form = Form::new(Escapes::C, ShellQuotes::Ansi.escaping()).lines();
static HERE: Form = Form::new(Escapes::Quote, &IN_HERE).holes(HOLES).lines();
static QUOTED_HERE: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines();

/// The strings inside of holes.
pub(super) const SYNTAX: Syntax = Syntax {
    starts: |byte| matches!(byte, b'"' | b'\''),
    open: |text| match text.chars().next()? {
        '"' => Some(Open::new(&DOUBLE, 1, "\"")),
        '\'' => Some(Open::new(&SINGLE, 1, "'")),
        _ => None,
    },
    escape: Some(b'\\'),
    functions: Functions { begins: begins_function, ..Functions::IN_BRACES },
    ..syntax::PLAIN
};

fn search(part: &Part<'_>, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    let mut skimmed = Skimmed::of(part, all);
    let comments = std::mem::take(&mut skimmed.comments);
    sites.comments(part, &comments);
    let mentions = Mentions::of(&part.text, &comments, &part.around);
    let marked: Vec<Span> = comments
        .iter()
        .filter(|comment| super::is_mark(comment.of(&part.text)))
        .filter_map(|comment| super::next_line(&part.text, *comment))
        .collect();
    let mark_of = |command: &Span| {
        let line = marked.partition_point(|line| line.end <= command.start);
        marked.get(line).filter(|line| line.start <= command.start)
    };
    let mut pending = vec![(skimmed, 0)];
    let mut commands = Vec::new();
    let mut all_commands = Vec::new();
    while let Some((skimmed, depth)) = pending.pop() {
        all_commands.extend_from_slice(&skimmed.commands);
        let wanted = skimmed.commands.into_iter().filter(|command| {
            super::names_filter(command.of(&part.text)) || depth == 0 && mark_of(command).is_some()
        });
        let first = commands.len();
        commands.extend(wanted.map(|command| words(part, command)));
        let wanted =
            skimmed.documents.into_iter().filter(|(span, _)| super::names_filter(span.of(&part.text)));
        commands.extend(wanted.map(|(span, is_literal)| {
            let form = if is_literal { &QUOTED_HERE } else { &HERE };
            let mut document = Fragment::new(&part.text, span.start);
            document.inside(span.end, form, "\\$`", &SYNTAX, Pattern::None);
            document.part(0, form.inside);
            vec![document]
        }));
        if depth < limits::SOURCE_NESTING {
            let holes = commands.iter().skip(first).flatten().flat_map(|word| &word.holes);
            let code = holes.filter(|hole| is_command(&part.text, hole)).map(|hole| hole.code);
            let wanted = code.filter(|code| super::names_filter(code.of(&part.text)));
            pending.extend(wanted.map(|code| (Skimmed::of(part, code), depth + 1)));
        }
    }
    for command in commands {
        match command.first().and_then(|first| mark_of(&first.span())) {
            Some(line) => marked_word(part, &command, *line, sites),
            None => search::command(part, command, &mentions, sites),
        }
    }
    if sites.variables.is_empty() {
        return;
    }
    let scopes = Scopes::of(&part.text, &SYNTAX, &[]);
    let mut given: BTreeMap<&str, Vec<Given<Span>>> = BTreeMap::new();
    for command in all_commands {
        if let Some((name, adds)) = given_name(command.of(&part.text)) {
            given.entry(name).or_default().push(Given { at: command.start, adds, value: command });
        }
    }
    given.values_mut().for_each(|values| values.sort_by_key(|given| given.at));
    search::variables(part, sites, |used| {
        let Some(values) = given.get(&*used.name) else { return Vec::new() };
        let reaching = scopes.reaching(&used.name, used.at, values).into_iter();
        reaching.filter_map(|given| given_value(part, given.value, &used.name)).collect()
    });
}

/// Whether the code of a hole is a command.
fn is_command(text: &str, hole: &Hole) -> bool {
    hole.shown.of(text).starts_with('`') || hole.shown.of(text).starts_with("$(")
}

/// The name in an assignment, whether the value is added, and the value.
fn assignment(text: &str) -> Option<(&str, bool, &str)> {
    let (name, value) = text.split_once('=')?;
    let plain = name.strip_suffix('+').unwrap_or(name);
    let is_name = plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && !plain.is_empty()).then_some((plain, plain != name, value))
}

/// The name that a command assigns to, and whether it appends: `FILTER=…`, `local filter=…`, `FILTER+=…`.
fn given_name(command: &str) -> Option<(&str, bool)> {
    let command = GIVES.iter().find_map(|word| command.strip_prefix(word)).unwrap_or(command).trim_start();
    let (name, adds, value) = assignment(command)?;
    let has_own = || [format!("${name}"), format!("${{{name}")].iter().any(|own| value.contains(&**own));
    Some((name, adds || has_own()))
}

/// The value that a command assigns to a name: the word, and the start of the value in it.
fn given_value<'t>(part: &'t Part<'_>, command: Span, name: &str) -> Option<(Fragment<'t>, usize)> {
    words(part, command).into_iter().find_map(|word| {
        let (_, adds, mut value) = assignment(&word.text).filter(|(own, ..)| *own == name)?;
        // An appended value is a condition, too: "what is added to a variable of a shell" (shell.toml).
        if adds {
            value = value.trim_start();
            value = ["and ", "or "].iter().find_map(|join| value.strip_prefix(join)).unwrap_or(value);
        }
        let from = word.text.len() - value.len();
        let default = word.holes.last().filter(|_| is_hole(value)).and_then(|hole| default_of(part, hole));
        Some(default.map_or((word, from), |default| (default, 0)))
    })
}

/// Adds the filter after a comment `comfilter`: the first word in quotes on the line, or else the value of the
/// first assignment (shell.toml, "a filter of one word behind a comment").
fn marked_word(part: &Part<'_>, words: &[Fragment<'_>], line: Span, sites: &mut Sites) {
    let mut here = words.iter().take_while(|word| word.span().start < line.end);
    let quoted = here.clone().find(|word| word.text.contains([' ', '(', '\'']));
    if let Some(word) = quoted.or_else(|| here.find(|word| assignment(&word.text).is_some())) {
        let value = assignment(&word.text).map_or(&*word.text, |(_, _, value)| value);
        let value = Span::from_range(word.text.len() - value.len()..word.text.len());
        search::part_of(part, word, value, Kind::Filter, None, sites);
    }
}

fn begins_function(line: &str, _: &str) -> bool {
    first_word(line) == "function"
        || line.split_once("()").is_some_and(|(name, _)| !name.contains([' ', '$', '=']))
}

/// Words before an assignment.
const GIVES: [&str; 5] = ["local ", "export ", "readonly ", "declare ", "typeset "];

/// Adds the filter that is the code of a hole: the default of a parameter, or the string that an encoder takes.
pub(super) fn expression(part: &Part<'_>, hole: &Hole, list: Option<String>, sites: &mut Sites) -> bool {
    let text = &*part.text;
    if let Some(value) = default_of(part, hole) {
        search::plain(part, &value, Kind::Filter, list, sites);
        return true;
    }
    if !is_command(text, hole) || !hole.is_encoded(text) {
        return false;
    }
    let commands = Skimmed::of(part, hole.code).commands.into_iter();
    let words = commands.flat_map(|command| words(part, command));
    let before = sites.sites.len();
    for word in words.filter(|word| search::looks_like_filter(&word.text)) {
        search::plain(part, &word, Kind::Filter, list.clone(), sites);
    }
    sites.sites.len() > before
}

/// The default of a missing parameter: `${1:-state eq 'ERROR'}`.
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
fn hole(text: &str, at: usize, forms: &[HoleForm]) -> Option<(usize, Span)> {
    let rest = text.get(at..)?;
    // Two braces may also begin `{{a,b},c}`.
    let line = if rest.starts_with('{') { rest.find('\n') } else { None };
    lex::hole(text, at, line.map_or(text.len(), |line| at + line), forms, &SYNTAX)
}

/// The pieces of a part of a script.
fn lexer(text: &str, range: Span, is_shown: bool) -> ShellLexer<'_> {
    let end: HoleEnd = match is_shown {
        true => |text, at| hole(text, at, SHOWN).map(|(end, _)| end),
        false => |text, at| hole(text, at, HOLES).map(|(end, _)| end),
    };
    ShellLexer::new(text, range, end)
}

/// The places of the commands in a script. Their words are read only if one of them may contain a filter.
#[derive(Default)]
struct Skimmed {
    commands: Vec<Span>,
    /// Here-documents, and whether they are literal.
    documents: Vec<(Span, bool)>,
    comments: Vec<Span>,
}

impl Skimmed {
    fn of(part: &Part<'_>, range: Span) -> Skimmed {
        let mut skimmed = Skimmed::default();
        let mut command: Option<Span> = None;
        for (piece, span) in lexer(&part.text, range, part.is_shown) {
            match piece {
                ShellPiece::Blank | ShellPiece::Redirect | ShellPiece::Continued => continue,
                ShellPiece::Comment => skimmed.comments.push(span),
                ShellPiece::Document { is_literal } => skimmed.documents.push((span, is_literal)),
                ShellPiece::End => {}
                _ => {
                    command = Some(command.map_or(span, |command| command.cover(span)));
                    continue;
                }
            }
            skimmed.commands.extend(command.take());
        }
        skimmed.commands.extend(command);
        skimmed
    }
}

/// The words of a command. Its holes are numbered together.
fn words<'t>(part: &'t Part<'_>, command: Span) -> Vec<Fragment<'t>> {
    let text = &*part.text;
    let pattern = if part.is_shown { Pattern::Angle } else { Pattern::None };
    let mut words: Vec<Fragment<'_>> = Vec::new();
    let mut ended = true;
    for (piece, span) in lexer(text, command, part.is_shown) {
        if !piece.is_in_word() {
            ended = true;
            continue;
        }
        if ended {
            if piece == ShellPiece::Continued {
                continue;
            }
            let holes = words.last().map_or(0, |last| last.first_hole + last.holes.len());
            words.push(Fragment::numbered(text, span.start, holes));
            ended = false;
        }
        let Some(word) = words.last_mut() else { continue };
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
                let forms = if part.is_shown { SHOWN } else { HOLES };
                let until = text.get(..span.end as usize).unwrap_or(text);
                let code = hole(until, span.start as usize, forms).map_or(span, |(_, code)| code);
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
    words
}
