//! The filters in a program: in URLs, and in the entries of queries.

mod base;
mod blocks;
mod call;
mod command;
mod encoded;
mod entries;
mod flow;
mod items;
mod looks;
mod pages;
mod pairs;
mod parameters;
mod said;
mod sent;
mod structures;
mod subject;
mod variables;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use memchr::memmem;

use super::encoders;
use super::fragment::{Fragment, Hole, atoms};
use super::lex;
use super::mentions::Mentions;
use super::outline::{Bracket, CommandWords, Joined, Outline, Variable};
use super::scopes::{Given, Scopes};
use super::syntax::{Script, Searched, Syntax};
use super::url::{is_hole, target, urls, urls_in, whole_hole};
use super::{Language, Part, Sites};
use crate::decode::{Embedded, Kind, QueryEncoder, asks_delete, is_filter_name, may_delete};
use crate::limits;
use crate::syntax::{WordRole, words};
use crate::text::{Escaping, Span, has_encoded, offset};

use call::Asked;
pub(super) use call::{names_query, names_url};
pub(super) use encoded::Prepared;
use flow::{NameIndex, bare};
pub(super) use looks::{
    has_operator, is_of_other_language, is_piece, looks_like_filter, looks_like_filter_of,
};
use pairs::POSTMAN;
use sent::{Imports, Known};
pub(super) use variables::{Variables, Way};
use variables::{member, variable};

/// Entries with prose.
const TALK: [&str; 11] = [
    "description",
    "summary",
    "title",
    "help",
    "comment",
    "name",
    "message",
    "msg",
    "fail_msg",
    "success_msg",
    "notes",
];

