//! Shells: commands of words, each with its quotes, and here-documents.

use std::collections::HashMap;

use super::fragment::{Fragment, Hole, Pattern};
use super::lex::{self, Escapes, Form, HoleForm, Open, Syntax, Trim};
use super::mentions::Mentions;
use super::search::{self, Target};
use super::{Part, Sites};
use crate::decode::shell::{ANSI, BARE, DOUBLE as IN_DOUBLE, SINGLE as QUOTES};
use crate::decode::{Embedded, Kind, is_filter_name};
use crate::text::{Escaping, Span};

/// How many commands inside of commands are looked into.
const DEPTH: usize = 8;

/// What is put in; `{{ x }}` is by a tool that runs the shell.
const HOLES: &[HoleForm] =
    &[HoleForm::DollarParenthesis, HoleForm::DollarBrace, HoleForm::DollarName, HoleForm::Mustache];

const IN_HERE: Escaping = Escaping::new(&[('\\', "\\\\"), ('$', "\\$"), ('`', "\\`")]);

static DOUBLE: Form = Form {
    escapes: Escapes::Quote,
    holes: HOLES,
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_DOUBLE,
    anew: None,
};
static SINGLE: Form = Form {
    escapes: Escapes::None,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &QUOTES.inside,
    anew: None,
};
static ANSI_FORM: Form =
    Form { escapes: Escapes::C, holes: &[], lines: true, trim: Trim::Nothing, inside: &ANSI, anew: None };
static HERE: Form = Form {
    escapes: Escapes::Quote,
    holes: HOLES,
    lines: true,
    trim: Trim::Nothing,
    inside: &IN_HERE,
    anew: None,
};
static QUOTED_HERE: Form = Form {
    escapes: Escapes::None,
    holes: &[],
    lines: true,
    trim: Trim::Nothing,
    inside: &Escaping::VERBATIM,
    anew: None,
};

/// The strings inside of what is put in.
pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &[],
    block_comments: &[],
    starts: |byte| matches!(byte, b'"' | b'\''),
    open: |text| match text.chars().next()? {
        '"' => Some(Open::new(&DOUBLE, 1, "\"")),
        '\'' => Some(Open::new(&SINGLE, 1, "'")),
        _ => None,
    },
    name: b"",
    join: 0,
    adjacent: false,
    patterns: false,
    escape: Some(b'\\'),
};

pub(super) fn search(part: &Part<'_>, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    let mut ranges = vec![(all, 0)];
    let mut commands = Vec::new();
    let mut comments = Vec::new();
    while let Some((range, depth)) = ranges.pop() {
        let mut reader = Reader::new(&part.text, range, part.is_shown);
        reader.read();
        if depth < DEPTH {
            ranges.extend(reader.code.into_iter().map(|code| (code, depth + 1)));
        }
        if depth == 0 {
            comments = reader.comments;
        }
        commands.extend(reader.commands);
    }
    sites.comments(part, &comments);
    let mentions = Mentions::of(&part.text, &comments);
    let marked: Vec<Span> = comments
        .iter()
        .filter(|comment| super::is_mark(comment.of(&part.text)))
        .filter_map(|comment| super::next_line(&part.text, *comment))
        .collect();
    for command in commands {
        look(part, command, &mentions, &marked, sites);
    }
}

