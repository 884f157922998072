//! YAML: scalars in all their forms. Scripts among them are read as their shell.

use std::collections::BTreeMap;

use super::fragment::{Fragment, Hole, Pattern};
use super::mentions::Mentions;
use super::outline::{Bracket, Outline};
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, HostReader, Open, Syntax};
use super::{Language, Part, Sites, lines, search, url};
use crate::decode::{Kind, is_filter_name};
use crate::limits;
use crate::text::{Escaping, Span, has_encoded, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Yaml, &["yml", "yaml"], &["ansible"], HostReader::Own(search))
        .with_expressions(expression);

/// Keys whose value is a script of a shell.
const SHELL: [&str; 13] = [
    "run",
    "script",
    "before_script",
    "after_script",
    "shell",
    "command",
    "cmd",
    "bash",
    "ansible.builtin.shell",
    "ansible.builtin.command",
    "commands",
    "sh",
    "raw",
];

/// Keys whose entries are variables.
const VARIABLES: [&str; 7] =
    ["vars", "env", "environment", "variables", "data", "set_fact", "ansible.builtin.set_fact"];

/// Keys whose value is the arguments of a command, which may be a shell.
const ARGUMENTS: [&str; 4] = ["args", "entrypoint", "cmds", "runcmd"];

/// Keys whose value is a script of PowerShell.
const POWERSHELL: [&str; 6] =
    ["pwsh", "powershell", "ansible.windows.win_shell", "win_shell", "win_powershell", "inlinescript"];

/// `{{ x }}` and `{% if x %}` of Jinja; `$x`, `${x}` and `$(x)` of containers and pipelines.
const HOLES: &[HoleForm] = &[
    HoleForm::Mustache,
    HoleForm::Statement,
    HoleForm::DollarBrace,
    HoleForm::DollarParenthesis,
    HoleForm::DollarName,
    HoleForm::HashBrace,
    HoleForm::Name,
    HoleForm::Angle,
];

const IN_SINGLE: Escaping = Escaping::new(&[('\'', "''")]);
/// `: ` and ` #` end a scalar without quotes.
const IN_PLAIN: Escaping = Escaping::VERBATIM.without(&['#', ':', '\n']);
const IN_BLOCK: Escaping = Escaping::VERBATIM.without(&['\n']);

const fn form(escapes: Escapes, holes: &'static [HoleForm], inside: &'static Escaping) -> Form {
    Form::new(escapes, inside).holes(holes).lines()
}

static DOUBLE: Form = form(Escapes::C, HOLES, &Escaping::IN_DOUBLE);
static SINGLE: Form = form(Escapes::Doubled, HOLES, &IN_SINGLE);
static PLAIN: Form = form(Escapes::None, HOLES, &IN_PLAIN);
static BLOCK: Form = form(Escapes::None, HOLES, &IN_BLOCK);

/// The same forms without holes, for scripts.
static CODE_DOUBLE: Form = form(Escapes::C, &[], &Escaping::IN_DOUBLE);
static CODE_SINGLE: Form = form(Escapes::Doubled, &[], &IN_SINGLE);
static CODE_PLAIN: Form = form(Escapes::None, &[], &IN_PLAIN);

/// The strings in a flow collection.
const FLOW: Syntax = Syntax {
    starts: |byte| matches!(byte, b'"' | b'\''),
    open: |text| match text.chars().next()? {
        '"' => Some(Open::new(&DOUBLE, 1, "\"")),
        '\'' => Some(Open::new(&SINGLE, 1, "'")),
        _ => None,
    },
    name: b"$-",
    ..syntax::PLAIN
};

/// The strings in a hole of Jinja. A backslash may belong to YAML, so it stays.
const JINJA: Syntax = Syntax {
    open: |text| match text.chars().next()? {
        '"' => Some(Open::new(&JINJA_TEXT, 1, "\"")),
        '\'' => Some(Open::new(&JINJA_TEXT, 1, "'")),
        _ => None,
    },
    join: b'~',
    ..FLOW
};

static JINJA_TEXT: Form = form(Escapes::None, &[], &search::IN_LITERAL);

