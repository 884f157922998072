//! Reads one record: it finds the filter's keys, and decides the filter as soon as possible.

use std::ops::Range;

use super::cursor::{Cursor, End, Fault, ScanStop, Step};
use super::documents::RecordSearch;
use super::kernel::Kernel;
use super::marks::KeyMark;
use super::plan::{Edge, Plan, last_bytes};
use super::text::{characters, unescape};
use super::validate::{Validator, number_length};
use crate::limits;
use crate::matcher::number::Number;
use crate::matcher::program::{JobValue, Program};
use crate::matcher::set::KeptValues;
use crate::matcher::truth::Verdict;

/// The kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordRead {
    /// A record, which ends there.
    Record { matches: bool, end: usize },
    /// A list response; its first item is at or after this place.
    List { items: usize },
}

/// The state of the current record. It is reused, to keep its memory.
#[derive(Debug)]
pub(super) struct Evaluation {
    /// For each gate, the number of its unknown parts; [`DECIDED`] if they do not matter.
    open: Vec<u32>,
    /// A bit for each edge: whether the record has the key. The first of repeated ones counts.
    seen: Vec<u64>,
    /// For each slot, whether its value is known.
    filled: Vec<bool>,
    /// For each spelling that is not the first, the place of its value.
    held: Vec<Option<usize>>,
    /// For each spelling, whether it counts.
    present: Vec<bool>,
    /// The nodes of the objects around the current one.
    outer: Vec<usize>,
    scratch: Vec<u8>,
    /// The values for a set of filters, if the search is for one.
    pub(super) kept: Option<Box<KeptValues>>,
    /// The place in the last record that decided it.
    pub(super) decided: usize,
    /// Whether a test of the last record was null.
    pub(super) met_null: bool,
}

const DECIDED: u32 = u32::MAX;

impl<'b> JobValue<'b> {
    /// A value that is neither a string nor a container; `None` if it is not JSON.
    #[inline(always)]
    pub(super) fn word(text: &'b [u8]) -> Option<JobValue<'b>> {
        Some(match text {
            b"null" => JobValue::Null,
            b"true" => JobValue::Boolean(true),
            b"false" => JobValue::Boolean(false),
            _ if number_length(text) == Some(text.len()) => JobValue::Number(Number::Text(text)),
            _ => return None,
        })
    }
}

impl Evaluation {
    pub(super) fn new(search: RecordSearch<'_>) -> Evaluation {
        let RecordSearch { program, plan, set, .. } = search;
        Evaluation {
            open: vec![0; program.gates.len()],
            seen: vec![0; plan.edges.div_ceil(64)],
            filled: vec![false; program.slots.len()],
            held: vec![None; plan.places],
            present: vec![false; plan.places],
            outer: Vec::new(),
            scratch: Vec::new(),
            kept: set.map(|_| Box::default()),
            decided: 0,
            met_null: false,
        }
    }

    #[inline(always)]
    fn reset(&mut self, search: RecordSearch<'_>) {
        let RecordSearch { program, plan, set, .. } = search;
        for (open, gate) in self.open.iter_mut().zip(&program.gates) {
            *open = gate.parts;
        }
        self.seen.fill(0);
        self.filled.fill(false);
        self.outer.clear();
        self.met_null = false;
        // Most filters have no property with two spellings.
        if plan.has_spellings {
            self.held.fill(None);
            self.present.fill(false);
        }
        if let (Some(kept), Some(set)) = (&mut self.kept, set) {
            kept.begin(set);
        }
    }

    /// Whether a key is new; afterwards it is not.
    #[inline(always)]
    fn is_first(&mut self, edge: &Edge) -> bool {
        let Some(word) = self.seen.get_mut(edge.number / 64) else { return false };
        let bit = 1 << (edge.number % 64);
        let is_first = *word & bit == 0;
        *word |= bit;
        is_first
    }

