//! The strings of a host file that look like filters, and are not taken for filters.

use super::search::looks_like_filter;
use super::{Language, Names, OutlinePartKind, SearchedWords, find, names_filter, outline_parts};
use crate::limits;
use crate::text::Span;

/// A string that looks like a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UntakenString {
    /// Its content.
    pub(crate) span: Span,
    /// The reason why it is not taken.
    pub(crate) reason: &'static str,
}

/// The first strings of a program that look like filters, and are not taken.
pub(crate) fn untaken(language: Language, text: &str, bases: &[String]) -> Vec<UntakenString> {
    let words = SearchedWords::of(text);
    let reason = match words.may_be_of(language, text, bases) {
        true => "no request of this API is seen to send it",
        false if text.contains("compute-ops") && !names_filter(text) => {
            "the file does not have the word `filter`, so no request sends one"
        }
        false => "the file names neither `compute-ops` nor `comfilter`",
    };
    let sites = find(language, text, words, bases, &Names::new());
    let taken: Vec<Span> = sites.sites.iter().map(|site| site.span).collect();
    let reason_of = |span: Span| {
        let same = sites.left.iter().find(|(left, _)| left.start < span.end && span.start < left.end);
        same.map_or(reason, |(_, reason)| *reason)
    };
    let is_taken = |span: Span| {
        let before = taken.partition_point(|taken| taken.start < span.end);
        taken
            .get(..before)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(limits::SOURCE_UNTAKEN)
            .any(|taken| taken.end > span.start)
    };
    let mut strings: Vec<Span> = outline_parts(language, text)
        .into_iter()
        .filter(|part| part.kind == OutlinePartKind::String)
        .map(|part| part.value)
        .filter(|span| looks_like(span.of(text)) && !is_taken(*span))
        .collect();
    strings.sort();
    strings.dedup();
    let first = strings.into_iter().take(limits::SOURCE_UNTAKEN);
    first.map(|span| UntakenString { span, reason: reason_of(span) }).collect()
}

/// Prose has words like operators, but rarely a literal too.
fn looks_like(text: &str) -> bool {
    looks_like_filter(text)
        && text.contains(['\'', '"', '%', '@', '$', '{', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}
