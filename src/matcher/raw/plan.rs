//! The plan of a scan: the keys of a program's paths as a tree, and its tests by slot.

use std::collections::HashMap;

use super::kernel::Endings;
use crate::matcher::program::Program;

/// The part of a program that the scan of raw bytes needs.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The root is the first.
    pub(super) nodes: Box<[PlanNode]>,
    /// For each slot, its leaves.
    pub(super) leaves: Box<[Box<[usize]>]>,
    /// For each slot, the index of its first spelling among all.
    pub(super) spellings: Box<[usize]>,
    /// The number of all spellings.
    pub(super) places: usize,
    /// Whether a slot has several.
    pub(super) has_spellings: bool,
    /// For each slot, whether a test needs the items of an array there.
    pub(super) arrays: Box<[bool]>,
    /// The number of keys that lead to the job inside a record.
    at: usize,
    /// The number of all edges.
    pub(super) edges: usize,
    /// The key of the records of a list response.
    pub(super) items: Key,
    /// How that ends.
    pub(super) only_items: Endings,
}

/// An object with wanted keys.
#[derive(Debug, Default)]
pub(super) struct PlanNode {
    edges: Vec<Edge>,
    /// The index of each edge.
    index: HashMap<Box<[u8]>, usize>,
    /// How the keys end; at the root, also `items`.
    pub(super) endings: Endings,
}

/// This many edges are searched faster than looked up.
const FEW: usize = 32;

impl PlanNode {
    /// The edge of the key that closes at `quote`; `last` has the eight bytes before it.
    #[inline(always)]
    pub(super) fn find(&self, bytes: &[u8], quote: usize, last: u64) -> Option<&Edge> {
        if self.edges.len() <= FEW {
            return self.edges.iter().find(|edge| edge.key.ends_at(bytes, quote, last));
        }
        let key = memchr::memrchr(b'"', bytes.get(..quote)?)?;
        self.named(bytes.get(key + 1..quote)?).filter(|edge| edge.key.ends_at(bytes, quote, last))
    }

    /// The edge of a key.
    pub(super) fn named(&self, key: &[u8]) -> Option<&Edge> {
        self.index.get(key).and_then(|place| self.edges.get(*place))
    }

    /// The edge of a key, made if necessary.
    fn edge(&mut self, key: &str, edges: &mut usize) -> Option<&mut Edge> {
        let next = self.edges.len();
        let place = *self.index.entry(key.as_bytes().into()).or_insert(next);
        if place == next {
            self.edges.push(Edge { key: Key::new(key), number: *edges, below: None, uses: Vec::new() });
            *edges += 1;
        }
        self.edges.get_mut(place)
    }
}

/// A wanted key.
#[derive(Debug)]
pub(super) struct Edge {
    key: Key,
    /// Its number among all edges.
    pub(super) number: usize,
    /// The node of the keys below it.
    pub(super) below: Option<usize>,
    /// The uses of its value.
    pub(super) uses: Vec<KeyUse>,
}

/// A use of a key's value.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyUse {
    pub(super) slot: usize,
    /// The index of the spelling.
    pub(super) spelling: usize,
    /// Whether the path ends here, with this value.
    pub(super) is_value: bool,
    /// Whether the spelling counts, because the record has its property.
    pub(super) is_decisive: bool,
}

/// A key, with its last bytes as a number, which distinguish most keys.
#[derive(Debug)]
pub(super) struct Key {
    bytes: Box<[u8]>,
    last: u64,
    mask: u64,
}

impl Key {
    fn new(key: &str) -> Key {
        let quoted = [b"\"", key.as_bytes()].concat();
        let mask = last_bytes(&vec![u8::MAX; quoted.len()], quoted.len());
        Key { bytes: key.as_bytes().into(), last: last_bytes(&quoted, quoted.len()), mask }
    }

