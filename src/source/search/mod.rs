//! Where in a program filters stand: in URLs, and in what a client makes the query of.

mod call;
mod entries;
mod looks;
mod variables;

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem;

use super::encoders;
use super::fragment::{Fragment, Hole, Pattern};
use super::join::{Joined, Tokens};
use super::lex::{self, Kind as TokenKind, Syntax};
use super::mentions::Mentions;
use super::url::{target, urls, whole_hole};
use super::{Language, Part, Sites};
use crate::decode::{Embedded, Kind, asks_delete, is_filter_name, may_delete};
use crate::text::{Escaping, Span, has_encoded};

pub(super) use call::{names_query, names_url};
pub(super) use looks::{has_operator, is_of_other_language, looks_like_filter};
pub(super) use variables::{Variables, variables};

/// Entries in which things are told of.
const TALK: [&str; 9] =
    ["description", "summary", "title", "help", "comment", "name", "message", "msg", "notes"];

/// Whether an entry of this name tells of things.
pub(super) fn is_talk(name: &str) -> bool {
    TALK.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// How many holes inside of holes are looked into.
const DEPTH: usize = 8;

/// Looks through a program.
pub(super) fn program(part: &Part<'_>, syntax: &'static Syntax, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    let (tokens, comments) = lex::tokens(&part.text, all, syntax);
    sites.comments(part, &comments);
    let mentions = Mentions::of(&part.text, &comments, &part.around);
    let text = &*part.text;
    let outer = Tokens { text, all: &tokens, syntax, is_shown: part.is_shown, within: None };
    let mut search = Search::new(part, outer, &mentions, sites);
    search.look(all, &comments);
    let inside = |code: Vec<Code>, depth: usize| code.into_iter().map(move |code| (code, depth));
    let mut ranges: Vec<(Code, usize)> = inside(search.code, 1).collect();
    while let Some(((range, within), depth)) = ranges.pop() {
        let (tokens, _) = lex::tokens(text, range, syntax);
        let mut search = Search::new(part, Tokens { all: &tokens, within, ..outer }, &mentions, sites);
        search.look(range, &[]);
        if depth < DEPTH {
            ranges.extend(inside(search.code, depth + 1));
        }
    }
    Search::new(part, outer, &mentions, sites).variables();
}

/// Code inside of a string, and what that needs of it.
type Code = (Span, Option<&'static Escaping>);

struct Search<'t, 'a> {
    part: &'a Part<'t>,
    tokens: Tokens<'a, 'a>,
    mentions: &'a Mentions<'a>,
    sites: &'a mut Sites,
    /// Code inside of strings.
    code: Vec<Code>,
    /// Tokens before this one are read.
    done: usize,
    /// Commands that are read: their first token, and the one behind them.
    commands: Vec<(usize, usize)>,
    /// The statement that was looked for last, and whether the code that was looked at last is sent in a
    /// body: many filters may stand in one.
    statement: Span,
    posted: Option<(Span, bool)>,
    /// The names that encoders are given, once they were looked for.
    encoded_names: Option<BTreeSet<&'a str>>,
    /// Whether the text looks like a test, once that was asked.
    is_test: Option<bool>,
}

impl<'t, 'a> Search<'t, 'a> {
    fn new(
        part: &'a Part<'t>,
        tokens: Tokens<'a, 'a>,
        mentions: &'a Mentions<'a>,
        sites: &'a mut Sites,
    ) -> Search<'t, 'a> {
        Search {
            part,
            tokens,
            mentions,
            sites,
            code: Vec::new(),
            done: 0,
            commands: Vec::new(),
            statement: Span::default(),
            posted: None,
            encoded_names: None,
            is_test: None,
        }
    }

    fn look(&mut self, range: Span, comments: &[Span]) {
        let text = self.tokens.text;
        self.marked(comments);
        match self.part.language {
            Language::PowerShell => self.curls(range),
            Language::Json => self.scripts(range),
            _ => {}
        }
        for at in memmem::find_iter(range.of(text).as_bytes(), "ilter") {
            let at = range.start as usize + at;
            let Some(start) = at.checked_sub(1) else { continue };
            if !text.as_bytes().get(start).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'f')) {
                continue;
            }
            let index = self.tokens.all.partition_point(|token| token.end as usize <= start);
            let Some(token) = self.tokens.get(index).filter(|token| token.start as usize <= start) else {
                continue;
            };
            let before = self.sites.sites.len();
            match token.kind {
                _ if index < self.done => {}
                _ if self.is_in_command(index) => {}
                TokenKind::Text if self.tokens.raw(index).is_some_and(is_filter_name) => {
                    self.entry(index);
                    self.done = self.done.max(index + 1);
                }
                TokenKind::Text => {
                    let joined = self.tokens.joined(index);
                    self.done = joined.end.max(index + 1);
                    self.strings(joined);
                }
                TokenKind::Name if is_filter_name(token.span().of(text)) => self.entry(index),
                _ => {}
            }
            // Brackets cost, and few texts name the method.
            if self.sites.sites.len() > before
                && text.as_bytes().get(self.mentions.lines_round(token.start).range()).is_some_and(may_delete)
                && self.call_round(index).is_some_and(|call| asks_delete(call.of(text)))
            {
                self.sites.deleted(before);
            }
        }
    }

    /// Strings behind a comment that says `comfilter`.
    fn marked(&mut self, comments: &[Span]) {
        let mut done = 0;
        for comment in comments.iter().filter(|comment| super::is_mark(comment.of(self.tokens.text))) {
            // Several on one line say it once.
            if comment.end < done {
                continue;
            }
            let Some(line) = super::next_line(self.tokens.text, *comment) else { return };
            done = line.start;
            let from = self.tokens.all.partition_point(|token| token.start < line.start);
            let mut here = self.tokens.all.iter().enumerate().skip(from);
            let text = here.find(|(_, token)| token.kind == TokenKind::Text || token.start >= line.end);
            if let Some((index, _)) = text.filter(|(_, token)| token.start < line.end) {
                let joined = self.tokens.joined(index);
                self.plain(joined, None);
            }
        }
    }

    /// Commands of curl in PowerShell, which has words as other shells do.
    fn curls(&mut self, range: Span) {
        let text = self.tokens.text;
        let mut read = 0;
        for at in memmem::find_iter(range.of(text).as_bytes(), "curl") {
            let start = range.start + Span::from_range(0..at).end;
            if start < read {
                continue;
            }
            let first = self.tokens.all.partition_point(|token| token.start < start);
            if self.tokens.name(first) != Some("curl") {
                continue;
            }
            let end = self.statement(start).end;
            let (words, end) = self.words(first, end);
            read = words.last().map_or(read, |last| last.span().end);
            if super::shell::curl(self.part, &words, self.mentions, self.sites) {
                self.commands.push((first, end));
            }
        }
    }

    /// Scripts of Postman: `"script": { "exec": ["…", "…"] }`, a string for each line.
    fn scripts(&mut self, range: Span) {
        let text = self.tokens.text;
        let names = self.mentions.names();
        for at in memmem::find_iter(range.of(text).as_bytes(), "\"exec\"") {
            let start = range.start + Span::from_range(0..at).end;
            let key = self.tokens.all.partition_point(|token| token.start < start);
            let object = self.tokens.enclosing(key).and_then(|open| open.checked_sub(1));
            if !self.tokens.is(key + 1, b':')
                || object.and_then(|open| self.label(open + 1)) != Some("script")
            {
                continue;
            }
            let tokens = Tokens { syntax: &super::json::PLAIN, ..self.tokens };
            let Some(script) = super::notebook::strings(tokens, key + 2, "\n") else { continue };
            let end = self.tokens.group_end(key + 2).unwrap_or(key + 3);
            self.commands.push((key + 2, end));
            self.sites.inside(self.part, Language::JavaScript, script, Some(&super::json::IN_TEXT), &names);
        }
    }

    /// Whether a token is part of a command that is read.
    fn is_in_command(&self, index: usize) -> bool {
        let next = self.commands.partition_point(|(_, end)| *end <= index);
        self.commands.get(next).is_some_and(|(first, _)| *first <= index)
    }

    /// The words of the command that begins with the token `first`, and the token behind it.
    fn words(&self, first: usize, end: u32) -> (Vec<Fragment<'a>>, usize) {
        let tokens = self.tokens;
        let mut words: Vec<Fragment<'a>> = Vec::new();
        let (mut at, mut behind, mut holes) = (first, 0, 0);
        while let Some(token) =
            tokens.get(at).filter(|token| token.start < end && !token.is(b'|') && !token.is(b';'))
        {
            if token.start != behind || words.is_empty() {
                holes += words.last().map_or(0, |word| word.holes.len());
                words.push(Fragment::numbered(tokens.text, token.start, holes));
            }
            if let Some(word) = words.last_mut() {
                word.drop_to(token.start);
                let from = word.at();
                match token.kind {
                    TokenKind::Text => {
                        word.string(token, tokens.syntax, Pattern::None);
                        word.drop_to(token.end);
                    }
                    TokenKind::Name if token.span().of(tokens.text).starts_with('$') => {
                        word.hole_to(token.end, token.span(), Span::at(token.end));
                    }
                    // A line that goes on.
                    TokenKind::Mark(b'`') => word.drop_to(token.end),
                    _ => {
                        word.take_to(token.end);
                        word.part(from, &Escaping::VERBATIM);
                    }
                }
            }
            behind = token.end;
            at += 1;
        }
        (words, at)
    }

    /// A string, or several that are joined.
    fn strings(&mut self, joined: Joined<'_>) {
        let Joined { fragment, first, end } = joined;
        let inside = fragment.holes.iter().map(|hole| hole.code);
        let text = self.tokens.text;
        let inside = inside.filter(|code| code.len() > 8 && code.of(text).contains(['"', '\'', '`']));
        let inside: Vec<Code> = inside.map(|code| (code, self.needed_by(code))).collect();
        self.code.extend(inside);
        // `"@concat(…)"` is an expression of a workflow, and `{"description": {"content": "…"}}` tells of things.
        let is_expression = self.part.language == Language::Json && fragment.text.starts_with('@');
        let is_talk = |at: usize| self.label(at).is_some_and(is_talk);
        let is_told = || self.tokens.enclosing(first).is_some_and(is_talk);
        if is_expression || is_talk(first) || self.part.language == Language::Json && is_told() {
            return;
        }
        if self.is_compared(first, end) || self.data(&fragment, first) {
            return;
        }
        let is_encoded = self.is_encoded_whole(first);
        for found in urls(&fragment.text) {
            let start = fragment.span().start;
            let near = || {
                let near = || self.mentions.nearest(start, &self.groups(first), Span::default());
                self.is_joined(&fragment, first, end).then(near).flatten()
            };
            let Some(list) = target(&found, &fragment).list(self.mentions, start, near) else { continue };
            if let Some(hole) = whole_hole(&found, &fragment) {
                let list = list.clone().or_else(|| found.list(&fragment.text));
                if self.encoded(&hole, list.clone()) {
                    continue;
                }
                self.sites.variables.add(hole.code.of(text), hole.place.start, list);
            }
            let value = found.value.of(&fragment.text);
            if !value.is_empty() && is_form(value) {
                continue;
            }
            // It goes on elsewhere, or is only talked of.
            if found.value.is_empty() && found.value.end == found.span.end {
                continue;
            }
            // What is encoded whole reads as it is.
            if is_encoded && !has_encoded(value) {
                let list = list.or_else(|| found.list(&fragment.text));
                part_of(self.part, &fragment, found.value, Kind::Filter, list, self.sites);
                continue;
            }
            let kind = if found.path.is_empty() { Kind::Query } else { Kind::Url };
            self.add(&fragment, found.span, kind, list);
        }
    }

    /// What the string needs that puts in the code there.
    fn needed_by(&self, code: Span) -> Option<&'static Escaping> {
        if self.part.language != Language::Python {
            return None;
        }
        let at = self.tokens.all.partition_point(|token| token.end <= code.start);
        let open = lex::string(self.tokens.text, self.tokens.get(at)?.span(), self.tokens.syntax)?;
        Some(super::python::in_field(&open.close))
    }

    /// Whether a string is only compared with others, or looked for in them.
    fn is_compared(&mut self, first: usize, end: usize) -> bool {
        const LOOKS: [&str; 27] = [
            "startswith",
            "endswith",
            "includes",
            "contains",
            "indexof",
            "find",
            "match",
            "search",
            "compile",
            "fullmatch",
            "sub",
            "findall",
            "test",
            "replace",
            "split",
            "matches",
            "regexp",
            "-match",
            "-like",
            "-notmatch",
            "-notlike",
            "-replace",
            "-be",
            "-belike",
            "-beexactly",
            "-eq",
            "-ne",
        ];
        let open = first.checked_sub(1).filter(|open| self.tokens.is(*open, b'('));
        let name = open.or(Some(first)).and_then(|behind| self.tokens.name(behind.checked_sub(1)?));
        // `"filter=state" in url`, `url == "…"`.
        self.tokens.name(end) == Some("in")
            || self.is_equals(first.wrapping_sub(2))
            || self.is_equals(end)
            || self.is_expected(first)
            || name.is_some_and(|name| LOOKS.iter().any(|looks| name.eq_ignore_ascii_case(looks)))
    }

    /// Whether `==` or `!=` stands there.
    pub(super) fn is_equals(&self, at: usize) -> bool {
        (self.tokens.is(at, b'=') || self.tokens.is(at, b'!')) && self.tokens.is(at.wrapping_add(1), b'=')
    }

    /// Whether a token stands in what a test expects: `assertEqual(…)`, `expect(…).toBe(…)`.
    pub(super) fn is_expected(&mut self, at: usize) -> bool {
        // Most files are no tests, and brackets cost.
        let text = self.tokens.text.as_bytes();
        let is_test = *self.is_test.get_or_insert_with(|| {
            ["assert", "expect", "nock"].iter().any(|word| memmem::find(text, word.as_bytes()).is_some())
        });
        if !is_test {
            return false;
        }
        let mut here = at;
        for _ in 0..4 {
            let Some(open) = self.tokens.enclosing(here) else { return false };
            // `… == {"filter": "…"}`, and Rust's `assert_eq!(…)`.
            let name = open.checked_sub(1).and_then(|name| self.tokens.name(name)).unwrap_or_default();
            let begins = ["assert", "toBe", "toEqual", "toHave", "toMatch", "toContain", "toStrict", "nock"];
            if begins.iter().any(|begin| name.starts_with(begin)) || open > 1 && self.is_equals(open - 2) {
                return true;
            }
            let of = open.checked_sub(3).filter(|_| open > 2 && self.tokens.is(open - 2, b'.'));
            if of.and_then(|of| self.tokens.name(of)).is_some_and(|of| of == "assert") {
                return true;
            }
            here = open;
        }
        false
    }

    /// Whether a string is all that an encoder is given, there or by its name elsewhere: what in it is not
    /// encoded will be.
    fn is_encoded_whole(&mut self, first: usize) -> bool {
        let before = |back: usize| first.checked_sub(back);
        if before(1).is_some_and(|open| self.tokens.is(open, b'(')) {
            return before(2).and_then(|at| self.tokens.name(at)).is_some_and(encoders::is_encoder);
        }
        let name = before(1).filter(|at| self.tokens.is(*at, b'=')).and(before(2));
        let Some(name) = name.and_then(|at| self.tokens.name(at)) else { return false };
        let tokens = self.tokens;
        let encoded = self.encoded_names.get_or_insert_with(|| {
            let given = (1..tokens.all.len()).filter(|open| {
                tokens.is(*open, b'(') && tokens.name(open - 1).is_some_and(encoders::is_encoder)
            });
            given.filter_map(|open| tokens.name(open + 1)).collect()
        });
        encoded.contains(name)
    }

    /// Adds the filter of `"--data-urlencode", "filter=…"`, which curl encodes; whether it is one.
    fn data(&mut self, fragment: &Fragment<'_>, first: usize) -> bool {
        let before = first.checked_sub(2).filter(|_| self.tokens.is(first - 1, b','));
        let option = before.and_then(|before| self.tokens.raw(before).or_else(|| self.tokens.name(before)));
        // `!curl --data-urlencode "filter=…"` in the cell of a notebook.
        let is_word = first.checked_sub(2).is_some_and(|dash| {
            self.tokens.is(dash, b'-') && self.tokens.name(dash + 1) == Some("urlencode")
        });
        if !is_word && !matches!(option, Some("--data-urlencode" | "--url-query")) {
            return false;
        }
        let named = fragment.text.split_once('=').filter(|(name, _)| is_filter_name(name));
        let Some((name, _)) = named else { return false };
        let place = fragment.span();
        if let Some(list) = self.mentions.nearest(place.start, &self.groups(first), place) {
            let span = Span::from_range(name.len() + 1..fragment.text.len());
            part_of(self.part, fragment, span, Kind::Filter, Some(list), self.sites);
        }
        true
    }

    /// Whether a string that begins with a parameter is joined to something.
    fn is_joined(&self, fragment: &Fragment<'_>, first: usize, end: usize) -> bool {
        let text = &fragment.text;
        let starts = text.starts_with(['?', '&']);
        // With a hole before it, it is.
        !starts || end > first + 1 || self.is_put_in(first, end)
    }

    /// Whether a string stands where it becomes a part of another one: `url += "…"`, `concat(url, "…")`.
    fn is_put_in(&self, first: usize, end: usize) -> bool {
        let before = |back: usize| first.checked_sub(back).and_then(|at| self.tokens.get(at));
        let added = before(1).is_some_and(|one| one.is(b'='))
            && before(2).is_some_and(|two| two.is(b'+') || two.is(b'.'));
        let listed = before(1).is_some_and(|one| one.is(b','))
            || before(1).is_some_and(|one| one.is(b'(') || one.is(b'['))
            || self.tokens.is(end, b',');
        let given = before(1).is_some_and(|one| one.is(b'='));
        added || listed || given
    }

    /// The brackets in which a token stands, from the inner ones on.
    fn groups(&self, at: usize) -> Vec<Span> {
        let mut groups = Vec::new();
        let mut here = at;
        let near =
            self.tokens.get(at).map_or(Span::default(), |token| self.mentions.lines_round(token.start));
        while let Some(open) = self.tokens.enclosing(here).filter(|_| groups.len() < 4) {
            let Some(end) = self.tokens.group_end(open) else { break };
            let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
            let span = self.tokens.get(open).zip(last).map(|(open, last)| Span::new(open.start, last.end));
            // A block of code is no call, however long it is.
            let near = |span: Span| if self.tokens.is(open, b'(') { span } else { within(span, near) };
            groups.extend(span.map(near));
            here = open;
        }
        groups
    }

    /// A hole that is all of a filter in a URL: the text that an encoder in it is given, if that is seen.
    fn encoded(&mut self, hole: &Hole, list: Option<String>) -> bool {
        // `"…{}".format(quote("…"))` is given it elsewhere.
        let is_here = hole.code.of(self.tokens.text).contains(['"', '\'', '`']);
        let code = if is_here { hole.code } else { hole.arguments };
        if code.is_empty() || !hole.is_encoded(self.tokens.text) {
            return false;
        }
        // In a file of data it is code of another tool.
        if !self.tokens.syntax.is_program() {
            let Some(text) = literal(self.tokens.text, hole) else { return false };
            plain(self.part, &text, Kind::Filter, list, self.sites);
            return true;
        }
        let (tokens, _) = lex::tokens(self.tokens.text, code, self.tokens.syntax);
        let within = if is_here { self.needed_by(code) } else { None }.or(self.tokens.within);
        let inner = Tokens { all: &tokens, within, ..self.tokens };
        let Some(index) = encoded_text(inner, 0..tokens.len()) else {
            // `("…" | urlencode)`.
            let Some(text) = literal(self.tokens.text, hole) else { return false };
            plain(self.part, &text, Kind::Filter, list, self.sites);
            return true;
        };
        let joined = inner.joined(index);
        self.code.retain(|(code, _)| *code != hole.code);
        self.plain(joined, list);
        true
    }

    /// The statement of PowerShell in which a place stands.
    fn statement(&mut self, at: u32) -> Span {
        if !(self.statement.start <= at && at < self.statement.end) {
            self.statement = super::powershell::statement(self.tokens.text, at);
        }
        self.statement
    }

    fn plain(&mut self, joined: Joined<'_>, list: Option<String>) {
        plain(self.part, &joined.fragment, Kind::Filter, list, self.sites);
    }

    fn add(&mut self, fragment: &Fragment<'_>, span: Span, kind: Kind, list: Option<String>) {
        let layer = fragment.layer(span, &self.part.map, &self.part.within);
        let embedded = Embedded { layers: vec![layer], kind, is_delete: false, list };
        self.sites.add(self.part, embedded, |number| fragment.hole(number), fragment.span());
    }
}

