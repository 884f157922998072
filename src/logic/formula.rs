//! A requirement on the verdicts of filters, as a formula of `and` and `or` over the verdicts of their tests.

use super::atoms::Atoms;
use super::values::Want;
use crate::check::condition::Condition;
use crate::check::meaning::{Meaning, MeaningPart};
use crate::matcher::Verdict;

/// A part of a formula.
#[derive(Debug)]
pub(super) enum Part {
    /// A test must have this verdict, or must not.
    One {
        atom: usize,
        want: Want,
    },
    All(Vec<usize>),
    Any(Vec<usize>),
}

/// Parts, each before those that contain it. The last is the whole.
#[derive(Debug, Default)]
pub(super) struct Formula {
    pub(super) parts: Vec<Part>,
}

impl Formula {
    fn add(&mut self, part: Part) -> usize {
        self.parts.push(part);
        self.parts.len() - 1
    }

    /// Joins parts that must all be.
    pub(super) fn all(&mut self, parts: Vec<usize>) -> usize {
        self.add(Part::All(parts))
    }

    /// Adds that a filter has this verdict, or does not.
    pub(super) fn require<'f>(&mut self, meaning: &Meaning<'f>, want: Want, atoms: &mut Atoms<'f>) -> usize {
        // `and` is true if all parts are true, and false if any is false. The negation turns each round.
        let is_dual = (want.verdict == Verdict::True) != want.is;
        let mut open: Vec<(bool, Vec<usize>)> = Vec::new();
        let mut result = 0;
        let mut steps: Vec<Step<'_, 'f>> = meaning.root().map(Step::Enter).into_iter().collect();
        while let Some(step) = steps.pop() {
            let done = match step {
                Step::Enter(MeaningPart::One(condition)) => self.condition(condition, want, atoms),
                Step::Enter(part @ (MeaningPart::All(parts) | MeaningPart::Any(parts))) => {
                    open.push((matches!(part, MeaningPart::All(_)) != is_dual, Vec::new()));
                    steps.push(Step::Leave);
                    steps.extend(
                        parts.iter().rev().filter_map(|part| meaning.resolved(*part)).map(Step::Enter),
                    );
                    continue;
                }
                Step::Leave => match open.pop() {
                    Some((true, parts)) => self.add(Part::All(parts)),
                    Some((false, parts)) => self.add(Part::Any(parts)),
                    None => continue,
                },
            };
            match open.last_mut() {
                Some((_, parts)) => parts.push(done),
                None => result = done,
            }
        }
        result
    }

    fn condition<'f>(&mut self, condition: &Condition<'f>, want: Want, atoms: &mut Atoms<'f>) -> usize {
        // The verdict of the test before its denial.
        let own = Want { verdict: if condition.denied { !want.verdict } else { want.verdict }, ..want };
        let tests = atoms.of(condition);
        let parts: Vec<usize> =
            tests.into_iter().map(|atom| self.add(Part::One { atom, want: own })).collect();
        if let [only] = *parts {
            return only;
        }
        // Two bounds, which are never denied: both are true, or one is not.
        let is_all = (own.verdict == Verdict::True) == own.is;
        self.add(if is_all { Part::All(parts) } else { Part::Any(parts) })
    }
}

enum Step<'m, 'f> {
    Enter(&'m MeaningPart<'f>),
    Leave,
}
