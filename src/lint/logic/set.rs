//! Sets of places on a line, as ranges. Their cost depends on the number of ranges, and not on
//! their size.

use std::ops::Range;

/// A set of places: ranges in order, none empty, none beside another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Set(Vec<Range<u32>>);

impl Set {
    pub(super) fn of(range: Range<u32>) -> Set {
        Set(if range.is_empty() { Vec::new() } else { vec![range] })
    }

    /// These places, in any order.
    pub(super) fn of_places(places: impl Iterator<Item = u32>) -> Set {
        let mut places: Vec<u32> = places.collect();
        places.sort_unstable();
        let mut set = Set::default();
        for place in places {
            match set.0.last_mut() {
                Some(last) if place <= last.end => last.end = place + 1,
                _ => set.0.push(place..place + 1),
            }
        }
        set
    }

    /// The places that are in at least `count` of the sets: for one, the union; for all, the
    /// intersection.
    pub(super) fn in_at_least<'s>(count: usize, sets: impl Iterator<Item = &'s Set>) -> Set {
        let ranges = sets.flat_map(|set| &set.0);
        // At one place, starts come before ends, so ranges that touch are merged.
        let mut turns: Vec<(u32, bool)> =
            ranges.flat_map(|range| [(range.start, false), (range.end, true)]).collect();
        turns.sort_unstable();
        let mut result: Vec<Range<u32>> = Vec::new();
        let (mut depth, mut start) = (0, None);
        for (place, is_end) in turns {
            if is_end {
                depth -= 1;
            } else {
                depth += 1;
            }
            if depth >= count {
                start.get_or_insert(place);
            } else if let Some(start) = start.take()
                && start < place
            {
                result.push(start..place);
            }
        }
        Set(result)
    }

    /// The places before `end` that it does not contain.
    pub(super) fn complement(&self, end: u32) -> Set {
        let mut rest = Vec::with_capacity(self.0.len() + 1);
        let mut at = 0;
        for range in self.0.iter().cloned().chain(std::iter::once(end..end)) {
            if at < range.start {
                rest.push(at..range.start);
            }
            at = range.end;
        }
        Set(rest)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of ranges, which is the cost of visiting it.
    pub(super) fn ranges(&self) -> usize {
        self.0.len()
    }

    /// The number of places.
    pub(super) fn size(&self) -> u32 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    pub(super) fn is_within(&self, other: &Set) -> bool {
        self.0.iter().all(|range| other.holds_all(range))
    }

    /// Whether it contains each place of a range.
    pub(super) fn holds_all(&self, range: &Range<u32>) -> bool {
        let at = self.0.partition_point(|own| own.end < range.end);
        self.0.get(at).is_some_and(|own| own.start <= range.start)
    }

    /// Whether it contains exactly one place.
    pub(super) fn is_only(&self, place: u32) -> bool {
        matches!(self.0.as_slice(), [range] if *range == (place..place + 1))
    }

    /// Whether there is a place in both.
    pub(super) fn meets(&self, other: &Set) -> bool {
        self.0.iter().any(|range| {
            let at = other.0.partition_point(|other| other.end <= range.start);
            other.0.get(at).is_some_and(|other| other.start < range.end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: u32 = 10;

    /// The set whose places are the bits of a number.
    fn set(bits: u32) -> Set {
        Set::of_places((0..END).filter(|place| bits >> place & 1 == 1))
    }

    #[test]
    fn sets_are_what_bits_are() {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> (32 - END)
        };
        for _ in 0..2_000 {
            let (a, b, c) = (next(), next() | next(), next());
            let sets = [set(a), set(b), set(c)];
            let [left, right, _] = &sets;
            assert_eq!(Set::in_at_least(1, sets.iter()), set(a | b | c));
            assert_eq!(Set::in_at_least(2, sets.iter()), set(a & b | b & c | a & c));
            assert_eq!(Set::in_at_least(3, sets.iter()), set(a & b & c));
            assert_eq!(left.complement(END), set(!a));
            assert_eq!(left.is_within(right), a & !b == 0);
            assert_eq!(left.meets(right), a & b != 0);
            assert_eq!((left.size(), left.is_empty()), (a.count_ones(), a == 0));
        }
        assert_eq!(Set::in_at_least(1, [set(0b11), set(0b1100)].iter()), Set::of(0..4));
        assert_eq!(Set::of(3..3), set(0));
    }
}