/// Whether code contains escapes of the scalar around it.
fn is_escaped(code: &str) -> bool {
    code.contains('\\') || code.contains("''")
}

/// Adds the string of a Jinja expression, alone or joined, if it is a whole filter. The result is whether
/// there is one.
fn expression(part: &Part<'_>, hole: &Hole, list: Option<String>, sites: &mut Sites) -> bool {
    let code = hole.code;
    if is_escaped(code.of(&part.text)) || !hole.is_encoded(&part.text) {
        return false;
    }
    let outline = Outline::read(part, code, &JINJA);
    let Some(first) = (0..outline.len()).find(|at| outline.is_text(*at)) else { return false };
    // The arguments of other functions and subscripts may be anything.
    let function = outline.function_of(first);
    let before = first.checked_sub(1).and_then(|before| outline.bracket(before));
    let is_subscript = before == Some(Bracket::Square);
    let is_other = function.is_some_and(|name| name != "default") || is_subscript;
    let fragment = outline.joined(first).fragment;
    // `'all' if x else y` contains no filter.
    let may_be_other = code.of(&part.text).contains(" if ") && !search::looks_like_filter(&fragment.text);
    if is_other || may_be_other {
        return false;
    }
    search::plain(part, &fragment, Kind::Filter, list, sites);
    true
}

fn search(part: &Part<'_>, sites: &mut Sites) {
    let text: &str = &part.text;
    let lines = lines(text);
    let mut reader =
        YamlReader { text, lines: &lines, at: 0, comments: Vec::new(), entries: Vec::new(), is_open: false };
    while reader.line() {}
    let YamlReader { comments, entries, .. } = reader;
    sites.comments(part, &comments);
    let mentions = Mentions::of(text, &comments, &part.around);
    let names = mentions.names();
    let mut marks: Vec<Span> =
        comments.iter().copied().filter(|comment| super::is_mark(comment.of(text))).collect();
    marks.retain_mut(|mark| super::next_line(text, *mark).map(|line| *mark = line).is_some());
    let shells = shells(text, &entries);
    for (index, entry) in entries.iter().enumerate() {
        let place = entry.place;
        let is_filter = entry.key.is_some_and(is_filter_name);
        let is_value = entry.key == Some("value");
        let mark = marks.partition_point(|line| line.end <= place.start);
        let is_marked = marks.get(mark).is_some_and(|line| line.start <= place.start);
        if !is_filter
            && !is_value
            && !is_marked
            && !super::names_filter(place.of(text))
            && !place.of(text).contains("comfilter")
        {
            continue;
        }
        let is_filter = is_filter || is_value;
        let before = sites.sites.len();
        match (entry.language(text, &entries, index, shells), entry.form) {
            (Some(language), form) if form != Scalar::Flow && !is_filter => {
                let fragment = entry.fragment(text, true);
                sites.inside(part, language, fragment, Some(entry.escaping()), &names);
            }
            (_, Scalar::Flow) => {
                search::flow(part, place, &FLOW, &mentions, sites);
            }
            _ => {
                let fragment = entry.fragment(text, false);
                for hole in &fragment.holes {
                    let code = hole.code.of(text);
                    if super::names_filter(code) && code.contains("/compute-ops") && !is_escaped(code) {
                        search::flow(part, hole.code, &JINJA, &mentions, sites);
                    }
                }
                let is_named =
                    index.checked_sub(1).and_then(|before| entries.get(before)).is_some_and(|before| {
                        before.key.is_some_and(|key| key == "key" || key == "name")
                            && is_filter_name(&before.fragment(text, false).text)
                    });
                // In an environment it is a variable.
                let is_value =
                    is_value && is_named && parent_key(&entries, index).is_some_and(search::names_query);
                if is_marked {
                    search::plain(part, &fragment, Kind::Filter, None, sites);
                } else if entry.key.is_some_and(is_filter_name) || is_named {
                    let is_near = is_value || is_beside_url(text, &entries, index, &mentions);
                    // `FILTER` in an environment may be for any program, and so may a variable.
                    let is_variable = parent_key(&entries, index).is_some_and(|key| VARIABLES.contains(&key));
                    let is_near = is_near
                        && !is_variable
                        && entry.key.is_some_and(|key| key.contains(char::is_lowercase))
                        && !search::is_of_other_language(&fragment.text);
                    let list = mentions.nearest(place.start, &[], place);
                    if let Some(hole) = fragment.holes.first().filter(|_| url::is_hole(&fragment.text)) {
                        sites.variables.add(hole.code.of(text), hole.place.start, list);
                    } else if let Some(list) =
                        list.filter(|_| is_near || search::has_operator(&fragment.text))
                    {
                        let is_encoded = is_value && has_encoded(&fragment.text);
                        let kind = if is_encoded { Kind::Value } else { Kind::Filter };
                        search::plain(part, &fragment, kind, Some(list), sites);
                    }
                } else if !entry.key.is_some_and(search::is_talk) {
                    search::urls_of(part, &fragment, &mentions, sites);
                }
            }
        }
        if sites.sites.len() > before && is_in_delete(text, &entries, index) {
            sites.deleted(before);
        }
    }
    if sites.variables.is_empty() {
        return;
    }
    let mut given: BTreeMap<&str, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.form != Scalar::Flow) {
        given.entry(entry.key.unwrap_or_default()).or_default().push(entry);
    }
    search::variables(part, sites, |used| {
        let values = given.get(&*used.name).into_iter().flatten();
        values.map(|entry| (entry.fragment(text, false), 0)).collect()
    });
}

