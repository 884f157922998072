//! Outline, folding and selections.

use super::hover::word_at;
use super::place::Located;
use super::read::Tree;
use crate::format::{self, FileLine};
use crate::limits::Limits;
use crate::text::Span;

/// The comments of several lines of a `.comfilter` file.
pub(super) fn comments(file: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut block: Option<(Span, usize)> = None;
    for (kind, line) in format::lines(file) {
        block = match (kind, block) {
            (FileLine::Comment, Some((span, count))) => Some((span.cover(line), count + 1)),
            (FileLine::Comment, None) => Some((line, 1)),
            (_, done) => {
                found.extend(done.filter(|(_, count)| *count > 1).map(|(span, _)| span));
                None
            }
        };
    }
    found.extend(block.filter(|(_, count)| *count > 1).map(|(span, _)| span));
    let without_end = |span: Span| {
        let length = span.of(file).trim_end_matches(['\r', '\n']).len();
        Span::from_range(span.start as usize..span.start as usize + length)
    };
    found.into_iter().map(without_end).collect()
}

/// The parts of a filter around an offset of it, as places of the text, from the smallest outward.
pub(super) fn selections(located: Located<'_>, at: u32, limits: &Limits) -> Vec<Span> {
    let filter = located.filter();
    let tree = Tree::of(filter, located.schema, limits);
    let mut spans: Vec<Span> = word_at(filter, at).into_iter().collect();
    tree.each_operand(|found| spans.push(tree.outer(found.operand.span)));
    spans.extend(tree.nodes().into_iter().map(|(id, ..)| tree.outer(tree.ast().span(id))));
    spans.push(Span::from_range(0..filter.len()));
    spans.retain(|span| span.start <= at && at <= span.end && !span.is_empty());
    let mut outer: Vec<Span> = spans.into_iter().map(|span| located.outer(span)).collect();
    outer.push(located.linted.span());
    outer.sort_by_key(|span| span.len());
    let mut nested: Vec<Span> = Vec::new();
    for span in outer {
        if nested.last().is_none_or(|last| span != *last && span.contains(*last)) {
            nested.push(span);
        }
    }
    nested
}