/// Whether an entry of this name contains prose.
pub(super) fn is_talk(name: &str) -> bool {
    TALK.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Searches a program.
pub(super) fn program(part: &Part<'_>, syntax: &'static Syntax, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    let mut outline = Outline::of(part, syntax);
    let comments = std::mem::take(&mut outline.comments);
    sites.comments(part, &comments);
    let texts: Vec<Span> = outline.texts().collect();
    let scopes = syntax.is_program().then(|| Scopes::of(&part.text, syntax, &texts));
    let around = pairs::with_given(part, &outline);
    let mentions = Mentions::of(&part.text, &comments, &around, scopes.as_ref());
    let is_test = OnceCell::new();
    let mut search = Search::new(part, &outline, &mentions, sites, &is_test);
    search.scripts(all);
    match syntax.searched {
        Searched::Strings => search.marked(&comments),
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
        let Joined { fragment, first, .. } = joined;
        for Hole { code, .. } in &fragment.holes {
            let written = code.of(self.outline.text);
            if !is_escaped(written) && super::names_filter(written) && written.contains("/compute-ops") {
                self.code.push((*code, None));
            }
        }
        if !self.outline.is_label(*first) && !self.outline.key_of(*first).is_some_and(is_talk) {
            let asked = self.asked_by_items(fragment, *first);
            urls_of(self.part, fragment, self.mentions, asked, self.sites);
        }
    }

    /// A string, or several joined ones.
    fn strings(&mut self, joined: Joined<'_>) {
        let Joined { fragment, first, end } = joined;
        let inside = fragment.holes.iter().map(|hole| hole.code);
        let text = self.outline.text;
        let inside = inside.filter(|code| code.len() > 8 && code.of(text).contains(['"', '\'', '`']));
        let inside: Vec<Code> = inside.map(|code| (code, self.needed_by(code))).collect();
        self.code.extend(inside);
        let is_talk = |at: usize| self.outline.label(at).is_some_and(is_talk);
        // `"@concat(…)"` is an expression of a workflow, and `{"description": {"content": "…"}}` is prose.
        let is_of_data = || fragment.text.starts_with('@') || self.outline.parent(first).is_some_and(is_talk);
        if is_talk(first) || !self.is_program() && is_of_data() {
            return;
        }
        if self.is_docstring(first, end) {
            return;
        }
        if self.is_compared(first, end) || self.data(&fragment, first) {
            return;
        }
        if let Some(shown) = self.shown_query(first) {
            if let Some(shown) = shown {
                self.shown(&fragment, shown);
            }
            return;
        }
        if let Some(list) = self.parsed(&fragment, first) {
            return list.into_iter().for_each(|(value, list)| {
                part_of(self.part, &fragment, value, Kind::Filter, Some(list), self.sites);
            });
        }
        if is_object(&fragment) {
            let call = self.call_of(first, limits::SOURCE_CALL);
            let list = match self.asked(&call, first) {
                Asked::List(list) => Some(list),
                Asked::Other => return,
                Asked::Unseen | Asked::Unknown => {
                    self.mentions.nearest(fragment.span().start, &self.groups(first), fragment.span())
                }
            };
            return self.sites.body(self.part, fragment, list, &self.mentions.names());
        }
        let encodes_urls = self.outline.syntax.encodes_urls;
        let encoder_of_whole = self.encoder_of_whole(first);
        let start = fragment.span().start;
        let line = self.mentions.line_of(start);
        let taker = encoders::takes_plain(text, Span::new(line.start, start).of(text));
        for found in urls_in(&fragment.text, !encodes_urls) {
            if found.path.is_empty() && !self.is_query(first) {
                continue;
            }
            if self.is_page(first, found.path.of(&fragment.text)) {
                continue;
            }
            let near = || {
                let near = || self.mentions.nearest(start, &self.groups(first), Span::default());
                let path = found.path.of(&fragment.text);
                let hole = fragment.holes.first().filter(|_| is_hole(path));
                let asked = hole.and_then(|hole| self.asked_by_variable(hole.code.of(text).trim(), start));
                match asked {
                    Some(Asked::List(list)) => Some(list),
                    Some(_) => None,
                    None => self.is_joined(&fragment, first, end).then(near).flatten(),
                }
            };
            let below = || {
                let open = self.outline.parent(first).filter(|_| !self.outline.goes_on_before(first))?;
                self.below_base(open, found.path.of(&fragment.text))
            };
            let is_hole = is_hole(found.path.of(&fragment.text));
            let by_items = || is_hole.then(|| self.asked_by_items(&fragment, first)).flatten();
            let by_block = || found.path.is_empty().then(|| self.asked_in_block(first)).flatten();
            let asked = below().or_else(by_items).or_else(by_block);
            let is_unknown = asked.is_none();
            let list = match asked {
                Some(Asked::List(list)) => Some(Some(list)),
                Some(_) => None,
                None => target(&found, &fragment).list(self.mentions, start, near),
            };
            let Some(list) = list else {
                // `{base}{path}?filter={filter}`.
                let begins =
                    atoms(found.path.of(&fragment.text)).next().is_some_and(|(hole, _)| hole.start == 0);
                if let Some(hole) = whole_hole(&found, &fragment).filter(|_| is_unknown && begins) {
                    self.of_call(&hole, start, Way::of(self.part, &hole));
                }
                continue;
            };
            let before = self.sites.sites.len();
            let text_before = fragment.text.get(..found.span.start as usize).unwrap_or_default();
            let is_prose = found.path.is_empty() || text_before.ends_with([' ', '\n']);
            let is_said = self.is_said(first, end, is_prose);
            let known = self.known(first);
            let encoder = known.as_ref().and_then(Known::encoder);
            let fault = if found.path.is_empty() {
                known.and_then(|known| self.lost(&known)).or_else(|| self.lost_query(first))
            } else {
                self.replaced(first).or_else(|| self.twice(first)).or_else(|| self.only_shown(first))
            };
            if let Some(hole) = whole_hole(&found, &fragment) {
                let list = list.clone().or_else(|| found.list(&fragment.text));
                let way = match &taker {
                    Some(_) => Way::Encoded,
                    None if is_said || self.is_mended(first) => Way::Changed,
                    None => Way::of(self.part, &hole),
                };
                if self.encoded(&hole, list.clone()) || whole(self.part, &hole, list, way, self.sites) {
                    self.sites.fault(before, fault);
                    continue;
                }
            }
            let value = found.value.of(&fragment.text);
            let whole = self.part.map.outer(fragment.span());
            if is_said {
                self.sites.left.push((whole, "it is a message for people, and no request sends it"));
                continue;
            }
            if !value.is_empty() && is_form(value) {
                continue;
            }
            // The value continues elsewhere, or the URL is only mentioned.
            if found.value.is_empty() && found.value.end == found.span.end {
                continue;
            }
            let is_last = found.value.end as usize == fragment.text.len();
            if is_last && is_piece(value) && self.is_continued(first) {
                self.sites.left.push((whole, "it is only a piece, and code adds to it"));
                continue;
            }
            // The whole string is passed to an encoder, so its value is plain text.
            let is_plain = encoder.is_none() && !has_encoded(value);
            let code = encoder_of_whole.filter(|_| is_plain);
            let taker = taker.clone().filter(|_| is_plain);
            let is_mended = is_plain && value.contains('+') && self.is_mended(first);
            if encodes_urls || code.is_some() || taker.is_some() || is_mended {
                let list = list.or_else(|| found.list(&fragment.text));
                part_of(self.part, &fragment, found.value, Kind::Filter, list, self.sites);
                let mut left_by = code.and_then(encoders::of_whole_url).or(taker);
                if let Some(encoder) = &mut left_by {
                    encoder.around = self.around_whole(&fragment, found.value, first, end);
                }
                self.sites.left_by(before, left_by);
                continue;
            }
            let kind = if found.path.is_empty() { Kind::Query } else { Kind::Url };
            if is_last {
                let list = list.clone().or_else(|| found.list(&fragment.text));
                self.sites.variables.open(fragment.span(), list);
            }
            self.add(&fragment, found.span, kind, list, encoder);
            self.sites.fault(before, fault);
            if value.contains('%') {
                self.sites.sent_by(before, self.percent(first));
            }
            self.sites.fault(before, sent::swallowed(self.part, &found, &fragment));
        }
    }

    /// Whether a string of Python is a whole statement, which documents a function. Case: "prose about a wrong filter"
    /// (silent.toml).
    fn is_docstring(&self, first: usize, end: usize) -> bool {
        let statement = self.outline.statement(first);
        self.part.language == Language::Python
            && self.outline.raw(first).is_some_and(|raw| raw.contains(' '))
            && statement == (first..end)
            && self.outline.span(first).of(self.outline.text).starts_with("\"\"\"")
    }

    /// The filter in JSON that a function parses, and the path of its list, if requests take the result as their query:
    /// `json.loads('{"filter": "…"}')`. The outer `None` is another string.
    fn parsed(&mut self, fragment: &Fragment<'_>, first: usize) -> Option<Option<(Span, String)>> {
        const PARSES: [&str; 4] = ["loads", "parse", "json_decode", "fromJSON"];
        let is_parsed = |name: &str| PARSES.contains(&name);
        if !fragment.text.trim_start().starts_with('{')
            || !self.outline.function_of(first).is_some_and(is_parsed)
            || self.is_posted(first)
        {
            return None;
        }
        let call = self.call_of(first, limits::SOURCE_CALL);
        let Asked::List(list) = self.taken(first, &call) else { return None };
        Some(json_value(&fragment.text).map(|value| (value, list)))
    }

    /// Adds the part of `url.raw` of Postman that shows the filter of `url.query`.
    fn shown(&mut self, fragment: &Fragment<'_>, shown: Span) {
        let Some(url) = urls(&fragment.text).into_iter().next() else { return };
        let near = || self.mentions.nearest(shown.start, &[], Span::default());
        let Some(list) = target(&url, fragment).list(self.mentions, shown.start, near) else { return };
        let list = list.or_else(|| url.list(&fragment.text));
        let value = Span::new(fragment.map.inner(shown.start), fragment.map.inner(shown.end));
        let before = self.sites.sites.len();
        part_of(self.part, fragment, value, Kind::Filter, list, self.sites);
        if self.sites.sites.len() > before {
            self.sites.encoded_by(Some(POSTMAN));
            self.sites.copied(before);
        }
    }

    fn is_program(&self) -> bool {
        self.outline.syntax.is_program()
    }

    /// Whether later code replaces the `+` in the URL that begins with a string, or a function around it does: `url =
    /// url.replace("+", "%2B")`. Case: "a URL whose plus signs are replaced later" (silent.toml).
    fn is_mended(&self, first: usize) -> bool {
        let text = self.outline.text;
        let line = self.mentions.line_of(self.outline.span(first).start).of(text);
        let replaces = |line: &str| {
            let lower = line.to_ascii_lowercase();
            lower.contains("%2b") && ["replace", "gsub", "tr("].iter().any(|word| lower.contains(word))
        };
        if replaces(line) {
            return true;
        }
        let Some(name) = self.outline.variable_of(first) else { return false };
        let code =
            |given: &Given<Variable<'_>>| self.outline.expression(given.value.value).of(text).to_owned();
        let given = self.names().given(bare(name));
        let is_given = given.iter().any(|given| given.adds && encoders::encodes(&code(given)));
        // `fetch(url.replace(…))`.
        let mut marks = memmem::find_iter(text.as_bytes(), "%2B").take(limits::SOURCE_VALUES);
        is_given
            || marks.any(|at| {
                let line = self.mentions.line_of(offset(at)).of(text);
                replaces(line) && flow::names(line).any(|word| word == bare(name))
            })
    }

    /// Whether code adds to a string: to the variable that gets it, or where that is used. Case: "a URL in pieces"
    /// (silent.toml).
    fn is_continued(&self, first: usize) -> bool {
        let outline = self.outline;
        let targets = outline.targets(&outline.statement(first)).into_iter().filter(|target| target.is_new);
        let names = targets.filter_map(|target| outline.name(target.at)).chain(outline.variable_of(first));
        names.into_iter().any(|name| {
            let uses = self.names().uses(bare(name)).iter().take(limits::SOURCE_USES);
            let is_part = |at: &usize| {
                let text = outline.joined(*at).fragment.text;
                !text.is_empty() && !is_hole(&text)
            };
            // The tree of a shell has no commands without a filter.
            let goes_on = |at: usize| {
                let rest = outline.text.get(at + name.len()..).unwrap_or_default();
                let is_inserted = outline.text.get(..at).is_some_and(|before| before.ends_with(['$', '{']));
                let rest = rest.strip_prefix('}').unwrap_or(rest);
                is_inserted && !rest.starts_with(|c: char| c.is_alphanumeric() || " \"'\n)_".contains(c))
            };
            let is_shell = outline.syntax.words.is_some();
            self.names().given(bare(name)).iter().any(|given| given.adds)
                || uses.skip_while(|at| **at <= first).any(is_part)
                || is_shell
                    && memmem::find_iter(outline.text.as_bytes(), name).take(limits::SOURCE_USES).any(goes_on)
        })
    }

    /// The escapes that code needs in the string around it.
    fn needed_by(&self, code: Span) -> Option<&'static Escaping> {
        let string = self.outline.span(self.outline.at(code.start));
        lex::string(self.outline.text, string, self.outline.syntax)?.form.code
    }

    /// Whether a string is only compared with others or searched for.
    fn is_compared(&mut self, first: usize, end: usize) -> bool {
        const LOOKS: [&str; 28] = [
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
            // A parameter of Azure's commands: "PowerShell: a query of Azure" (silent.toml).
            "-odataquery",
        ];
        let name = self.outline.function_of(first).or_else(|| self.outline.name_before(first, 1));
        // `"filter=state" in url`, `url == "…"`.
        self.outline.is_compared(first, end)
            || self.is_expected(first)
            || name.is_some_and(|name| LOOKS.iter().any(|looks| name.eq_ignore_ascii_case(looks)))
    }

    /// Whether a node is part of the expectation of a test: `assertEqual(…)`, `expect(…).toBe(…)`.
    pub(super) fn is_expected(&mut self, at: usize) -> bool {
        // Walking brackets costs time, and most files are not tests.
        let text = self.outline.text.as_bytes();
        let is_test = *self.is_test.get_or_init(|| {
            ["assert", "expect", "nock"].iter().any(|word| memmem::find(text, word.as_bytes()).is_some())
        });
        if !is_test {
            return false;
        }
        // `… == {"filter": "…"}`, and Rust's `assert_eq!(…)`.
        let begins = ["assert", "toBe", "toEqual", "toHave", "toMatch", "toContain", "toStrict", "nock"];
        let outline = self.outline;
        outline.parents(at).take(limits::SOURCE_CALL).any(|open| {
            let name = outline.callee(open).unwrap_or_default();
            begins.iter().any(|begin| name.starts_with(begin))
                || outline.is_after_equals(open)
                || outline.receiver(open) == Some("assert")
        })
    }

    /// The code before a string that is the whole argument of an encoder, directly or through a variable. Its
    /// unencoded characters will be encoded.
    fn encoder_of_whole(&mut self, first: usize) -> Option<&'a str> {
        let outline = self.outline;
        // Spring encodes the template that `uri` gets.
        let is_template = |name: &str| {
            name == "uri" && ["ebClient", "ebTestClient"].iter().any(|client| outline.text.contains(client))
        };
        let called = |at: usize| {
            outline.function_of(at).filter(|name| encoders::is_encoder(name) || is_template(name))?;
            let start = outline.operand_start(at.checked_sub(2)?)?;
            Some(Span::new(outline.span(start).start, outline.span(at).start).of(outline.text))
        };
        let method = |at: usize| encoding_method(outline, at).map(|span| span.of(outline.text));
        if let Some(code) = method(first) {
            return Some(code);
        }
        if outline.function_of(first).is_some() {
            return called(first);
        }
        let name = outline.variable_of(first)?;
        let encoded = self.encoded_names.get_or_insert_with(|| {
            let names = (0..outline.len()).filter_map(|at| Some((outline.name(at)?, at)));
            names.filter_map(|(name, at)| Some((name, called(at).or_else(|| method(at))?))).collect()
        });
        encoded.get(name).copied()
    }

    /// The call of an encoder around the whole URL, before and after it. It is not needed if only the filter at the
    /// end is to encode.
    fn around_whole(
        &self,
        fragment: &Fragment<'_>,
        value: Span,
        first: usize,
        end: usize,
    ) -> Option<[Span; 2]> {
        let outline = self.outline;
        let before = fragment.text.get(..value.start as usize)?;
        let is_free = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`');
        let is_alone = value.end as usize == fragment.text.len() && before.ends_with("?filter=");
        let open = first.checked_sub(1).filter(|open| outline.is_call(*open) && end == first + 1)?;
        let close = outline.next(open)?.checked_sub(1).filter(|close| *close == end)?;
        let start = outline.operand_start(open.checked_sub(1)?)?;
        let called = Span::new(outline.span(start).start, outline.span(open).end);
        let map = &self.part.map;
        let is_removable = is_alone && before.chars().all(is_free);
        is_removable.then(|| [map.outer(called), map.outer(outline.span(close))])
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

    /// Whether a string without a path, or an entry, may be the query of a request: code near it names a query or a URL, or a request
    /// takes it. Case: "JavaScript: a parameter in strings for anything" (silent.toml).
    pub(super) fn is_query(&mut self, first: usize) -> bool {
        let outline = self.outline;
        if !self.is_program() || outline.syntax.words.is_some() || self.part.language == Language::Hcl {
            return true;
        }
        let names = |name: &str| names_query(name) || names_url(name) || QUERY_NAMES.contains(&name);
        let groups = outline.parents(first).take(limits::SOURCE_GROUPS);
        let groups: Vec<usize> = groups.take_while(|open| !outline.is_block(*open)).collect();
        // `form => { … }` of Perl looks like a block.
        let nodes = groups.iter().copied().chain(outline.parent(first));
        let nodes = nodes.flat_map(|open| [Some(open), open.checked_sub(1)]).flatten();
        let is_named = |at: usize| {
            let words = [outline.label(at), outline.name(at), outline.receiver(at)];
            words.into_iter().flatten().any(names)
        };
        let mut targets = outline.targets(&outline.statement(first)).into_iter();
        let own = outline.span(first);
        let has_url = |open: &usize| {
            let end = outline.next(*open);
            end.is_some_and(|end| self.mentions.has_any(outline.span_to(*open, end), own))
        };
        if std::iter::once(first).chain(nodes).any(is_named)
            || targets.any(|target| outline.name(target.at).is_some_and(names))
            || groups.iter().any(has_url)
            || self.called(first).is_some()
            || self.mentions.scopes.is_some_and(|scopes| scopes.names_at(own.start).any(names))
            || self.is_added_to_url(first)
        {
            return true;
        }
        let call = self.call_of(first, limits::SOURCE_CALL);
        matches!(self.asked(&call, first), Asked::List(_))
            || matches!(self.taken(first, &call), Asked::List(_))
    }

    /// Whether the command around a node is a function of the file.
    pub(super) fn is_given_to_own_command(&mut self, at: usize) -> bool {
        let outline = self.outline;
        let Some(statement) = self.statement(outline.span(at).start).filter(|_| self.has_commands()) else {
            return false;
        };
        let first = outline.from(statement.start);
        let table = outline.parents(at).take(limits::SOURCE_CALL).take_while(|open| *open > first).last();
        let command = outline.command_before(table.unwrap_or(at), first);
        let scopes = self.mentions.scopes;
        command.zip(scopes).is_some_and(|(command, scopes)| scopes.named(command).next().is_some())
    }

    /// Whether code adds a string to a variable that has the URL of a list.
    fn is_added_to_url(&self, first: usize) -> bool {
        let outline = self.outline;
        let target = outline.filled(first, |_| true);
        let Some(name) = target.and_then(|target| outline.name(target.at)) else { return false };
        let given = self.names().given(bare(name)).iter().take(limits::SOURCE_VALUES);
        let mut values = given.map(|given| outline.joined_from(None, given.value.value).fragment);
        values.any(|value| matches!(call::asked_by(self.mentions, &value), Asked::List(_)))
    }

    /// Whether a string that begins with a parameter is joined with something.
    fn is_joined(&self, fragment: &Fragment<'_>, first: usize, end: usize) -> bool {
        let text = &fragment.text;
        let starts = text.starts_with(['?', '&']);
        // A hole before it is joined with it.
        !starts || end > first + 1 || self.outline.is_put_in(first)
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

    /// A hole that is the whole filter of a URL: the string in it that is passed to an encoder, if it is
    /// known.
    fn encoded(&mut self, hole: &Hole, list: Option<String>) -> bool {
        // `"…{}".format(quote("…"))` has the value elsewhere.
        let text = self.outline.text;
        let is_here = hole.code.of(text).contains(['"', '\'', '`']);
        let code = if is_here { hole.code } else { hole.arguments };
        // In a file of data, it is code of another tool.
        if !self.is_program() || code.is_empty() || !hole.is_encoded(text) {
            return false;
        }
        let within = if is_here { self.needed_by(code) } else { None }.or(self.outline.within);
        let inner = Outline::read(self.part, code, self.outline.syntax).within(within);
        let texts = match encoded_text(&inner, 0..inner.len()) {
            Some(text) => vec![text],
            // `quote(" and ".join(["…", "…"]))`.
            None => {
                let start = code.start;
                let first = (0..inner.len()).find(|at| is_given_to_encoder(&inner, *at, start));
                first.and_then(|first| inner.joined_terms(first)).unwrap_or_default()
            }
        };
        if texts.is_empty() {
            return false;
        }
        self.code.retain(|(code, _)| *code != hole.code);
        texts.into_iter().for_each(|text| self.plain(&inner.joined(text), list.clone()));
        true
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

/// The call of a method that encodes the string or the variable at a node: `"…".addingPercentEncoding(…)`.
fn encoding_method(outline: &Outline<'_>, at: usize) -> Option<Span> {
    let name = outline.name(at + 2).filter(|_| outline.is(at + 1, b'.'))?;
    let end = outline.next(at + 3).filter(|_| encoders::is_method(name))?;
    Some(outline.span_to(at + 1, end))
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

/// The first string among these nodes that is passed to an encoder, whole or as a part.
fn encoded_text(outline: &Outline<'_>, mut range: Range<usize>) -> Option<usize> {
    let start = outline.span(range.start).start;
    range.find(|at| {
        // `terms.join(" and ")`.
        let is_free = outline.raw(*at).is_some_and(|raw| !is_joiner(raw));
        // `Get-Content 'file'`.
        let is_of_command = || outline.name_before(*at, 1).is_some_and(|name| name.contains('-'));
        is_free && !is_of_command() && is_given_to_encoder(outline, *at, start)
    })
}

/// Whether a string is passed to an encoder, whole or as a part of another one. An argument of another
/// function, or a subscript, may be anything.
fn is_given_to_encoder(outline: &Outline<'_>, at: usize, start: u32) -> bool {
    for open in outline.parents(at).take(limits::SOURCE_CALL) {
        // The arguments after the first are options, such as `safe="/"`.
        let is_first =
            !(open + 1..at).any(|node| outline.is(node, b',') && outline.parent(node) == Some(open));
        if outline.bracket(open) != Some(Bracket::Round) || !is_first {
            return false;
        }
        let Some(name) = outline.callee(open) else { continue };
        let first = outline.operand_start(open - 1).map_or(0, |first| outline.span(first).start);
        let called = Span::new(first.max(start), outline.span(open).start).of(outline.text);
        // In `quote(x).replace("+", …)`, the last call takes the string.
        if encoders::is_encoder(called.rsplit(')').next().unwrap_or_default()) {
            return true;
        }
        if !FILLS.contains(&name) {
            return false;
        }
    }
    false
}

/// Functions that make a string out of another one.
const FILLS: [&str; 8] = ["format", "Format", "formatted", "Sprintf", "sprintf", "format!", "String", "str"];

/// Other names of a query, or of a request that takes one.
const QUERY_NAMES: [&str; 6] = ["qs", "parse_qs", "parse_qsl", "form", "request", "req"];

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

/// Whether a value is only a placeholder for a filter: `...`, `YOUR_FILTER`.
fn is_form(value: &str) -> bool {
    value.trim().chars().all(|c| c == '.' || c == '…' || c == '_' || c.is_ascii_uppercase())
}

/// Whether a document writes the kind of the value in its place, as the page of an API description does: `?filter=string`.
fn is_kind(value: &str) -> bool {
    matches!(value, "string" | "text" | "value" | "expression" | "filter")
}

/// The URLs of a string outside of any call. `asked` is the request of a URL that is one hole, if it is known.
fn urls_of(
    part: &Part<'_>,
    fragment: &Fragment<'_>,
    mentions: &Mentions<'_>,
    asked: Option<Asked>,
    sites: &mut Sites,
) {
    let start = fragment.span().start;
    let host = part.language.host();
    for url in urls(&fragment.text) {
        // A query without a path is joined with a URL elsewhere, and may belong to anything.
        let is_document = part.is_shown || host.is_some_and(|host| host.is_document);
        let value = url.value.of(&fragment.text);
        // A URL without a value, within other text, is only mentioned.
        let before = fragment.text.get(..url.span.start as usize).unwrap_or_default();
        let before_quotes = before.trim_end_matches(['"', '\'', ' ']);
        if before_quotes.ends_with("==") || before_quotes.ends_with("!=") {
            continue;
        }
        let is_talk = url.value.end == url.span.end && (url.span.end as usize) < fragment.text.len();
        if is_form(value) && (is_document || !value.is_empty() || is_talk) || is_document && is_kind(value) {
            continue;
        }
        let near = || {
            // `query="?filter=…"` continues elsewhere.
            let is_given = before
                .strip_suffix('=')
                .is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
            let is_alone = url.path.is_empty() && !(is_given && looks_like_filter(value));
            // `{uri}?filter=…` in prose is any URL.
            let is_any = host.is_some_and(|host| host.is_document) && !url.path.is_empty();
            (!is_alone && !is_any).then(|| mentions.nearest(start, &[], Span::default())).flatten()
        };
        let list = match asked.clone().filter(|_| is_hole(url.path.of(&fragment.text))) {
            Some(Asked::List(list)) => Some(Some(list)),
            Some(_) => None,
            None => target(&url, fragment).list(mentions, start, near),
        };
        let Some(list) = list else { continue };
        if let Some(hole) = whole_hole(&url, fragment)
            && whole(
                part,
                &hole,
                list.clone().or_else(|| url.list(&fragment.text)),
                Way::of(part, &hole),
                sites,
            )
        {
            continue;
        }
        let before = sites.sites.len();
        if url.value.end as usize == fragment.text.len() {
            let list = list.clone().or_else(|| url.list(&fragment.text));
            sites.variables.open(fragment.span(), list);
        }
        part_of(part, fragment, url.span, Kind::Url, list, sites);
        sites.fault(before, sent::swallowed(part, &url, fragment));
    }
}

/// Adds the filter in a hole that is a whole filter: the string that is encoded there, or the code itself.
/// Without one, it notes the variable. The result is whether it has one.
pub(super) fn whole(part: &Part<'_>, hole: &Hole, list: Option<String>, way: Way, sites: &mut Sites) -> bool {
    let text = &*part.text;
    let has_string = hole.code.of(text).contains(['"', '\'']) && hole.is_encoded(text);
    if let Some(literal) = literal(text, hole).filter(|_| has_string) {
        plain(part, &literal, Kind::Filter, list, sites);
        return true;
    }
    let host = part.language.host();
    if let Some(template) = host.and_then(|host| host.syntax.template)
        && expression(part, hole, template, list.clone(), sites)
    {
        return true;
    }
    let own = host.and_then(|host| host.expression);
    if own.is_some_and(|own| own(part, hole, list.clone(), sites)) {
        return true;
    }
    let code = hole.value().of(text);
    // It may be the item of a loop, or a member of it.
    let item = member(code).filter(|_| host.is_some_and(|host| host.syntax.has_loops()));
    sites.variables.add(item.or_else(|| variable(code)), hole.place.start, list, way, hole.shown);
    false
}

/// Whether code in a string contains escapes of that string.
fn is_escaped(code: &str) -> bool {
    code.contains('\\') || code.contains("''")
}

/// Adds the string of a template's expression, alone or joined, if it is a whole filter. The result is whether
/// there is one. Cases: "strings in expressions of Jinja", "more names in subscripts of Jinja" (yaml.toml).
fn expression(
    part: &Part<'_>,
    hole: &Hole,
    syntax: &'static Syntax,
    list: Option<String>,
    sites: &mut Sites,
) -> bool {
    let code = hole.code;
    if is_escaped(code.of(&part.text)) || !hole.is_encoded(&part.text) {
        return false;
    }
    let outline = Outline::read(part, code, syntax);
    let Some(first) = (0..outline.len()).find(|at| outline.is_text(*at)) else { return false };
    // The arguments of other functions and subscripts may be anything.
    let function = outline.function_of(first);
    let before = first.checked_sub(1).and_then(|before| outline.bracket(before));
    let is_subscript = before == Some(Bracket::Square);
    let is_other = function.is_some_and(|name| name != "default") || is_subscript;
    let fragment = outline.joined(first).fragment;
    // `'all' if x else y` contains no filter.
    let may_be_other = code.of(&part.text).contains(" if ") && !looks_like_filter(&fragment.text);
    if is_other || may_be_other {
        return false;
    }
    plain(part, &fragment, Kind::Filter, list, sites);
    true
}

/// The quoted string in a hole that is passed to an encoder: `{{ "…" | urlencode }}`.
fn literal<'t>(text: &'t str, hole: &Hole) -> Option<Fragment<'t>> {
    let code = hole.code.of(text);
    // The surrounding string may escape the quotes. The closing one has the same escape.
    let (at, quotes) =
        ["\\\"", "\"", "'"].iter().filter_map(|quotes| Some((code.find(quotes)?, *quotes))).min()?;
    let inside = code.get(at + quotes.len()..)?;
    let length = inside.find(quotes)?;
    let (text_inside, following) = (inside.get(..length)?, inside.get(length + quotes.len()..)?.trim_start());
    // A string that is joined with others, or has escapes of two languages, is not known.
    let before = code.get(..at)?.trim_end();
    let callee = before.strip_suffix('(').and_then(|before| {
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | ':')));
        before.get(start.map_or(0, |start| start + 1)..)
    });
    let is_given = callee.is_some_and(encoders::is_encoder);
    let is_alone =
        (is_given || before.trim_matches(['(', ' ']).is_empty()) && following.starts_with(['|', ')']);
    if !is_alone
        || text_inside.contains("${")
        || following.contains("format(")
        || is_joiner(text_inside)
        || text_inside.contains(['\\'])
        || quotes != "'" && text_inside.contains("''")
        || following.starts_with("''")
    {
        return None;
    }
    let start = hole.code.start + offset(at + quotes.len());
    let mut fragment = Fragment::new(text, start);
    fragment.take_to(start + offset(length));
    fragment.part(0, &IN_LITERAL);
    Some(fragment)
}

/// The characters that need no escape in any quotes.
pub(super) static IN_LITERAL: Escaping = Escaping::VERBATIM.without(&['"', '\\', '{', '}']);

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