    /// Sets a part of the filter after one of its tests is known. Returns the verdict of the whole,
    /// if that decides it.
    #[inline(always)]
    fn resolve(&mut self, program: &Program, mut place: usize, mut truth: bool) -> Option<bool> {
        loop {
            let (gate, open) = (program.gates.get(place)?, self.open.get_mut(place)?);
            if *open == DECIDED {
                return None;
            }
            // An `and` waits for all of its parts while they are true, an `or` while they are false.
            if truth == gate.is_and {
                *open -= 1;
                if *open > 0 {
                    return None;
                }
            } else {
                truth = !gate.is_and;
            }
            *open = DECIDED;
            match gate.parent {
                Some(parent) => place = parent,
                None => return Some(truth),
            }
        }
    }

    /// Decides the tests of a slot, and returns the verdict of the filter if that decides it.
    #[inline(always)]
    fn fill(&mut self, search: RecordSearch<'_>, slot: usize, value: JobValue<'_>) -> Option<bool> {
        let filled = self.filled.get_mut(slot)?;
        if std::mem::replace(filled, true) {
            return None;
        }
        if let Some(kept) = &mut self.kept {
            return kept.keep(search.set?, slot, value);
        }
        for place in search.plan.leaves.get(slot)? {
            let Some(leaf) = search.program.leaves.get(*place) else { continue };
            if self.open.get(leaf.gate) == Some(&DECIDED) {
                continue;
            }
            let verdict = leaf.verdict(value);
            self.met_null |= verdict == Verdict::Null;
            let truth = verdict >= search.least;
            if let Some(verdict) = self.resolve(search.program, leaf.gate, truth) {
                return Some(verdict);
            }
        }
        None
    }

    /// Reads the record that begins with the `{` at `start`.
    ///
    /// With `TOP`, it may be a list response instead. `known` is the end of a valid record.
    #[inline(always)]
    pub(super) fn record<K: Kernel, const TOP: bool>(
        &mut self,
        search: RecordSearch<'_>,
        cursor: &mut Cursor<'_, K>,
        start: usize,
        known: Option<usize>,
    ) -> Step<RecordRead> {
        cursor.begin(start);
        self.reset(search);
        let mut at = start + 1;
        let (byte, place) = cursor.space(at)?;
        if !matches!(byte, b'"' | b'}') {
            return Err(ScanStop::Broken(place, Fault::Syntax));
        }
        // The first of repeated keys counts: after an `items` that is not an array, no other key
        // makes a list.
        let (mut here, mut may_be_list) = (0, TOP);
        while let Some(node) = search.plan.nodes.get(here) {
            let (quote, spelled) = match cursor.next(at, &node.endings)? {
                KeyMark::Key { quote, spelled } => (quote, spelled),
                KeyMark::End(end) => match self.outer.pop() {
                    Some(outer) => {
                        (here, at) = (outer, end);
                        continue;
                    }
                    None => return self.finish(search, cursor, end),
                },
            };
            at = quote + 1;
            let (edge, is_items) = if !spelled {
                let last = last_bytes(cursor.bytes, quote);
                (node.find(cursor.bytes, quote, last), search.plan.items.ends_at(cursor.bytes, quote, last))
            } else if cursor.value(quote)?.is_some() {
                let key = cursor.spelled(quote)?;
                (node.named(&key), search.plan.items.is(&key))
            } else {
                continue;
            };
            if edge.is_none() && !is_items {
                continue;
            }
            let Some((first, value)) = cursor.value(quote)? else { continue };
            if may_be_list && is_items && self.outer.is_empty() {
                if first == b'[' {
                    return Ok(RecordRead::List { items: value + 1 });
                }
                may_be_list = false;
            }
            at = value;
            let Some(edge) = edge.filter(|edge| self.is_first(edge)) else { continue };
            if !edge.uses.is_empty() {
                let decided = self.take(search, cursor, edge, first, value)?;
                if let (Some(matches), Some(end)) = (decided, known) {
                    self.decided = value;
                    return Ok(RecordRead::Record { matches, end });
                }
                if let Some(matches) = decided {
                    return self.tail::<K, TOP>(search.plan, cursor, first, value, matches, may_be_list);
                }
            }
            if let (Some(below), b'{') = (edge.below, first) {
                if self.outer.len() + 1 == limits::NESTING {
                    return Err(ScanStop::Broken(value, Fault::Depth));
                }
                self.outer.push(std::mem::replace(&mut here, below));
                at = value + 1;
            }
        }
        // Each edge leads to a node.
        Err(ScanStop::Broken(start, Fault::Syntax))
    }

