//! The `and`, `or` and `not` of a filter as written, over the verdicts of its terms.
//!
//! The nodes are a flat list, a parent before its parts, so every question takes one or two loops.

use crate::Filter;
use crate::matcher::Verdict;
use crate::syntax::{NodeId, NodeKind};

/// The logic of a filter, without nodes for parentheses.
#[derive(Debug)]
pub(super) struct ReasonLogic {
    nodes: Vec<LogicNode>,
}

#[derive(Debug, Clone, Copy)]
struct LogicNode {
    id: NodeId,
    /// The node of the whole part as written: for the prefix form, the node around it.
    written: NodeId,
    parent: Option<usize>,
    kind: PartKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartKind {
    /// A condition, and its index in the order of the text.
    Term(usize),
    Not,
    And,
    Or,
}

/// A term that must have another verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NeededChange {
    /// Which term.
    pub(super) term: usize,
    /// Whether it must become true, and not false.
    pub(super) to: bool,
}

/// The number of terms that must change for a node to be true, and to be false; `None` if that is
/// impossible.
#[derive(Debug, Clone, Copy)]
struct Cost {
    to_true: usize,
    to_false: usize,
    /// The cheapest part, if one is enough.
    cheapest: usize,
}

impl ReasonLogic {
    pub(super) fn of(filter: &Filter) -> ReasonLogic {
        let ast = filter.ast();
        let mut nodes: Vec<LogicNode> = Vec::new();
        let mut terms = 0;
        let mut pending: Vec<(NodeId, Option<usize>, Option<NodeId>)> =
            ast.root().map(|root| (root, None, None)).into_iter().collect();
        while let Some((id, parent, wrapper)) = pending.pop() {
            let kind = match ast.kind(id) {
                kind @ (NodeKind::Group { .. } | NodeKind::Prefix { .. }) => {
                    let wrapper = matches!(kind, NodeKind::Prefix { .. }).then_some(id);
                    pending.extend(ast.children(id).map(|inner| (inner, parent, wrapper)));
                    continue;
                }
                NodeKind::Not { .. } => PartKind::Not,
                NodeKind::And => PartKind::And,
                NodeKind::Or => PartKind::Or,
                _ => {
                    terms += 1;
                    PartKind::Term(terms - 1)
                }
            };
            let (place, start) = (nodes.len(), pending.len());
            nodes.push(LogicNode { id, written: wrapper.unwrap_or(id), parent, kind });
            pending.extend(ast.children(id).map(|part| (part, Some(place), None)));
            // The last is taken first.
            if let Some(parts) = pending.get_mut(start..) {
                parts.reverse();
            }
        }
        ReasonLogic { nodes }
    }

