//! A requirement → a job that meets it, or the proof that there is none.
//!
//! The search (`search.rs`) chooses verdicts of tests that satisfy the formula. The tests that it needs are grouped
//! by property, and each property gets a value (`values/`). A property without one gives a new clause: these verdicts
//! do not occur together. Properties count as independent, except that a value below an object needs the object.
//! This allows more jobs than exist, so a refutation is a proof, and a job is tried with the matcher.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::atoms::{Atoms, JobValues};
use super::budget::{Budget, Spent};
use super::formula::{Formula, Part};
use super::order;
use super::search::{Lit, Outcome, Search};
use super::values::{Found, Want, set};
use crate::Filter;
use crate::check::meaning::Meaning;
use crate::matcher::{Matcher, Verdict};

/// A job that meets a requirement.
#[derive(Debug, Clone, PartialEq)]
pub enum Witness {
    /// Such a job: small, with the types of the list, and tried with the matcher.
    Job(Value),
    /// No job with the types of the list meets it.
    Nothing,
    /// The search did not decide it within its budget.
    Unknown,
}

/// Looks for a job for which filters have these verdicts. All filters are of one list.
pub(super) fn find(requirements: &[(&Filter, Want)], values: JobValues, budget: &mut Budget) -> Witness {
    let Some((first, _)) = requirements.first() else { return Witness::Unknown };
    let mut atoms = Atoms::new(first.schema(), values);
    let mut formula = Formula::default();
    let mut whole = Vec::new();
    for (filter, want) in requirements {
        whole.push(formula.require(&Meaning::of(filter), *want, &mut atoms));
    }
    formula.all(whole);
    let mut proof = Proof::new(&formula, &atoms);
    if proof.prepare(budget).is_err() {
        return Witness::Unknown;
    }
    // Whether verdicts were excluded without a proof.
    let mut is_partial = false;
    loop {
        match proof.search.solve(budget) {
            Outcome::Refuted if !is_partial => return Witness::Nothing,
            Outcome::Refuted | Outcome::Spent => return Witness::Unknown,
            Outcome::Solved => {}
        }
        match proof.job(budget) {
            Attempt::Job(job) => {
                let is_right =
                    requirements.iter().all(|(filter, want)| want.allows(Matcher::new(filter).verdict(&job)));
                return if is_right { Witness::Job(job) } else { Witness::Unknown };
            }
            Attempt::Conflict { verdicts, is_proved } => {
                is_partial |= !is_proved;
                let clause = verdicts.into_iter().map(|(atom, want)| !proof.lit(atom, want)).collect();
                proof.search.add(clause);
            }
        }
    }
}

/// The variables of a formula.
struct Proof<'p, 'f> {
    formula: &'p Formula,
    atoms: &'p Atoms<'f>,
    search: Search,
    /// For each test, the variables "it is true" and "it is false".
    verdicts: Vec<[Lit; 2]>,
    /// For each part of the formula, the literal from which it follows.
    parts: Vec<Lit>,
}

/// An attempt to make a job.
enum Attempt {
    Job(Value),
    /// These verdicts do not occur together, or no value was found for them.
    Conflict {
        verdicts: Wants,
        is_proved: bool,
    },
}

/// Tests of one property with their verdicts.
type Wants = Vec<(usize, Want)>;

impl<'p, 'f> Proof<'p, 'f> {
    fn new(formula: &'p Formula, atoms: &'p Atoms<'f>) -> Proof<'p, 'f> {
        let mut search = Search::new();
        let mut verdicts = Vec::new();
        for atom in &atoms.atoms {
            let is_true = Lit::new(search.new_var(), true);
            let is_false = if atom.may_be_null() {
                let is_false = Lit::new(search.new_var(), true);
                search.add(vec![!is_true, !is_false]);
                is_false
            } else {
                !is_true
            };
            verdicts.push([is_true, is_false]);
        }
        let mut proof = Proof { formula, atoms, search, verdicts, parts: Vec::new() };
        for part in &formula.parts {
            let lit = match part {
                Part::One { atom, want } => proof.lit(*atom, *want),
                Part::All(parts) => {
                    let own = Lit::new(proof.search.new_var(), true);
                    for part in proof.lits(parts) {
                        proof.search.add(vec![!own, part]);
                    }
                    own
                }
                Part::Any(parts) => {
                    let own = Lit::new(proof.search.new_var(), true);
                    let mut clause = proof.lits(parts);
                    clause.push(!own);
                    proof.search.add(clause);
                    own
                }
            };
            proof.parts.push(lit);
        }
        if let Some(whole) = proof.parts.last().copied() {
            proof.search.add(vec![whole]);
        }
        proof
    }

    /// Adds what follows from the order of values, and tries each alternative of several tests alone. Both would
    /// otherwise be learned from conflicts, which may be too many.
    fn prepare(&mut self, budget: &mut Budget) -> Result<(), Spent> {
        let verdicts = &self.verdicts;
        let is_true = |atom: usize| verdicts.get(atom).map_or(Lit::new(0, true), |[is_true, _]| *is_true);
        order::add(&mut self.search, self.atoms, is_true, budget)?;
        for part in &self.formula.parts {
            let Part::Any(parts) = part else { continue };
            let is_join = |part: &&usize| !matches!(self.formula.parts.get(**part), Some(Part::One { .. }));
            for lit in parts.iter().filter(is_join).filter_map(|part| self.parts.get(*part)) {
                self.search.probe(*lit, budget)?;
            }
        }
        Ok(())
    }

