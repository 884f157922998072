//! The origin of each byte of a decoded text.

use super::{Edit, Span, offset};

/// Maps offsets of a decoded text (inner) to offsets of the encoded text (outer), and back.
///
/// Bytes between two [`OffsetMap::push`]ed pieces are unchanged. Each layer of decoding (percent, a
/// host language's string, a file of filters) makes one map, and [`OffsetMap::then`] joins two
/// layers.
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
    pieces: Vec<MapPiece>,
}

/// Changed bytes: `inner` was decoded from `outer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MapPiece {
    inner: Span,
    outer: Span,
}

impl OffsetMap {
    /// An unchanged text from `origin` on.
    pub fn starting_at(origin: u32) -> OffsetMap {
        OffsetMap { origin, pieces: Vec::new() }
    }

    /// Reserves room for pieces.
    pub(crate) fn reserve(&mut self, pieces: usize) {
        self.pieces.reserve_exact(pieces);
    }

    /// Records that the `inner_len` bytes at inner offset `inner` were decoded from `outer_len`
    /// bytes.
    ///
    /// Pieces come in order; one before the last is ignored.
    pub fn push(&mut self, inner: u32, inner_len: u32, outer_len: u32) {
        let (inner_end, outer_end) = self.ends_before(self.pieces.len());
        let Some(verbatim) = inner.checked_sub(inner_end) else { return };
        let outer = outer_end + verbatim;
        self.pieces.push(MapPiece {
            inner: Span::new(inner, inner + inner_len),
            outer: Span::new(outer, outer + outer_len),
        });
    }

    /// The inner and the outer offset at the end of the piece before `index`.
    fn ends_before(&self, index: usize) -> (u32, u32) {
        let before = index.checked_sub(1).and_then(|before| self.pieces.get(before));
        before.map_or((0, self.origin), |piece| (piece.inner.end, piece.outer.end))
    }

    /// The place in the outer text of the inner `span`. A span that touches a decoded piece covers
    /// the whole outer piece. A place between two bytes stays beside the byte before it: the end of
    /// a quoted string is before the closing quote.
    pub fn outer(&self, span: Span) -> Span {
        if span.is_empty() {
            return Span::at(self.outer_point(span.start));
        }
        // The end is the outer end of the last byte inside.
        let last = span.end - 1;
        let index = self.pieces.partition_point(|piece| piece.inner.end <= last);
        let end = match self.pieces.get(index) {
            Some(piece) if piece.inner.start <= last => piece.outer.end,
            _ => self.verbatim(index, last) + 1,
        };
        let start = self.outer_start(span.start);
        Span::new(start, end.max(start))
    }

    fn outer_point(&self, offset: u32) -> u32 {
        let index = self.pieces.partition_point(|piece| piece.inner.end < offset);
        let mut here = self.pieces.iter().skip(index).take_while(|piece| piece.inner.start <= offset);
        // Bytes that decoding dropped at this very place.
        match here.find(|piece| piece.inner == Span::at(offset)) {
            Some(dropped) if offset > 0 => dropped.outer.start,
            _ => self.outer_start(offset),
        }
    }

    fn outer_start(&self, offset: u32) -> u32 {
        let index = self.pieces.partition_point(|piece| piece.inner.end <= offset);
        match self.pieces.get(index) {
            Some(piece) if piece.inner.start <= offset => piece.outer.start,
            _ => self.verbatim(index, offset),
        }
    }

    /// `offset` is between the pieces before `index` and the piece there.
    fn verbatim(&self, index: usize, offset: u32) -> u32 {
        let (inner, outer) = self.ends_before(index);
        outer + (offset - inner)
    }

    /// The inner offset of an outer one: the start of a piece if it is inside one, and 0 if it is
    /// before the first byte.
    pub fn inner(&self, offset: u32) -> u32 {
        let index = self.pieces.partition_point(|piece| piece.outer.end <= offset);
        if let Some(piece) = self.pieces.get(index)
            && piece.outer.start <= offset
        {
            return piece.inner.start;
        }
        let (inner, outer) = self.ends_before(index);
        inner + offset.saturating_sub(outer)
    }

    /// The map of two layers: `self` leads from the innermost text to a middle one, `outer` from
    /// the middle one to the outermost.
    pub fn then(&self, outer: &OffsetMap) -> OffsetMap {
        self.joined(outer, outer.after(self.origin))
    }

    /// The map of the part of the innermost text at `span`, through the two layers. Its cost
    /// depends only on that part.
    pub(crate) fn part(&self, span: Span, outer: &OffsetMap) -> OffsetMap {
        let here = OffsetMap::starting_at(span.start).joined(self, self.between(span));
        let middle = Span::new(here.origin, self.outer(span).end.max(here.origin));
        here.joined(outer, outer.between(middle))
    }

