//! The URLs that code chooses by the condition that also chooses the filter: `url = local ? "…" : "…"`, and `filter =
//! local ? "…" : "…"`.

use std::ops::Range;

use super::call::{Asked, asked_by};
use super::flow::{NameIndex, bare, names as names_in};
use crate::limits;
use crate::source::mentions::Mentions;
use crate::source::outline::Outline;

/// The request of each value that the URL in the statement around a node may have, in order. A base of the API is an
/// unknown one. There are none if code chooses no URL.
pub(super) fn chosen<'a>(
    outline: &Outline<'a>,
    mentions: &Mentions<'_>,
    names: &NameIndex<'a>,
    at: usize,
) -> Vec<Asked> {
    let own = outline.statement(at);
    // `params = { filter }`, and `get(url, { params })` in a later statement.
    let targets = outline.targets(&own).into_iter().filter_map(|target| outline.name(target.at));
    let uses = targets.flat_map(|name| names.uses(bare(name)));
    let later = uses.filter(|node| own.end <= **node).take(limits::SOURCE_FLOW);
    let statements: Vec<Range<usize>> = later.map(|node| outline.statement(*node)).collect();
    let mut all = std::iter::once(own).chain(statements);
    all.find_map(|statement| in_statement(outline, mentions, names, statement)).unwrap_or_default()
}

/// The request of the value with this index among `count` of a filter. `urls` are those of the values of its URL.
pub(super) fn of_branch(urls: &[Asked], count: usize, index: usize) -> Asked {
    let asked =
        if urls.len() == count { urls.get(index) } else { urls.iter().find(|url| **url == Asked::Other) };
    asked.cloned().unwrap_or(Asked::Unknown)
}

fn in_statement<'a>(
    outline: &Outline<'a>,
    mentions: &Mentions<'_>,
    names: &NameIndex<'a>,
    statement: Range<usize>,
) -> Option<Vec<Asked>> {
    let asked = |texts: Vec<usize>| {
        let asked = |text: usize| {
            let fragment = outline.joined_from(None, text).fragment;
            match asked_by(mentions, &fragment) {
                Asked::List(list) => Asked::List(list),
                _ if mentions.uses_base(fragment.span()) => Asked::Unknown,
                _ => Asked::Other,
            }
        };
        let found: Vec<Asked> = texts.into_iter().map(asked).collect();
        let is_of_api = found.len() > 1 && found.iter().any(|asked| *asked != Asked::Other);
        is_of_api.then_some(found)
    };
    let values = |name: &str, at: usize| {
        let place = outline.span(at).start;
        let given = mentions.scopes?.reaching(name, place, names.given(name)).into_iter();
        asked(
            given.filter(|given| !given.adds).flat_map(|given| outline.texts_of(given.value.value)).collect(),
        )
    };
    statement.take(limits::SOURCE_ARGUMENTS).find_map(|at| match outline.name(at) {
        Some(name) => values(bare(name), at).or_else(|| asked(outline.texts_of(at))),
        None if outline.is_text(at) => {
            let holes = outline.joined(at).fragment.holes;
            let code = holes.iter().map(|hole| hole.shown.of(outline.text));
            code.flat_map(names_in).find_map(|name| values(name, at))
        }
        None => None,
    })
}
