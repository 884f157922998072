//! The filters in a program: in URLs, and in the entries of queries.

mod base;
mod blocks;
mod call;
mod chosen;
mod command;
mod compared;
mod encoded;
mod encoder;
mod entries;
mod flow;
mod items;
mod looks;
mod looped;
mod own;
mod pages;
mod pairs;
mod parameters;
mod query;
mod said;
mod sender;
mod sent;
mod structures;
mod subject;
mod urls;
mod variables;
mod whole;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use memchr::memmem;

use super::fragment::{Fragment, Hole};
use super::lex;
use super::mentions::Mentions;
use super::outline::{Bracket, CommandWords, Joined, Outline};
use super::scopes::Scopes;
use super::syntax::{Script, Searched, Syntax};
use super::url::{is_hole, urls};
use super::{Language, Part, Sites};
use crate::decode::{Embedded, Kind, QueryEncoder, asks_delete, is_filter_name, may_delete};
use crate::limits;
use crate::syntax::{WordRole, words};
use crate::text::{Escaping, Span, offset};

pub(super) use call::{names_query, names_url};
pub(super) use encoded::Prepared;
use encoder::{encoded_text, encoding_method};
use flow::NameIndex;
pub(super) use looks::{
    has_operator, is_of_other_language, is_piece, looks_like_filter, looks_like_filter_of,
};
pub(super) use said::is_talk;
use sent::Imports;
use urls::urls_of;
use variables::variable;
pub(super) use variables::{Variables, Way};
use whole::is_escaped;
pub(super) use whole::{IN_LITERAL, whole};

/// Searches a program.
pub(super) fn program(part: &Part<'_>, syntax: &'static Syntax, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    let mut outline = Outline::of(part, syntax);
    let comments = std::mem::take(&mut outline.comments);
    let named = with_name(&part.text, &comments);
    sites.comments(part, &named);
    let texts: Vec<Span> = outline.texts().collect();
    let scopes = syntax.is_program().then(|| Scopes::of(&part.text, syntax, &texts));
    let around = pairs::with_given(part, &outline);
    let mentions = Mentions::of(&part.text, &comments, &around, scopes.as_ref());
    let before = sites.sites.len();
    let is_test = OnceCell::new();
    let mut search = Search::new(part, &outline, &mentions, sites, &is_test);
    search.scripts(all);
    match syntax.searched {
        Searched::Strings => search.marked(&named),
        Searched::Urls => {}
        Searched::Scripts => return,
    }
    search.look(all);
    let inside = |code: Vec<Code>, depth: usize| code.into_iter().map(move |code| (code, depth));
    let mut ranges: Vec<(Code, usize)> = inside(std::mem::take(&mut search.code), 1).collect();
    while let Some(((range, within), depth)) = ranges.pop() {
        let outline = Outline::read(part, range, syntax.template.unwrap_or(syntax)).within(within);
        let mut search = Search::new(part, &outline, &mentions, search.sites, &is_test);
        search.look(range);
        if depth < limits::SOURCE_NESTING {
            ranges.extend(inside(search.code, depth + 1));
        }
    }
    search.variables();
    for at in std::mem::take(&mut search.later) {
        search.entry(at, true);
    }
    if sites.sites.len() > before {
        sites.sent_by(before, sender::named(&outline, part.language));
    }
    if let Some(finish) = syntax.finish {
        finish(sites, part);
    }
}

