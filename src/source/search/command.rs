//! The filters that commands send: the URLs and the data of curl and of other clients.

use std::collections::BTreeSet;

use super::call::{Asked, asked_by};
use super::entries::{is_saved, servers};
use super::flow::Requests;
use super::{
    Search, Way, has_operator, is_object, json_value, looks_like_filter, part_of, sent, urls_of, whole,
};
use crate::decode::{Embedded, Kind, is_filter_name, parameter_starts, read_curl};
use crate::limits;
use crate::source::clients::{CURL, Sender};
use crate::source::fragment::{Fragment, Hole};
use crate::source::mentions::{Leads, Mentions, any_list, variable_of};
use crate::source::outline::Bracket;
use crate::source::url::{Target, is_hole, is_holes, target, upto, url_of, urls, whole_hole};
use crate::source::{Fault, FaultKind, Part, Sites, shell};
use crate::text::shell::is_curl;
use crate::text::{Edit, Quoted, Span, offset};

/// Words before the name of a command: silent.toml, "patterns of requests, and URLs that are not seen".
const BEFORE_NAMES: [&str; 11] =
    ["if", "elif", "while", "until", "then", "do", "else", "!", "{", "sudo", "time"];

/// Commands whose strings are not requests. They search other text (silent.toml, "patterns of requests, and URLs
/// that are not seen"), or take a format string with `%` ("shell: a pattern of printf").
const OTHERS: [&str; 10] = ["grep", "egrep", "fgrep", "zgrep", "rg", "sed", "awk", "perl", "printf", "date"];

/// Commands with the arguments of HTTPie: `filter==…` is a parameter, and `filter=…` an entry of the body (HTTPie
/// 3.2, "Request items").
const HTTPIE: [&str; 4] = ["http", "https", "xh", "xhs"];

/// Whether an option of curl takes a parameter with a plain value.
pub(super) fn takes_data(option: &str) -> bool {
    matches!(option, "--data-urlencode" | "--url-query")
}

/// The place of the value in `filter=…`.
pub(super) fn data_value(text: &str) -> Option<Span> {
    let (name, _) = text.split_once('=').filter(|(name, _)| is_filter_name(name))?;
    Some(Span::from_range(name.len() + 1..text.len()))
}

/// The place of `@file` in `filter@file`, whose contents are the value, and in `filter==@file` of HTTPie.
fn file_value(text: &str, is_httpie: bool) -> Option<Span> {
    let (name, rest) = text.split_once('@')?;
    let name = if is_httpie { name.strip_suffix("==")? } else { name };
    let is_value = is_filter_name(name) && !rest.is_empty();
    is_value.then(|| Span::from_range(text.len() - rest.len() - 1..text.len()))
}

/// Adds the filter that a file contains. Its value is known only when the command runs.
fn file(part: &Part<'_>, word: &Fragment<'_>, value: Span, list: Option<String>, sites: &mut Sites) {
    let Some(list) = list else { return };
    let place = word.map.outer(value);
    let mut fragment = Fragment::new(&part.text, place.start);
    fragment.hole_to(place.end, place, Span::at(place.end));
    let before = sites.sites.len();
    part_of(part, &fragment, Span::from_range(0..fragment.text.len()), Kind::Filter, Some(list), sites);
    sites.encoded_later(before);
}

/// Adds the filter in data that the client encodes.
pub(super) fn data(
    part: &Part<'_>,
    fragment: &Fragment<'_>,
    value: Span,
    list: Option<String>,
    sites: &mut Sites,
) {
    let Some(list) = list else { return };
    if let Some(hole) = fragment.holes.first().filter(|_| is_hole(value.of(&fragment.text))) {
        whole(part, hole, Some(list.clone()), Way::Encoded, sites);
    }
    let before = sites.sites.len();
    part_of(part, fragment, value, Kind::Filter, Some(list), sites);
    sites.encoded_later(before);
}

