//! Which terms of a filter are its access: one of them is true for each job that the filter selects.

use crate::matcher::program::{Gate, Program, ValueTest};
use crate::matcher::truth::Verdict;

/// The logic of a filter.
#[derive(Debug)]
pub(super) struct Plan {
    gates: Box<[Gate]>,
    /// For each leaf its gate, and its use as an access.
    leaves: Box<[(usize, LeafAccess)]>,
}

/// The use of a leaf as an access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeafAccess {
    /// Its term is one.
    Term,
    /// It is true for too many values.
    Nothing,
    /// It is never true, so it needs no term.
    Never,
}

/// An access of a part, and a guess at the share of jobs that it leads to the filter.
#[derive(Debug)]
struct Access {
    share: f64,
    leaves: Vec<usize>,
}

impl Plan {
    pub(super) fn new(program: &Program) -> Plan {
        let access = |test: &ValueTest, negated| match (test, negated) {
            (ValueTest::Constant(Verdict::Null), _)
            | (ValueTest::Constant(Verdict::False), false)
            | (ValueTest::Constant(Verdict::True), true) => LeafAccess::Never,
            (_, false) => LeafAccess::Term,
            (_, true) => LeafAccess::Nothing,
        };
        let leaves = program.leaves.iter().map(|leaf| (leaf.gate, access(&leaf.test, leaf.negated)));
        Plan { leaves: leaves.collect(), gates: program.gates.clone() }
    }

    /// The leaves of the access with the smallest share, where `share` returns that of a leaf. `None` if
    /// the program lacks an access.
    pub(super) fn choose(&self, share: impl Fn(usize) -> Option<f64>) -> Option<Vec<usize>> {
        // Any part of an `and` is an access; the parts of an `or` are one together.
        let start = |gate: &Gate| (!gate.is_and).then(|| Access { share: 0.0, leaves: Vec::new() });
        let mut found: Vec<Option<Access>> = self.gates.iter().map(start).collect();
        for (number, (gate, access)) in self.leaves.iter().enumerate() {
            let access = match access {
                LeafAccess::Never => Some(Access { share: 0.0, leaves: Vec::new() }),
                LeafAccess::Nothing => None,
                LeafAccess::Term => share(number).map(|share| Access { share, leaves: vec![number] }),
            };
            self.add(&mut found, *gate, access);
        }
        // A gate comes after the one that contains it.
        for (number, gate) in self.gates.iter().enumerate().rev() {
            let access = found.get_mut(number).and_then(Option::take);
            match gate.parent {
                Some(parent) => self.add(&mut found, parent, access),
                None => return access.map(|access| access.leaves),
            }
        }
        None
    }

    /// Joins the access of a part with those of the other parts of its gate.
    fn add(&self, found: &mut [Option<Access>], gate: usize, part: Option<Access>) {
        let (Some(joined), Some(Gate { is_and, .. })) = (found.get_mut(gate), self.gates.get(gate)) else {
            return;
        };
        *joined = match (joined.take(), part, is_and) {
            (Some(one), Some(other), true) => Some(if other.share < one.share { other } else { one }),
            (one, other, true) => one.or(other),
            (Some(mut one), Some(other), false) => {
                one.share += other.share;
                one.leaves.extend(other.leaves);
                Some(one)
            }
            (_, _, false) => None,
        };
    }
}
