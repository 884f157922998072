//! The words of a `.comfilter` file, and edits that format filters.

use super::{Token, TokenKind};
use crate::format::{self, Entry, FileLine, entries};
use crate::syntax::{FilterWord, WordRole, role_of, words};
use crate::text::{Edit, Span, offset};
use crate::timestamp::Timestamp;

/// The words of a file, in order.
pub(super) fn tokens(file: &str) -> Vec<Token> {
    let comments = format::lines(file).filter(|(kind, _)| *kind == FileLine::Comment);
    let mut tokens: Vec<Token> = comments
        .flat_map(|(_, line)| parts(line, file))
        .filter_map(|line| {
            let written = line.of(file);
            let start = line.start + offset(written.len() - written.trim_start().len());
            let end = line.start + offset(written.trim_end().len());
            (start < end).then(|| Token { span: Span::new(start, end), kind: TokenKind::Comment })
        })
        .collect();
    for entry in entries(file) {
        let all: Vec<FilterWord<'_>> = words(&entry.text).collect();
        for (at, word) in all.iter().enumerate() {
            let next = all.get(at + 1).map(|next| next.text);
            if let Some(kind) = kind(word, next) {
                add_lines(&entry, word.span, kind, &mut tokens);
            }
        }
    }
    tokens.sort_by_key(|token| token.span.start);
    tokens
}

/// Adds the part of a word on each line.
fn add_lines(entry: &Entry<'_>, span: Span, kind: TokenKind, tokens: &mut Vec<Token>) {
    let lines = parts(span, &entry.text).map(|part| Token { span: entry.map.outer(part), kind });
    tokens.extend(lines);
}

/// The parts on each line of an editor, for which a carriage return alone ends one, too.
fn parts(span: Span, text: &str) -> impl Iterator<Item = Span> {
    let mut start = span.start;
    let lines = span.of(text).split_inclusive(['\n', '\r']).map(move |line| {
        let here = Span::new(start, start + offset(line.trim_end_matches(['\r', '\n']).len()));
        start += offset(line.len());
        here
    });
    lines.filter(|line| !line.is_empty())
}

fn kind(word: &FilterWord<'_>, next: Option<&str>) -> Option<TokenKind> {
    Some(match word.role {
        WordRole::And | WordRole::Or | WordRole::Not => TokenKind::Keyword,
        // `eq(name,'x')`.
        WordRole::Operator => TokenKind::Operator,
        WordRole::Name if next == Some("(") => TokenKind::Function,
        WordRole::Name => TokenKind::Property,
        WordRole::String => TokenKind::String,
        WordRole::Value if word.text.starts_with('@') => TokenKind::Parameter,
        WordRole::Value if role_of(&word.text.to_ascii_lowercase()).is_some() => TokenKind::Constant,
        WordRole::Value if Timestamp::parse(word.text).is_ok() => TokenKind::Timestamp,
        WordRole::Value => TokenKind::Number,
        _ => return None,
    })
}

/// Whether parentheses are around a whole filter.
pub(super) fn is_group(filter: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = words(filter).peekable();
    while let Some(word) = rest.next() {
        match word.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return word.text == ")" && rest.peek().is_none();
        }
    }
    false
}

/// The edits that format a filter: of white space, of words in the wrong case and of parentheses, so nothing else
/// is rewritten.
pub(super) fn edits_between(old: &str, new: &str) -> Vec<Edit> {
    let (olds, news): (Vec<FilterWord<'_>>, Vec<FilterWord<'_>>) =
        (words(old).collect(), words(new).collect());
    let mut rest = olds.iter();
    let (mut done, mut written) = (0, 0);
    let mut edits = Vec::new();
    let mut change = |span: Span, text: &str| {
        if span.of(old) != text {
            edits.push(Edit::replace(span, text));
        }
    };
    for word in &news {
        let Some(own) = rest.find(|own| own.text.eq_ignore_ascii_case(word.text)) else {
            return vec![Edit::replace(Span::from_range(0..old.len()), new)];
        };
        change(Span::new(done, own.span.start), Span::new(written, word.span.start).of(new));
        change(own.span, word.text);
        (done, written) = (own.span.end, word.span.end);
    }
    let ends = [old, new].map(|text| offset(text.len()));
    let [old_end, new_end] = ends;
    change(Span::new(done, old_end), Span::new(written, new_end).of(new));
    edits
}
