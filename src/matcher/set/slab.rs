//! Numbered places, each free again after a removal.

use std::collections::BTreeSet;

/// Items by the number of their place. The lowest free place is taken first, and free places at the
/// end are given back.
#[derive(Debug)]
pub(super) struct Slab<T> {
    items: Vec<Option<T>>,
    free: BTreeSet<u32>,
}

impl<T> Default for Slab<T> {
    fn default() -> Slab<T> {
        Slab { items: Vec::new(), free: BTreeSet::new() }
    }
}

impl<T> Slab<T> {
    pub(super) fn insert(&mut self, item: T) -> u32 {
        if let Some(place) = self.free.pop_first() {
            if let Some(free) = self.items.get_mut(place as usize) {
                *free = Some(item);
            }
            return place;
        }
        self.items.push(Some(item));
        // A place is counted in 32 bits: the memory ends long before.
        u32::try_from(self.items.len() - 1).unwrap_or(u32::MAX)
    }

    pub(super) fn remove(&mut self, place: u32) -> Option<T> {
        let item = self.items.get_mut(place as usize)?.take()?;
        self.free.insert(place);
        while let Some(None) = self.items.last() {
            self.items.pop();
            self.free.pop_last();
        }
        super::shrink_list(&mut self.items);
        Some(item)
    }

    #[inline(always)]
    pub(super) fn get(&self, place: u32) -> Option<&T> {
        self.items.get(place as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, place: u32) -> Option<&mut T> {
        self.items.get_mut(place as usize)?.as_mut()
    }

    /// The places so far, free ones too.
    pub(super) fn places(&self) -> &[Option<T>] {
        &self.items
    }
}