fn within(span: Span, near: Span) -> Span {
    let start = span.start.max(near.start);
    Span::new(start, span.end.min(near.end).max(start))
}

/// Whether a text only stands between terms that are joined.
fn is_joiner(text: &str) -> bool {
    matches!(text.trim().to_ascii_lowercase().as_str(), "" | "and" | "or" | "," | "&&" | "||")
}

/// The first of these tokens that is a text which an encoder is given, or a part of what it is given.
fn encoded_text(tokens: Tokens<'_, '_>, mut range: Range<usize>) -> Option<usize> {
    let first = tokens.get(range.start)?.start;
    range.find(|at| {
        let Some(token) = tokens.get(*at).filter(|_| tokens.is_text(*at)) else { return false };
        // `terms.join(" and ")`.
        if tokens.raw(*at).is_some_and(is_joiner) {
            return false;
        }
        // `Get-Content 'file'`.
        if at.checked_sub(1).and_then(|before| tokens.name(before)).is_some_and(|name| name.contains('-')) {
            return false;
        }
        // What stands in a call of something else, or in a subscript, is none.
        let mut here = *at;
        for _ in 0..4 {
            let Some(open) = tokens.enclosing(here).filter(|open| tokens.is(*open, b'(')) else {
                return false;
            };
            let callee = open.checked_sub(1).filter(|callee| tokens.name(*callee).is_some());
            let Some(callee) = callee else {
                here = open;
                continue;
            };
            let start = tokens
                .operand_start(callee)
                .and_then(|start| tokens.get(start))
                .map_or(0, |start| start.start);
            let called = Span::new(start.max(first), token.start).of(tokens.text);
            let called = called.split('(').next().unwrap_or_default();
            if encoders::is_encoder(called) {
                return true;
            }
            if !tokens.name(callee).is_some_and(|name| FILLS.contains(&name)) {
                return false;
            }
            here = open;
        }
        false
    })
}

