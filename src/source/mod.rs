//! Filters in files of other languages: scripts, collections, playbooks, documents.
//!
//! ```text
//! text ─ lex, by the table of its language ─▶ Outline ─ search ─▶ sites
//! ```
//!
//! The file of a language has its names and its table (`syntax.rs`). `outline/` is the tree of a file:
//! strings, names and groups with links. `fragment.rs` is the text of a string, with its
//! holes and the map back. The rules in `search/` walk the tree and know neither bytes nor languages. They
//! look for URLs (`url.rs`) and for the entries of a query. `mentions.rs` knows the lists of the API that are
//! named nearby. A language that contains others passes their parts on to them.

mod batch;
mod bodies;
mod bruno;
mod clients;
mod constants;
mod csharp;
mod dart;
mod dockerfile;
mod dotenv;
mod encoders;
mod fragment;
mod go;
mod groovy;
mod hcl;
mod http;
mod hurl;
mod java;
mod javascript;
mod jmeter;
mod json;
mod kotlin;
mod language;
mod lex;
mod lua;
mod makefile;
mod markdown;
mod mentions;
mod notebook;
mod outline;
mod perl;
mod php;
mod plain;
mod powershell;
mod python;
mod r;
mod robot;
mod ruby;
mod rust;
mod scala;
mod scopes;
mod search;
mod shell;
mod subject;
mod swift;
mod syntax;
mod text;
mod toml;
#[cfg(feature = "cli")]
mod tree;
#[cfg(feature = "cli")]
mod untaken;
mod url;
mod yaml;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use crate::decode::{Embedded, Kind, QueryEncoder};
use crate::limits;
use crate::syntax::{WordRole, words};
use crate::text::{Edit, Escaping, OffsetMap, Quoted, Span, after_mark, line_start, offset};
use fragment::Fragment;

pub(crate) use clients::{BarePercent, Evidence, Sender, Space};
pub(crate) use constants::{EncodedConstant, constant};
pub(crate) use encoders::{
    LeavingEncoder, UrlEncoding, WeakCall, doubles_quotes, doubles_some, encoder_call, encoding,
    is_encoding_command, may_escape,
};
pub(crate) use fragment::{atoms, filled, has_broken_atom};
pub use language::Language;
pub(crate) use mentions::Names;
pub use outline::{OutlinePart, OutlinePartKind, outline_parts};
#[cfg(feature = "cli")]
pub(crate) use tree::{SharedName, TreeNames, shared_names};
#[cfg(feature = "cli")]
pub(crate) use untaken::untaken;

/// A place that holds a filter.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) embedded: Embedded,
    pub(crate) language: Language,
    /// The place of the filter in the file, with the string that contains it.
    pub(crate) span: Span,
    /// The holes in its layers, by their number.
    pub(crate) holes: BTreeMap<usize, Hole>,
    /// The escapes that new code at this place needs: those of the strings around it.
    pub(crate) within: Vec<&'static Escaping>,
    /// The name of its entry, if that is not `filter`.
    pub(crate) misnamed: Option<Span>,
    /// Whether one of its holes is a variable whose value is another filter.
    pub(crate) is_followed: bool,
    /// Whether a client certainly encodes it.
    pub(crate) is_encoded_later: bool,
    /// Whether it only shows the filter of another place, which is sent and has the findings about its values.
    pub(crate) is_copy: bool,
    /// The function that encodes its whole URL, if that leaves some characters.
    pub(crate) left_by: Option<LeavingEncoder>,
    /// The client that gets its URL.
    pub(crate) sender: Option<Sender>,
    /// The faults of the code around it.
    pub(crate) faults: Vec<Fault>,
}

/// A fault of the code that gives a filter to a client.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) place: Span,
    /// The name of the client.
    pub(crate) client: &'static str,
    /// The source of the fact about it.
    pub(crate) source: Option<Evidence>,
    /// The argument, as a message names it.
    pub(crate) name: String,
    /// The recommended code.
    pub(crate) advice: &'static str,
    /// The edits that mend it, and their title.
    pub(crate) fix: Option<(String, Vec<Edit>)>,
}

impl Fault {
    /// A fault of the file around a filter.
    fn of_host(kind: FaultKind, place: Span, name: &str, advice: &'static str) -> Fault {
        Fault { kind, place, client: "", source: None, name: Quoted(name).to_string(), advice, fix: None }
    }
}