    /// The node of the tree that each node is.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> {
        self.nodes.iter().map(|node| node.id)
    }

    /// The node of the tree that is the whole text of a node.
    pub(super) fn written(&self, at: usize) -> Option<NodeId> {
        self.nodes.get(at).map(|node| node.written)
    }

    /// The nodes of the terms, in the order of the text.
    pub(super) fn terms(&self) -> impl Iterator<Item = usize> {
        let is_term = |node: &LogicNode| matches!(node.kind, PartKind::Term(_));
        self.nodes.iter().enumerate().filter(move |(_, node)| is_term(node)).map(|(at, _)| at)
    }

    /// Whether the outermost node joins its parts with `and` or with `or`, and these parts. A
    /// filter without a join is its only part.
    pub(super) fn parts(&self) -> (bool, Vec<usize>) {
        match self.nodes.first().map(|root| root.kind) {
            Some(joint @ (PartKind::And | PartKind::Or)) => {
                let is_part = |node: &LogicNode| node.parent == Some(0);
                let parts = self.nodes.iter().enumerate().filter(|(_, node)| is_part(node));
                (joint == PartKind::And, parts.map(|(at, _)| at).collect())
            }
            _ => (true, vec![0]),
        }
    }

    /// The verdict of each node, from those of the terms.
    pub(super) fn verdicts(&self, terms: &[Verdict]) -> Vec<Verdict> {
        let start = |node: &LogicNode| match node.kind {
            PartKind::Term(term) => terms.get(term).copied().unwrap_or(Verdict::Null),
            PartKind::And => Verdict::True,
            PartKind::Or | PartKind::Not => Verdict::False,
        };
        let mut verdicts: Vec<Verdict> = self.nodes.iter().map(start).collect();
        for (at, parent, kind) in self.upward() {
            let verdict = verdicts.get(at).copied().unwrap_or(Verdict::Null);
            if let Some(whole) = verdicts.get_mut(parent) {
                *whole = match kind {
                    PartKind::And => whole.and(verdict),
                    PartKind::Or => whole.or(verdict),
                    PartKind::Not | PartKind::Term(_) => !verdict,
                };
            }
        }
        verdicts
    }

    /// The nodes that decided: their verdict, negated by each `not`, is that of the whole.
    pub(super) fn decisive(&self, verdicts: &[Verdict]) -> Vec<bool> {
        self.downward(true, |at, parent, kind, is_above| {
            let (part, whole) = (verdicts.get(at).copied(), verdicts.get(parent).copied());
            let part = if kind == PartKind::Not { part.map(|verdict| !verdict) } else { part };
            is_above && part == whole
        })
    }

    /// For each term, whether the filter needs it to be true: whether an even number of `not`s is
    /// around it.
    pub(super) fn wanted(&self) -> Vec<bool> {
        let wanted = self.downward(true, |_, _, kind, whole| whole != (kind == PartKind::Not));
        self.terms().filter_map(|at| wanted.get(at).copied()).collect()
    }

    /// The fewest terms that must have another verdict for the filter to be true; of several ways,
    /// the first in the order of the text. A repeated term counts twice.
    pub(super) fn fewest_changes(&self, terms: &[Verdict]) -> Vec<NeededChange> {
        let start = |node: &LogicNode| {
            let (to_true, to_false) = match node.kind {
                PartKind::Term(term) => {
                    let verdict = terms.get(term).copied().unwrap_or(Verdict::Null);
                    (usize::from(verdict != Verdict::True), usize::from(verdict != Verdict::False))
                }
                PartKind::And => (0, usize::MAX),
                PartKind::Or => (usize::MAX, 0),
                PartKind::Not => (0, 0),
            };
            Cost { to_true, to_false, cheapest: 0 }
        };
        let mut costs: Vec<Cost> = self.nodes.iter().map(start).collect();
        for (at, parent, kind) in self.upward() {
            let Some(part) = costs.get(at).copied() else { continue };
            let Some(whole) = costs.get_mut(parent) else { continue };
            match kind {
                PartKind::And => {
                    whole.to_true = whole.to_true.saturating_add(part.to_true);
                    // The last part is read first, and the first of equals is taken.
                    if part.to_false <= whole.to_false {
                        (whole.to_false, whole.cheapest) = (part.to_false, at);
                    }
                }
                PartKind::Or => {
                    whole.to_false = whole.to_false.saturating_add(part.to_false);
                    if part.to_true <= whole.to_true {
                        (whole.to_true, whole.cheapest) = (part.to_true, at);
                    }
                }
                PartKind::Not | PartKind::Term(_) => {
                    (whole.to_true, whole.to_false) = (part.to_false, part.to_true);
                }
            }
        }
        self.changes(terms, &costs)
    }

    /// The terms to change on the cheapest way.
    fn changes(&self, terms: &[Verdict], costs: &[Cost]) -> Vec<NeededChange> {
        // The verdict that each node must have, if it matters.
        let goals = self.downward(Some(true), |at, parent, kind, whole| {
            let whole = whole?;
            match (kind, whole) {
                (PartKind::And, true) | (PartKind::Or, false) => Some(whole),
                (PartKind::And | PartKind::Or, _) => {
                    costs.get(parent).is_some_and(|cost| cost.cheapest == at).then_some(whole)
                }
                (PartKind::Not | PartKind::Term(_), _) => Some(!whole),
            }
        });
        let change = |(node, goal): (&LogicNode, Option<bool>)| {
            let (PartKind::Term(term), Some(to)) = (node.kind, goal) else { return None };
            (terms.get(term).copied() != Some(to.into())).then_some(NeededChange { term, to })
        };
        self.nodes.iter().zip(goals).filter_map(change).collect()
    }

    /// Something about each node: `outermost`, and below it what `part` returns for the places of a
    /// node and its parent, the parent's kind, and the same about the parent.
    fn downward<T: Copy>(&self, outermost: T, part: impl Fn(usize, usize, PartKind, T) -> T) -> Vec<T> {
        let mut all = Vec::with_capacity(self.nodes.len());
        for (at, node) in self.nodes.iter().enumerate() {
            let above = self.above(node).and_then(|(parent, kind)| Some((parent, kind, *all.get(parent)?)));
            all.push(above.map_or(outermost, |(parent, kind, whole)| part(at, parent, kind, whole)));
        }
        all
    }

    /// Each node except the outermost, with its parent and the parent's kind; parts come before
    /// parents.
    fn upward(&self) -> impl Iterator<Item = (usize, usize, PartKind)> {
        let nodes = self.nodes.iter().enumerate().rev();
        nodes.filter_map(|(at, node)| self.above(node).map(|(parent, kind)| (at, parent, kind)))
    }

    fn above(&self, node: &LogicNode) -> Option<(usize, PartKind)> {
        let parent = node.parent?;
        Some((parent, self.nodes.get(parent)?.kind))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matcher::Verdict::{False, Null, True};

    /// A filter of equal terms, whose verdicts are given.
    fn logic(text: &str) -> ReasonLogic {
        ReasonLogic::of(&text.replace('x', "state eq 'ERROR'").parse().unwrap())
    }

    fn whole(logic: &ReasonLogic, terms: &[Verdict]) -> Verdict {
        logic.verdicts(terms)[0]
    }

    /// The fewest changes, found by trying all of them.
    fn fewest_by_trying(logic: &ReasonLogic, terms: &[Verdict]) -> usize {
        let mut fewest = usize::MAX;
        // Each term keeps its verdict, becomes true or becomes false.
        for way in 0..3_usize.pow(u32::try_from(terms.len()).unwrap()) {
            let mut changed = terms.to_vec();
            let (mut rest, mut count) = (way, 0);
            for term in &mut changed {
                match rest % 3 {
                    0 => {}
                    to => (*term, count) = ((to == 1).into(), count + 1),
                }
                rest /= 3;
            }
            if whole(logic, &changed) == True {
                fewest = fewest.min(count);
            }
        }
        fewest
    }

    #[test]
    fn the_first_of_the_cheapest_ways_is_taken() {
        let changes = |text: &str, terms: &[Verdict]| {
            let changes = logic(text).fewest_changes(terms);
            changes.iter().map(|change| (change.term, change.to)).collect::<Vec<_>>()
        };
        assert_eq!(changes("x", &[True]), []);
        assert_eq!(changes("x", &[Null]), [(0, true)]);
        assert_eq!(changes("not x", &[Null]), [(0, false)]);
        assert_eq!(changes("x or x", &[False, False]), [(0, true)]);
        assert_eq!(changes("x and (x and x or x)", &[False, False, False, Null]), [(0, true), (3, true)]);
        assert_eq!(changes("not (x and (x or x))", &[True, True, True]), [(0, false)]);
        assert_eq!(changes("not (x or (x and x))", &[True, True, True]), [(0, false), (1, false)]);
    }

    #[test]
    fn what_went_up_to_the_whole_decided() {
        let decided = |text: &str, terms: &[Verdict]| {
            let logic = logic(text);
            let decisive = logic.decisive(&logic.verdicts(terms));
            logic.terms().map(|at| decisive[at]).collect::<Vec<_>>()
        };
        assert_eq!(decided("x and x and x", &[False, True, Null]), [true, false, false]);
        assert_eq!(decided("x and x and x", &[True, True, Null]), [false, false, true]);
        assert_eq!(decided("x or x and x", &[True, True, False]), [true, false, false]);
        assert_eq!(decided("not (x or x) and x", &[True, False, True]), [true, false, false]);
        assert_eq!(decided("not not x", &[True]), [true]);
    }

    #[test]
    fn nots_turn_what_is_wanted() {
        assert_eq!(logic("x and not (x or not x)").wanted(), [true, false, true]);
    }

    /// `and`, `or`, `not` and parentheses around terms.
    fn shape() -> impl Strategy<Value = String> {
        Just("x".to_owned()).prop_recursive(4, 7, 3, |inner| {
            prop_oneof![
                inner.clone().prop_map(|part| format!("not ({part})")),
                prop::collection::vec(inner.clone(), 2..4)
                    .prop_map(|parts| format!("({})", parts.join(" and "))),
                prop::collection::vec(inner, 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_way_is_cheaper_than_the_fewest_changes(
            text in shape(),
            terms in prop::collection::vec(prop::sample::select(&[False, Null, True][..]), 8),
        ) {
            let logic = logic(&text);
            let count = logic.terms().count();
            prop_assume!(count <= 8);
            let terms = &terms[..count];
            let changes = logic.fewest_changes(terms);
            let mut changed = terms.to_vec();
            for change in &changes {
                prop_assert_ne!(changed[change.term], change.to.into());
                changed[change.term] = change.to.into();
            }
            prop_assert_eq!(whole(&logic, &changed), True, "{} {:?}", text, changes);
            prop_assert_eq!(changes.len(), fewest_by_trying(&logic, terms), "{} {:?}", text, terms);
        }

        /// Without nulls, the terms that decided give the whole its verdict, for any verdict of the
        /// others.
        #[test]
        fn what_decided_is_enough(
            text in shape(),
            terms in prop::collection::vec(prop::sample::select(&[False, True][..]), 8),
            others in prop::collection::vec(prop::sample::select(&[False, True][..]), 8),
        ) {
            let logic = logic(&text);
            let count = logic.terms().count();
            prop_assume!(count <= 8);
            let verdicts = logic.verdicts(&terms[..count]);
            let decisive = logic.decisive(&verdicts);
            let decided: Vec<bool> = logic.terms().map(|at| decisive[at]).collect();
            prop_assert!(decided.contains(&true));
            let mixed: Vec<Verdict> =
                (0..count).map(|term| if decided[term] { terms[term] } else { others[term] }).collect();
            prop_assert_eq!(whole(&logic, &mixed), verdicts[0]);
        }
    }
}