    /// Takes the value of a wanted key, and returns the verdict of the filter if it is decided.
    #[inline(always)]
    fn take<K: Kernel>(
        &mut self,
        search: RecordSearch<'_>,
        cursor: &mut Cursor<'_, K>,
        edge: &Edge,
        first: u8,
        value: usize,
    ) -> Step<Option<bool>> {
        for used in &edge.uses {
            let place =
                search.plan.spellings.get(used.slot).map_or(usize::MAX, |place| place + used.spelling);
            if used.is_decisive
                && let Some(present) = self.present.get_mut(place)
            {
                *present = true;
            }
            if !used.is_value {
                continue;
            }
            if used.spelling > 0 {
                // An earlier spelling may still come.
                if let Some(held) = self.held.get_mut(place) {
                    *held = Some(value);
                }
                continue;
            }
            let depth = self.outer.len() + 1;
            let decided = self.fill_from(search, cursor, used.slot, first, value, depth)?;
            if decided.is_some() {
                return Ok(decided);
            }
        }
        Ok(None)
    }

    /// Fills a slot with the value at a place, in so many objects.
    #[inline(always)]
    fn fill_from<K: Kernel>(
        &mut self,
        search: RecordSearch<'_>,
        cursor: &mut Cursor<'_, K>,
        slot: usize,
        first: u8,
        value: usize,
        depth: usize,
    ) -> Step<Option<bool>> {
        let raw = match first {
            b'"' => {
                let (end, escaped) = cursor.string_end(value + 1)?;
                let text = cursor.bytes.get(value + 1..end).unwrap_or_default();
                if escaped {
                    return self.fill_escaped(search, slot, text, value + 1);
                }
                JobValue::Text(text)
            }
            b'[' if search.plan.arrays.get(slot) == Some(&true) => array(cursor, value, depth)?,
            b'{' | b'[' => JobValue::Container,
            _ => {
                let end = cursor.scalar_end(first, value)?;
                let word = cursor.bytes.get(value..end).unwrap_or_default();
                JobValue::word(word).ok_or(ScanStop::Broken(value, Fault::Syntax))?
            }
        };
        Ok(self.fill(search, slot, raw))
    }

    #[cold]
    fn fill_escaped(
        &mut self,
        search: RecordSearch<'_>,
        slot: usize,
        text: &[u8],
        at: usize,
    ) -> Step<Option<bool>> {
        let mut scratch = std::mem::take(&mut self.scratch);
        unescape(text, &mut scratch).map_err(|(offset, fault)| ScanStop::Broken(at + offset, fault))?;
        let decided = self.fill(search, slot, JobValue::Text(&scratch));
        self.scratch = scratch;
        Ok(decided)
    }

    /// The filter is decided: find the end of the record.
    #[inline(always)]
    fn tail<K: Kernel, const TOP: bool>(
        &mut self,
        plan: &Plan,
        cursor: &mut Cursor<'_, K>,
        first: u8,
        value: usize,
        matches: bool,
        may_be_list: bool,
    ) -> Step<RecordRead> {
        self.decided = value;
        #[expect(clippy::cast_possible_truncation, reason = "as many as a path has keys")]
        let mut depth = self.outer.len() as u32 + 1;
        let at = match first {
            b'{' | b'[' => {
                depth += 1;
                value + 1
            }
            b'"' => cursor.string_end(value + 1)?.0 + 1,
            _ => value,
        };
        if TOP && !may_be_list {
            return Ok(RecordRead::Record { matches, end: cursor.container_end(at, depth)? });
        }
        Ok(match cursor.record_end::<TOP>(plan, at, depth)? {
            End::Record(end) => RecordRead::Record { matches, end },
            End::List { items } => RecordRead::List { items },
        })
    }

