//! What the scan looks for: the keys of a program's paths as a tree, and its tests by slot.

use std::collections::HashMap;

use crate::matcher::program::Program;

/// The part of a program that the scan of raw bytes needs.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The root is the first.
    pub(super) nodes: Box<[Node]>,
    /// For each slot, its leaves.
    pub(super) leaves: Box<[Box<[usize]>]>,
    /// For each slot, the number of its first place among all spellings.
    pub(super) spellings: Box<[usize]>,
    /// How many spellings there are in all.
    pub(super) places: usize,
    /// How many edges there are in all.
    pub(super) edges: usize,
}

/// An object in which keys are looked for.
#[derive(Debug, Default)]
pub(super) struct Node {
    edges: Vec<Edge>,
    /// Where each edge is, once there are more than [`FEW`].
    index: HashMap<Box<[u8]>, usize>,
}

/// So many edges are gone through faster than looked up.
const FEW: usize = 8;

impl Node {
    /// The edge of a key, `first` being its first bytes.
    #[inline(always)]
    pub(super) fn find(&self, key: &[u8], first: u64) -> Option<&Edge> {
        if self.edges.len() <= FEW {
            self.edges.iter().find(|edge| edge.key.is(key, first))
        } else {
            self.indexed(key)
        }
    }

    fn indexed(&self, key: &[u8]) -> Option<&Edge> {
        self.index.get(key).and_then(|place| self.edges.get(*place))
    }

    /// The edge of a key, which is made where there is none.
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

/// A key that is looked for.
#[derive(Debug)]
pub(super) struct Edge {
    key: Key,
    /// Its number among all edges.
    pub(super) number: usize,
    /// The node of the keys below it.
    pub(super) below: Option<usize>,
    /// What its value is for.
    pub(super) uses: Vec<Use>,
}

/// What the value of a key is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    pub(super) slot: usize,
    /// Which of the spellings of the slot.
    pub(super) spelling: usize,
    /// Whether the path ends here, so that this is the value.
    pub(super) is_value: bool,
    /// Whether the spelling counts, for its property stands in the record.
    pub(super) is_decisive: bool,
}

/// A key, with its first bytes as a number: most are told apart by that and their length.
#[derive(Debug)]
pub(super) struct Key {
    bytes: Box<[u8]>,
    first: u64,
}

impl Key {
    pub(super) fn new(key: &str) -> Key {
        Key { bytes: key.as_bytes().into(), first: first_bytes(key.as_bytes()) }
    }

    /// Whether a key is this one, `first` being its [`first_bytes`].
    #[inline(always)]
    pub(super) fn is(&self, key: &[u8], first: u64) -> bool {
        self.first == first && self.bytes.len() == key.len() && (key.len() <= 8 || *self.bytes == *key)
    }
}

/// The first eight bytes of a key, as a number; zeros where it is shorter.
fn first_bytes(key: &[u8]) -> u64 {
    key.iter().take(8).rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The [`first_bytes`] of the key that stands at `start` and has `length` bytes.
#[inline(always)]
pub(super) fn first_bytes_at(bytes: &[u8], start: usize, length: usize) -> u64 {
    match bytes.get(start..).and_then(<[u8]>::first_chunk) {
        Some(first) if length >= 8 => u64::from_le_bytes(*first),
        Some(first) => u64::from_le_bytes(*first) & ((1 << (8 * length)) - 1),
        None => first_bytes(bytes.get(start..start + length).unwrap_or_default()),
    }
}

impl Plan {
    /// The keys of `at` lead to the job inside a record.
    pub(crate) fn new(program: &Program, at: &[Box<str>]) -> Plan {
        let mut nodes = vec![Node::default()];
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
                        edge.uses.push(Use { slot, spelling, is_value, is_decisive });
                    }
                    if !is_value {
                        node = *edge.below.get_or_insert(next);
                        if node == next {
                            nodes.push(Node::default());
                        }
                    }
                }
            }
        }
        let mut leaves = vec![Vec::new(); program.slots.len()];
        for (place, leaf) in program.leaves.iter().enumerate() {
            if let Some(of_slot) = leaves.get_mut(leaf.slot) {
                of_slot.push(place);
            }
        }
        Plan {
            nodes: nodes.into(),
            leaves: leaves.into_iter().map(Vec::into_boxed_slice).collect(),
            spellings: spellings.into(),
            places,
            edges,
        }
    }
}