/// Whether a filter goes on after its end: a string is open, or an operator comes last.
fn goes_on(filter: &str) -> bool {
    let last = words(filter).last().map(|word| word.role);
    filter.matches('\'').count() % 2 == 1
        || matches!(last, Some(WordRole::And | WordRole::Or | WordRole::Operator))
}

/// A treatment of a filter that is not the intended one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// It sends the filter in the body of the request.
    InBody,
    /// It refuses to send a body with the method of the request.
    NoBody,
    /// It sends the filter in the body of a POST.
    Posted,
    /// It takes the filter for something else, and does not send it.
    NotSent,
    /// It changes a copy of the query, which the code does not use.
    OfCopy,
    /// It returns parameters with the filter, which the code does not use.
    Dropped,
    /// It drops the filter in the URL because of other parameters.
    Replaced,
    /// It sends the filter of other parameters, and drops the one in the URL.
    Overwritten,
    /// It sends two filters.
    Twice,
    /// It adds a second `?` after the filter in the URL.
    Broken,
    /// It refuses to send a URL with a filter and other parameters.
    Refused,
    /// The name of a variable includes the `?` of the query after it.
    Swallowed,
    /// The quotes of a word processor are around it, which quote nothing there.
    Misquoted,
    /// The line ends with a carriage return, which belongs to the last argument.
    Returned,
    /// A comment ends the value.
    Cut,
}

/// The place of an interpolated value.
#[derive(Debug, Clone)]
pub(crate) struct Hole {
    /// The part of the file that the hole replaces. It includes the quotes on both sides if strings are
    /// joined with it.
    pub(crate) place: Span,
    /// The part that a reader of the file sees as the hole.
    pub(crate) shown: Span,
    /// The text of both, as the hole's language reads it.
    pub(crate) source: String,
    pub(crate) code: String,
    pub(crate) is_encoded: bool,
    pub(crate) is_escaped: bool,
    /// The encoder whose result is the value of its variable, if it has no other value.
    pub(crate) encoded_by: Option<String>,
    /// Whether it is a place of a format string, which holds no code of the language.
    pub(crate) is_pattern: bool,
    /// Whether it is an operand outside of any string.
    pub(crate) is_operand: bool,
    /// The argument of the format string that is inserted there, and its place.
    pub(crate) argument: Option<(Span, String)>,
    /// Its values, if it is a whole filter.
    pub(crate) values: Vec<PastedValue>,
    /// Whether it has no other value.
    pub(crate) is_known: bool,
}

/// A value of a variable that is inserted into a URL as a whole filter.
#[derive(Debug, Clone)]
pub(crate) struct PastedValue {
    pub(crate) text: String,
    /// The code of its holes, and whether each is encoded.
    pub(crate) holes: BTreeMap<usize, (String, bool)>,
    /// The characters that a function on the way leaves, if there is one.
    pub(crate) leaves: Option<String>,
}

impl PastedValue {
    /// The value of the variable `name`, or what is added to its value.
    fn of(fragment: &Fragment<'_>, span: Span, name: &str) -> PastedValue {
        let text = span.of(&fragment.text).to_owned();
        let holes = atoms(&text).filter_map(|(_, number)| {
            let hole = fragment.hole(number)?;
            let code = hole.shown.of(fragment.outer).to_owned();
            Some((number, (code, hole.is_encoded(fragment.outer))))
        });
        let is_own = |code: &str| {
            code.split_whitespace().next().is_some_and(|word| word.trim_start_matches('$') == name)
        };
        let holes = holes.filter(|(_, (code, _))| !is_own(code)).collect();
        PastedValue { text, holes, leaves: None }
    }
}

/// A comment to comfilter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comment {
    pub(crate) span: Span,
    /// The part that disappears with it: the blanks before it, or all of its lines.
    pub(crate) line: Span,
    /// The lines that it applies to: its own, and also the next one if it is alone on its line.
    pub(crate) covers: Span,
}

