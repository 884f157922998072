//! The search for values of Boolean variables: a small solver that learns a clause from each conflict.
//!
//! It is the search of MiniSat: two watched literals a clause, decisions by recent conflicts, learned clauses of the
//! first point that all ways to the conflict share, jumps backward and restarts. Its input is a formula without
//! `not` in front of joins (`formula.rs`), and the values that properties may have (`values/`) come in as clauses,
//! when a solution contradicts them.

use std::collections::BinaryHeap;

use super::budget::{Budget, Spent};

/// A variable.
type Var = usize;

/// A variable or its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Lit(usize);

impl Lit {
    pub(super) fn new(var: Var, is_true: bool) -> Lit {
        Lit(var * 2 + usize::from(!is_true))
    }

    fn var(self) -> Var {
        self.0 / 2
    }

    fn is_positive(self) -> bool {
        self.0.is_multiple_of(2)
    }
}

impl std::ops::Not for Lit {
    type Output = Lit;

    fn not(self) -> Lit {
        Lit(self.0 ^ 1)
    }
}

/// The state of one variable.
#[derive(Debug, Clone, Copy, Default)]
struct Assigned {
    value: Option<bool>,
    /// The number of decisions before it.
    level: usize,
    /// The clause that forced it.
    reason: Option<usize>,
    /// Its share in recent conflicts.
    activity: f64,
    is_seen: bool,
}

/// A variable in the queue for decisions, by its activity at that time.
#[derive(Debug, PartialEq)]
struct Queued(f64, Var);

impl Eq for Queued {}

impl PartialOrd for Queued {
    fn partial_cmp(&self, other: &Queued) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Queued {
    fn cmp(&self, other: &Queued) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then_with(|| other.1.cmp(&self.1))
    }
}

/// The clauses and the current values.
#[derive(Debug, Default)]
pub(super) struct Search {
    vars: Vec<Assigned>,
    clauses: Vec<Vec<Lit>>,
    /// For each literal, the clauses that watch it: their first two literals.
    watches: Vec<Vec<usize>>,
    /// The true literals in the order of their assignment.
    trail: Vec<Lit>,
    /// The length of the trail before each decision.
    decisions: Vec<usize>,
    /// The part of the trail whose consequences are known.
    propagated: usize,
    queue: BinaryHeap<Queued>,
    /// The weight of the next conflict.
    weight: f64,
    conflicts: usize,
    is_refuted: bool,
}

/// The result of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All clauses are true.
    Solved,
    /// No values make them all true.
    Refuted,
    /// The budget is spent.
    Spent,
}

impl Search {
    pub(super) fn new() -> Search {
        Search { weight: 1.0, ..Search::default() }
    }

    pub(super) fn new_var(&mut self) -> Var {
        let var = self.vars.len();
        self.vars.push(Assigned::default());
        self.watches.push(Vec::new());
        self.watches.push(Vec::new());
        self.queue.push(Queued(0.0, var));
        var
    }

    pub(super) fn value(&self, lit: Lit) -> Option<bool> {
        let value = self.vars.get(lit.var())?.value?;
        Some(value == lit.is_positive())
    }

    fn level(&self, lit: Lit) -> usize {
        self.vars.get(lit.var()).map_or(0, |var| var.level)
    }

    /// Adds a clause. One that is false takes back the decisions that make it false.
    pub(super) fn add(&mut self, mut clause: Vec<Lit>) {
        clause.sort_unstable();
        clause.dedup();
        if clause.windows(2).any(|pair| matches!(pair, [one, other] if *one == !*other)) {
            return;
        }
        // The literals that were false last come first.
        let falsity = |search: &Search, lit: Lit| match search.value(lit) {
            Some(false) => search.level(lit),
            _ => usize::MAX,
        };
        clause.sort_by_key(|lit| std::cmp::Reverse(falsity(self, *lit)));
        let top = clause.first().map_or(0, |lit| falsity(self, *lit));
        if top != usize::MAX {
            match top.checked_sub(1) {
                Some(level) => self.backtrack(level),
                None => self.is_refuted = true,
            }
        }
        match clause.as_slice() {
            [] => self.is_refuted = true,
            [only] => {
                let only = *only;
                self.backtrack(0);
                match self.value(only) {
                    Some(true) => {}
                    Some(false) => self.is_refuted = true,
                    None => self.assign(only, None),
                }
            }
            [first, second, ..] => {
                let (first, second) = (*first, *second);
                let place = self.clauses.len();
                self.watch(first, place);
                self.watch(second, place);
                self.clauses.push(clause);
                if self.value(second) == Some(false) {
                    // Only there does the first follow from the others.
                    self.backtrack(self.level(second));
                    if self.value(first).is_none() {
                        self.assign(first, Some(place));
                    }
                }
            }
        }
    }

    fn watch(&mut self, lit: Lit, clause: usize) {
        if let Some(watches) = self.watches.get_mut(lit.0) {
            watches.push(clause);
        }
    }

