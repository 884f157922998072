//! Notebooks of Jupyter: cells, each a list of strings in JSON, in their language.

use super::fragment::{Fragment, Pattern};
use super::join::Tokens;
use super::lex::{self, Token};
use super::{Language, Part, Sites, json};
use crate::text::Span;

pub(super) fn search(part: &Part<'_>, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    let (tokens, _) = lex::tokens(&part.text, all, &json::PLAIN);
    let tokens = Tokens { text: &part.text, all: &tokens, syntax: &json::PLAIN, is_shown: false };
    let value_of = |open: usize, end: usize, key: &str| {
        (open..end).find(|at| tokens.raw(*at) == Some(key) && tokens.is(at + 1, b':')).map(|at| at + 2)
    };
    let kernel = value_of(0, tokens.all.len(), "language")
        .and_then(|at| tokens.raw(at))
        .and_then(Language::named)
        .unwrap_or(Language::Python);
    for at in 0..tokens.all.len() {
        if tokens.raw(at) != Some("source") || !tokens.is(at + 1, b':') {
            continue;
        }
        let Some(open) = tokens.enclosing(at) else { continue };
        let end = tokens.group_end(open).unwrap_or((open + 1_000).min(tokens.all.len()));
        let kind = value_of(open, end, "cell_type").and_then(|at| tokens.raw(at));
        let language = match kind {
            Some("markdown") => Language::Markdown,
            Some("code") => kernel,
            _ => continue,
        };
        if let Some(fragment) = strings(tokens, at + 2) {
            sites.inside(part, language, fragment, Some(&json::IN_TEXT));
        }
    }
}

/// The string at a place, or the strings of the list there, as one text.
pub(super) fn strings<'t>(tokens: Tokens<'t, '_>, at: usize) -> Option<Fragment<'t>> {
    let end = if tokens.is(at, b'[') { tokens.group_end(at)? } else { at + 1 };
    let texts: Vec<Token> =
        (at..end).filter(|at| tokens.is_text(*at)).filter_map(|at| tokens.get(at)).collect();
    let mut fragment = Fragment::new(tokens.text, texts.first()?.start);
    for token in texts {
        fragment.string(token, tokens.syntax, Pattern::None);
    }
    Some(fragment)
}
