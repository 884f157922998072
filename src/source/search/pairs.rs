//! Parameters in files of requests: a key and a value in an object, which other entries of it may switch off.

use std::rc::Rc;

use super::{Search, plain};
use crate::decode::{Kind, QueryEncoder, is_filter_name, parameter_starts};
use crate::limits;
use crate::source::mentions::{Names, bases};
use crate::source::outline::{Joined, Outline};
use crate::source::url::{target, urls};
use crate::source::{Evidence, Fault, FaultKind, Part};
use crate::text::{Quoted, Span, offset};

/// Postman, as newman 6.2.2 sends `url.query`.
pub(super) const POSTMAN: QueryEncoder =
    QueryEncoder { name: "Postman", keeps_plus: true, keeps_codes: true, encodes_ends: true, advice: "%2B" };

/// The names around a part, and those that its pairs and its rows give a URL of the API: `{"key": "base", "value":
/// "https://…"}` of Postman, `${BASE}    https://…` of Robot Framework.
pub(super) fn with_given(part: &Part<'_>, outline: &Outline<'_>) -> Rc<Names> {
    let mut found: Option<Names> = None;
    for (place, url) in bases(outline.text).take(limits::SOURCE_NAMES) {
        let at = outline.at(place);
        let Some(open) = outline.parent(at).filter(|_| outline.is_text(at)) else { continue };
        // The brackets of a row are not in the text.
        let row = open.checked_sub(2).filter(|_| outline.span(open).is_empty() && at == open + 1);
        let pair = outline.value_in(open, &["key", "name"]);
        let gives = |node: usize| {
            let variable = outline.variable(node)?;
            (variable.value == at || variable.value == open).then_some(variable.name)
        };
        let Some(name) = pair.and_then(gives).or_else(|| row.and_then(gives)) else { continue };
        let names = found.get_or_insert_with(|| Names::clone(&part.around));
        let known = names.entry(name.to_owned()).or_insert_with(|| url.clone());
        if *known != url {
            *known = (None, None);
        }
    }
    found.map_or_else(|| Rc::clone(&part.around), Rc::new)
}

impl<'a> Search<'_, 'a> {
    /// The word of an entry in the object around a node.
    pub(super) fn beside(&self, at: usize, keys: &[&str]) -> Option<&'a str> {
        self.outline.word(self.outline.value_in(self.outline.parent(at)?, keys)?)
    }

    /// Whether a parameter is not sent. Case: "Postman: a parameter that is disabled" (json.toml).
    pub(super) fn is_disabled(&self, at: usize) -> bool {
        self.beside(at, &["disabled", "isDisabled"]) == Some("true")
            || self.beside(at, &["active", "enabled"]) == Some("false")
    }

    /// The client that encodes the value of a pair, if it keeps some characters: Postman's in `url: { query: [ … ] }`.
    pub(super) fn encoder_of_pair(&self, at: usize) -> Option<QueryEncoder> {
        let mut labels = self.outline.parents(at).skip(1).map(|open| self.outline.label(open));
        let is_postman = labels.next() == Some(Some("query")) && labels.next() == Some(Some("url"));
        if is_postman { Some(POSTMAN) } else { self.outline.syntax.pairs }
    }

    /// Adds the parameter of Bruno that shows the filter in the line `url`, for the list of that line.
    pub(super) fn shown_parameter(&mut self, at: usize, joined: &Joined<'_>) {
        let outline = self.outline;
        let mut texts = (0..at).filter(|text| outline.is_text(*text) && outline.label(*text) == Some("url"));
        let Some(line) = texts.next().map(|text| outline.joined(text).fragment) else { return };
        let Some(url) = urls(&line.text).into_iter().next() else { return };
        let start = line.span().start;
        let near = || self.mentions.nearest(start, &[], Span::default());
        let Some(list) = target(&url, &line).list(self.mentions, start, near) else { return };
        let list = list.or_else(|| url.list(&line.text));
        let kind = if outline.syntax.encodes_urls { Kind::Filter } else { Kind::Value };
        let before = self.sites.sites.len();
        plain(self.part, &joined.fragment, kind, list, self.sites);
        self.sites.copied(before);
    }

    /// The fault of a filter that only `url.raw` has: Postman makes the URL of the other parts. Case: "Postman: only
    /// `url.raw` has the filter" (json.toml).
    pub(super) fn only_shown(&self, first: usize) -> Option<Fault> {
        let outline = self.outline;
        let open = outline.parent(first).filter(|_| outline.label(first) == Some("raw"))?;
        outline.value_in(open, &["host"])?;
        Some(Fault {
            kind: FaultKind::NotSent,
            place: self.part.map.outer(outline.inside(first.checked_sub(2)?)?),
            client: POSTMAN.name,
            source: Some(Evidence::Recorded("newman 6.2.2")),
            name: Quoted("raw").to_string(),
            advice: "\"query\": [{\"key\": \"filter\", \"value\": …}]",
            fix: None,
        })
    }

    /// The part of `url.raw` of Postman that shows the value in `url.query`, which is sent instead. The outer `None`
    /// is another string, or a URL whose query has no filter. Case: "Postman: `url.raw` only shows the query"
    /// (json.toml).
    pub(super) fn shown_query(&self, first: usize) -> Option<Option<Span>> {
        let outline = self.outline;
        if outline.label(first) != Some("raw") {
            return None;
        }
        let query = outline.value_in(outline.parent(first)?, &["query"])?;
        let keys = query..outline.next(query)?;
        let mut filters = keys.filter(|at| outline.raw(*at).is_some_and(is_filter_name)).filter_map(|at| {
            let entry = outline.entry(at).filter(|entry| entry.is_pair)?;
            Some((at, outline.raw(entry.value)?))
        });
        let first_filter = filters.next()?;
        let (_, value) =
            match std::iter::once(first_filter).chain(filters).find(|(at, _)| !self.is_disabled(*at)) {
                Some(sent) => sent,
                None => return Some(None),
            };
        let shown = outline.inside(first)?;
        let text = shown.of(outline.text);
        let place = parameter_starts(text).find_map(|at| {
            let start = at + text.get(at..)?.find('=')? + 1;
            text.get(start..)?.starts_with(value).then(|| {
                let start = shown.start + offset(start);
                Span::new(start, start + offset(value.len()))
            })
        });
        Some(place)
    }
}
