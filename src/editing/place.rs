//! A filter and its place in the text: offsets both ways, and edits with the escapes of the place.

use crate::decode::Decoded;
use crate::lint::{Linted, Placed};
use crate::schema::Schema;
use crate::source::atoms;
use crate::text::{Edit, OffsetMap, Span, offset};

/// The facts about the place of a filter that a document keeps besides the findings.
#[derive(Debug, Clone)]
pub(super) struct Placement {
    decoded: Option<Decoded<'static>>,
    /// Whether a client or a function encodes the string around it.
    pub(super) is_encoded_later: bool,
    /// The filter in the text, without its quotes.
    pub(super) outer: Span,
}

/// A place in a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The offset in the filter.
    pub(super) at: u32,
    /// Whether it is between two characters of the text, and not inside of an escape.
    pub(super) is_between: bool,
}

/// A filter of a document, as requests read it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Located<'d> {
    pub(super) linted: &'d Linted<'static>,
    pub(super) placement: &'d Placement,
    pub(super) schema: &'d Schema,
}

impl Placement {
    pub(super) fn of(placed: Placed<'static>) -> (Linted<'static>, Placement) {
        let Placed { linted, decoded, is_encoded_later } = placed;
        let mut placement = Placement { decoded, is_encoded_later, outer: Span::default() };
        let filter = placement.filter(&linted);
        placement.outer = placement.map(&linted).outer(Span::from_range(0..filter.len()));
        (linted, placement)
    }

    fn filter<'a>(&'a self, linted: &'a Linted<'static>) -> &'a str {
        self.decoded.as_ref().and_then(Decoded::filter).unwrap_or_else(|| linted.filter())
    }

    fn map<'a>(&'a self, linted: &'a Linted<'static>) -> &'a OffsetMap {
        self.decoded.as_ref().and_then(Decoded::map).unwrap_or_else(|| linted.map())
    }

    /// The schema of its list, if its request names one.
    pub(super) fn schema(&self) -> Option<&Schema> {
        self.decoded.as_ref().map(Decoded::schema)
    }
}

impl<'d> Located<'d> {
    /// The filter; a placeholder word stands for each hole.
    pub(super) fn filter(self) -> &'d str {
        self.placement.filter(self.linted)
    }

    /// Whether the text shows a filter.
    pub(super) fn is_known(self) -> bool {
        let is_missing = self.placement.decoded.as_ref().is_some_and(|decoded| decoded.filter().is_none());
        self.linted.is_known() && !is_missing
    }

    /// Whether code inserts something into it.
    pub(super) fn has_holes(self) -> bool {
        atoms(self.filter()).next().is_some()
    }

    pub(super) fn is_delete(self) -> bool {
        self.placement.decoded.as_ref().is_some_and(Decoded::is_delete)
    }

    /// A place of the filter in the text.
    pub(super) fn outer(self, span: Span) -> Span {
        self.placement.map(self.linted).outer(span)
    }

    /// A place of [`Linted::filter`] in the filter with placeholder words; `None` if it cuts a hole.
    pub(super) fn to_own(self, span: Span) -> Option<Span> {
        if self.placement.decoded.is_none() {
            return Some(span);
        }
        let start = self.cursor(self.linted.map().outer(Span::at(span.start)).start);
        let place = self.linted.map().outer(span);
        let ends = [place.start, place.end].map(|at| self.cursor(at).filter(|cursor| cursor.is_between));
        match ends {
            [Some(_), Some(end)] if span.is_empty() => start.map(|start| Span::at(start.at.min(end.at))),
            [Some(start), Some(end)] => Some(Span::new(start.at, end.at)),
            _ => None,
        }
    }

    /// A place of the text in the filter; `None` outside of it, and inside of a hole.
    pub(super) fn cursor(self, at: u32) -> Option<Cursor> {
        let filter = self.filter();
        let map = self.placement.map(self.linted);
        let inner = map.inner(at).min(offset(filter.len()));
        let rest = filter.get(inner as usize..)?;
        let cursor = |is_between| Some(Cursor { at: inner, is_between });
        let next = rest.chars().next().map(|next| next.len_utf8());
        if let Some(length) = next {
            let place = map.outer(Span::new(inner, inner + offset(length)));
            let is_hole = || atoms(filter).any(|(hole, _)| hole.start <= inner && inner < hole.end);
            match () {
                () if place.start == at => return cursor(true),
                () if place.start < at && at < place.end && !is_hole() => return cursor(false),
                () => {}
            }
        }
        // After the last character before, such as in front of a closing quote.
        let before = filter.get(..inner as usize)?.chars().next_back().map(|last| offset(last.len_utf8()));
        let end = match before {
            Some(length) => map.outer(Span::new(inner - length, inner)).end,
            None => map.outer(Span::at(0)).start,
        };
        if end == at { cursor(true) } else { None }
    }

    /// Edits of the filter as edits of the text. `None` if the place cannot hold them, and for those that would
    /// change a hole.
    pub(super) fn outer_edits(self, edits: &[Edit]) -> Option<Vec<Edit>> {
        // The code of a hole stays in its place.
        let filter = self.filter();
        let is_of_hole = |edit: &Edit| atoms(&edit.text).chain(atoms(edit.span.of(filter))).next().is_some();
        if edits.iter().any(is_of_hole) {
            return None;
        }
        match &self.placement.decoded {
            Some(decoded) => decoded.outer_edits(edits),
            None => {
                let map = self.linted.map();
                Some(edits.iter().map(|edit| map.outer_edit(edit, str::to_owned)).collect())
            }
        }
    }
}