/// The filters and the comments of a file.
#[derive(Debug, Default)]
pub(crate) struct Sites {
    pub(crate) sites: Vec<Site>,
    /// The comments to comfilter.
    pub(crate) comments: Vec<Comment>,
    /// The variables whose value is a whole filter: the place of each, and of the value.
    pub(crate) leads: BTreeSet<(Span, Span)>,
    /// The number of the filter at each place.
    places: BTreeMap<Span, usize>,
    /// The faults of the places that use a variable as a filter, in the current part.
    uses: BTreeMap<u32, Fault>,
    /// The variables of the current part.
    variables: search::Variables,
    /// The values of variables, by the places that insert them into URLs. `None` is an unknown one.
    values: BTreeMap<Span, Vec<Option<PastedValue>>>,
    parts: Vec<Part<'static>>,
    /// Strings with a filter of the API that no request sends as they are, and the reason.
    left: Vec<(Span, &'static str)>,
}

/// A part of a file in one language.
#[derive(Debug, Clone)]
struct Part<'t> {
    language: Language,
    text: Cow<'t, str>,
    /// The map to the file.
    map: OffsetMap,
    /// The escapes of the strings around it, from the inner one outward.
    within: Vec<&'static Escaping>,
    depth: usize,
    /// Whether a document shows it. There, `<name>` is a place for its reader to fill in.
    is_shown: bool,
    /// Whether the file around it inserts values into it, also into its single quotes.
    is_filled: bool,
    /// The names that the surrounding text defines.
    around: Rc<Names>,
    /// The other variables that the surrounding text defines.
    prepared: Rc<search::Prepared>,
    /// For the body of a request, the path that it is sent to, or an empty one.
    body: Option<String>,
}

/// The filters of a file with these words, in order. `bases` are names that hold the base of the API's URLs, and `names` those that
/// the file takes from other files.
pub(crate) fn find(
    language: Language,
    text: &str,
    words: SearchedWords,
    bases: &[String],
    names: &Names,
) -> Sites {
    let mut sites = Sites::default();
    let uses_others = !names.is_empty() && words.filter;
    if !(uses_others || words.may_be_of(language, text, bases)) || fragment::has_atom(text) {
        return sites;
    }
    let mut part = Part::whole(language, text);
    let bases = bases.iter().map(|name| (name.clone(), (None, None)));
    let of_client = if language == Language::PowerShell { powershell::names(text) } else { Names::new() };
    part.around = Rc::new(bases.chain(of_client).chain(names.clone()).collect());
    part.search(&mut sites);
    while let Some(part) = sites.parts.pop() {
        part.search(&mut sites);
    }
    let followed: BTreeSet<Span> = sites.leads.iter().map(|(variable, _)| *variable).collect();
    for site in &mut sites.sites {
        site.is_followed = site.holes.values().any(|hole| followed.contains(&hole.shown));
    }
    for hole in sites.sites.iter_mut().flat_map(|site| site.holes.values_mut()) {
        if let Some(values) = sites.values.remove(&hole.place) {
            hole.is_known = values.iter().all(Option::is_some);
            hole.values = values.into_iter().flatten().collect();
        }
    }
    sites.sites.sort_by_key(|site| site.span);
    sites.comments.sort_by_key(|comment| comment.span);
    sites
}

/// The words of a file without which it contains no filter. Most files of a tree have none of them, so each pass over
/// a file counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SearchedWords {
    /// `filter`, also inside of a longer word. Without it, a file does not use the names of another one.
    pub(crate) filter: bool,
    /// The name of the service, as URLs have it.
    pub(crate) service: bool,
}

impl SearchedWords {
    pub(crate) fn of(text: &str) -> SearchedWords {
        static SERVICE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("compute-ops"));
        SearchedWords { filter: names_filter(text), service: SERVICE.find(text.as_bytes()).is_some() }
    }

    /// Whether a file can contain a filter at all, without the names of other files: it names the API, one of these
    /// names of its base, or a client that is known by its cmdlets, or it has a comment to comfilter.
    pub(crate) fn may_be_of(self, language: Language, text: &str, bases: &[String]) -> bool {
        let has = |what: &str| memmem::find(text.as_bytes(), what.as_bytes()).is_some();
        let uses_client = || language == Language::PowerShell && powershell::uses_client(text);
        self.service && (self.filter || has("data-urlencode"))
            || self.filter && (bases.iter().any(|name| has(name)) || has("comfilter") || uses_client())
    }
}

