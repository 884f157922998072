//! Shells: commands made of words, each with its quotes, and here-documents.

use std::collections::BTreeMap;

use super::fragment::{Fragment, Hole, Pattern};
use super::language::Language;
use super::lex;
use super::mentions::{Mentions, last_name};
use super::scopes::{Functions, Given, Scopes, first_word};
use super::search;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, HostReader, Open, Syntax};
use super::url::{self, Target};
use super::{Part, Sites};
use crate::decode::{Embedded, Kind, is_filter_name};
use crate::limits;
use crate::text::shell::{BARE, HoleEnd, ShellLexer, ShellPiece, ShellQuotes};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(
    Language::Shell,
    &["sh", "bash", "zsh"],
    &["shell", "console", "shell-session", "shellscript"],
    HostReader::Own(search),
);

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
    let is_marked = |command: Span| {
        let line = marked.partition_point(|line| line.end <= command.start);
        marked.get(line).is_some_and(|line| line.start <= command.start)
    };
    let mut pending = vec![(skimmed, 0)];
    let mut commands = Vec::new();
    let mut all_commands = Vec::new();
    while let Some((skimmed, depth)) = pending.pop() {
        all_commands.extend_from_slice(&skimmed.commands);
        let wanted = skimmed.commands.into_iter().filter(|command| {
            super::names_filter(command.of(&part.text)) || depth == 0 && is_marked(*command)
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
        look(part, command, &mentions, &marked, sites);
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

/// The name that a command assigns to, and whether it appends: `FILTER=…`, `local filter=…`, `FILTER+=…`.
fn given_name(command: &str) -> Option<(&str, bool)> {
    let command = GIVES.iter().find_map(|word| command.strip_prefix(word)).unwrap_or(command).trim_start();
    let end = command.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let (name, behind) = command.split_at_checked(end)?;
    let adds = behind.starts_with("+=")
        || [format!("${name}"), format!("${{{name}")].iter().any(|own| behind.contains(&**own));
    (!name.is_empty() && (adds || behind.starts_with('='))).then_some((name, adds))
}

/// The value that a command assigns to a name: the word, and the start of the value in it.
fn given_value<'t>(part: &'t Part<'_>, command: Span, name: &str) -> Option<(Fragment<'t>, usize)> {
    words(part, command).into_iter().find_map(|word| {
        let value = word.text.strip_prefix(name)?;
        let adds = value.starts_with('+');
        let mut value = value.trim_start_matches('+').strip_prefix('=')?;
        // An appended value is a condition, too.
        if adds {
            value = value.trim_start();
            value = ["and ", "or "].iter().find_map(|join| value.strip_prefix(join)).unwrap_or(value);
        }
        let from = word.text.len() - value.len();
        let hole = word.holes.first().filter(|_| url::is_hole(value));
        if let Some(value) = hole.and_then(|hole| default_of(&part.text, hole)) {
            return Some((value, 0));
        }
        Some((word, from))
    })
}

fn begins_function(line: &str, _: &str) -> bool {
    first_word(line) == "function"
        || line.split_once("()").is_some_and(|(name, _)| !name.contains([' ', '$', '=']))
}

/// Words before the name of a command.
const BEFORE_COMMANDS: [&str; 10] =
    ["if", "elif", "while", "until", "then", "do", "else", "!", "sudo", "time"];

/// Commands that search other text for a string.
const LOOKS: [&str; 8] = ["grep", "egrep", "fgrep", "zgrep", "rg", "sed", "awk", "perl"];

/// Words before an assignment.
const GIVES: [&str; 5] = ["local ", "export ", "readonly ", "declare ", "typeset "];

/// Searches a command.
fn look(
    part: &Part<'_>,
    mut words: Vec<Fragment<'_>>,
    mentions: &Mentions<'_>,
    marked: &[Span],
    sites: &mut Sites,
) {
    let Some(first) = words.first() else { return };
    let start = first.span().start;
    // `printf` and `date` take format strings; `%` there is not percent-encoding.
    if matches!(&*first.text, "printf" | "date") {
        return;
    }
    // The quotes of a word processor have no meaning to a shell. The author's intention is unknown.
    if words.iter().any(|word| word.text.starts_with(['“', '”', '‘', '’'])) {
        return;
    }
    // A string that a command searches for is not a request.
    let name = words.iter().map(|word| &*word.text).find(|word| !BEFORE_COMMANDS.contains(word));
    if name.is_some_and(|name| LOOKS.contains(&name)) {
        return;
    }
    if let Some(at) = words.iter().position(|word| word.text == "=~") {
        words.drain(at..(at + 2).min(words.len()));
    }
    let line = marked.partition_point(|line| line.end <= start);
    if let Some(line) = marked.get(line).filter(|line| line.start <= start) {
        // The name of an assignment comes before its filter.
        let name = |word: &Fragment<'_>| {
            word.text.find('=').filter(|equals| {
                word.text.get(..*equals).is_some_and(|name| {
                    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                })
            })
        };
        let mut here = words.iter().take_while(|word| word.span().start < line.end);
        let quoted = here.clone().find(|word| word.text.contains([' ', '(', '\'']));
        if let Some(word) = quoted.or_else(|| here.find(|word| name(word).is_some())) {
            let from = name(word).map_or(0, |equals| equals + 1);
            search::part_of(part, word, Span::from_range(from..word.text.len()), Kind::Filter, None, sites);
        }
        return;
    }
    let is_curl = |word: &Fragment<'_>| {
        let name = word.text.rsplit(['/', '\\']).next().unwrap_or_default();
        word.holes.is_empty() && matches!(name, "curl" | "curl.exe")
    };
    if let Some(at) = words.iter().position(is_curl) {
        words.drain(..at);
        curl(part, &words, mentions, sites);
        return;
    }
    let group = words.last().map(|last| Span::new(start, last.span().end)).unwrap_or_default();
    let mut option = String::new();
    // `get /rest/alerts …` is a request for another list.
    let is_other = words.iter().skip(1).any(|word| {
        let is_path =
            word.text.len() > 1 && word.text.starts_with('/') && !word.text.contains("/compute-ops");
        is_path && !word.text.starts_with("/jobs")
    });
    let before = sites.sites.len();
    let is_delete = words.iter().any(|word| matches!(&*word.text, "DELETE" | "--method=DELETE"));
    for word in &words {
        let takes_data = matches!(&*option, "--data-urlencode" | "--url-query");
        let named = word.text.split_once('=').filter(|(name, _)| is_filter_name(name));
        // `filter==…`, the form of httpie.
        let doubled = named.is_some_and(|(_, value)| value.starts_with('='));
        if (takes_data || doubled) && named.is_some() && is_other {
        } else if (takes_data || doubled) && named.is_some() {
            if let Some(list) = mentions.nearest(word.span().start, &[group], word.span()) {
                let from = word.text.find('=').map_or(0, |equals| equals + 1 + usize::from(doubled));
                let span = Span::from_range(from..word.text.len());
                if let Some(hole) = word.holes.first().filter(|_| url::is_hole(span.of(&word.text))) {
                    whole(part, hole, Some(list.clone()), sites);
                }
                search::part_of(part, word, span, Kind::Filter, Some(list), sites);
            }
        } else {
            search::urls_of(part, word, mentions, sites);
        }
        option.clone_from(&word.text);
    }
    if is_delete {
        sites.deleted(before);
    }
}

