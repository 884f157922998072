//! All strings that `contains`, `startswith` and `endswith` look for in one property, at once.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};

use super::index::Hit;
use super::shrink;

/// Strings, each of one term.
#[derive(Debug, Default)]
pub(super) struct Needles {
    needles: Vec<Option<Needle>>,
    /// The place of the needle of each term.
    places: HashMap<u32, usize>,
    /// The automaton of the first needles. The next search makes it.
    built: OnceLock<Built>,
}

#[derive(Debug)]
struct Needle {
    term: u32,
    text: Box<[u8]>,
    is_exact: bool,
}

/// An automaton of needles.
#[derive(Debug)]
struct Built {
    /// `None` if there are none, or they are too many for one.
    automaton: Option<NFA>,
    /// The place of the needle of each pattern.
    places: Vec<usize>,
    /// Places from here on are newer.
    count: usize,
}

/// An automaton stays until this many needles are newer, and one in eight: so the automata of a growing
/// set take linear time together.
const FRESH: usize = 16;

impl Needles {
    pub(super) fn insert(&mut self, term: u32, text: &[u8], is_exact: bool) {
        self.places.insert(term, self.needles.len());
        self.needles.push(Some(Needle { term, text: text.into(), is_exact }));
        let covered = self.built.get().map_or(0, |built| built.count);
        if self.needles.len() - covered > FRESH + covered / 8 {
            self.built.take();
        }
    }

    pub(super) fn remove(&mut self, term: u32) {
        let Some(place) = self.places.remove(&term) else { return };
        if let Some(needle) = self.needles.get_mut(place) {
            *needle = None;
        }
        shrink(&mut self.places);
        if self.needles.len() > FRESH + self.places.len() + self.places.len() / 4 {
            self.needles.retain(Option::is_some);
            self.needles.shrink_to_fit();
            let terms = self.needles.iter().flatten().map(|needle| needle.term);
            self.places = terms.zip(0..).collect();
            self.built.take();
        }
    }

    /// Calls `hit` for the term of each needle that a string contains, and of each needle that the automaton
    /// does not have yet.
    pub(super) fn find(&self, text: &[u8], hit: &mut Hit<'_>) {
        if self.places.is_empty() {
            return;
        }
        let built = self.built.get_or_init(|| self.build());
        let fresh = self.needles.iter().skip(if built.automaton.is_some() { built.count } else { 0 });
        fresh.flatten().for_each(|needle| hit(needle.term, false));
        let Some(automaton) = &built.automaton else { return };
        let Ok(mut state) = automaton.start_state(Anchored::No) else { return };
        // A state with several needles is looked at once, so those in a string of one repeated letter take no
        // more time than the automaton has states.
        let mut met = BTreeSet::new();
        for byte in text {
            state = automaton.next_state(Anchored::No, state, *byte);
            if automaton.is_match(state) && (automaton.match_len(state) == 1 || met.insert(state)) {
                for number in 0..automaton.match_len(state) {
                    let pattern = automaton.match_pattern(state, number).as_usize();
                    let place = built.places.get(pattern).copied().unwrap_or(usize::MAX);
                    if let Some(Some(needle)) = self.needles.get(place) {
                        hit(needle.term, needle.is_exact);
                    }
                }
            }
        }
    }

    fn build(&self) -> Built {
        let live =
            || self.needles.iter().enumerate().filter_map(|(place, needle)| Some((place, needle.as_ref()?)));
        let mut builder = NFA::builder();
        builder.match_kind(MatchKind::Standard).prefilter(false);
        Built {
            automaton: builder.build(live().map(|(_, needle)| &needle.text)).ok(),
            places: live().map(|(place, _)| place).collect(),
            count: self.needles.len(),
        }
    }
}