impl<'t> Part<'t> {
    /// A whole file.
    fn whole(language: Language, text: &'t str) -> Part<'t> {
        Part {
            language,
            text: Cow::Borrowed(text),
            map: OffsetMap::starting_at(0),
            within: Vec::new(),
            depth: 0,
            is_shown: false,
            is_filled: false,
            around: Rc::default(),
            prepared: Rc::default(),
            body: None,
        }
    }

    fn search(&self, sites: &mut Sites) {
        sites.variables = search::Variables::default();
        sites.uses.clear();
        if let Some(host) = self.language.host() {
            search::program(self, host.syntax, sites);
        }
    }
}

impl Sites {
    /// Adds a filter, once. `holes` finds the holes of its layers by their numbers.
    fn add<'h>(
        &mut self,
        part: &Part<'_>,
        embedded: Embedded,
        holes: impl Fn(usize) -> Option<&'h fragment::Hole>,
        place: Span,
    ) {
        let span = part.map.outer(place);
        if self.places.contains_key(&span) {
            return;
        }
        self.places.insert(span, self.sites.len());
        let hole = |hole: &fragment::Hole| Hole {
            place: part.map.outer(hole.place),
            shown: part.map.outer(hole.shown),
            source: hole.place.of(&part.text).to_owned(),
            code: hole.shown.of(&part.text).to_owned(),
            is_encoded: hole.is_encoded(&part.text),
            is_escaped: hole.is_escaped(&part.text),
            encoded_by: None,
            is_pattern: hole.is_pattern,
            is_operand: hole.is_operand,
            argument: hole
                .argument
                .map(|argument| (part.map.outer(argument), argument.of(&part.text).to_owned())),
            values: Vec::new(),
            is_known: false,
        };
        // The base of a URL is not a part of its filter.
        let is_url = embedded.kind == Kind::Url;
        let query = |text: &str| text.find('?').filter(|_| is_url).map_or(0, offset);
        let numbers = embedded.layers.iter().flat_map(|layer| {
            let query = query(&layer.text);
            atoms(&layer.text).map(move |(place, number)| (number, query <= place.start))
        });
        let site = self.sites.len();
        let mut found = BTreeMap::new();
        for (number, is_followed) in numbers {
            let Some(own) = holes(number) else { continue };
            if is_followed {
                self.variables.insert(own.value().of(&part.text), own.place.start, site, number);
            }
            found.insert(number, hole(own));
        }
        let holes = found;
        let within = embedded.layers.first().map_or_else(Vec::new, |layer| layer.within.clone());
        self.sites.push(Site {
            embedded,
            language: part.language,
            span,
            holes,
            within,
            misnamed: None,
            is_followed: false,
            is_encoded_later: false,
            is_copy: false,
            left_by: None,
            sender: None,
            faults: Vec::new(),
        });
    }

    /// Notes that the variable at a place of a part leads to the filter at `value` of the file.
    fn follow(&mut self, part: &Part<'_>, variable: Span, value: Span) {
        self.leads.insert((part.map.outer(variable), value));
    }

    /// Notes that the entry of the last filter has the name at `place`.
    fn misnamed(&mut self, part: &Part<'_>, place: Span) {
        if let Some(last) = self.sites.last_mut() {
            last.misnamed = Some(part.map.outer(place));
        }
    }

    /// Notes the client that encodes the last filter.
    fn encoded_by(&mut self, encoder: Option<QueryEncoder>) {
        if let Some(last) = self.sites.last_mut() {
            last.embedded.encoder = encoder;
        }
    }

    /// Notes a value that is inserted into a URL.
    fn pasted(&mut self, way: &search::Way, value: Option<PastedValue>) {
        if let search::Way::Pasted(place, leaves) = way {
            let value = value.map(|value| PastedValue { leaves: leaves.clone(), ..value });
            self.values.entry(*place).or_default().push(value);
        }
    }

    /// Marks the filters after the first `before` as copies of others.
    fn copied(&mut self, before: usize) {
        for site in self.sites.iter_mut().skip(before) {
            site.is_copy = true;
        }
    }

    /// Marks the filters after the first `before` as encoded by a client.
    fn encoded_later(&mut self, before: usize) {
        for site in self.sites.iter_mut().skip(before) {
            site.is_encoded_later = true;
        }
    }

    /// Notes the function that encodes the whole URL of the filters after the first `before`.
    fn left_by(&mut self, before: usize, encoder: Option<LeavingEncoder>) {
        for site in self.sites.iter_mut().skip(before) {
            site.left_by.clone_from(&encoder);
        }
    }

    /// Notes the client that gets the URL of the filters after the first `before`, if it is not known yet.
    fn sent_by(&mut self, before: usize, sender: Option<Sender>) {
        for site in self.sites.iter_mut().skip(before) {
            site.sender = site.sender.or(sender);
        }
    }

    /// Notes a fault of the code around the last filter, if there are more than `before`.
    fn fault(&mut self, before: usize, fault: Option<Fault>) {
        let added = self.sites.get_mut(before..).and_then(<[Site]>::last_mut);
        if let Some(last) = added {
            last.faults.extend(fault);
        }
    }