/// Whether the mapping of an entry contains a URL, or the mapping around it if the entry belongs to a query.
fn is_beside_url(text: &str, entries: &[Entry<'_>], index: usize, mentions: &Mentions<'_>) -> bool {
    let gives_url = |index: usize| {
        let (mapping, first) = mapping(text, entries, index);
        let siblings = entries.iter().skip(first).take_while(|entry| mapping.contains(entry.place));
        let mut urls = siblings.filter(|entry| entry.key.is_some_and(search::names_url));
        urls.any(|url| mentions.has_any(url.place, Span::default()))
    };
    let parent = parent(entries, index);
    let is_query = parent.and_then(|parent| entries.get(parent)?.key).is_some_and(search::names_query);
    gives_url(index) || is_query && parent.is_some_and(gives_url)
}

/// Whether the mapping of an entry, or the one around it, has the entry `method: DELETE`, as a task of Ansible has
/// (lists.toml, "a task of Ansible that deletes").
fn is_in_delete(text: &str, entries: &[Entry<'_>], index: usize) -> bool {
    let says_delete = |index: usize| {
        let (mapping, first) = mapping(text, entries, index);
        let siblings = entries.iter().skip(first).take_while(|entry| mapping.contains(entry.place));
        let mut methods = siblings.filter(|entry| entry.key == Some("method"));
        methods.any(|entry| entry.fragment(text, false).text.eq_ignore_ascii_case("DELETE"))
    };
    says_delete(index) || parent(entries, index).is_some_and(says_delete)
}

/// The entry whose value is the mapping of an entry.
fn parent(entries: &[Entry<'_>], index: usize) -> Option<usize> {
    let indent = entries.get(index)?.indent;
    let first = index.saturating_sub(limits::SOURCE_ENTRIES);
    (first..index).rev().find(|at| entries.get(*at).is_some_and(|entry| entry.indent < indent))
}

fn parent_key<'t>(entries: &[Entry<'t>], index: usize) -> Option<&'t str> {
    entries.get(parent(entries, index)?)?.key
}