    /// Joins both layers; `pieces` are the relevant ones of the outer layer.
    fn joined(&self, outer: &OffsetMap, pieces: &[MapPiece]) -> OffsetMap {
        let mut joined = OffsetMap::starting_at(outer.outer_start(self.origin));
        // An unchanged part of the outer layer is only moved.
        if pieces.is_empty() {
            let place = |offset: u32| joined.origin + (offset - self.origin);
            let moved = |piece: &MapPiece| {
                let outer = Span::new(place(piece.outer.start), place(piece.outer.end));
                MapPiece { outer, ..*piece }
            };
            joined.pieces = self.pieces.iter().map(moved).collect();
            return joined;
        }
        joined.reserve(self.pieces.len() + pieces.len());
        // The progress in the middle text and in the innermost one.
        let (mut middle, mut inner) = (self.origin, 0);
        let mut changes = Changes { own: &self.pieces, outer: pieces, from: self.origin };
        while let Some(mut place) = changes.next() {
            // Pieces of both layers that overlap are one piece of the joined map.
            while let Some(more) = changes.next_before(place.middle.end) {
                place = place.and(more);
            }
            inner += place.middle.start - middle;
            middle = place.middle.end;
            let length = place.middle.end - place.middle.start;
            let inner_len = length - place.own.0 + place.own.1;
            joined.push(inner, inner_len, length - place.outer.0 + place.outer.1);
            inner += inner_len;
        }
        joined
    }

    /// The pieces that end after an inner offset.
    fn after(&self, offset: u32) -> &[MapPiece] {
        let index = self.pieces.partition_point(|piece| piece.inner.end <= offset);
        self.pieces.get(index..).unwrap_or_default()
    }

    /// The pieces in an inner span, or at its ends.
    fn between(&self, span: Span) -> &[MapPiece] {
        let pieces = self.after(span.start);
        let count = pieces.partition_point(|piece| piece.inner.start <= span.end);
        pieces.get(..count).unwrap_or_default()
    }

    /// Maps an edit of the inner text to the outer text. `encode` writes the new text with the
    /// escapes of the place.
    pub fn outer_edit(&self, edit: &Edit, encode: impl FnOnce(&str) -> String) -> Edit {
        Edit::replace(self.outer(edit.span), encode(&edit.text))
    }
}

/// `outer`, which begins at `origin`, with other text at these places, which come in order, and the map back.
pub(crate) fn replaced(
    outer: &str,
    origin: u32,
    places: impl IntoIterator<Item = (Span, impl AsRef<str>)>,
) -> (String, OffsetMap) {
    let mut inner = String::with_capacity(outer.len());
    let mut map = OffsetMap::starting_at(origin);
    let mut done = 0;
    for (place, text) in places {
        inner.push_str(Span::new(done, place.start).of(outer));
        if text.as_ref() != place.of(outer) {
            map.push(offset(inner.len()), offset(text.as_ref().len()), offset(place.len()));
        }
        inner.push_str(text.as_ref());
        done = place.end;
    }
    inner.push_str(outer.get(done as usize..).unwrap_or_default());
    (inner, map)
}

/// A place of the middle text that a layer changes, or both.
#[derive(Debug, Clone, Copy)]
struct LayerChange {
    middle: Span,
    /// The number of bytes that the inner layer changes, and of the result.
    own: (u32, u32),
    /// The same for the outer layer.
    outer: (u32, u32),
}

impl LayerChange {
    fn and(self, other: LayerChange) -> LayerChange {
        LayerChange {
            middle: self.middle.cover(other.middle),
            own: (self.own.0 + other.own.0, self.own.1 + other.own.1),
            outer: (self.outer.0 + other.outer.0, self.outer.1 + other.outer.1),
        }
    }
}

/// The changes of two layers from `from` on, in the order of the middle text.
struct Changes<'m> {
    own: &'m [MapPiece],
    outer: &'m [MapPiece],
    from: u32,
}

