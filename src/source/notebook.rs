//! Notebooks of Jupyter: cells, each a list of strings in JSON, in their language.

use super::fragment::{Fragment, Pattern};
use super::join::Tokens;
use super::lex::{self, Kind, Token};
use super::mentions::Mentions;
use super::{Language, Part, Sites, json};
use crate::text::Span;

pub(super) fn search(part: &Part<'_>, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    // What one cell gives to a name, another uses.
    let names = Mentions::of(&part.text, &[], &part.around).names();
    let (tokens, _) = lex::tokens(&part.text, all, &json::PLAIN);
    let tokens =
        Tokens { text: &part.text, all: &tokens, syntax: &json::PLAIN, is_shown: false, within: None };
    let value_of = |open: usize, end: usize, key: &str| {
        (open..end).find(|at| tokens.raw(*at) == Some(key) && tokens.is(at + 1, b':')).map(|at| at + 2)
    };
    let kernel = value_of(0, tokens.all.len(), "language")
        .and_then(|at| tokens.raw(at))
        .and_then(Language::named)
        .unwrap_or(Language::Python);
    // The objects that are open, each with what it says of a cell. What a cell printed may be long, and
    // stands in between.
    let mut open: Vec<Cell> = Vec::new();
    for at in 0..tokens.all.len() {
        if tokens.is(at, b'{') {
            open.push(Cell::default());
        } else if tokens.is(at, b'}') {
            let Some(Cell { kind: Some(kind), source: Some(source) }) = open.pop() else { continue };
            let language = match tokens.raw(kind) {
                Some("markdown") => Language::Markdown,
                Some("code") => kernel,
                _ => continue,
            };
            if let Some(fragment) = strings(tokens, source, "") {
                sites.inside(part, language, fragment, Some(&json::IN_TEXT), &names);
            }
        } else if let Some(cell) = open.last_mut().filter(|_| tokens.is(at + 1, b':')) {
            match tokens.raw(at) {
                Some("cell_type") => cell.kind = Some(at + 2),
                Some("source") => cell.source = Some(at + 2),
                _ => {}
            }
        }
    }
}

/// The tokens that say what a cell is, and what it holds.
#[derive(Default)]
struct Cell {
    kind: Option<usize>,
    source: Option<usize>,
}

/// The string at a place, or the strings of the list there, as one text.
/// `between` stands between two of them.
pub(super) fn strings<'t>(tokens: Tokens<'t, '_>, at: usize, between: &str) -> Option<Fragment<'t>> {
    let is_list = tokens.is(at, b'[');
    let rest = tokens.all.iter().skip(at + usize::from(is_list));
    let of_list = |token: &&Token| token.kind == Kind::Text || is_list && token.is(b',');
    let texts = rest.take_while(of_list).filter(|token| token.kind == Kind::Text).copied();
    let texts: Vec<Token> = texts.take(if is_list { usize::MAX } else { 1 }).collect();
    let mut fragment = Fragment::new(tokens.text, texts.first()?.start);
    for (index, token) in texts.into_iter().enumerate() {
        if index > 0 && !between.is_empty() {
            fragment.decode_to(between, token.start);
        }
        fragment.string(token, tokens.syntax, Pattern::None);
    }
    Some(fragment)
}