/// Searches a command of curl. The result is whether it sends a filter.
pub(super) fn curl(
    part: &Part<'_>,
    words: &[Fragment<'_>],
    mentions: &Mentions<'_>,
    sites: &mut Sites,
) -> bool {
    let starts = |word: &&Fragment<'_>| crate::decode::parameter_starts(&word.text).next().is_some();
    let Some(filter) = words.iter().find(starts) else { return false };
    let is_url = |word: &&Fragment<'_>| word.text.contains('/') && !word.text.contains(char::is_whitespace);
    let url = url::urls(&filter.text).into_iter().next().filter(|url| !url.path.is_empty());
    let (word, url) = match url {
        Some(url) => (filter, url),
        None => {
            // The data of a request; its URL is another word.
            let found = words.iter().skip(1).filter(is_url).find_map(|word| {
                let url = url::url_of(&word.text);
                (!matches!(url::target(&url, word), Target::Other)).then_some((word, url))
            });
            match found {
                Some(found) => found,
                None => {
                    // `curl -G "$URL" …`.
                    let variable = words.iter().skip(1).find(|word| url::is_holes(&word.text));
                    let Some(word) = variable else { return false };
                    // The variable may hold any URL.
                    let hole = word.holes.last().map(|hole| hole.shown.of(&part.text)).unwrap_or_default();
                    let is_known = last_name(hole).is_some_and(|name| mentions.given_to(name).is_some());
                    if !is_known && !search::has_operator(&filter.text) {
                        return false;
                    }
                    (word, url::url_of(&word.text))
                }
            }
        }
    };
    let start = word.span().start;
    let near = || mentions.nearest(start, &[], Span::default());
    let Some(list) = url::target(&url, word).list(mentions, start, near) else { return false };
    let value = url::urls(&filter.text).into_iter().next();
    if let Some(hole) = value.and_then(|value| url::whole_hole(&value, filter)) {
        whole(part, &hole, list.clone().or_else(|| url.list(&word.text)), sites);
    }
    let layers =
        words.iter().map(|word| word.layer(Span::from_range(0..word.text.len()), &part.map, &part.within));
    // Holes are numbered per command.
    let first = words.first().map_or(0, |word| word.first_hole);
    let holes: Vec<&Hole> = words.iter().flat_map(|word| &word.holes).collect();
    let place = words.iter().map(Fragment::span).reduce(Span::cover).unwrap_or_default();
    let embedded = Embedded { layers: layers.collect(), kind: Kind::Command, is_delete: false, list };
    sites.add(part, embedded, |number| holes.get(number.checked_sub(first)?).copied(), place);
    true
}

/// A hole that is a whole filter: adds the variable in it, or the string that an encoder encodes.
fn whole(part: &Part<'_>, hole: &Hole, list: Option<String>, sites: &mut Sites) {
    let text = &*part.text;
    if let Some(value) = default_of(text, hole) {
        search::plain(part, &value, Kind::Filter, list, sites);
        return;
    }
    sites.variables.add(hole.shown.of(text), hole.place.start, list.clone());
    if !hole.shown.of(text).starts_with("$(") || !hole.is_encoded(text) {
        return;
    }
    let commands = Skimmed::of(part, hole.code).commands.into_iter();
    for word in commands.flat_map(|command| words(part, command)) {
        if search::looks_like_filter(&word.text) {
            search::plain(part, &word, Kind::Filter, list.clone(), sites);
        }
    }
}

/// The default of a missing parameter: `${1:-state eq 'ERROR'}`.
fn default_of<'t>(text: &'t str, hole: &Hole) -> Option<Fragment<'t>> {
    let code = hole.code.of(text);
    let at = [":-", ":="].iter().filter_map(|mark| code.find(mark)).min()? + 2;
    let value = code.get(at..)?;
    let quotes = usize::from(value.len() > 1 && value.starts_with('"') && value.ends_with('"'));
    let value = value.get(quotes..value.len() - quotes)?;
    if value.contains(['"', '$', '`', '\\']) || !search::looks_like_filter(value) {
        return None;
    }
    let start = hole.code.start + offset(at + quotes);
    let mut fragment = Fragment::new(text, start);
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