impl Changes<'_> {
    fn own(&self) -> Option<LayerChange> {
        let piece = self.own.first()?;
        let lengths = (piece.outer.end - piece.outer.start, piece.inner.end - piece.inner.start);
        Some(LayerChange { middle: piece.outer, own: lengths, outer: (0, 0) })
    }

    fn outer(&self) -> Option<LayerChange> {
        let piece = self.outer.first()?;
        let middle = Span::new(piece.inner.start.max(self.from), piece.inner.end);
        let lengths = (middle.end - middle.start, piece.outer.end - piece.outer.start);
        Some(LayerChange { middle, own: (0, 0), outer: lengths })
    }

    fn next(&mut self) -> Option<LayerChange> {
        let (own, outer) = (self.own(), self.outer());
        // An empty change comes before another one at the same place.
        let take_own = match (own, outer) {
            (Some(own), Some(outer)) => own.middle <= outer.middle,
            (own, _) => own.is_some(),
        };
        let pieces = if take_own { &mut self.own } else { &mut self.outer };
        *pieces = pieces.get(1..).unwrap_or_default();
        if take_own { own } else { outer }
    }

    /// The next one, if it begins before `end`.
    fn next_before(&mut self, end: u32) -> Option<LayerChange> {
        let begins = |change: Option<LayerChange>| change.is_some_and(|change| change.middle.start < end);
        if begins(self.own()) || begins(self.outer()) { self.next() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A layer as (unchanged bytes, inner bytes, outer bytes).
    type Pieces = Vec<(u32, u32, u32)>;

    fn map(origin: u32, pieces: &Pieces) -> OffsetMap {
        let mut map = OffsetMap::starting_at(origin);
        let mut inner = 0;
        for (verbatim, inner_len, outer_len) in pieces {
            inner += verbatim;
            map.push(inner, *inner_len, *outer_len);
            inner += inner_len;
        }
        map
    }

    fn layer() -> impl Strategy<Value = (u32, Pieces)> {
        (0..9_u32, prop::collection::vec((0..4_u32, 0..4_u32, 1..10_u32), 0..12))
    }

    #[test]
    fn dropped_bytes_belong_to_neither_side() {
        // `'ab'c` without its quotes.
        let mut map = OffsetMap::starting_at(0);
        map.push(0, 0, 1);
        map.push(2, 0, 1);
        assert_eq!(map.outer(Span::new(0, 2)), Span::new(1, 3));
        assert_eq!(map.outer(Span::new(2, 3)), Span::new(4, 5));
        assert_eq!(map.outer(Span::at(0)), Span::at(1));
        assert_eq!(map.outer(Span::at(2)), Span::at(3));
        assert_eq!((map.inner(0), map.inner(1), map.inner(3), map.inner(4)), (0, 0, 2, 2));
    }

    /// `'a''b''c'` without its quotes.
    #[test]
    fn a_place_beside_many_dropped_bytes_is_found() {
        let mut map = OffsetMap::starting_at(0);
        for (at, dropped) in [(0, 1), (1, 2), (2, 2), (3, 1)] {
            map.push(at, 0, dropped);
        }
        let places = [0, 1, 2, 3].map(|at| map.outer(Span::at(at)).start);
        assert_eq!(places, [1, 2, 5, 8]);
    }

    #[test]
    fn dropped_bytes_of_the_outer_layer_move_what_follows() {
        // `'a%27'` is a shell's word with a percent-encoded `a%27`.
        let mut word = OffsetMap::starting_at(10);
        word.push(0, 0, 1);
        word.push(4, 0, 1);
        let mut value = OffsetMap::starting_at(0);
        value.push(1, 1, 3);
        let joined = value.then(&word);
        assert_eq!(joined.outer(Span::new(0, 1)), Span::new(11, 12));
        assert_eq!(joined.outer(Span::new(1, 2)), Span::new(12, 15));
    }

    #[test]
    fn a_piece_that_lies_before_the_last_is_ignored() {
        let mut map = OffsetMap::starting_at(0);
        map.push(4, 1, 3);
        let before = map.clone();
        map.push(2, 1, 3);
        assert_eq!(map, before);
    }

    proptest! {
        #[test]
        fn outer_and_inner_lead_to_each_other((origin, pieces) in layer(), at in 0..60_u32) {
            let map = map(origin, &pieces);
            let place = map.outer(Span::new(at, at + 1));
            prop_assert!(place.start >= origin && place.end > place.start);
            prop_assert!(map.inner(place.start) <= at);
            prop_assert!(map.outer(Span::new(at + 1, at + 2)).start >= place.start);
            let cut = map.pieces.iter().any(|piece| piece.inner.start < at && at < piece.inner.end);
            if !cut {
                prop_assert_eq!(map.inner(place.start), at);
            }
        }

        #[test]
        fn two_layers_in_one_step_are_two_steps(
            (origin, own) in layer(),
            (outer_origin, outer) in layer(),
            at in 0..60_u32,
            length in 0..9_u32,
        ) {
            let (own, outer) = (map(origin, &own), map(outer_origin, &outer));
            let joined = own.then(&outer);
            let span = Span::new(at, at + length);
            let steps = outer.outer(own.outer(span));
            // If the span cuts no piece of the joined map, the steps agree. Otherwise the joined
            // map covers more, as it does beside dropped bytes that are half of an outer piece.
            let ends = [span.start, span.end];
            let cut = joined.pieces.iter().any(|piece| {
                ends.iter().any(|end| piece.inner.start < *end && *end < piece.inner.end)
            });
            let drops = |map: &OffsetMap| map.pieces.iter().any(|piece| piece.inner.is_empty());
            let dropped = drops(&own);
            if span.is_empty() && (cut || dropped || drops(&outer)) {
                return Ok(());
            }
            if cut || dropped {
                prop_assert!(joined.outer(span).contains(steps));
            } else {
                prop_assert_eq!(joined.outer(span), steps);
            }
        }
    }
}