/// Code in a string, and the escapes that it needs there.
type Code = (Span, Option<&'static Escaping>);

struct Search<'t, 'a> {
    part: &'a Part<'t>,
    outline: &'a Outline<'a>,
    mentions: &'a Mentions<'a>,
    sites: &'a mut Sites,
    /// Code in strings.
    code: Vec<Code>,
    /// Nodes before this one have been searched.
    done: usize,
    /// The nodes of commands and scripts that have been searched, in order.
    taken: Vec<Range<usize>>,
    /// The last statement that was searched for, and whether the last code that was searched is sent in a
    /// body. One statement may contain many filters.
    statement: Span,
    posted: Option<(Span, bool)>,
    /// The names that are passed to encoders, and the code before each, once they are known.
    encoded_names: Option<BTreeMap<&'a str, &'a str>>,
    /// The names of clients, once they are known.
    imports: OnceCell<Imports<'a>>,
    /// The clients whose URLs the program sends, once they are known.
    sent_urls: OnceCell<Vec<&'static str>>,
    /// Whether the file looks like a test, once that is known.
    is_test: &'a OnceCell<bool>,
    /// The names of the part, once they are known.
    names: OnceCell<NameIndex<'a>>,
    /// The entries of variables in files of data, which the requests that use them decide.
    later: Vec<usize>,
}

impl<'t, 'a> Search<'t, 'a> {
    fn new(
        part: &'a Part<'t>,
        outline: &'a Outline<'a>,
        mentions: &'a Mentions<'a>,
        sites: &'a mut Sites,
        is_test: &'a OnceCell<bool>,
    ) -> Search<'t, 'a> {
        Search {
            part,
            outline,
            mentions,
            sites,
            code: Vec::new(),
            done: 0,
            taken: Vec::new(),
            statement: Span::default(),
            posted: None,
            encoded_names: None,
            imports: OnceCell::new(),
            sent_urls: OnceCell::new(),
            is_test,
            names: OnceCell::new(),
            later: Vec::new(),
        }
    }

    fn look(&mut self, range: Span) {
        let text = self.outline.text;
        self.commands(range);
        let find = |word: &'static str| memmem::find_iter(range.of(text).as_bytes(), word);
        let mut named: Vec<usize> = find("ilter").collect();
        // A variable of an environment, or a parameter that its author writes so.
        if self.outline.syntax.template.is_some() || self.outline.syntax.searched == Searched::Urls {
            named.extend(find("ILTER"));
            named.sort_unstable();
        }
        for at in named {
            let at = range.start as usize + at;
            let Some(start) = at.checked_sub(1) else { continue };
            if !text.as_bytes().get(start).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'f')) {
                continue;
            }
            let index = self.outline.at(offset(start));
            let is_before = self.outline.span(index).start as usize > start;
            if is_before || index < self.done || self.is_taken(index) {
                continue;
            }
            let before = self.sites.sites.len();
            let is_key = self.outline.word(index).is_some_and(is_filter_name);
            if is_key {
                self.entry(index, false);
            } else if self.outline.word(index).is_some_and(|word| word.eq_ignore_ascii_case("eventFilter")) {
                self.event(index);
            } else if self.outline.syntax.marks_variables && self.has_commands() {
                self.option(index);
            }
            if self.outline.is_text(index) {
                self.done = self.done.max(index + 1);
                if !is_key {
                    let joined = self.outline.joined(index);
                    self.done = self.done.max(joined.end);
                    let Syntax { searched, template, .. } = self.outline.syntax;
                    match template {
                        _ if *searched == Searched::Urls => {
                            urls_of(self.part, &joined.fragment, self.mentions, None, self.sites);
                        }
                        Some(_) => self.template(&joined),
                        None => self.strings(joined),
                    }
                }
            }
            // Walking brackets costs time, and few files name the method.
            let lines = self.mentions.lines_round(offset(start)).range();
            if self.sites.sites.len() > before
                && text.as_bytes().get(lines).is_some_and(may_delete)
                && (self.call_round(index).is_some_and(|call| asks_delete(call.of(text)))
                    || self.is_in_delete(index))
            {
                self.sites.deleted(before);
            }
        }
    }

    /// Strings after a comment `comfilter`.
    fn marked(&mut self, comments: &[Span]) {
        let mut done = 0;
        for comment in comments.iter().filter(|comment| super::is_mark(comment.of(self.outline.text))) {
            // Several such comments on a line count once.
            if comment.end < done {
                continue;
            }
            let Some(line) = line_below(self.outline.text, *comment, comments) else { return };
            done = line.start;
            let nodes = self.outline.from(line.start)..self.outline.from(line.end);
            let is_value = |at: &usize| self.is_program() || !self.outline.is_label(*at);
            let texts = nodes.filter(|at| self.outline.is_text(*at)).filter(is_value);
            // The first string of `[ "$X" ] && FILTER="…"` has no filter.
            let joined =
                texts.map(|at| self.outline.joined(at)).find(|joined| !is_hole(&joined.fragment.text));
            if let Some(joined) = joined.filter(|joined| !self.is_taken(joined.first)) {
                self.plain(&joined, None);
            }
        }
    }

    /// Commands, in languages that have them besides calls.
    fn commands(&mut self, range: Span) {
        let commands = self.outline.syntax.commands.map(|commands| commands(self.outline, range));
        for CommandWords { words, first, end } in commands.unwrap_or_default() {
            let holes = words.iter().flat_map(|word| &word.holes);
            let inside = holes.filter(|hole| hole.is_command(self.outline.text)).map(|hole| hole.code);
            let inside: Vec<Code> = inside.map(|code| (code, self.needed_by(code))).collect();
            self.code.extend(inside);
            let mut assigned = (first..end)
                .filter(|at| self.outline.is_text(*at) && self.outline.variable_of(*at).is_some());
            let is_piece = |at: usize| {
                let text = self.outline.joined(at).fragment.text;
                let last = urls(&text).pop().filter(|url| url.value.end as usize == text.len());
                last.is_some_and(|url| is_piece(url.value.of(&text))) && self.is_continued(at)
            };
            if assigned.next().is_some_and(is_piece)
                || command::command(self.part, words, self.mentions, self.sites)
            {
                self.taken.push(first..end);
            }
        }
    }

    /// Code of other languages.
    fn scripts(&mut self, range: Span) {
        let scripts = self.outline.syntax.scripts.map(|scripts| scripts(self.outline, range));
        let scripts = scripts.unwrap_or_default();
        if scripts.is_empty() {
            return;
        }
        let names = self.mentions.names();
        let prepared = Rc::new(self.prepared());
        for Script { language, text, first, end } in scripts {
            self.taken.push(first..end);
            let queued = self.sites.parts.len();
            self.sites.inside(self.part, language, text, &names);
            if matches!(language, Language::Shell | Language::Batch) {
                let added = self.sites.parts.iter_mut().skip(queued);
                added.for_each(|part| part.prepared = Rc::clone(&prepared));
            }
        }
    }

    /// Whether a node is part of a command or a script that has been searched.
    fn is_taken(&self, index: usize) -> bool {
        let next = self.taken.partition_point(|taken| taken.end <= index);
        self.taken.get(next).is_some_and(|taken| taken.start <= index)
    }

    /// A string of a template.
    fn template(&mut self, joined: &Joined<'_>) {
        let Joined { fragment, first, end } = joined;
        for Hole { code, .. } in &fragment.holes {
            let written = code.of(self.outline.text);
            if !is_escaped(written) && super::names_filter(written) && written.contains("/compute-ops") {
                self.code.push((*code, None));
            }
        }
        if !self.outline.is_label(*first) && !self.outline.key_of(*first).is_some_and(is_talk) {
            let asked = self.asked_by_items(fragment, *first);
            let before = self.sites.sites.len();
            urls_of(self.part, fragment, self.mentions, asked, self.sites);
            self.sites.sent_by(before, self.sender(*first, *end));
        }
    }

    fn is_program(&self) -> bool {
        self.outline.syntax.is_program()
    }

    /// The escapes that code needs in the string around it.
    fn needed_by(&self, code: Span) -> Option<&'static Escaping> {
        let string = self.outline.span(self.outline.at(code.start));
        lex::string(self.outline.text, string, self.outline.syntax)?.form.code
    }

    /// Adds the filter of `"--data-urlencode", "filter=…"`, which curl encodes. The result is whether it is
    /// one.
    fn data(&mut self, fragment: &Fragment<'_>, first: usize) -> bool {
        // `!curl --data-urlencode "filter=…"` in the cell of a notebook has no comma.
        if !self.outline.option_before(first).is_some_and(command::takes_data) {
            return false;
        }
        let Some(value) = command::data_value(&fragment.text) else { return false };
        let place = fragment.span();
        let list = self.mentions.nearest(place.start, &self.groups(first), place);
        command::data(self.part, fragment, value, list, self.sites);
        true
    }

    /// The groups around a node, from the inner one outward.
    fn groups(&self, at: usize) -> Vec<Span> {
        let near = self.mentions.lines_round(self.outline.span(at).start);
        let groups = self.outline.parents(at).take(limits::SOURCE_CALL);
        let groups = groups.map_while(|open| Some((open, self.outline.next(open)?)));
        let spans = groups.map(|(open, end)| {
            let span = self.outline.span_to(open, end);
            // A long block of code is not a call.
            if self.outline.bracket(open) == Some(Bracket::Round) { span } else { within(span, near) }
        });
        spans.collect()
    }

    /// The statement around a place, in languages whose statements may be longer than a line.
    fn statement(&mut self, at: u32) -> Option<Span> {
        let statement = self.outline.syntax.statement?;
        if !(self.statement.start <= at && at < self.statement.end) {
            self.statement = statement(self.outline.text, at, self.mentions.lines_round(at));
        }
        Some(self.statement)
    }

    fn plain(&mut self, joined: &Joined<'_>, list: Option<String>) {
        plain(self.part, &joined.fragment, Kind::Filter, list, self.sites);
    }

    fn add(
        &mut self,
        fragment: &Fragment<'_>,
        span: Span,
        kind: Kind,
        list: Option<String>,
        encoder: Option<QueryEncoder>,
    ) {
        let layer = fragment.layer(span, &self.part.map, &self.part.within);
        let embedded = Embedded { layers: vec![layer], kind, is_delete: false, list, encoder };
        self.sites.add(self.part, embedded, |number| fragment.hole(number), fragment.span());
    }
}