/// Looks through a command.
fn look(
    part: &Part<'_>,
    mut words: Vec<Fragment<'_>>,
    mentions: &Mentions<'_>,
    marked: &[Span],
    sites: &mut Sites,
) {
    let Some(first) = words.first() else { return };
    let start = first.span().start;
    let line = marked.partition_point(|line| line.end <= start);
    if let Some(line) = marked.get(line).filter(|line| line.start <= start) {
        // What a filter is given to stands before it.
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
    for word in &words {
        let takes_data = matches!(&*option, "--data-urlencode" | "--url-query");
        let named = word.text.split_once('=').filter(|(name, _)| is_filter_name(name));
        // `filter==…`, as httpie has it.
        let doubled = named.is_some_and(|(_, value)| value.starts_with('='));
        if (takes_data || doubled) && named.is_some() {
            if let Some(list) = mentions.nearest(word.span().start, &[group], word.span()) {
                let from = word.text.find('=').map_or(0, |equals| equals + 1 + usize::from(doubled));
                let span = Span::from_range(from..word.text.len());
                search::part_of(part, word, span, Kind::Filter, Some(list), sites);
            }
        } else {
            search::urls_of(part, word, mentions, sites);
        }
        option.clone_from(&word.text);
    }
}

/// Looks through a command of curl, and says whether it sends a filter.
pub(super) fn curl(
    part: &Part<'_>,
    words: &[Fragment<'_>],
    mentions: &Mentions<'_>,
    sites: &mut Sites,
) -> bool {
    let starts = |word: &&Fragment<'_>| crate::decode::parameter_starts(&word.text).next().is_some();
    let Some(filter) = words.iter().find(starts) else { return false };
    let is_url = |word: &&Fragment<'_>| word.text.contains('/') && !word.text.contains(char::is_whitespace);
    let url = search::urls(&filter.text).into_iter().next().filter(|url| !url.path.is_empty());
    let (word, url) = match url {
        Some(url) => (filter, url),
        None => {
            // The data of a request, whose URL is another word.
            let found = words.iter().skip(1).filter(is_url).find_map(|word| {
                let url = search::url_of(&word.text);
                (!matches!(search::target(&url, word), Target::Other)).then_some((word, url))
            });
            match found {
                Some(found) => found,
                None => {
                    // `curl -G "$URL" …`.
                    let variable = words
                        .iter()
                        .skip(1)
                        .find(|word| word.holes.len() == 1 && search::is_hole(&word.text));
                    let Some(word) = variable else { return false };
                    (word, search::url_of(&word.text))
                }
            }
        }
    };
    let list = match search::target(&url, word) {
        Target::Own => None,
        Target::List(list) => Some(list),
        Target::Behind(variable, list) => match mentions.behind(&variable, &list, word.span().start) {
            Some(list) => Some(list),
            None => return false,
        },
        Target::Nearest(variable) => {
            let given = variable.and_then(|variable| mentions.given_to(&variable));
            match given.or_else(|| mentions.nearest(word.span().start, &[], Span::default())) {
                Some(list) => Some(list),
                None => return false,
            }
        }
        Target::Other => return false,
    };
    let layers =
        words.iter().map(|word| word.layer(Span::from_range(0..word.text.len()), &part.map, &part.within));
    let holes: HashMap<usize, &Hole> = words.iter().flat_map(Fragment::numbered_holes).collect();
    let place = filter.span();
    let embedded = Embedded { layers: layers.collect(), kind: Kind::Command, list };
    sites.add(part, embedded, |number| holes.get(&number).copied(), place);
    true
}

struct Reader<'t> {
    text: &'t str,
    pattern: Pattern,
    at: u32,
    end: u32,
    word: Option<Fragment<'t>>,
    /// Whether the word is known to be a URL with a query.
    is_url: bool,
    words: Vec<Fragment<'t>>,
    /// Holes of the command that is read.
    holes: usize,
    commands: Vec<Vec<Fragment<'t>>>,
    comments: Vec<Span>,
    code: Vec<Span>,
    /// The words that end here-documents which begin on the next line, and whether they are quoted.
    here: Vec<(String, bool)>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, range: Span, is_shown: bool) -> Reader<'t> {
        Reader {
            pattern: if is_shown { Pattern::Angle } else { Pattern::None },
            text,
            at: range.start,
            end: range.end,
            word: None,
            is_url: false,
            words: Vec::new(),
            holes: 0,
            commands: Vec::new(),
            comments: Vec::new(),
            code: Vec::new(),
            here: Vec::new(),
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
                    self.documents();
                }
                '#' if self.word.is_none() => {
                    let line = self.rest().find('\n').unwrap_or(self.rest().len());
                    let end = self.at + Span::from_range(0..line).end;
                    self.comments.push(Span::new(self.at, end));
                    self.at = end;
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

    /// A character that ends a command; inside a URL its author meant the character.
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

    /// `<name>` of a document.
    fn is_placeholder(&self) -> bool {
        self.pattern == Pattern::Angle
            && lex::hole(self.text, self.at as usize, self.end as usize, &[HoleForm::Angle], &SYNTAX)
                .is_some()
    }

    /// `>file`, and the beginning of a here-document.
    fn redirect(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<<<") {
            self.end_word();
            self.at += 3;
            return;
        }
        if let Some(word) = rest.strip_prefix("<<") {
            let word = word.trim_start_matches('-').trim_start_matches([' ', '\t']);
            let length = word
                .find(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '&' | ')'))
                .unwrap_or(word.len());
            let name = word.get(..length).unwrap_or_default();
            let plain: String = name.chars().filter(|c| !matches!(c, '\'' | '"' | '\\')).collect();
            self.end_word();
            self.at += Span::from_range(0..rest.len() - word.len() + length).end;
            if !plain.is_empty() {
                self.here.push((plain.clone(), plain != name));
            }
            return;
        }
        self.end_word();
        let operator = rest.find(|c| !matches!(c, '<' | '>' | '&' | '|')).unwrap_or(rest.len());
        self.at += Span::from_range(0..operator).end;
    }

    /// The here-documents that begin at this line.
    fn documents(&mut self) {
        for (name, is_quoted) in std::mem::take(&mut self.here) {
            let rest = self.rest();
            let mut length = 0;
            let mut behind = rest.len();
            for line in rest.split_inclusive('\n') {
                if line.trim() == name {
                    behind = length + line.len();
                    break;
                }
                length += line.len();
            }
            let mut document = Fragment::new(self.text, self.at);
            let end = self.at + Span::from_range(0..length).end;
            let form = if is_quoted { &QUOTED_HERE } else { &HERE };
            document.inside(end, form, "", &SYNTAX, Pattern::None);
            document.part(0, form.inside);
            self.code.extend(document.holes.iter().map(|hole| hole.code).filter(|code| !code.is_empty()));
            self.commands.push(vec![document]);
            self.at += Span::from_range(0..behind).end;
        }
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
                    Some(next) => self.at += 1 + Span::from_range(0..next.len_utf8()).end,
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
                let to = at + Span::from_range(0..length + 2).end;
                let code = Span::new(at + 1, (to - 1).min(end));
                word.hole_to(to.min(end), Span::new(at, to.min(end)), code);
                self.at = to.min(end).max(at + 1);
                self.code.push(code);
            }
            '<' => match lex::hole(self.text, at as usize, end as usize, &[HoleForm::Angle], &SYNTAX) {
                Some((to, _)) => {
                    let to = Span::from_range(0..to).end;
                    word.hole_to(to, Span::new(at, to), Span::at(to));
                    word.part(from, &BARE);
                    self.at = to.max(at + 1);
                }
                None => self.bare(1),
            },
            '$' | '{' => match lex::hole(self.text, at as usize, end as usize, HOLES, &SYNTAX) {
                Some((to, code)) => {
                    let to = Span::from_range(0..to).end;
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
                let stops = [
                    ' ', '\t', '\r', '\n', ';', '|', '&', '(', ')', '<', '>', '\\', '\'', '"', '$', '`', '{',
                ];
                let first = character.len_utf8();
                let more = rest.get(first..).unwrap_or_default();
                self.bare(first + more.find(stops).unwrap_or(more.len()));
            }
        }
    }

    fn bare(&mut self, length: usize) {
        self.at += Span::from_range(0..length).end;
        let at = self.at;
        if let Some(word) = &mut self.word {
            let from = word.at();
            word.take_to(at);
            word.part(from, &BARE);
        }
    }

    /// A quoted part; `prefix` bytes stand before its quote.
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
        let end = Span::from_range(0..end).end;
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