    /// Whether the string that closes at `quote` is this key; `last` has the eight bytes before the
    /// quote. A string with a backslash may only have the same ending.
    #[inline(always)]
    pub(super) fn ends_at(&self, bytes: &[u8], quote: usize, last: u64) -> bool {
        if (last ^ self.last) & self.mask != 0 {
            return false;
        }
        match bytes.get(quote.wrapping_sub(self.bytes.len() + 1)..quote) {
            Some([b'"', key @ ..]) => key.len() < 8 || *key == *self.bytes,
            _ => false,
        }
    }

    /// Whether a key is this one.
    pub(super) fn is(&self, key: &[u8]) -> bool {
        *self.bytes == *key
    }

    fn quoted(&self) -> Vec<u8> {
        [b"\"", &*self.bytes].concat()
    }
}

/// The eight bytes before a place as a number, the last of them highest; zeros for missing ones.
#[inline(always)]
pub(super) fn last_bytes(bytes: &[u8], end: usize) -> u64 {
    match bytes.get(end.wrapping_sub(8)..).and_then(<[u8]>::first_chunk) {
        Some(last) => u64::from_le_bytes(*last),
        None => bytes.iter().take(end).fold(0, |number, byte| number >> 8 | u64::from(*byte) << 56),
    }
}

impl Plan {
    /// The keys of `at` lead to the job inside a record.
    pub(crate) fn new(program: &Program, at: &[Box<str>]) -> Plan {
        let mut nodes = vec![PlanNode::default()];
        let mut edges = 0;
        let mut spellings = Vec::new();
        let mut places = 0;
        for (slot, of_slot) in program.slots.iter().enumerate() {
            spellings.push(places);
            places += of_slot.spellings.len();
            for (spelling, path) in of_slot.spellings.iter().enumerate() {
                let mut node = 0;
                let length = at.len() + path.keys.len();
                for (depth, key) in (1..).zip(at.iter().chain(&path.keys)) {
                    let next = nodes.len();
                    let Some(edge) = nodes.get_mut(node).and_then(|node| node.edge(key, &mut edges)) else {
                        break;
                    };
                    let is_value = depth == length;
                    let is_decisive = depth == at.len() + path.decisive;
                    if is_value || is_decisive && of_slot.spellings.len() > 1 {
                        edge.uses.push(KeyUse { slot, spelling, is_value, is_decisive });
                    }
                    if !is_value {
                        node = *edge.below.get_or_insert(next);
                        if node == next {
                            nodes.push(PlanNode::default());
                        }
                    }
                }
            }
        }
        let items = Key::new("items");
        for (number, node) in nodes.iter_mut().enumerate() {
            let keys = node.edges.iter().map(|edge| &edge.key).chain((number == 0).then_some(&items));
            let quoted: Vec<_> = keys.map(Key::quoted).collect();
            node.endings = Endings::new(quoted.iter().map(Vec::as_slice));
        }
        let only_items = Endings::new([&*items.quoted()].into_iter());
        let mut leaves = vec![Vec::new(); program.slots.len()];
        let mut arrays = vec![false; program.slots.len()];
        for (place, leaf) in program.leaves.iter().enumerate() {
            if let Some(of_slot) = leaves.get_mut(leaf.slot) {
                of_slot.push(place);
            }
            if let Some(array) = arrays.get_mut(leaf.slot) {
                *array |= leaf.test.enters_arrays();
            }
        }
        Plan {
            nodes: nodes.into(),
            leaves: leaves.into_iter().map(Vec::into_boxed_slice).collect(),
            spellings: spellings.into(),
            places,
            has_spellings: program.slots.iter().any(|slot| slot.spellings.len() > 1),
            arrays: arrays.into(),
            at: at.len(),
            edges,
            items,
            only_items,
        }
    }

    /// With another answer, for each slot, to whether a test needs the items of an array there.
    pub(crate) fn entering(mut self, arrays: Box<[bool]>) -> Plan {
        self.arrays = arrays;
        self
    }

    /// The number of objects around the value of a slot, in one of its spellings.
    #[cold]
    pub(super) fn depth(&self, program: &Program, slot: usize, spelling: usize) -> usize {
        let spelling = program.slots.get(slot).and_then(|slot| slot.spellings.get(spelling));
        self.at + spelling.map_or(0, |spelling| spelling.keys.len())
    }
}
