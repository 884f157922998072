//! Finds a property by its path, in a few nanoseconds.

use std::ops::Range;

use super::Property;

/// The number of bytes in [`Ends`]: its ends identify a name up to this length.
const HELD: usize = 16;

/// This many candidates are faster to scan than to search by halves.
const FEW: usize = 8;

/// The properties, sorted by the length of their names: a path is compared only with names of its
/// length, by two numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct PropertyIndex {
    entries: Vec<IndexEntry>,
    /// For each length, the range of its entries.
    by_length: Vec<Range<usize>>,
}

#[derive(Debug, Clone, Copy)]
struct IndexEntry {
    ends: Ends,
    /// Place in the list of properties.
    property: u16,
}

impl PropertyIndex {
    /// `properties` are at most `u16::MAX`: a file of [`limits::SCHEMA`](crate::limits::SCHEMA)
    /// bytes has no room for more.
    pub(super) fn new(properties: &[Property]) -> PropertyIndex {
        let mut sorted: Vec<(&str, u16)> =
            properties.iter().map(|property| &*property.name).zip(0..).collect();
        sorted.sort_by_key(|(name, _)| (name.len(), Ends::of(name), *name));
        let longest = sorted.last().map_or(0, |(name, _)| name.len());
        let until = |length: usize| sorted.partition_point(|(name, _)| name.len() < length);
        PropertyIndex {
            by_length: (0..=longest).map(|length| until(length)..until(length + 1)).collect(),
            entries: sorted
                .iter()
                .map(|&(name, property)| IndexEntry { ends: Ends::of(name), property })
                .collect(),
        }
    }

    /// The place of the property with exactly this name.
    #[inline]
    pub(super) fn find(&self, path: &str, properties: &[Property]) -> Option<u16> {
        let candidates = self.entries.get(self.by_length.get(path.len())?.clone())?;
        let ends = Ends::of(path);
        let name = |entry: &IndexEntry| {
            properties.get(usize::from(entry.property)).map_or("", |property| &property.name)
        };
        let found = if candidates.len() <= FEW {
            let is_found =
                |entry: &&IndexEntry| entry.ends == ends && (path.len() <= HELD || name(entry) == path);
            candidates.iter().find(is_found)
        } else {
            let order = |entry: &IndexEntry| entry.ends.cmp(&ends).then_with(|| name(entry).cmp(path));
            candidates.binary_search_by(order).ok().and_then(|place| candidates.get(place))
        };
        found.map(|entry| entry.property)
    }

    /// Length of the longest name, in bytes.
    pub(super) fn longest(&self) -> usize {
        self.by_length.len().saturating_sub(1)
    }
}

/// The first and the last bytes of a name, as numbers. They overlap in a short name, so two names
/// of one length up to [`HELD`] bytes are equal if their ends are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ends(u64, u64);

impl Ends {
    #[inline]
    fn of(name: &str) -> Ends {
        let name = name.as_bytes();
        if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
            return Ends(u64::from_be_bytes(*first), u64::from_be_bytes(*last));
        }
        if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
            return Ends(u32::from_be_bytes(*first).into(), u32::from_be_bytes(*last).into());
        }
        name.iter().fold(Ends(0, 0), |Ends(first, _), byte| Ends(first << 8 | u64::from(*byte), 0))
    }
}