    /// The record is read to its end: missing values are null.
    #[inline(always)]
    fn finish<K: Kernel>(
        &mut self,
        search: RecordSearch<'_>,
        cursor: &mut Cursor<'_, K>,
        end: usize,
    ) -> Step<RecordRead> {
        self.decided = end;
        for (slot, first_place) in search.plan.spellings.iter().enumerate() {
            if self.filled.get(slot) != Some(&false) {
                continue;
            }
            let last_place = search.plan.spellings.get(slot + 1).copied().unwrap_or(search.plan.places);
            // A set has room for a property.
            if last_place == *first_place {
                continue;
            }
            let counts = (*first_place..last_place).find(|place| self.present.get(*place) == Some(&true));
            let held = counts.and_then(|place| self.held.get(place).copied().flatten());
            let decided = match held {
                Some(value) => {
                    let first = cursor.byte(value)?;
                    let spelling = counts.map_or(0, |place| place - first_place);
                    let depth = search.plan.depth(search.program, slot, spelling);
                    self.fill_from(search, cursor, slot, first, value, depth)?
                }
                None => self.fill(search, slot, JobValue::Null),
            };
            if let Some(matches) = decided {
                return Ok(RecordRead::Record { matches, end });
            }
        }
        // Every test has a verdict now, so the filter has one. A set may have no test.
        let kept = self.kept.as_mut().zip(search.set);
        let matches = kept.is_some_and(|(kept, set)| kept.judge(set));
        Ok(RecordRead::Record { matches, end })
    }
}

/// The array that begins at `start`, in `depth` objects. Its contents are valid JSON to the end.
#[cold]
fn array<'b, K: Kernel>(cursor: &mut Cursor<'b, K>, start: usize, depth: usize) -> Step<JobValue<'b>> {
    let end = cursor.container_end(start + 1, 1)?;
    let json = cursor.bytes.get(start..end).unwrap_or_default();
    Validator::check_inside(json, depth).map_err(|(at, fault)| ScanStop::Broken(start + at, fault))?;
    Ok(JobValue::Array(json))
}

/// A key and the start of its value.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// The place of the key, without its quotes.
    pub(super) key: Range<usize>,
    /// The first byte of the value.
    pub(super) first: u8,
    /// The start of the value.
    pub(super) value: usize,
}

impl Member {
    /// The member whose key begins with the quote at `at`.
    #[inline(always)]
    pub(super) fn read<K: Kernel>(cursor: &mut Cursor<'_, K>, at: usize) -> Step<Member> {
        if cursor.byte(at)? != b'"' {
            return Err(ScanStop::Broken(at, Fault::Syntax));
        }
        let (end, _) = cursor.string_end(at + 1)?;
        let (colon, place) = cursor.space(end + 1)?;
        if colon != b':' {
            return Err(ScanStop::Broken(place, Fault::Syntax));
        }
        let (first, value) = cursor.space(place + 1)?;
        Ok(Member { key: at + 1..end, first, value })
    }

    /// Whether the key is this one.
    #[inline(always)]
    pub(super) fn is<K: Kernel>(&self, cursor: &Cursor<'_, K>, name: &str) -> Step<bool> {
        let key = characters(cursor.bytes.get(self.key.clone()).unwrap_or_default())
            .map_err(|(offset, fault)| ScanStop::Broken(self.key.start + offset, fault))?;
        Ok(*key == *name.as_bytes())
    }
}
