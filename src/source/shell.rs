//! Shells: commands made of words, each with its quotes, and here-documents.

use std::collections::BTreeMap;

use super::fragment::{Fragment, Hole, Pattern};
use super::language::Language;
use super::lex::{self, Bytes};
use super::mentions::{Mentions, last_name};
use super::scopes::{Functions, Given, Scopes, first_word};
use super::search;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, HostReader, Open, Syntax};
use super::url::{self, Target};
use super::{Part, Sites};
use crate::decode::shell::{ANSI, BARE, DOUBLE as IN_DOUBLE, SINGLE as QUOTES};
use crate::decode::{Embedded, Kind, is_filter_name};
use crate::limits;
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

const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "\\$"), ('`', "\\`")]);

static DOUBLE: Form = Form::new(Escapes::Quote, &IN_DOUBLE).holes(HOLES).lines();
static SINGLE: Form = Form::new(Escapes::None, &QUOTES.inside).lines();
static ANSI_FORM: Form = Form::new(Escapes::C, &ANSI).lines();
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
    let mut skimmed = Skimmed::of(&part.text, all);
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
        let mut code = Vec::new();
        all_commands.extend_from_slice(&skimmed.commands);
        let wanted = skimmed.commands.into_iter().filter(|command| {
            super::names_filter(command.of(&part.text)) || depth == 0 && is_marked(*command)
        });
        for command in wanted {
            let mut reader = ShellReader::new(&part.text, command, part.is_shown);
            reader.read();
            commands.extend(reader.commands);
            code.extend(reader.code);
        }
        let wanted =
            skimmed.documents.into_iter().filter(|(span, _)| super::names_filter(span.of(&part.text)));
        for (span, is_quoted) in wanted {
            let form = if is_quoted { &QUOTED_HERE } else { &HERE };
            let mut document = Fragment::new(&part.text, span.start);
            document.inside(span.end, form, "\\$`", &SYNTAX, Pattern::None);
            document.part(0, form.inside);
            code.extend(document.holes.iter().map(|hole| hole.code).filter(|code| !code.is_empty()));
            commands.push(vec![document]);
        }
        if depth < limits::SOURCE_NESTING {
            let wanted = code.into_iter().filter(|code| super::names_filter(code.of(&part.text)));
            pending.extend(wanted.map(|code| (Skimmed::of(&part.text, code), depth + 1)));
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
    let mut reader = ShellReader::new(&part.text, command, part.is_shown);
    reader.read();
    let mut words = reader.commands.into_iter().flatten();
    words.find_map(|word| {
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
    for command in Skimmed::of(text, hole.code).commands {
        let mut reader = ShellReader::new(text, command, part.is_shown);
        reader.read();
        for word in reader.commands.into_iter().flatten().filter(|word| search::looks_like_filter(&word.text))
        {
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

/// The bytes that may have a meaning in a command.
static MEANS: Bytes = Bytes::of(b" \t\r\n#;|&()\\'\"`$<>{");

/// The places of the commands in a script. Their words are read only if one of them may contain a filter.
#[derive(Default)]
struct Skimmed {
    commands: Vec<Span>,
    /// Here-documents, and whether they are literal.
    documents: Vec<(Span, bool)>,
    comments: Vec<Span>,
}

impl Skimmed {
    fn of(text: &str, range: Span) -> Skimmed {
        let mut skimmed = Skimmed::default();
        let bytes = text.as_bytes();
        let end = range.end as usize;
        let byte = |at: usize| if at < end { bytes.get(at).copied().unwrap_or(0) } else { 0 };
        let find = |what: u8, from: usize| {
            let rest = bytes.get(from.min(end)..end).unwrap_or_default();
            memchr::memchr(what, rest).map_or(end, |at| from + at)
        };
        let mut at = range.start as usize;
        let (mut command, mut word) = (None, None);
        // The words that end the documents that begin on the next line, and whether they are quoted.
        let mut here: Vec<(String, bool)> = Vec::new();
        while at < end {
            let first = byte(at);
            let next = byte(at + 1);
            match first {
                b' ' | b'\t' | b'\r' => {
                    word = None;
                    at += 1;
                    continue;
                }
                b'\n' => {
                    skimmed.end(&mut command, at);
                    word = None;
                    at += 1;
                    for (name, is_quoted) in here.drain(..) {
                        let (close, behind) = document_end(text, at, end, &name);
                        skimmed.documents.push((Span::from_range(at..close), is_quoted));
                        at = behind;
                    }
                    continue;
                }
                b'#' if word.is_none() => {
                    skimmed.end(&mut command, at);
                    let line = find(b'\n', at);
                    skimmed.comments.push(Span::from_range(at..line));
                    at = line;
                    continue;
                }
                b';' | b'|' | b'&' | b'(' | b')' if !is_in_url(text, word, at, end) => {
                    skimmed.end(&mut command, at);
                    word = None;
                    at += 1;
                    continue;
                }
                _ => {}
            }
            command.get_or_insert(at);
            let start = *word.get_or_insert(at);
            at = match first {
                b'\\' => at + if next == b'\r' && byte(at + 2) == b'\n' { 3 } else { 2 },
                b'\'' => {
                    let is_ansi = start < at && byte(at - 1) == b'$';
                    if is_ansi {
                        lex::string_end(text, at + 1, end, &ANSI_FORM, "'", &SYNTAX).0
                    } else {
                        find(b'\'', at + 1) + 1
                    }
                }
                b'"' => lex::string_end(text, at + 1, end, &DOUBLE, "\"", &SYNTAX).0,
                b'`' => find(b'`', at + 1) + 1,
                b'$' if matches!(next, b'(' | b'{') => {
                    lex::hole(text, at, end, HOLES, &SYNTAX).map_or(at + 1, |(to, _)| to.max(at + 1))
                }
                b'<' if next == b'<' && byte(at + 2) != b'<' => {
                    let (name, is_quoted, behind) = document_name(text, at, end);
                    // `i << 2` is arithmetic.
                    if !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) {
                        here.push((name, is_quoted));
                    }
                    behind
                }
                b'<' if next == b'<' => at + 3,
                _ => {
                    let rest = bytes.get(at + 1..end).unwrap_or_default();
                    at + 1 + MEANS.find(rest)
                }
            };
        }
        skimmed.end(&mut command, end);
        skimmed
    }

    fn end(&mut self, command: &mut Option<usize>, end: usize) {
        self.commands.extend(command.take().map(|start| Span::from_range(start..end)));
    }
}

/// Whether an operator is inside of a URL, by its look. Then its author meant the character.
fn is_in_url(text: &str, word: Option<usize>, at: usize, end: usize) -> bool {
    let word = word.filter(|word| at - word <= limits::SOURCE_URL).and_then(|word| text.get(word..at));
    let Some(word) = word else { return false };
    let rest = text.get(at..end).unwrap_or_default();
    if !rest.starts_with(['&', '(', ')']) || !word.contains('?') || !word.contains('/') {
        return false;
    }
    let next = rest.chars().nth(1);
    let goes_on = next.is_some_and(|next| !next.is_whitespace() && !matches!(next, '&' | ';' | '|'));
    goes_on || rest.starts_with(')')
}

/// The word that ends the here-document whose `<<` is at `at`, whether it is quoted, and the place after it.
fn document_name(text: &str, at: usize, end: usize) -> (String, bool, usize) {
    let rest = text.get(at + 2..end).unwrap_or_default();
    let word = rest.trim_start_matches('-').trim_start_matches([' ', '\t']);
    let length = word
        .find(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '&' | ')' | '<'))
        .unwrap_or(word.len());
    let name = word.get(..length).unwrap_or_default();
    let plain: String = name.chars().filter(|c| !matches!(c, '\'' | '"' | '\\')).collect();
    let is_quoted = plain != name;
    (plain, is_quoted, end - (word.len() - length))
}

/// The end of the here-document that begins at `at`, and the place after the line that ends it.
fn document_end(text: &str, at: usize, end: usize, name: &str) -> (usize, usize) {
    let mut close = at;
    for line in text.get(at..end).unwrap_or_default().split_inclusive('\n') {
        if line.trim() == name {
            return (close, close + line.len());
        }
        close += line.len();
    }
    (end, end)
}

struct ShellReader<'t> {
    text: &'t str,
    pattern: Pattern,
    at: u32,
    end: u32,
    word: Option<Fragment<'t>>,
    /// Whether the word is known to be a URL with a query.
    is_url: bool,
    words: Vec<Fragment<'t>>,
    /// The number of holes in the current command.
    holes: usize,
    commands: Vec<Vec<Fragment<'t>>>,
    code: Vec<Span>,
}

impl<'t> ShellReader<'t> {
    fn new(text: &'t str, range: Span, is_shown: bool) -> ShellReader<'t> {
        ShellReader {
            pattern: if is_shown { Pattern::Angle } else { Pattern::None },
            text,
            at: range.start,
            end: range.end,
            word: None,
            is_url: false,
            words: Vec::new(),
            holes: 0,
            commands: Vec::new(),
            code: Vec::new(),
        }
    }

    fn rest(&self) -> &'t str {
        Span::new(self.at, self.end).of(self.text)
    }

    fn read(&mut self) {
        while let Some(character) = self.rest().chars().next() {
            match character {
                ' ' | '\t' | '\r' => {
                    self.end_word();
                    self.at += 1;
                }
                '\n' => {
                    self.end_command();
                    self.at += 1;
                }
                ';' | '|' | '&' | '(' | ')' => self.operator(),
                '<' if self.is_placeholder() => self.in_word('<'),
                '<' | '>' => self.redirect(),
                _ => self.in_word(character),
            }
        }
        self.end_command();
    }

    fn end_word(&mut self) {
        if let Some(mut word) = self.word.take() {
            word.end_at(self.at);
            self.holes += word.holes.len();
            self.words.push(word);
        }
        self.is_url = false;
    }

    fn end_command(&mut self) {
        self.end_word();
        self.holes = 0;
        if !self.words.is_empty() {
            self.commands.push(std::mem::take(&mut self.words));
        }
    }

    /// An operator ends the command, except in a URL, because its author meant the character there.
    fn operator(&mut self) {
        let rest = self.rest();
        let next = rest.chars().nth(1);
        let goes_on = next.is_some_and(|next| !next.is_whitespace() && !matches!(next, '&' | ';' | '|'));
        let closes = rest.starts_with(')');
        let is_kept = rest.starts_with(['&', '(', ')']);
        self.is_url = self.is_url
            || self.word.as_ref().is_some_and(|word| word.text.contains('?') && word.text.contains('/'));
        let in_url = self.is_url && (goes_on || closes);
        if is_kept
            && in_url
            && let Some(word) = &mut self.word
        {
            word.operator();
            let from = word.at();
            word.take_to(self.at + 1);
            word.part(from, &BARE);
            self.at += 1;
            return;
        }
        self.end_command();
        self.at += 1;
    }

    /// Whether `<name>` of a document begins here.
    fn is_placeholder(&self) -> bool {
        self.pattern == Pattern::Angle
            && lex::hole(self.text, self.at as usize, self.end as usize, &[HoleForm::Angle], &SYNTAX)
                .is_some()
    }

    /// Skips `>file`. The word of a here-document is neither a file nor an argument.
    fn redirect(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<<<") {
            self.end_word();
            self.at += 3;
            return;
        }
        self.end_word();
        let operator = rest.find(|c| !matches!(c, '<' | '>' | '&' | '|')).unwrap_or(rest.len());
        self.at += offset(operator);
    }

    fn in_word(&mut self, character: char) {
        let (at, end) = (self.at, self.end);
        let rest = self.rest();
        let holes = self.holes;
        let word = self.word.get_or_insert_with(|| Fragment::numbered(self.text, at, holes));
        let from = word.at();
        match character {
            '\\' => {
                let next = rest.chars().nth(1);
                match next {
                    Some('\n') => self.at += 2,
                    Some('\r') if rest.starts_with("\\\r\n") => self.at += 3,
                    Some(next) => self.at += 1 + offset(next.len_utf8()),
                    None => self.at += 1,
                }
                match next.filter(|next| !next.is_whitespace() || *next == ' ') {
                    Some(next) => word.decode_to(next.encode_utf8(&mut [0; 4]), self.at),
                    None if word.text.is_empty() && word.span().start == at => self.word = None,
                    None => word.drop_to(self.at),
                }
                if let Some(word) = &mut self.word {
                    word.part(from, &BARE);
                }
            }
            '\'' | '"' => self.quoted(0),
            '$' if rest.starts_with("$'") || rest.starts_with("$\"") => self.quoted(1),
            '`' => {
                let length =
                    rest.get(1..).and_then(|rest| rest.find('`')).unwrap_or(rest.len().saturating_sub(2));
                let to = at + offset(length + 2);
                let code = Span::new(at + 1, (to - 1).min(end));
                word.hole_to(to.min(end), Span::new(at, to.min(end)), code);
                self.at = to.min(end).max(at + 1);
                self.code.push(code);
            }
            '<' => match lex::hole(self.text, at as usize, end as usize, &[HoleForm::Angle], &SYNTAX) {
                Some((to, _)) => {
                    let to = offset(to);
                    word.hole_to(to, Span::new(at, to), Span::at(to));
                    word.part(from, &BARE);
                    self.at = to.max(at + 1);
                }
                None => self.bare(1),
            },
            '$' | '{' => match lex::hole(self.text, at as usize, end as usize, HOLES, &SYNTAX) {
                Some((to, code)) => {
                    let to = offset(to);
                    let is_command = rest.starts_with("$(");
                    word.hole_to(to, Span::new(at, to), code);
                    word.part(from, &BARE);
                    self.at = to.max(at + 1);
                    if is_command {
                        self.code.push(code);
                    }
                }
                None => self.bare(character.len_utf8()),
            },
            _ => {
                let first = character.len_utf8();
                let more = rest.get(first..).unwrap_or_default();
                self.bare(first + MEANS.find(more.as_bytes()));
            }
        }
    }

    fn bare(&mut self, length: usize) {
        self.at += offset(length);
        let at = self.at;
        if let Some(word) = &mut self.word {
            let from = word.at();
            word.take_to(at);
            word.part(from, &BARE);
        }
    }

    /// Reads a quoted part; its quote comes after `prefix` bytes.
    fn quoted(&mut self, prefix: u32) {
        let rest = self.rest();
        let quote = rest.get(prefix as usize..).and_then(|rest| rest.chars().next());
        let (form, close) = match (quote, prefix) {
            (Some('\''), 1) => (&ANSI_FORM, "'"),
            (Some('\''), _) => (&SINGLE, "'"),
            _ => (&DOUBLE, "\""),
        };
        let open = self.at + prefix + 1;
        let (end, closes) =
            lex::string_end(self.text, open as usize, self.end as usize, form, close, &SYNTAX);
        let end = offset(end);
        let inside = if closes { end - 1 } else { end };
        let pattern = self.pattern;
        let Some(word) = &mut self.word else { return };
        let holes = word.holes.len();
        word.drop_to(open);
        let from = word.at();
        word.inside(inside, form, "\"\\$`", &SYNTAX, pattern);
        word.part(from, form.inside);
        word.drop_to(end);
        let text = self.text;
        self.code.extend(
            word.holes
                .iter()
                .skip(holes)
                .filter(|hole| hole.shown.of(text).starts_with("$("))
                .map(|hole| hole.code),
        );
        self.at = end.max(self.at + 1);
    }
}