/// Functions that make a text of another one.
const FILLS: [&str; 8] = ["format", "Format", "formatted", "Sprintf", "sprintf", "format!", "String", "str"];

/// Whether a value only shows where a filter belongs: `...`, `YOUR_FILTER`.
fn is_form(value: &str) -> bool {
    value.trim().chars().all(|c| c == '.' || c == '…' || c == '_' || c.is_ascii_uppercase())
}

/// The URLs of a text that belongs to no call.
pub(super) fn urls_of(part: &Part<'_>, fragment: &Fragment<'_>, mentions: &Mentions<'_>, sites: &mut Sites) {
    let start = fragment.span().start;
    for url in urls(&fragment.text) {
        // What stands before it is joined with it; a query alone may be anything.
        let is_document = part.is_shown || matches!(part.language, Language::Markdown | Language::Text);
        let value = url.value.of(&fragment.text);
        // What stands in the midst of a text without a value is only talked of.
        let before = fragment.text.get(..url.span.start as usize).unwrap_or_default();
        let before_quotes = before.trim_end_matches(['"', '\'', ' ']);
        if before_quotes.ends_with("==") || before_quotes.ends_with("!=") {
            continue;
        }
        let is_talk = url.value.end == url.span.end && (url.span.end as usize) < fragment.text.len();
        if is_form(value) && (is_document || !value.is_empty() || is_talk) {
            continue;
        }
        let near = || {
            // `query="?filter=…"` goes on elsewhere.
            let is_given = before
                .strip_suffix('=')
                .is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
            let is_alone = url.path.is_empty() && !(is_given && looks_like_filter(value));
            (!is_alone).then(|| mentions.nearest(start, &[], Span::default())).flatten()
        };
        let Some(list) = target(&url, fragment).list(mentions, start, near) else { continue };
        let hole = whole_hole(&url, fragment);
        if let Some(hole) = &hole
            && hole.is_encoded(fragment.outer)
            && hole.code.of(fragment.outer).contains(['"', '\''])
        {
            let list = list.clone().or_else(|| url.list(&fragment.text));
            if let Some(text) = literal(fragment.outer, hole) {
                plain(part, &text, Kind::Filter, list, sites);
                continue;
            }
            if part.language == Language::Yaml && super::yaml::expression(part, hole.code, list, sites) {
                continue;
            }
        }
        if let Some(hole) = hole {
            sites.variables.add(
                hole.code.of(fragment.outer),
                hole.place.start,
                list.clone().or_else(|| url.list(&fragment.text)),
            );
        }
        let layer = fragment.layer(url.span, &part.map, &part.within);
        let embedded = Embedded { layers: vec![layer], kind: Kind::Url, is_delete: false, list };
        sites.add(part, embedded, |number| fragment.hole(number), fragment.map.outer(url.span));
    }
}

