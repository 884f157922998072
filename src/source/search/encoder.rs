//! Strings that code gives to an encoder: a whole URL, or the filter in a hole.

use std::ops::Range;

use super::{Search, is_joiner};
use crate::limits;
use crate::source::encoders;
use crate::source::fragment::{Fragment, Hole};
use crate::source::outline::{Bracket, Outline};
use crate::text::Span;

impl<'a> Search<'_, 'a> {
    /// The code before a string that is the whole argument of an encoder, directly or through a variable. Its
    /// unencoded characters will be encoded.
    pub(super) fn encoder_of_whole(&mut self, first: usize) -> Option<&'a str> {
        let outline = self.outline;
        // Spring encodes the template that `uri` gets.
        let is_template = |name: &str| {
            name == "uri" && ["ebClient", "ebTestClient"].iter().any(|client| outline.text.contains(client))
        };
        let called = |at: usize| {
            outline.function_of(at).filter(|name| encoders::is_encoder(name) || is_template(name))?;
            let start = outline.operand_start(at.checked_sub(2)?)?;
            Some(Span::new(outline.span(start).start, outline.span(at).start).of(outline.text))
        };
        let method = |at: usize| encoding_method(outline, at).map(|span| span.of(outline.text));
        if let Some(code) = method(first) {
            return Some(code);
        }
        if outline.function_of(first).is_some() {
            return called(first);
        }
        let name = outline.variable_of(first)?;
        let encoded = self.encoded_names.get_or_insert_with(|| {
            let names = (0..outline.len()).filter_map(|at| Some((outline.name(at)?, at)));
            names.filter_map(|(name, at)| Some((name, called(at).or_else(|| method(at))?))).collect()
        });
        encoded.get(name).copied()
    }

    /// The call of an encoder around the whole URL, before and after it. It is not needed if only the filter at the
    /// end is to encode.
    pub(super) fn around_whole(
        &self,
        fragment: &Fragment<'_>,
        value: Span,
        first: usize,
        end: usize,
    ) -> Option<[Span; 2]> {
        let outline = self.outline;
        let before = fragment.text.get(..value.start as usize)?;
        let is_free = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`');
        let is_alone = value.end as usize == fragment.text.len() && before.ends_with("?filter=");
        let open = first.checked_sub(1).filter(|open| outline.is_call(*open) && end == first + 1)?;
        let close = outline.next(open)?.checked_sub(1).filter(|close| *close == end)?;
        let start = outline.operand_start(open.checked_sub(1)?)?;
        let called = Span::new(outline.span(start).start, outline.span(open).end);
        let map = &self.part.map;
        let is_removable = is_alone && before.chars().all(is_free);
        is_removable.then(|| [map.outer(called), map.outer(outline.span(close))])
    }

    /// A hole that is the whole filter of a URL: the string in it that is passed to an encoder, if it is
    /// known.
    pub(super) fn encoded(&mut self, hole: &Hole, list: Option<String>) -> bool {
        // `"…{}".format(quote("…"))` has the value elsewhere.
        let text = self.outline.text;
        let is_here = hole.code.of(text).contains(['"', '\'', '`']);
        let code = if is_here { hole.code } else { hole.arguments };
        // In a file of data, it is code of another tool.
        if !self.is_program() || code.is_empty() || !hole.is_encoded(text) {
            return false;
        }
        let within = if is_here { self.needed_by(code) } else { None }.or(self.outline.within);
        let inner = Outline::read(self.part, code, self.outline.syntax).within(within);
        let texts = match encoded_text(&inner, 0..inner.len()) {
            Some(text) => vec![text],
            // `quote(" and ".join(["…", "…"]))`.
            None => {
                let start = code.start;
                let first = (0..inner.len()).find(|at| is_given_to_encoder(&inner, *at, start));
                first.and_then(|first| inner.joined_terms(first)).unwrap_or_default()
            }
        };
        if texts.is_empty() {
            return false;
        }
        self.code.retain(|(code, _)| *code != hole.code);
        texts.into_iter().for_each(|text| self.plain(&inner.joined(text), list.clone()));
        true
    }
}

/// The call of a method that encodes the string or the variable at a node: `"…".addingPercentEncoding(…)`.
pub(super) fn encoding_method(outline: &Outline<'_>, at: usize) -> Option<Span> {
    let name = outline.name(at + 2).filter(|_| outline.is(at + 1, b'.'))?;
    let end = outline.next(at + 3).filter(|_| encoders::is_method(name))?;
    Some(outline.span_to(at + 1, end))
}

/// The first string among these nodes that is passed to an encoder, whole or as a part.
pub(super) fn encoded_text(outline: &Outline<'_>, mut range: Range<usize>) -> Option<usize> {
    let start = outline.span(range.start).start;
    range.find(|at| {
        // `terms.join(" and ")`.
        let is_free = outline.raw(*at).is_some_and(|raw| !is_joiner(raw));
        // `Get-Content 'file'`.
        let is_of_command = || outline.name_before(*at, 1).is_some_and(|name| name.contains('-'));
        is_free && !is_of_command() && is_given_to_encoder(outline, *at, start)
    })
}

/// Whether a string is passed to an encoder, whole or as a part of another one. An argument of another
/// function, or a subscript, may be anything.
fn is_given_to_encoder(outline: &Outline<'_>, at: usize, start: u32) -> bool {
    for open in outline.parents(at).take(limits::SOURCE_CALL) {
        // The arguments after the first are options, such as `safe="/"`.
        let is_first =
            !(open + 1..at).any(|node| outline.is(node, b',') && outline.parent(node) == Some(open));
        if outline.bracket(open) != Some(Bracket::Round) || !is_first {
            return false;
        }
        let Some(name) = outline.callee(open) else { continue };
        let first = outline.operand_start(open - 1).map_or(0, |first| outline.span(first).start);
        let called = Span::new(first.max(start), outline.span(open).start).of(outline.text);
        // In `quote(x).replace("+", …)`, the last call takes the string.
        if encoders::is_encoder(called.rsplit(')').next().unwrap_or_default()) {
            return true;
        }
        if !FILLS.contains(&name) {
            return false;
        }
    }
    false
}

/// Functions that make a string out of another one.
pub(super) const FILLS: [&str; 8] =
    ["format", "Format", "formatted", "Sprintf", "sprintf", "format!", "String", "str"];