/// Searches a command. The result is whether this decides about all of its strings.
pub(super) fn command(
    part: &Part<'_>,
    mut words: Vec<Fragment<'_>>,
    mentions: &Mentions<'_>,
    sites: &mut Sites,
) -> bool {
    // A here-document is the body of the command before it.
    if let [document] = words.as_slice()
        && is_object(document)
    {
        let place = document.span();
        let command = mentions.line_of(place.start.saturating_sub(1));
        let list = mentions.nearest(place.start, &[command], place);
        sites.body(part, words.remove(0), list, &mentions.names());
        return true;
    }
    let name = words.iter().map(|word| &*word.text).find(|word| !BEFORE_NAMES.contains(word));
    let name = name.map(str::to_owned);
    let name = name.as_deref();
    // `parallel` gives its words to a shell, so their backslashes are not those of a filter.
    let is_for_shell = name == Some("parallel") && words.iter().any(|word| word.text.contains('\\'));
    if is_for_shell || name.is_none_or(|name| OTHERS.contains(&name)) {
        return true;
    }
    // The quotes of a word processor have no meaning to a shell: "quotes of a word processor" (shell.toml).
    if words.iter().any(|word| word.text.starts_with(TYPOGRAPHIC)) {
        let first = words.iter().position(|word| name == Some(&*word.text));
        if let Some(words) = first.and_then(|first| words.get(first..)).filter(|_| name.is_some_and(is_curl))
        {
            misquoted(part, words, mentions, sites);
        }
        return true;
    }
    // The pattern of a comparison: silent.toml, "patterns of requests, and URLs that are not seen".
    if let Some(at) = words.iter().position(|word| word.text == "=~") {
        words.drain(at..(at + 2).min(words.len()));
    }
    // Words before it are variables: "a value before curl is not one of the request" (shell.toml).
    if let Some(at) = words.iter().position(|word| word.holes.is_empty() && is_curl(&word.text)) {
        words.drain(..at);
        return curl(part, words, mentions, sites);
    }
    request(part, &words, name.unwrap_or_default(), mentions, sites);
    true
}

/// Searches a command that is not curl: HTTPie, another client, or a function of the script.
fn request(part: &Part<'_>, words: &[Fragment<'_>], name: &str, mentions: &Mentions<'_>, sites: &mut Sites) {
    let group = words.iter().map(Fragment::span).reduce(Span::cover).unwrap_or_default();
    // `get /rest/alerts …` asks for another list: "a function of a shell that asks for another path" (shell.toml).
    let is_other = words.iter().skip(1).any(|word| {
        let is_path =
            word.text.len() > 1 && word.text.starts_with('/') && !word.text.contains("/compute-ops");
        is_path && !word.text.starts_with("/jobs")
    });
    let mut requests = Requests::default();
    for (before, word) in words.iter().zip(words.iter().skip(1)) {
        if !before.text.starts_with('-') {
            requests.add(asked_by(mentions, word));
        }
    }
    let (asked, is_other) = match requests.asked() {
        Asked::List(list) => (Some(list), is_other),
        Asked::Other => (None, true),
        Asked::Unseen | Asked::Unknown => (None, is_other),
    };
    let is_httpie = HTTPIE.contains(&name);
    let has_body = has_body(words);
    let before = sites.sites.len();
    let mut option = "";
    let mut has_own = false;
    for word in words {
        if let Some(value) = file_value(&word.text, true).filter(|_| is_httpie && !is_other) {
            let list = || mentions.nearest(word.span().start, &[group], word.span());
            file(part, word, value, asked.clone().or_else(list), sites);
            option = &word.text;
            continue;
        }
        // `filter==…` is the form of httpie: "variables of a shell that are a whole filter" (shell.toml).
        let of_httpie = data_value(&word.text).and_then(|value| {
            let is_doubled = value.of(&word.text).starts_with('=');
            is_doubled.then(|| Span::new(value.start + 1, value.end))
        });
        let known = of_httpie.or_else(|| data_value(&word.text).filter(|_| takes_data(option)));
        let in_body =
            data_value(&word.text).filter(|_| known.is_none() && is_httpie && !option.starts_with('-'));
        match known.or(in_body) {
            Some(_) if is_other => {}
            Some(value) => {
                let place = word.span();
                let list = || mentions.nearest(place.start, &[group], place);
                let added = sites.sites.len();
                if in_body.is_some() && has_body {
                    if asked.as_deref().is_some_and(is_saved) {
                        data(part, word, value, Some(servers()), sites);
                    }
                    option = &word.text;
                    continue;
                }
                data(part, word, value, asked.clone().or_else(list), sites);
                let twice = of_httpie.filter(|_| is_httpie && has_own);
                let twice = twice.map(|value| twice_in_httpie(part, word, value));
                sites.fault(added, twice);
                sites.fault(added, in_body.map(|value| sent::in_body(part, word, value.start - 1)));
            }
            None if is_message(name, &word.text) => {}
            None => {
                let added = sites.sites.len();
                urls_of(part, word, mentions, None, sites);
                has_own |= sites.sites.len() > added;
            }
        }
        option = &word.text;
    }
    if words.iter().any(|word| matches!(&*word.text, "DELETE" | "--method=DELETE")) {
        sites.deleted(before);
    }
}