    /// The literal of a verdict.
    fn lit(&self, atom: usize, want: Want) -> Lit {
        let [is_true, is_false] = self.verdicts.get(atom).copied().unwrap_or([Lit::new(0, true); 2]);
        let lit = if want.verdict == Verdict::True { is_true } else { is_false };
        if want.is { lit } else { !lit }
    }

    fn lits(&self, parts: &[usize]) -> Vec<Lit> {
        parts.iter().filter_map(|part| self.parts.get(*part).copied()).collect()
    }

    /// The verdicts that make the formula true, by property.
    fn needed(&self) -> BTreeMap<usize, Wants> {
        let mut needed: BTreeMap<usize, Wants> = BTreeMap::new();
        let mut steps: Vec<usize> = self.formula.parts.len().checked_sub(1).into_iter().collect();
        while let Some(step) = steps.pop() {
            match self.formula.parts.get(step) {
                Some(Part::One { atom, want }) => {
                    if let Some(known) = self.atoms.atoms.get(*atom) {
                        needed.entry(known.property).or_default().push((*atom, *want));
                    }
                }
                Some(Part::All(parts)) => steps.extend(parts),
                Some(Part::Any(parts)) => {
                    let is_true = |part: &&usize| {
                        self.parts.get(**part).is_some_and(|lit| self.search.value(*lit) == Some(true))
                    };
                    steps.extend(parts.iter().find(is_true));
                }
                None => {}
            }
        }
        for wants in needed.values_mut() {
            wants.sort_by_key(|(atom, want)| (*atom, want.verdict, want.is));
            wants.dedup();
        }
        needed
    }

    fn job(&self, budget: &mut Budget) -> Attempt {
        let needed = self.needed();
        let mut found: BTreeMap<usize, Value> = BTreeMap::new();
        for (property, wants) in &needed {
            match self.atoms.find(*property, wants, budget) {
                Found::Value(value) => drop(found.insert(*property, value)),
                Found::Nothing => {
                    let verdicts = self.core(*property, wants, budget);
                    return Attempt::Conflict { verdicts, is_proved: true };
                }
                Found::Unknown => {
                    return Attempt::Conflict { verdicts: wants.clone(), is_proved: false };
                }
            }
        }
        // An object with a value inside is not null.
        for (inner, outer) in self.nested(&needed) {
            let holds_value = found.get(&inner).is_some_and(|value| !value.is_null());
            let is_object = found.get(&outer).is_some_and(Value::is_object);
            if !holds_value || is_object {
                continue;
            }
            let (Some(inner_wants), Some(outer_wants)) = (needed.get(&inner), needed.get(&outer)) else {
                continue;
            };
            let allows = |wants: &Wants, value: &Value| {
                wants.iter().all(|(atom, want)| self.atoms.allows(*atom, *want, value))
            };
            if allows(outer_wants, &Value::Object(Map::new())) {
                found.insert(outer, Value::Object(Map::new()));
            } else if allows(inner_wants, &Value::Null) {
                found.insert(inner, Value::Null);
            } else {
                let verdicts = [inner_wants.clone(), outer_wants.clone()].concat();
                return Attempt::Conflict { verdicts, is_proved: true };
            }
        }
        let mut job = Value::Object(Map::new());
        for (property, value) in found {
            if let Some(tested) = self.atoms.properties.get(property) {
                set(&mut job, &tested.keys, value);
            }
        }
        Attempt::Job(job)
    }

    /// Pairs of properties, the first inside of the second; the deepest pairs come first.
    fn nested(&self, needed: &BTreeMap<usize, Wants>) -> Vec<(usize, usize)> {
        let keys = |property: &usize| self.atoms.properties.get(*property).map(|tested| &*tested.keys);
        let mut by_keys: Vec<(&[String], usize)> =
            needed.keys().filter_map(|property| Some((keys(property)?, *property))).collect();
        by_keys.sort_unstable();
        let mut pairs = Vec::new();
        let mut outer: Vec<(&[String], usize)> = Vec::new();
        for (keys, property) in by_keys {
            while outer.pop_if(|(outer, _)| !keys.starts_with(outer)).is_some() {}
            pairs.extend(outer.iter().map(|(_, outer)| (property, *outer)));
            outer.push((keys, property));
        }
        pairs.reverse();
        pairs
    }

    /// Few of some verdicts that do not occur together.
    fn core(&self, property: usize, wants: &Wants, budget: &mut Budget) -> Wants {
        let mut core = wants.clone();
        if core.len() > MINIMIZED {
            return core;
        }
        let mut at = 0;
        while at < core.len() {
            let mut fewer = core.clone();
            fewer.remove(at);
            match self.atoms.find(property, &fewer, budget) {
                Found::Nothing => core = fewer,
                _ => at += 1,
            }
        }
        core
    }
}

/// Most tests of a conflict that are tried one by one.
const MINIMIZED: usize = 64;