/// The text in quotes that an encoder is given in a hole: `{{ "…" | urlencode }}`.
fn literal<'t>(text: &'t str, hole: &Hole) -> Option<Fragment<'t>> {
    let code = hole.code.of(text);
    // Quotes that the text round it escapes are closed as they are opened.
    let (at, quotes) =
        ["\\\"", "\"", "'"].iter().filter_map(|quotes| Some((code.find(quotes)?, *quotes))).min()?;
    let inside = code.get(at + quotes.len()..)?;
    let length = inside.find(quotes)?;
    let (text_inside, behind) = (inside.get(..length)?, inside.get(length + quotes.len()..)?.trim_start());
    // Joined with others, or with escapes of two languages: nobody can tell what it says.
    let before = code.get(..at)?.trim_end();
    let callee = before.strip_suffix('(').and_then(|before| {
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | ':')));
        before.get(start.map_or(0, |start| start + 1)..)
    });
    let is_given = callee.is_some_and(encoders::is_encoder);
    let is_alone = (is_given || before.trim_matches(['(', ' ']).is_empty()) && behind.starts_with(['|', ')']);
    if !is_alone
        || text_inside.contains("${")
        || behind.contains("format(")
        || is_joiner(text_inside)
        || text_inside.contains(['\\'])
        || quotes != "'" && text_inside.contains("''")
        || behind.starts_with("''")
    {
        return None;
    }
    let start = hole.code.start + Span::from_range(0..at + quotes.len()).end;
    let mut fragment = Fragment::new(text, start);
    fragment.take_to(start + Span::from_range(0..length).end);
    fragment.part(0, &IN_LITERAL);
    Some(fragment)
}