/// Whether a command of HTTPie sends an object of JSON: `http POST … name=a filter=…`. Case: "the body of a saved filter
/// with HTTPie" (shell.toml).
fn has_body(words: &[Fragment<'_>]) -> bool {
    let is_item = |name: &str, rest: &str| {
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        is_name
            && !name.is_empty()
            && !name.starts_with('-')
            && !rest.starts_with('=')
            && !is_filter_name(name)
    };
    words.iter().any(|word| {
        let item = word.text.split_once(":=").or_else(|| word.text.split_once('='));
        matches!(&*word.text, "POST" | "PUT" | "PATCH")
            || item.is_some_and(|(name, rest)| is_item(name, rest))
    })
}

/// The fault of HTTPie's `filter==…` beside a URL with a filter. `value` is the place of its value.
fn twice_in_httpie(part: &Part<'_>, word: &Fragment<'_>, value: Span) -> Fault {
    let name = Span::new(0, value.start).of(&word.text);
    let layer = word.layer(Span::from_range(0..word.text.len()), &part.map, &part.within);
    let place = layer.place(Span::new(0, value.start));
    Fault { client: "HTTPie", ..Fault::of_host(FaultKind::Twice, place, name, "") }
}

/// Whether a command only shows a word to people. A URL alone may be the result of a function.
fn is_message(command: &str, word: &str) -> bool {
    let has_prose = || {
        let url = urls(word).into_iter().next();
        url.and_then(|url| word.get(..url.span.start as usize)).is_some_and(|before| before.ends_with(' '))
    };
    // `die "GET … failed"`, `log_info "…"`.
    const SAYS: [&str; 11] =
        ["log", "die", "fail", "err", "warn", "info", "debug", "abort", "msg", "message", "say"];
    let lower = command.to_ascii_lowercase();
    let is_name = command.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let says =
        || is_name && (matches!(command, "echo" | "printf") || SAYS.iter().any(|part| lower.contains(part)));
    command == "logger" || says() && has_prose()
}

/// The quotes of word processors that begin a string.
const TYPOGRAPHIC: [char; 5] = ['“', '”', '„', '‘', '’'];

/// Adds the filter in a command of curl that is between the quotes of a word processor.
fn misquoted(part: &Part<'_>, words: &[Fragment<'_>], mentions: &Mentions<'_>, sites: &mut Sites) {
    let quoted: Vec<Misquoted<'_>> =
        (0..words.len()).filter_map(|at| Misquoted::of(part, words, at)).collect();
    let found = quoted.iter().find_map(|quoted| Some((quoted, quoted.filter(words, mentions)?)));
    let Some((Misquoted { fragment, open, is_data, .. }, (value, list))) = found else { return };
    // A hole in other quotes than before, or an escape, would have to be read again.
    let edits = quoted.iter().map(|quoted| quoted.edits(part)).collect::<Option<Vec<_>>>();
    let edits = edits.map(|edits| edits.into_iter().flatten().collect());
    let place = words.iter().map(Fragment::span).reduce(Span::cover).unwrap_or_default();
    let layer = fragment.layer(value, &part.map, &part.within);
    let kind = if *is_data { Kind::Filter } else { Kind::Value };
    let embedded = Embedded { layers: vec![layer], kind, is_delete: false, list, encoder: None };
    let before = sites.sites.len();
    sites.add(part, embedded, |number| fragment.hole(number), place);
    let name = Quoted(open.of(&part.text)).to_string();
    let fault = Fault {
        kind: FaultKind::Misquoted,
        place: part.map.outer(*open),
        client: if *is_data { "curl sends a parameter with another name" } else { "curl refuses the URL" },
        source: None,
        name,
        advice: "straight quotes",
        fix: edits.map(|edits| ("write straight quotes".to_owned(), edits)),
    };
    sites.fault(before, Some(fault));
}