    fn assign(&mut self, lit: Lit, reason: Option<usize>) {
        let level = self.decisions.len();
        if let Some(var) = self.vars.get_mut(lit.var()) {
            *var = Assigned { value: Some(lit.is_positive()), level, reason, ..*var };
            self.trail.push(lit);
        }
    }

    fn backtrack(&mut self, level: usize) {
        let Some(length) = self.decisions.get(level).copied() else { return };
        self.decisions.truncate(level);
        for lit in self.trail.drain(length..) {
            if let Some(var) = self.vars.get_mut(lit.var()) {
                var.value = None;
                self.queue.push(Queued(var.activity, lit.var()));
            }
        }
        self.propagated = self.propagated.min(length);
    }

    /// Looks for values that make all clauses true. A variable without a clause is false.
    pub(super) fn solve(&mut self, budget: &mut Budget) -> Outcome {
        let mut restart_at = self.conflicts + RESTART;
        loop {
            if self.is_refuted {
                return Outcome::Refuted;
            }
            match self.propagate(budget) {
                Err(Spent) => return Outcome::Spent,
                Ok(Some(conflict)) => {
                    if self.decisions.is_empty() {
                        self.is_refuted = true;
                        continue;
                    }
                    self.conflicts += 1;
                    let learned = self.learn(conflict, budget);
                    self.add(learned);
                    if self.conflicts >= restart_at {
                        restart_at = self.conflicts + RESTART + self.conflicts / 8;
                        self.backtrack(0);
                    }
                }
                Ok(None) => match self.next_decision() {
                    None => return Outcome::Solved,
                    Some(var) => {
                        if budget.take(1).is_err() {
                            return Outcome::Spent;
                        }
                        self.decisions.push(self.trail.len());
                        self.assign(Lit::new(var, false), None);
                    }
                },
            }
        }
    }

    /// Adds the denial of a literal from which a conflict follows at once.
    pub(super) fn probe(&mut self, lit: Lit, budget: &mut Budget) -> Result<(), Spent> {
        self.backtrack(0);
        self.is_refuted |= self.propagate(budget)?.is_some();
        if self.is_refuted || self.value(lit).is_some() {
            return Ok(());
        }
        self.decisions.push(self.trail.len());
        self.assign(lit, None);
        let is_conflict = self.propagate(budget)?.is_some();
        self.backtrack(0);
        if is_conflict {
            self.add(vec![!lit]);
        }
        Ok(())
    }

    fn next_decision(&mut self) -> Option<Var> {
        while let Some(Queued(_, var)) = self.queue.pop() {
            if self.vars.get(var).is_some_and(|var| var.value.is_none()) {
                return Some(var);
            }
        }
        None
    }

    /// Assigns the consequences. Returns a clause that became false.
    fn propagate(&mut self, budget: &mut Budget) -> Result<Option<usize>, Spent> {
        while let Some(lit) = self.trail.get(self.propagated).copied() {
            self.propagated += 1;
            let falsified = !lit;
            let watching = self.watches.get_mut(falsified.0).map(std::mem::take).unwrap_or_default();
            if let Err(spent) = budget.take(1 + watching.len()) {
                self.put_back(falsified, watching);
                return Err(spent);
            }
            let mut kept = Vec::with_capacity(watching.len());
            let mut conflict = None;
            let mut rest = watching.into_iter();
            for place in rest.by_ref() {
                let Some(mut clause) = self.clauses.get_mut(place).map(std::mem::take) else { continue };
                if clause.first() == Some(&falsified) && clause.len() > 1 {
                    clause.swap(0, 1);
                }
                let first = clause.first().copied();
                let is_true = first.is_some_and(|first| self.value(first) == Some(true));
                let other = if is_true {
                    None
                } else {
                    let found = clause.iter().skip(2).position(|lit| self.value(*lit) != Some(false));
                    budget.spend(clause.len() / 8);
                    found.map(|at| at + 2)
                };
                match other {
                    Some(at) => {
                        clause.swap(1, at);
                        if let Some(lit) = clause.get(1) {
                            self.watch(*lit, place);
                        }
                    }
                    None => {
                        kept.push(place);
                        match first.filter(|_| !is_true) {
                            Some(first) if self.value(first).is_none() => self.assign(first, Some(place)),
                            Some(_) => conflict = Some(place),
                            None => {}
                        }
                    }
                }
                if let Some(empty) = self.clauses.get_mut(place) {
                    *empty = clause;
                }
                if conflict.is_some() {
                    break;
                }
            }
            kept.extend(rest);
            self.put_back(falsified, kept);
            if conflict.is_some() {
                return Ok(conflict);
            }
        }
        Ok(None)
    }