    /// Notes the fault of a place that uses a variable as a filter.
    fn fault_of_use(&mut self, at: u32, fault: Option<Fault>) {
        if let Some(fault) = fault {
            self.uses.insert(at, fault);
        }
    }

    /// Notes the fault of such a place at the filter that is the value of its variable.
    fn fault_of_value(&mut self, at: u32, value: Span) {
        let site = self.places.get(&value).and_then(|index| self.sites.get_mut(*index));
        if let Some((site, fault)) = site.zip(self.uses.get(&at)) {
            site.faults.push(fault.clone());
        }
    }

    /// Notes the carriage return at the end of the first line of a script that has a filter. The lines of a script in
    /// another file end as that file says.
    fn returned(&mut self, part: &Part<'_>) {
        if part.depth > 0 {
            return;
        }
        let text = &*part.text;
        let return_of = |site: &Site| {
            let ends = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("\r\n"));
            let continued = site.span.of(text).find("\\\r\n").map(|at| site.span.start as usize + at + 1);
            let rest = text.get(site.span.end as usize..).unwrap_or_default();
            let quote = rest.len() - rest.trim_start_matches(['"', '\'']).len();
            continued.or(Some(site.span.end as usize + quote).filter(|at| ends(*at)))
        };
        let first = self.sites.iter_mut().filter_map(|site| Some((return_of(site)?, site)));
        let Some((at, site)) = first.min_by_key(|(at, _)| *at) else { return };
        site.faults.push(Fault::of_host(FaultKind::Returned, Span::from_range(at..at + 1), "", ""));
    }

    /// Notes the comments that end a filter in YAML, if the rest shows that its author did not mean one.
    fn cut(&mut self, part: &Part<'_>) {
        for site in &mut self.sites {
            let Some(layer) = site.embedded.layers.first().filter(|layer| layer.word.is_some()) else {
                continue;
            };
            let start = part.map.inner(site.span.start) as usize;
            let end = part.map.inner(site.span.end) as usize;
            let is_here = part.map.outer(Span::from_range(start..end)) == site.span;
            let rest = part.text.get(end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let comment = rest.trim_start();
            let blanks = rest.len() - comment.len();
            if !is_here || start == 0 || !comment.starts_with('#') || blanks == 0 || !goes_on(&layer.text) {
                continue;
            }
            let whole = Span::from_range(start..end + rest.trim_end().len());
            let written = whole.of(&part.text);
            let is_whole = written.matches('\'').count().is_multiple_of(2) && !written.contains(['"', '\\']);
            let place = part.map.outer(Span::from_range(end + blanks..end + blanks + 1));
            let mut fault = Fault::of_host(FaultKind::Cut, place, "#", "double quotes");
            // The filter goes on to the end of the line. The quotes are outside of it.
            let around = [
                Span::from_range(start - 1..start),
                Span::from_range(whole.end as usize..whole.end as usize + 1),
            ];
            let [before, following] = around.map(|place| part.text.get(place.range()));
            if let Some(((before, following), [first, last])) = before.zip(following).zip(Some(around))
                && is_whole
                && part.within.is_empty()
            {
                site.span = part.map.outer(whole);
                let quotes = [(first, format!("{before}\"")), (last, format!("\"{following}"))];
                let edits = quotes.map(|(place, written)| Edit::replace(part.map.outer(place), written));
                fault.fix = Some(("put double quotes around the value".to_owned(), edits.to_vec()));
            }
            site.faults.push(fault);
        }
    }

    /// Marks the filters after the first `before` as sent in a DELETE.
    fn deleted(&mut self, before: usize) {
        for site in self.sites.iter_mut().skip(before) {
            site.embedded.is_delete = true;
        }
    }

    /// Adds the comments to comfilter.
    fn comments(&mut self, part: &Part<'_>, comments: &[Span]) {
        let text: &str = &part.text;
        // The start and the end of the last comment's lines, and the end of the statement after them.
        let mut last = (0, 0, 0);
        for comment in comments {
            // Some comments include their newline; keep it.
            let written = comment.of(text).trim_end_matches(['\r', '\n']).len();
            let comment = Span::new(comment.start, comment.start + offset(written));
            let (start, end) = (comment.start as usize, comment.end as usize);
            let before = text.get(..start).unwrap_or_default();
            let following = text.get(end..).unwrap_or_default();
            if start >= last.1 || end > last.1 {
                // A byte-order mark is in front of the first line.
                let line = line_start(text, start).max(after_mark(text));
                let mut lines = following.split_inclusive('\n');
                let own = end + lines.next().map_or(0, str::len);
                let mut next = own;
                for line in lines.take(limits::SOURCE_LINES) {
                    next += line.len();
                    if !goes_on_below(part.language, line) {
                        break;
                    }
                }
                last = (line, own, next);
            }
            let (line, own, next) = last;
            let is_blank = |part: Option<&str>| part.is_some_and(|part| part.trim_start().is_empty());
            let is_first = is_blank(before.get(line..));
            // `<?php // comfilter: …`.
            let is_in_tag = before.get(line..).is_some_and(|tag| ["<?php", "<?"].contains(&tag.trim()));
            let is_alone = (is_first || is_in_tag) && is_blank(text.get(end..own));
            let covers = if is_alone { next } else { own };
            let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
            let gone = if is_alone && is_first { line..own } else { start - blanks..end };
            self.comments.push(Comment {
                span: part.map.outer(comment),
                line: part.map.outer(Span::from_range(gone)),
                covers: part.map.outer(Span::from_range(line..covers)),
            });
        }
    }

    /// Queues a part in another language. `around` has the names that the surrounding text defines.
    fn inside(&mut self, part: &Part<'_>, language: Language, text: Fragment<'_>, around: &Rc<Names>) {
        let words = SearchedWords::of(&text.text);
        if !around.is_empty() && words.filter || words.may_be_of(language, &text.text, &[]) {
            self.queue(part, language, text, around, None);
        }
    }

    /// Queues the body of a request to `list`, if that is known.
    fn body(&mut self, part: &Part<'_>, text: Fragment<'_>, list: Option<String>, around: &Rc<Names>) {
        self.queue(part, Language::Json, text, around, Some(list.unwrap_or_default()));
    }

    fn queue(
        &mut self,
        part: &Part<'_>,
        language: Language,
        text: Fragment<'_>,
        around: &Rc<Names>,
        body: Option<String>,
    ) {
        if part.depth >= limits::SOURCE_PARTS {
            return;
        }
        let within = text.escaping().into_iter().chain(part.within.iter().copied()).collect();
        let map = text.map.part(Span::from_range(0..text.text.len()), &part.map);
        let is_shown = part.is_shown || part.language.host().is_some_and(|host| host.is_document);
        let text = Cow::Owned(text.text);
        self.parts.push(Part {
            language,
            text,
            map,
            within,
            depth: part.depth + 1,
            is_shown,
            is_filled: part.language.host().is_some_and(|host| host.syntax.fills),
            around: Rc::clone(around),
            prepared: Rc::default(),
            body,
        });
    }
}