/// What may stand in quotes of any kind.
pub(super) static IN_LITERAL: Escaping = Escaping::VERBATIM.without(&['"', '\\', '{', '}']);

/// A text in no language: its URLs, and nothing else.
pub(super) fn text(
    part: &Part<'_>,
    span: Span,
    pattern: Pattern,
    mentions: &Mentions<'_>,
    sites: &mut Sites,
) {
    let mut fragment = Fragment::new(&part.text, span.start);
    fragment.inside(span.end, &super::text::FORM, "", &super::text::SYNTAX, pattern);
    fragment.part(0, super::text::FORM.inside);
    urls_of(part, &fragment, mentions, sites);
}

/// A string that is a filter, or the value of one.
pub(super) fn plain(
    part: &Part<'_>,
    fragment: &Fragment<'_>,
    kind: Kind,
    list: Option<String>,
    sites: &mut Sites,
) {
    part_of(part, fragment, Span::from_range(0..fragment.text.len()), kind, list, sites);
}

/// A part of a string that is a filter, or the value of one.
pub(super) fn part_of(
    part: &Part<'_>,
    fragment: &Fragment<'_>,
    span: Span,
    kind: Kind,
    list: Option<String>,
    sites: &mut Sites,
) {
    if !span.of(&fragment.text).is_empty() {
        let layer = fragment.layer(span, &part.map, &part.within);
        sites.add(
            part,
            Embedded { layers: vec![layer], kind, is_delete: false, list },
            |number| fragment.hole(number),
            fragment.map.outer(span),
        );
    }
}

/// A part of a program in brackets, whose URLs are known.
pub(super) fn flow(
    part: &Part<'_>,
    span: Span,
    syntax: &'static Syntax,
    mentions: &Mentions<'_>,
    sites: &mut Sites,
) {
    let (tokens, _) = lex::tokens(&part.text, span, syntax);
    let tokens = Tokens { text: &part.text, all: &tokens, syntax, is_shown: part.is_shown, within: None };
    Search::new(part, tokens, mentions, sites).look(span, &[]);
}