/// A string between the quotes of a word processor.
struct Misquoted<'t> {
    /// Its content, as it would be in double quotes.
    fragment: Fragment<'t>,
    /// The places of its quotes.
    open: Span,
    close: Span,
    /// Whether it is data that curl encodes.
    is_data: bool,
}

impl<'t> Misquoted<'t> {
    /// The string that the word at `at` begins.
    fn of(part: &'t Part<'_>, words: &[Fragment<'_>], at: usize) -> Option<Misquoted<'t>> {
        let word = words.get(at)?;
        let first = word.text.chars().next().filter(|first| TYPOGRAPHIC.contains(first))?;
        let line = part.text.get(word.span().start as usize..)?.lines().next()?;
        let inside = upto(line, limits::SOURCE_URL).get(first.len_utf8()..)?;
        let closes: &[char] = if matches!(first, '‘' | '’') { &['‘', '’'] } else { &['“', '”'] };
        let (length, _) = inside.char_indices().find(|(_, c)| closes.contains(c))?;
        let open = Span::new(word.span().start, word.span().start + offset(first.len_utf8()));
        let close = Span::new(open.end + offset(length), open.end + offset(length + '”'.len_utf8()));
        let mut fragment = Fragment::new(&part.text, open.start);
        fragment.drop_to(open.end);
        shell::in_double(&mut fragment, close.start);
        let option = at.checked_sub(1).and_then(|before| words.get(before));
        let is_data = option.is_some_and(|option| takes_data(&option.text));
        Some(Misquoted { fragment, open, close, is_data })
    }

    /// The place of the filter, and the path of its list.
    fn filter(&self, words: &[Fragment<'_>], mentions: &Mentions<'_>) -> Option<(Span, Option<String>)> {
        let text = &self.fragment.text;
        if let Some(value) = data_value(text).filter(|_| self.is_data) {
            return Some((value, Some(asked_of(words, mentions)?)));
        }
        let url = urls(text).into_iter().next().filter(|_| !self.is_data)?;
        let start = self.open.start;
        let near = || mentions.nearest(start, &[], Span::default());
        let list = target(&url, &self.fragment).list(mentions, start, near)?;
        Some((url.value, list.or_else(|| url.list(text))))
    }

    /// The edits that write straight quotes, if the content needs no escape in them.
    fn edits(&self, part: &Part<'_>) -> Option<[Edit; 2]> {
        let content = Span::new(self.open.end, self.close.start).of(&part.text);
        let syntax = part.language.host()?.syntax;
        let single = syntax.special_in_single.filter(|_| self.open.of(&part.text).starts_with(['‘', '’']));
        let (quote, special) = match single {
            Some(special) => ("'", special),
            None => ("\"", syntax.special_in_double),
        };
        if content.contains(special) {
            return None;
        }
        let layer = self.fragment.layer(Span::at(0), &part.map, &part.within);
        let written = layer.written(quote.into())?;
        Some([self.open, self.close].map(|place| Edit::replace(part.map.outer(place), written.clone())))
    }
}

/// The list that one of the words of a command asks for.
fn asked_of(words: &[Fragment<'_>], mentions: &Mentions<'_>) -> Option<String> {
    words.iter().find_map(|word| match asked_by(mentions, word) {
        Asked::List(list) => Some(list),
        _ => None,
    })
}

/// curl, if a command in a string of a program has it before its URL: `os.system("curl -s 'https://…'")`.
pub(super) fn sender_in(before: &str) -> Option<Sender> {
    let mut words = before.split(|c: char| c.is_whitespace() || "\"'`(),[]".contains(c));
    words.any(is_curl).then(|| CURL.sender(false))
}

impl Search<'_, '_> {
    /// Whether the string at a node is an argument of curl in a list of them: `["curl", "-s", "https://…"]`,
    /// `spawn("curl", ["-s", "https://…"])`.
    pub(super) fn is_given_to_curl(&self, at: usize) -> bool {
        const DATA: [&str; 5] = ["-d", "--data", "-F", "--form", "--json"];
        let outline = self.outline;
        let Some(open) = outline.parent(at).filter(|open| !outline.is_block(*open)) else { return false };
        let begins = |open: usize| outline.raw(open + 1).is_some_and(is_curl) && outline.is(open + 2, b',');
        let is_list = outline.bracket(open) != Some(Bracket::Round);
        let is_of_curl = begins(open) || is_list && outline.parent(open).is_some_and(begins);
        // Without `-G`, data is not a part of the URL.
        let nodes = std::iter::successors(Some(open + 1), |node| outline.next(*node));
        let mut options = nodes.take(limits::SOURCE_ARGUMENTS).take_while(|node| *node < at);
        let is_data = |node: usize| {
            outline.raw(node).is_some_and(|word| DATA.iter().any(|option| word.starts_with(option)))
        };
        is_of_curl && !options.any(is_data)
    }
}

/// The fault of a query that curl sends in a body, after `option`.
fn posted(part: &Part<'_>, option: &Fragment<'_>, words: &[Fragment<'_>]) -> Fault {
    let gets = words.windows(2).any(|pair| {
        matches!(pair, [option, method] if ["-X", "--request"].contains(&&*option.text) && method.text == "GET")
    });
    Fault {
        kind: if gets { FaultKind::InBody } else { FaultKind::Posted },
        place: part.map.outer(option.span()),
        client: "curl",
        source: None,
        name: Quoted(&option.text).to_string(),
        advice: "curl -G --data-urlencode \"filter=…\"",
        fix: None,
    }
}

/// Searches a command of curl. The result is whether it sends something called a filter, to any service.
fn curl(part: &Part<'_>, mut words: Vec<Fragment<'_>>, mentions: &Mentions<'_>, sites: &mut Sites) -> bool {
    if let Some(at) = words.iter().position(is_object) {
        let body = words.swap_remove(at);
        let place = body.span();
        let list = words.iter().skip(1).find_map(|word| {
            let start = word.span().start;
            let url = url_of(&word.text);
            let list = target(&url, word).list(mentions, start, || None)?;
            list.or_else(|| url.list(&word.text))
        });
        let list = list.or_else(|| mentions.nearest(place.start, &[], place));
        // `--json '{"filter": "…"}'`, and nothing else in it.
        let option = at.checked_sub(1).and_then(|option| words.get(option));
        let is_query = body.text.matches("\":").count() == 1;
        let value = json_value(&body.text).filter(|_| is_query);
        if let Some(((value, option), list)) =
            value.zip(option).zip(list.clone().filter(|list| sent::is_list_of_records(list)))
        {
            let before = sites.sites.len();
            part_of(part, &body, value, Kind::Filter, Some(list), sites);
            sites.fault(before, Some(posted(part, option, &words)));
            return true;
        }
        sites.body(part, body, list, &mentions.names());
        return true;
    }
    let words = &*words;
    // `--data-urlencode filter@file`.
    let of_file = words.windows(2).find_map(|pair| {
        let [option, word] = pair else { return None };
        let value = file_value(&word.text, false).filter(|_| takes_data(&option.text))?;
        Some((word, value))
    });
    if let Some((word, value)) = of_file {
        file(part, word, value, asked_of(words, mentions), sites);
    }
    // `--url-query "+filter=…"` sends the rest as it is.
    let is_named = |word: &&Fragment<'_>| {
        let text = word.text.strip_prefix('+').unwrap_or(&word.text);
        parameter_starts(text).next().is_some()
    };
    // `--data-urlencode "=state eq …"` has no name.
    let nameless = || {
        let data = words.windows(2).filter(|pair| matches!(pair, [option, _] if takes_data(&option.text)));
        let mut data = data.filter_map(|pair| pair.get(1));
        data.find(|word| {
            word.text.starts_with("=filter=") || looks_like_filter(word.text.trim_start_matches('='))
        })
    };
    let Some(filter) = words.iter().find(is_named).or_else(nameless) else { return false };
    let own = urls(&filter.text).into_iter().next();
    let hole = own.as_ref().and_then(|own| whole_hole(own, filter));
    let others = || words.iter().skip(1).map(|word| (word, url_of(&word.text)));
    // The filter may be data, and its URL another word.
    let is_url = |(word, url): &(&Fragment<'_>, _)| {
        let may_be = word.text.contains('/') && !word.text.contains(char::is_whitespace);
        may_be && !matches!(target(url, word), Target::Other)
    };
    let layers =
        words.iter().map(|word| word.layer(Span::from_range(0..word.text.len()), &part.map, &part.within));
    let layers: Vec<_> = layers.collect();
    let command = read_curl(&layers);
    // `curl -G "$URL" …`. An unknown variable may hold any URL: silent.toml, "patterns of requests, and URLs that
    // are not seen".
    let variables = || {
        let positional = command.positional.iter().chain(&command.url).filter_map(|at| words.get(*at));
        positional.filter(|word| is_holes(&word.text)).map(|word| (word, url_of(&word.text)))
    };
    let is_known = |(word, _): &(&Fragment<'_>, _)| {
        let hole = word.holes.last().map(|hole| hole.shown.of(&part.text)).unwrap_or_default();
        let leads = variable_of(hole).map(|variable| mentions.leads(&variable, word.span().start));
        matches!(leads, Some(Leads::List(_)))
    };
    let url = own.filter(|own| !own.path.is_empty()).map(|own| (filter, own));
    let url = url.or_else(|| others().find(is_url)).or_else(|| variables().find(is_known));
    let url = url.or_else(|| variables().next().filter(|_| has_operator(&filter.text)));
    let Some((word, url)) = url else { return true };
    let place_of_url = word.span();
    let start = place_of_url.start;
    let near = || mentions.nearest(start, &[], Span::default());
    let Some(list) = target(&url, word).list(mentions, start, near) else { return true };
    // Data of `-G` goes to each URL, and `--next` begins another request.
    let asked = others().filter(is_url).filter_map(|(word, url)| {
        let list = target(&url, word).list(mentions, word.span().start, || None)?;
        list.or_else(|| url.list(&word.text))
    });
    let is_any = asked.collect::<BTreeSet<_>>().len() > 1 && hole.is_none();
    if is_any {
        let is_data = |pair: &[Fragment<'_>]| matches!(pair, [option, word] if std::ptr::eq(word, filter) && takes_data(&option.text));
        if let Some(value) = data_value(&filter.text).filter(|_| words.windows(2).any(is_data)) {
            data(part, filter, value, Some(any_list()), sites);
            return true;
        }
    }
    if let Some(hole) = hole {
        let list = list.clone().or_else(|| url.list(&word.text));
        // curl encodes the value: "a variable in data that curl encodes" (shell.toml).
        let is_encoded = words.windows(2).any(|pair| {
            matches!(pair, [option, word] if std::ptr::eq(word, filter) && takes_data(&option.text))
                && !filter.text.starts_with('+')
        });
        let way = if is_encoded { Way::Encoded } else { Way::of(part, &hole) };
        whole(part, &hole, list, way, sites);
    }
    // `curl "${options[@]}" …`: `-G` may be among the options that are not seen.
    let is_of_options =
        |at: &usize| words.get(*at).is_some_and(|word| is_holes(&word.text) && word.span() != place_of_url);
    let may_get = command.has_file || command.positional.iter().any(is_of_options);
    if let Some(value) = data_value(&filter.text).filter(|_| may_get && !command.get) {
        let before = sites.sites.len();
        part_of(part, filter, value, Kind::Filter, list.or_else(|| url.list(&word.text)), sites);
        sites.encoded_later(before);
        return true;
    }
    // Holes are numbered per command.
    let first = words.first().map_or(0, |word| word.first_hole);
    let holes: Vec<&Hole> = words.iter().flat_map(|word| &word.holes).collect();
    let place = words.iter().map(Fragment::span).reduce(Span::cover).unwrap_or_default();
    let embedded = Embedded { layers, kind: Kind::Command, is_delete: false, list, encoder: None };
    let before = sites.sites.len();
    sites.add(part, embedded, |number| holes.get(number.checked_sub(first)?).copied(), place);
    sites.sent_by(before, Some(CURL.sender(true)));
    true
}