    /// The clauses that watch a false literal. None was added since they were taken: a watch moves to a literal that is
    /// not false.
    fn put_back(&mut self, lit: Lit, watching: Vec<usize>) {
        if let Some(watches) = self.watches.get_mut(lit.0) {
            *watches = watching;
        }
    }

    /// A clause that follows from the others and excludes the current conflict: the negations of the decision's last
    /// common consequence, and of the literals of earlier levels that it needs.
    fn learn(&mut self, conflict: usize, budget: &mut Budget) -> Vec<Lit> {
        let level = self.decisions.len();
        let mut learned = Vec::new();
        let mut open = 0_usize;
        let mut reason = Some(conflict);
        let mut at = self.trail.len();
        let mut seen = Vec::new();
        let mut resolved: Option<Lit> = None;
        loop {
            let clause = reason.and_then(|reason| self.clauses.get(reason));
            let clause = clause.map(Vec::as_slice).unwrap_or_default();
            budget.spend(clause.len());
            for lit in clause.iter().copied() {
                if Some(lit) == resolved {
                    continue;
                }
                let Some(var) = self.vars.get_mut(lit.var()) else { continue };
                if var.is_seen || var.level == 0 {
                    continue;
                }
                var.is_seen = true;
                var.activity += self.weight;
                seen.push(lit.var());
                if var.level == level {
                    open += 1;
                } else {
                    learned.push(lit);
                }
            }
            // The last literal of this level that the conflict needs.
            let earlier = self.trail.get(..at).unwrap_or_default();
            let is_seen = |lit: &Lit| self.vars.get(lit.var()).is_some_and(|var| var.is_seen);
            let Some(found) = earlier.iter().rposition(is_seen) else { break };
            budget.spend(at - found);
            at = found;
            let Some(next) = earlier.get(found).copied() else { break };
            open = open.saturating_sub(1);
            if open == 0 {
                learned.push(!next);
                break;
            }
            resolved = Some(next);
            reason = self.vars.get(next.var()).and_then(|var| var.reason);
        }
        for var in seen {
            if let Some(var) = self.vars.get_mut(var) {
                var.is_seen = false;
            }
        }
        self.weight *= 1.05;
        if self.weight > 1e100 {
            for var in &mut self.vars {
                var.activity *= 1e-100;
            }
            self.weight *= 1e-100;
        }
        learned
    }
}

/// How many conflicts come before the first restart.
const RESTART: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether clauses have a solution, by trying all.
    fn tried(vars: usize, clauses: &[Vec<Lit>]) -> bool {
        (0..1_u32 << vars).any(|bits| {
            clauses
                .iter()
                .all(|clause| clause.iter().any(|lit| (bits >> lit.var() & 1 == 1) == lit.is_positive()))
        })
    }

    #[test]
    fn random_clauses_are_decided_as_by_trying_all() {
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        let mut solved = 0;
        for _ in 0..3_000 {
            let vars = 3 + next(7);
            let clauses: Vec<Vec<Lit>> = (0..vars * 2 + next(vars * 3))
                .map(|_| (0..2 + next(2)).map(|_| Lit::new(next(vars), next(2) == 0)).collect())
                .collect();
            let mut search = Search::new();
            for _ in 0..vars {
                search.new_var();
            }
            // Half of them come in after a first solution, as those of values do.
            let (early, late) = clauses.split_at(clauses.len() / 2);
            early.iter().for_each(|clause| search.add(clause.clone()));
            let mut budget = Budget::new(1_000_000);
            search.solve(&mut budget);
            late.iter().for_each(|clause| search.add(clause.clone()));
            let outcome = search.solve(&mut budget);
            let expected = tried(vars, &clauses);
            assert_eq!(outcome, if expected { Outcome::Solved } else { Outcome::Refuted }, "{clauses:?}");
            if expected {
                solved += 1;
                let is_true = |clause: &Vec<Lit>| clause.iter().any(|lit| search.value(*lit) == Some(true));
                assert!(clauses.iter().all(is_true), "{clauses:?}");
            }
        }
        assert!((500..2_500).contains(&solved), "{solved}");
    }

    #[test]
    fn pigeons_in_fewer_holes_are_refuted_or_spend_the_budget() {
        for (pigeons, expected) in [(5, Outcome::Refuted), (6, Outcome::Refuted), (30, Outcome::Spent)] {
            let mut search = Search::new();
            let holes = pigeons - 1;
            for _ in 0..pigeons * holes {
                search.new_var();
            }
            for pigeon in 0..pigeons {
                search.add((0..holes).map(|hole| Lit::new(pigeon * holes + hole, true)).collect());
            }
            for hole in 0..holes {
                for one in 0..pigeons {
                    for other in 0..one {
                        let is_in = |pigeon: usize| Lit::new(pigeon * holes + hole, false);
                        search.add(vec![is_in(one), is_in(other)]);
                    }
                }
            }
            assert_eq!(search.solve(&mut Budget::new(2_000_000)), expected);
        }
    }
}