/// The comments with the name of this tool. Most files have none of them.
fn with_name(text: &str, comments: &[Span]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), "comfilter").map(offset) {
        let comment = comments.get(comments.partition_point(|comment| comment.end <= at));
        found.extend(comment.filter(|comment| comment.start <= at && found.last() != Some(*comment)));
    }
    found
}

/// The line after a comment `comfilter`, and after the comments that ignore something there.
fn line_below(text: &str, comment: Span, comments: &[Span]) -> Option<Span> {
    let mut line = super::next_line(text, comment)?;
    let first = comments.partition_point(|other| other.start < line.start);
    for other in comments.iter().skip(first) {
        let is_alone = line.contains(Span::at(other.start))
            && Span::new(line.start, other.start).of(text).trim().is_empty()
            && super::after_marks(other.of(text)).starts_with("comfilter:");
        if !is_alone {
            break;
        }
        line = super::next_line(text, *other)?;
    }
    Some(line)
}

fn within(span: Span, near: Span) -> Span {
    let start = span.start.max(near.start);
    Span::new(start, span.end.min(near.end).max(start))
}

/// Whether `text` only joins terms.
pub(super) fn is_joiner(text: &str) -> bool {
    let mut words = words(text);
    let role = words.next().map(|word| word.role);
    matches!(role, None | Some(WordRole::And | WordRole::Or | WordRole::Comma)) && words.next().is_none()
}

/// The place of the filter in an object of JSON, if it has no escapes.
fn json_value(text: &str) -> Option<Span> {
    let key = text.find("\"filter\"")? + "\"filter\"".len();
    let rest = text.get(key..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let start = text.len() - rest.len();
    let value = rest.get(..rest.find('"')?).filter(|value| !value.contains('\\'))?;
    Some(Span::from_range(start..start + value.len()))
}

/// Whether a string is an object of JSON with a filter, as the body of a request has it.
pub(super) fn is_object(fragment: &Fragment<'_>) -> bool {
    let has = |key: &str| memmem::find(fragment.text.as_bytes(), key.as_bytes()).is_some();
    fragment.text.trim_start().starts_with('{')
        && fragment.holes.is_empty()
        && (has("\"filter\"") || has("\"eventFilter\""))
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
            Embedded { layers: vec![layer], kind, is_delete: false, list, encoder: None },
            |number| fragment.hole(number),
            fragment.map.outer(span),
        );
    }
}
