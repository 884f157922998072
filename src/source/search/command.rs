//! The filters that commands send: the URLs and the data of curl and of other clients.

use super::call::{Asked, asked_by};
use super::flow::Requests;
use super::{Way, has_operator, is_object, looks_like_filter, part_of, sent, urls_of, whole};
use crate::decode::{Embedded, Kind, is_filter_name, parameter_starts};
use crate::source::fragment::{Fragment, Hole};
use crate::source::mentions::{Leads, Mentions, variable_of};
use crate::source::url::{Target, is_hole, is_holes, target, url_of, urls, whole_hole};
use crate::source::{Part, Sites};
use crate::text::Span;

/// Words before the name of a command: silent.toml, "patterns of requests, and URLs that are not seen".
const BEFORE_NAMES: [&str; 10] = ["if", "elif", "while", "until", "then", "do", "else", "!", "sudo", "time"];

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
    if name.is_none_or(|name| OTHERS.contains(&name)) {
        return true;
    }
    // The quotes of a word processor have no meaning to a shell. The author's intention is unknown: case `curly.md`
    // of markdown.toml.
    if words.iter().any(|word| word.text.starts_with(['“', '”', '‘', '’'])) {
        return true;
    }
    // The pattern of a comparison: silent.toml, "patterns of requests, and URLs that are not seen".
    if let Some(at) = words.iter().position(|word| word.text == "=~") {
        words.drain(at..(at + 2).min(words.len()));
    }
    let is_curl = |word: &Fragment<'_>| {
        let name = word.text.rsplit(['/', '\\']).next().unwrap_or_default();
        word.holes.is_empty() && matches!(name, "curl" | "curl.exe")
    };
    // Words before it are variables: "a value before curl is not one of the request" (shell.toml).
    if let Some(at) = words.iter().position(is_curl) {
        words.drain(..at);
        return curl(part, words, mentions, sites);
    }
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
    let is_httpie = name.is_some_and(|name| HTTPIE.contains(&name));
    let before = sites.sites.len();
    let mut option = "";
    for word in &words {
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
                data(part, word, value, asked.clone().or_else(list), sites);
                sites.fault(added, in_body.map(|value| sent::in_body(part, word, value.start - 1)));
            }
            None => urls_of(part, word, mentions, sites),
        }
        option = &word.text;
    }
    if words.iter().any(|word| matches!(&*word.text, "DELETE" | "--method=DELETE")) {
        sites.deleted(before);
    }
    true
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
        sites.body(part, body, list, &mentions.names());
        return true;
    }
    let words = &*words;
    // `--url-query "+filter=…"` sends the rest as it is.
    let is_named = |word: &&Fragment<'_>| {
        let text = word.text.strip_prefix('+').unwrap_or(&word.text);
        parameter_starts(text).next().is_some()
    };
    // `--data-urlencode "=state eq …"` has no name.
    let nameless = || {
        let data = words.windows(2).filter(|pair| matches!(pair, [option, _] if takes_data(&option.text)));
        let mut data = data.filter_map(|pair| pair.get(1));
        data.find(|word| looks_like_filter(word.text.trim_start_matches('=')))
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
    // `curl -G "$URL" …`. An unknown variable may hold any URL: silent.toml, "patterns of requests, and URLs that
    // are not seen".
    let may_be_url = |(word, _): &(&Fragment<'_>, _)| {
        let hole = word.holes.last().map(|hole| hole.shown.of(&part.text)).unwrap_or_default();
        let leads = variable_of(hole).map(|variable| mentions.leads(&variable, word.span().start));
        let is_known = matches!(leads, Some(Leads::List(_)));
        is_known || has_operator(&filter.text)
    };
    let url = own.filter(|own| !own.path.is_empty()).map(|own| (filter, own));
    let url = url.or_else(|| others().find(is_url));
    let url = url.or_else(|| others().find(|(word, _)| is_holes(&word.text)).filter(may_be_url));
    let Some((word, url)) = url else { return true };
    let start = word.span().start;
    let near = || mentions.nearest(start, &[], Span::default());
    let Some(list) = target(&url, word).list(mentions, start, near) else { return true };
    if let Some(hole) = hole {
        let list = list.clone().or_else(|| url.list(&word.text));
        whole(part, &hole, list, Way::of(part, &hole), sites);
    }
    let layers =
        words.iter().map(|word| word.layer(Span::from_range(0..word.text.len()), &part.map, &part.within));
    // Holes are numbered per command.
    let first = words.first().map_or(0, |word| word.first_hole);
    let holes: Vec<&Hole> = words.iter().flat_map(|word| &word.holes).collect();
    let place = words.iter().map(Fragment::span).reduce(Span::cover).unwrap_or_default();
    let embedded =
        Embedded { layers: layers.collect(), kind: Kind::Command, is_delete: false, list, encoder: None };
    sites.add(part, embedded, |number| holes.get(number.checked_sub(first)?).copied(), place);
    true
}
