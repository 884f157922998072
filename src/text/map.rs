//! Where each byte of a decoded text came from.

use super::{Edit, Span};

/// Leads from offsets of a decoded text (inner) to offsets of the text that it was decoded from
/// (outer), and back.
///
/// Between two [`OffsetMap::push`]ed pieces bytes were taken as they stand. Each layer of
/// decoding (percent, a host language's string, a file of filters) makes one, and
/// [`OffsetMap::then`] joins two layers.
///
/// ```
/// use comfilter::text::{OffsetMap, Span};
///
/// // `a%20b` was decoded to `a b`.
/// let mut map = OffsetMap::starting_at(0);
/// map.push(1, 1, 3);
/// assert_eq!(map.outer(Span::new(1, 2)), Span::new(1, 4));
/// assert_eq!(map.outer(Span::new(2, 3)), Span::new(4, 5));
/// assert_eq!(map.inner(4), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    /// Outer offset of inner offset 0.
    origin: u32,
    pieces: Vec<Piece>,
}

/// Bytes that decoding changed: `inner` stands for `outer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    inner: Span,
    outer: Span,
}

impl OffsetMap {
    /// A text taken as it stands, from `origin` on.
    pub fn starting_at(origin: u32) -> OffsetMap {
        OffsetMap { origin, pieces: Vec::new() }
    }

    /// Notes that the `inner_len` bytes at inner offset `inner` stand for `outer_len` bytes.
    ///
    /// Pieces come in order; one that lies before the last is ignored.
    pub fn push(&mut self, inner: u32, inner_len: u32, outer_len: u32) {
        let (inner_end, outer_end) = self.ends();
        let Some(verbatim) = inner.checked_sub(inner_end) else { return };
        let outer = outer_end + verbatim;
        self.pieces.push(Piece {
            inner: Span::new(inner, inner + inner_len),
            outer: Span::new(outer, outer + outer_len),
        });
    }

    fn ends(&self) -> (u32, u32) {
        self.pieces.last().map_or((0, self.origin), |piece| (piece.inner.end, piece.outer.end))
    }

    /// The place in the outer text that the inner `span` stands for. A span that touches a
    /// decoded piece covers the whole of what that piece was written as.
    pub fn outer(&self, span: Span) -> Span {
        let start = self.outer_start(span.start);
        if span.is_empty() {
            return Span::at(start);
        }
        // The end is the outer end of the last byte inside.
        let last = span.end - 1;
        let index = self.pieces.partition_point(|piece| piece.inner.end <= last);
        let end = match self.pieces.get(index) {
            Some(piece) if piece.inner.start <= last => piece.outer.end,
            _ => self.verbatim(index, last) + 1,
        };
        Span::new(start, end.max(start))
    }

    fn outer_start(&self, offset: u32) -> u32 {
        let index = self.pieces.partition_point(|piece| piece.inner.end <= offset);
        match self.pieces.get(index) {
            Some(piece) if piece.inner.start <= offset => piece.outer.start,
            _ => self.verbatim(index, offset),
        }
    }

    /// `offset` lies between the pieces before `index` and the piece there.
    fn verbatim(&self, index: usize, offset: u32) -> u32 {
        let before = index.checked_sub(1).and_then(|before| self.pieces.get(before));
        let (inner, outer) = before.map_or((0, self.origin), |piece| (piece.inner.end, piece.outer.end));
        outer + (offset - inner)
    }

    /// The inner offset of an outer one: the start of the piece where it lies inside one, and 0
    /// where it lies before the first byte.
    pub fn inner(&self, offset: u32) -> u32 {
        let index = self.pieces.partition_point(|piece| piece.outer.end <= offset);
        if let Some(piece) = self.pieces.get(index)
            && piece.outer.start <= offset
        {
            return piece.inner.start;
        }
        let before = index.checked_sub(1).and_then(|before| self.pieces.get(before));
        let (inner, outer) = before.map_or((0, self.origin), |piece| (piece.inner.end, piece.outer.end));
        inner + offset.saturating_sub(outer)
    }

    /// The map of two layers: `self` leads from the innermost text to a middle one, `outer` from
    /// the middle one to the outermost.
    pub fn then(&self, outer: &OffsetMap) -> OffsetMap {
        let mut joined = OffsetMap::starting_at(outer.outer_start(self.origin));
        // Every changed place of either layer, as a span of the innermost text.
        let mut spans: Vec<Span> = self.pieces.iter().map(|piece| piece.inner).collect();
        spans.extend(outer.pieces.iter().filter(|piece| piece.inner.start >= self.origin).map(|piece| {
            let start = self.inner(piece.inner.start);
            let end = self.inner(piece.inner.end);
            Span::new(start, end.max(start + 1))
        }));
        spans.sort_unstable();
        for span in spans {
            let place = outer.outer(self.outer(span));
            let (inner_end, outer_end) = joined.ends();
            // A piece that a wider one before it already covers adds nothing.
            if span.start >= inner_end && place.start >= outer_end {
                joined.push(span.start, span.end - span.start, place.end - place.start);
            }
        }
        joined
    }

    /// An edit of the inner text as one of the outer text. `encode` writes the new text as the
    /// place needs it.
    pub fn outer_edit(&self, edit: &Edit, encode: impl FnOnce(&str) -> String) -> Edit {
        Edit::replace(self.outer(edit.span), encode(&edit.text))
    }
}
