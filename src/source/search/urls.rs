//! The filters in the URLs of strings: those of a program, and those outside of any call.

use memchr::memmem;

use super::call::Asked;
use super::flow::{self, bare};
use super::pairs::POSTMAN;
use super::sent::{self, Known};
use super::{
    Code, Search, Way, command, is_object, is_piece, is_talk, json_value, looks_like_filter, part_of, whole,
};
use crate::decode::Kind;
use crate::limits;
use crate::source::encoders::{self, LeavingEncoder};
use crate::source::fragment::{Fragment, atoms};
use crate::source::mentions::Mentions;
use crate::source::outline::{Joined, Variable};
use crate::source::scopes::Given;
use crate::source::url::{Url, is_hole, target, urls, urls_in, whole_hole};
use crate::source::{Part, Sites};
use crate::text::{Span, has_encoded, offset};

/// A string that may have URLs.
struct UrlString<'s, 'a> {
    fragment: &'s Fragment<'s>,
    /// Its first node, and the one after it.
    first: usize,
    end: usize,
    /// The code before it, if that is an encoder which gets the whole string.
    encoder_of_whole: Option<&'a str>,
    /// The function that encodes the string, and leaves some characters.
    taker: Option<LeavingEncoder>,
}

impl<'a> Search<'_, 'a> {
    /// A string, or several joined ones.
    pub(super) fn strings(&mut self, joined: Joined<'_>) {
        let Joined { fragment, first, end } = joined;
        let inside = fragment.holes.iter().map(|hole| hole.code);
        let text = self.outline.text;
        let inside = inside.filter(|code| code.len() > 8 && code.of(text).contains(['"', '\'', '`']));
        let inside: Vec<Code> = inside.map(|code| (code, self.needed_by(code))).collect();
        self.code.extend(inside);
        let Some(fragment) = self.without_urls(fragment, first, end) else { return };
        let encodes_urls = self.outline.syntax.encodes_urls;
        let start = fragment.span().start;
        let line = self.mentions.line_of(start);
        let taker = encoders::takes_plain(text, Span::new(line.start, start).of(text));
        let encoder_of_whole = self.encoder_of_whole(first);
        let string = UrlString { fragment: &fragment, first, end, encoder_of_whole, taker };
        for found in urls_in(&fragment.text, !encodes_urls) {
            if found.path.is_empty() && !self.is_query(first) {
                continue;
            }
            let path = found.path.of(&fragment.text);
            if self.is_page(first, path) || self.is_of_own_server(first, path) {
                continue;
            }
            if let Some(list) = self.list_of_url(&string, &found) {
                self.url(&string, &found, list);
            }
        }
    }

    /// Searches a string that is something else than URLs: prose, a pattern, data of curl, or a body. The result is the
    /// string if it may have URLs.
    fn without_urls<'f>(&mut self, fragment: Fragment<'f>, first: usize, end: usize) -> Option<Fragment<'f>> {
        let is_talk = |at: usize| self.outline.label(at).is_some_and(is_talk);
        // `"@concat(…)"` is an expression of a workflow, and `{"description": {"content": "…"}}` is prose.
        let is_of_data = || fragment.text.starts_with('@') || self.outline.parent(first).is_some_and(is_talk);
        if is_talk(first) || !self.is_program() && is_of_data() {
            return None;
        }
        if self.is_docstring(first, end) {
            return None;
        }
        if self.is_compared(first, end) || self.data(&fragment, first) {
            return None;
        }
        if let Some(shown) = self.shown_query(first) {
            if let Some(shown) = shown {
                self.shown(&fragment, shown);
            }
            return None;
        }
        if let Some(parsed) = self.parsed(&fragment, first) {
            if let Some((value, list)) = parsed {
                part_of(self.part, &fragment, value, Kind::Filter, Some(list), self.sites);
            }
            return None;
        }
        if is_object(&fragment) {
            let call = self.call_of(first, limits::SOURCE_CALL);
            let list = match self.asked(&call, first) {
                Asked::List(list) => Some(list),
                Asked::Other => return None,
                Asked::Unseen | Asked::Unknown => {
                    self.mentions.nearest(fragment.span().start, &self.groups(first), fragment.span())
                }
            };
            self.sites.body(self.part, fragment, list, &self.mentions.names());
            return None;
        }
        Some(fragment)
    }

    /// The path of the list of a URL in a string, if it is known. The outer `None` is the URL of something else.
    fn list_of_url(&mut self, string: &UrlString<'_, 'a>, found: &Url) -> Option<Option<String>> {
        let UrlString { fragment, first, end, .. } = *string;
        let (text, start) = (self.outline.text, fragment.span().start);
        let near = || {
            let near = || self.mentions.nearest(start, &self.groups(first), Span::default());
            let path = found.path.of(&fragment.text);
            let hole = fragment.holes.first().filter(|_| is_hole(path));
            let asked = hole.and_then(|hole| self.asked_by_variable(hole.code.of(text).trim(), start));
            match asked {
                Some(Asked::List(list)) => Some(list),
                Some(_) => None,
                None => self.is_joined(fragment, first, end).then(near).flatten(),
            }
        };
        let below = || {
            let open = self.outline.parent(first).filter(|_| !self.outline.goes_on_before(first))?;
            self.below_base(open, found.path.of(&fragment.text))
        };
        let is_hole = is_hole(found.path.of(&fragment.text));
        let by_items = || is_hole.then(|| self.asked_by_items(fragment, first)).flatten();
        let by_block = || found.path.is_empty().then(|| self.asked_in_block(first)).flatten();
        let asked = below().or_else(by_items).or_else(by_block);
        let is_unknown = asked.is_none();
        let list = match asked {
            Some(Asked::List(list)) => Some(Some(list)),
            Some(_) => None,
            None => target(found, fragment).list(self.mentions, start, near),
        };
        // `{base}{path}?filter={filter}`.
        let begins = atoms(found.path.of(&fragment.text)).next().is_some_and(|(hole, _)| hole.start == 0);
        if list.is_none()
            && let Some(hole) = whole_hole(found, fragment).filter(|_| is_unknown && begins)
        {
            self.of_call(&hole, start, Way::of(self.part, &hole));
        }
        list
    }

    /// Adds the filter in a URL of a string. `list` is the path of its list.
    fn url(&mut self, string: &UrlString<'_, 'a>, found: &Url, list: Option<String>) {
        let UrlString { fragment, first, end, encoder_of_whole, ref taker } = *string;
        let encodes_urls = self.outline.syntax.encodes_urls;
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
        if let Some(hole) = whole_hole(found, fragment) {
            let list = list.clone().or_else(|| found.list(&fragment.text));
            let way = match taker {
                Some(_) => Way::Encoded,
                None if is_said || self.is_mended(first) => Way::Changed,
                None => Way::of(self.part, &hole),
            };
            if self.encoded(&hole, list.clone()) || whole(self.part, &hole, list, way, self.sites) {
                self.sites.fault(before, fault);
                return;
            }
        }
        let value = found.value.of(&fragment.text);
        let whole = self.part.map.outer(fragment.span());
        if is_said {
            self.sites.left.push((whole, "it is a message for people, and no request sends it"));
            return;
        }
        if !value.is_empty() && is_form(value) {
            return;
        }
        // The value continues elsewhere, or the URL is only mentioned.
        if found.value.is_empty() && found.value.end == found.span.end {
            return;
        }
        let is_last = found.value.end as usize == fragment.text.len();
        if is_last && is_piece(value) && self.is_continued(first) {
            self.sites.left.push((whole, "it is only a piece, and code adds to it"));
            return;
        }
        // The whole string is passed to an encoder, so its value is plain text.
        let is_plain = encoder.is_none() && !has_encoded(value);
        let code = encoder_of_whole.filter(|_| is_plain);
        let taker = taker.clone().filter(|_| is_plain);
        let is_mended = is_plain && value.contains('+') && self.is_mended(first);
        if encodes_urls || code.is_some() || taker.is_some() || is_mended {
            let list = list.or_else(|| found.list(&fragment.text));
            part_of(self.part, fragment, found.value, Kind::Filter, list, self.sites);
            let mut left_by = code.and_then(encoders::of_whole_url).or(taker);
            if let Some(encoder) = &mut left_by {
                encoder.around = self.around_whole(fragment, found.value, first, end);
            }
            self.sites.left_by(before, left_by);
            return;
        }
        let kind = if found.path.is_empty() { Kind::Query } else { Kind::Url };
        if is_last {
            let list = list.clone().or_else(|| found.list(&fragment.text));
            self.sites.variables.open(fragment.span(), list);
        }
        self.add(fragment, found.span, kind, list, encoder);
        self.sites.fault(before, fault);
        self.sites.sent_by(before, command::sender_in(text_before).or_else(|| self.sender(first, end)));
        self.sites.fault(before, sent::swallowed(self.part, found, fragment));
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
    pub(super) fn shown(&mut self, fragment: &Fragment<'_>, shown: Span) {
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
    pub(super) fn is_continued(&self, first: usize) -> bool {
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

    /// Whether a string that begins with a parameter is joined with something.
    fn is_joined(&self, fragment: &Fragment<'_>, first: usize, end: usize) -> bool {
        let text = &fragment.text;
        let starts = text.starts_with(['?', '&']);
        // A hole before it is joined with it.
        !starts || end > first + 1 || self.outline.is_put_in(first)
    }
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
pub(super) fn urls_of(
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