/// The place of an entry's mapping, as far as it is near, and its first entry.
fn mapping(text: &str, entries: &[Entry<'_>], index: usize) -> (Span, usize) {
    let Some(entry) = entries.get(index) else { return (Span::default(), index) };
    let begins = |other: &Entry<'_>| other.indent == entry.indent && other.is_item(text);
    let before = entries.get(..index).unwrap_or_default().iter().rev().take(limits::SOURCE_ENTRIES);
    let mut first = index;
    let mut is_begun = begins(entry);
    for other in before.take_while(|other| other.indent >= entry.indent) {
        if is_begun {
            break;
        }
        first -= 1;
        is_begun = begins(other);
    }
    let behind = entries.get(index + 1..).unwrap_or_default().iter().take(limits::SOURCE_ENTRIES);
    let last = behind.take_while(|other| other.indent >= entry.indent && !begins(other)).last();
    let start = entries.get(first).map_or(entry.place.start, |first| first.place.start);
    (Span::new(start, last.unwrap_or(entry).place.end), first)
}

/// The default shell of a file's scripts.
fn shells(text: &str, entries: &[Entry<'_>]) -> Language {
    let windows = entries.iter().any(|entry| {
        entry.key == Some("shell")
            && matches!(entry.place.of(text).trim_matches(['"', '\'']), "pwsh" | "powershell")
    });
    if windows { Language::PowerShell } else { Language::Shell }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scalar {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
    Flow,
}

/// A scalar, and its key.
#[derive(Debug)]
struct Entry<'t> {
    key: Option<&'t str>,
    indent: usize,
    form: Scalar,
    place: Span,
    /// The parts of it that are on separate lines.
    pieces: Vec<Span>,
}

impl<'t> Entry<'t> {
    fn escaping(&self) -> &'static Escaping {
        match self.form {
            Scalar::Plain | Scalar::Flow => &IN_PLAIN,
            Scalar::Single => &IN_SINGLE,
            Scalar::Double => &Escaping::IN_DOUBLE,
            Scalar::Literal | Scalar::Folded => &IN_BLOCK,
        }
    }

    /// Its text; without holes if it is code.
    fn fragment(&self, text: &'t str, is_code: bool) -> Fragment<'t> {
        let start = self.pieces.first().map_or(self.place.start, |piece| piece.start);
        let mut fragment = Fragment::new(text, start);
        let (form, close) = match (self.form, is_code) {
            (Scalar::Single, false) => (&SINGLE, "'"),
            (Scalar::Single, true) => (&CODE_SINGLE, "'"),
            (Scalar::Double, false) => (&DOUBLE, "\""),
            (Scalar::Double, true) => (&CODE_DOUBLE, "\""),
            (Scalar::Plain, false) => (&PLAIN, ""),
            (Scalar::Literal | Scalar::Folded | Scalar::Flow, false) => (&BLOCK, ""),
            (_, true) => (&CODE_PLAIN, ""),
        };
        for (index, piece) in self.pieces.iter().enumerate() {
            if index > 0 {
                let before = index.checked_sub(1).and_then(|before| self.pieces.get(before));
                let goes_on = before.is_some_and(|before| {
                    self.form == Scalar::Double
                        && text.get(before.end as usize..).is_some_and(|rest| rest.starts_with('\\'))
                });
                let between = match self.form {
                    Scalar::Literal => "\n",
                    // A backslash removes the line break.
                    _ if goes_on => "",
                    _ => " ",
                };
                fragment.decode_to(between, piece.start);
            }
            fragment.inside(piece.end, form, close, &super::syntax::PLAIN, Pattern::None);
        }
        fragment.part(0, self.escaping());
        fragment
    }

    /// Whether it is the first entry of an item in a list.
    fn is_item(&self, text: &str) -> bool {
        let before = text.get(..self.place.start as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.trim_start().starts_with("- ")
    }

    /// The language of a script.
    fn language(
        &self,
        text: &str,
        entries: &[Entry<'_>],
        index: usize,
        shells: Language,
    ) -> Option<Language> {
        let is_block = matches!(self.form, Scalar::Literal | Scalar::Folded);
        if is_block {
            let first = self.pieces.first().map(|first| first.of(text)).unwrap_or_default();
            // `#!/usr/bin/env python3`.
            let program = first.strip_prefix("#!").and_then(|line| line.rsplit(['/', ' ']).next());
            let program =
                program.map(|program| program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'));
            let named = program.and_then(Language::named).or_else(|| Language::of_path(self.key?));
            if named.is_some() {
                return named;
            }
            let sibling = |known: &[&str]| {
                let (mapping, first) = mapping(text, entries, index);
                let siblings = entries.iter().skip(first).take_while(|entry| mapping.contains(entry.place));
                let mut known = siblings.filter(|entry| entry.key.is_some_and(|key| known.contains(&key)));
                known.next().map(|entry| entry.place.of(text).trim_matches(['"', '\'']))
            };
            // `path: /usr/local/bin/jobs.sh`, `content: |`.
            if self.key == Some("content") {
                return sibling(&["path", "dest"]).and_then(Language::of_path);
            }
            // `uses: actions/github-script@v7`, `with:`, `script: |`.
            let step = parent(entries, index).map(|step| mapping(text, entries, step).0);
            let is_javascript = |entry: &Entry<'_>| {
                entry.key == Some("uses") && entry.place.of(text).contains("github-script")
            };
            if self.key == Some("script")
                && step.is_some_and(|step| {
                    let near = entries.get(
                        index.saturating_sub(limits::SOURCE_ENTRIES)
                            ..(index + limits::SOURCE_ENTRIES).min(entries.len()),
                    );
                    near.unwrap_or_default()
                        .iter()
                        .any(|entry| step.contains(entry.place) && is_javascript(entry))
                })
            {
                return Some(Language::JavaScript);
            }
        }
        let key = self.key?.to_ascii_lowercase();
        if key == "script" && parent_key(entries, index).is_some_and(|parent| parent.contains("powershell")) {
            return Some(Language::PowerShell);
        }
        // The argument after `sh -c` is a script; the arguments of other commands are not.
        let is_shell = SHELL.contains(&&*key)
            || ARGUMENTS.contains(&&*key) && (is_block || self.place.of(text).contains("curl "));
        if is_shell {
            // A step may name its shell.
            return Some(self.shell(text, entries, index).unwrap_or(shells));
        }
        if POWERSHELL.contains(&&*key) {
            return Some(self.shell(text, entries, index).unwrap_or(Language::PowerShell));
        }
        // A string with several lines may be code of any language.
        let is_text = self.form == Scalar::Literal && self.pieces.len() > 1;
        is_text.then_some(Language::Text)
    }

    /// The shell of the same step: a neighbour with the key `shell`.
    fn shell(&self, text: &str, entries: &[Entry<'_>], index: usize) -> Option<Language> {
        let (mapping, _) = mapping(text, entries, index);
        let near = entries.get(
            index.saturating_sub(limits::SOURCE_ENTRIES)..(index + limits::SOURCE_ENTRIES).min(entries.len()),
        )?;
        let mut shells = near.iter().filter(|entry| {
            entry.key == Some("shell")
                && entry.indent == self.indent
                && entry.place != self.place
                && mapping.contains(entry.place)
        });
        shells.find_map(|shell| Language::named(shell.place.of(text).trim_matches(['"', '\''])))
    }
}

struct YamlReader<'t, 'l> {
    text: &'t str,
    lines: &'l [Span],
    at: usize,
    comments: Vec<Span>,
    entries: Vec<Entry<'t>>,
    /// Whether a bracket was never closed. Then later ones are searched for their close only on their line.
    is_open: bool,
}

impl<'t> YamlReader<'t, '_> {
    fn current(&self) -> Option<Span> {
        self.lines.get(self.at).copied()
    }

    /// Reads a line, and the lines that continue it.
    fn line(&mut self) -> bool {
        let Some(line) = self.current() else { return false };
        self.at += 1;
        let written = line.of(self.text);
        let content = written.trim_start();
        if content.trim_end().is_empty() || matches!(content.trim_end(), "---" | "...") {
            return true;
        }
        let mut indent = written.len() - content.len();
        if content.starts_with('#') {
            self.comments.push(Span::new(line.start + offset(indent), line.end));
            return true;
        }
        let mut rest = content;
        while let Some(item) = rest.strip_prefix("- ") {
            let blanks = item.len() - item.trim_start().len();
            indent += 2 + blanks;
            rest = item.trim_start();
        }
        let (key, value) = key(rest);
        let start = line.start + offset(indent + value);
        // The continuation of an item without a key may be indented like its text.
        let parent = if key.is_some() { indent } else { indent.saturating_sub(1) };
        let key = key.or_else(|| self.list_key(indent));
        let value = Span::new(start, line.end).of(self.text).trim_end();
        let blanks = value.len() - value.trim_start().len();
        let start = start + offset(blanks);
        // A tag or an anchor does not belong to the text.
        let mut value = value.trim_start();
        let mut start = start;
        while value.starts_with(['!', '&']) {
            let word = value.find(char::is_whitespace).unwrap_or(value.len());
            let rest = value.get(word..).unwrap_or_default().trim_start();
            start += offset(value.len() - rest.len());
            value = rest;
        }
        // The value of an alias is elsewhere.
        if value.starts_with('*') {
            value = "";
        }
        match value.chars().next() {
            None | Some('#') => {
                // The value may be a list, whose items belong to the key.
                self.entries.push(Entry {
                    key,
                    indent,
                    form: Scalar::Plain,
                    place: Span::at(start),
                    pieces: Vec::new(),
                });
            }
            Some('|' | '>')
                if value.len() <= 4
                    || value.get(1..).is_some_and(|rest| {
                        rest.trim_start_matches(['-', '+', ' '])
                            .trim_start_matches(|c: char| c.is_ascii_digit())
                            .trim_start()
                            .starts_with('#')
                    }) =>
            {
                let form = if value.starts_with('|') { Scalar::Literal } else { Scalar::Folded };
                self.block(key, indent, parent, form, start);
            }
            Some(quote @ ('"' | '\'')) => self.quoted(key, indent, start, quote),
            Some('{' | '[') => {
                let end = self.flow_end(start);
                self.push(key, indent, Scalar::Flow, Span::new(start, end), vec![Span::new(start, end)]);
            }
            Some(_) => self.plain(key, indent, parent, start, line),
        }
        true
    }

    fn push(&mut self, key: Option<&'t str>, indent: usize, form: Scalar, place: Span, pieces: Vec<Span>) {
        self.entries.push(Entry { key, indent, form, place, pieces });
    }

    /// The key of the list that contains an item without a key.
    fn list_key(&self, indent: usize) -> Option<&'t str> {
        let above = self
            .entries
            .iter()
            .rev()
            .take(64)
            .find(|entry| entry.pieces.is_empty() && entry.place.is_empty() && entry.indent < indent);
        above.and_then(|above| above.key)
    }

    fn block(&mut self, key: Option<&'t str>, indent: usize, parent: usize, form: Scalar, start: u32) {
        let mut pieces: Vec<Span> = Vec::new();
        let mut inner = None;
        while let Some(line) = self.current() {
            let written = line.of(self.text).trim_end();
            let blanks = written.len() - written.trim_start_matches([' ', '\t']).len();
            if !written.is_empty() && blanks <= parent {
                break;
            }
            self.at += 1;
            // A line may be less indented than the first; YAML refuses that.
            let depth = *inner.get_or_insert(blanks);
            let from = line.start + offset(depth.min(blanks));
            pieces.push(Span::new(from, line.start + offset(written.len())));
        }
        while pieces.last().is_some_and(|piece| piece.is_empty()) {
            pieces.pop();
        }
        let end = pieces.last().map_or(start, |last| last.end);
        self.push(key, indent, form, Span::new(start, end), pieces);
    }

    fn quoted(&mut self, key: Option<&'t str>, indent: usize, start: u32, quote: char) {
        let inside = self.text.get(start as usize + 1..).unwrap_or_default();
        let mut escaped = false;
        let mut characters = inside.char_indices().peekable();
        let mut length = inside.len();
        while let Some((at, character)) = characters.next() {
            match character {
                _ if escaped => escaped = false,
                '\\' if quote == '"' => escaped = true,
                c if c == quote => {
                    let twice = quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
                    if !twice {
                        length = at;
                        break;
                    }
                    characters.next();
                }
                _ => {}
            }
        }
        let end = start + 1 + offset(length);
        self.skip_to(end);
        self.comment_behind(end + 1);
        // A blank joins two lines.
        let all = Span::new(start + 1, end);
        let mut pieces = Vec::new();
        for line in lines(all.of(self.text)) {
            let written = line.of(all.of(self.text));
            let blanks = if pieces.is_empty() { 0 } else { written.len() - written.trim_start().len() };
            let from = all.start + line.start + offset(blanks);
            let mut content = written.trim_end_matches(['\r', '\n']);
            let backslashes = content.len() - content.trim_end_matches('\\').len();
            if quote == '"' && content.len() < written.len() && backslashes % 2 == 1 {
                content = content.get(..content.len() - 1).unwrap_or_default();
            }
            let to = all.start + line.start + offset(content.len());
            pieces.push(Span::new(from.min(to), to));
        }
        let form = if quote == '"' { Scalar::Double } else { Scalar::Single };
        self.push(key, indent, form, Span::new(start, end + 1), pieces);
    }

    fn plain(&mut self, key: Option<&'t str>, indent: usize, parent: usize, start: u32, line: Span) {
        let mut pieces = Vec::new();
        let mut from = start;
        let mut end = line.end;
        loop {
            let written = Span::new(from, end).of(self.text);
            let comment = written.find(" #");
            if let Some(comment) = comment {
                let at = from + offset(comment + 1);
                self.comments.push(Span::new(at, end));
            }
            let text = written.get(..comment.unwrap_or(written.len())).unwrap_or_default().trim_end();
            pieces.push(Span::new(from, from + offset(text.len())));
            let Some(next) = self.current().filter(|_| comment.is_none()) else { break };
            let written = next.of(self.text);
            let content = written.trim_start();
            let blanks = written.len() - content.len();
            let goes_on = blanks > parent
                && !content.trim_end().is_empty()
                && !content.starts_with(['#', '-'])
                && self::key(content).0.is_none();
            if !goes_on {
                break;
            }
            self.at += 1;
            from = next.start + offset(blanks);
            end = next.end;
        }
        let end = pieces.last().map_or(start, |last| last.end);
        self.push(key, indent, Scalar::Plain, Span::new(start, end), pieces);
    }

    /// The end of the flow collection that begins at `start`.
    fn flow_end(&mut self, start: u32) -> u32 {
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let mut depth = 0_usize;
        let rest = if self.is_open {
            rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or(rest)
        } else {
            rest
        };
        let mut quote = None;
        let mut end = rest.len();
        for (at, character) in rest.char_indices() {
            match (quote, character) {
                (Some(open), c) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(character),
                (None, '{' | '[') => depth += 1,
                (None, '}' | ']') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        end = at + 1;
                        break;
                    }
                }
                _ => {}
            }
        }
        // An unclosed bracket ends with its line.
        if depth > 0 {
            self.is_open = true;
            end = rest.find('\n').unwrap_or(rest.len());
        }
        let end = start + offset(end);
        self.skip_to(end);
        self.comment_behind(end);
        end
    }

    /// Notes the comment after a value that ends at `end`.
    fn comment_behind(&mut self, end: u32) {
        let rest = self.text.get(end as usize..).unwrap_or_default();
        let line = rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or_default();
        let blanks = line.len() - line.trim_start().len();
        if line.trim_start().starts_with('#') {
            let from = end as usize + blanks;
            self.comments.push(Span::from_range(from..end as usize + line.len()));
        }
    }

    /// Skips the lines that begin before `end`.
    fn skip_to(&mut self, end: u32) {
        while self.current().is_some_and(|line| line.start < end) {
            self.at += 1;
        }
    }
}

/// The key at the start of a line, and the start of its value.
fn key(line: &str) -> (Option<&str>, usize) {
    let quote = line.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        let Some(end) = line.get(1..).and_then(|rest| rest.find(quote)) else { return (None, 0) };
        let rest = line.get(end + 2..).unwrap_or_default();
        let is_key = rest.starts_with(':')
            && rest.get(1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        return if is_key { (line.get(1..=end), end + 3) } else { (None, 0) };
    }
    if line.starts_with(['{', '[', '|', '>', '#']) {
        return (None, 0);
    }
    let colon = line.match_indices(':').map(|(at, _)| at).find(|at| {
        line.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    });
    match colon {
        Some(colon) if !line.get(..colon).is_some_and(|key| key.contains([' ', '"', '\''])) => {
            (line.get(..colon), colon + 1)
        }
        _ => (None, 0),
    }
}