/// Whether text has the word `filter`, also inside of a longer word.
pub(crate) fn names_filter(text: &str) -> bool {
    static LOWER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("ilter"));
    static UPPER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("ILTER"));
    LOWER.find(text.as_bytes()).is_some() || UPPER.find(text.as_bytes()).is_some()
}

/// A comment without the marks at its start: `#`, `<!--`, and the `rem` of a batch script.
pub(crate) fn after_marks(comment: &str) -> &str {
    let is_mark = |c: char| !c.is_alphanumeric();
    let words = comment.trim_start_matches(is_mark);
    let is_rem = words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("rem "));
    words.get(4..).filter(|_| is_rem).map_or(words, |rest| rest.trim_start_matches(is_mark))
}

/// Whether a comment marks the next string as a filter: `# comfilter`.
fn is_mark(comment: &str) -> bool {
    after_marks(comment).trim_end_matches(|c: char| !c.is_alphanumeric()) == "comfilter"
}

/// Whether a line goes on in the next one.
pub(crate) fn goes_on_below(language: Language, line: &str) -> bool {
    let line = line.trim_end_matches(['\n', '\r']);
    let mark = language.host().and_then(|host| host.syntax.escape).unwrap_or(b'\\');
    line.as_bytes().last() == Some(&mark) || language == Language::Yaml && yaml::opens_folded(line)
}

/// The line after a comment.
fn next_line(text: &str, comment: Span) -> Option<Span> {
    let following = text.get(comment.end as usize..)?;
    // A comment may include its line break.
    let start = if comment.of(text).ends_with('\n') { 0 } else { following.find('\n')? + 1 };
    let line = following.get(start..)?;
    let end = line.find('\n').map_or(line.len(), |end| end + 1);
    let from = comment.end as usize + start;
    Some(Span::from_range(from..from + end))
}
