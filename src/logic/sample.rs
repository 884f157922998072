//! Jobs from the values that single tests ask for: what they show where a proof is out of reach.

use serde::Serialize;
use serde_json::{Map, Value};

use super::atoms::{Atoms, JobValues};
use super::budget::Budget;
use super::formula::Formula;
use super::values::{Found, Want, set};
use crate::Filter;
use crate::check::meaning::Meaning;
use crate::matcher::Verdict;

/// The generated jobs, counted by the filters that select them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Sampled {
    /// All jobs.
    pub jobs: u64,
    /// Jobs that both filters select.
    pub both: u64,
    /// Jobs that only the first selects.
    #[serde(rename = "only_a")]
    pub only_first: u64,
    /// Jobs that only the second selects.
    #[serde(rename = "only_b")]
    pub only_second: u64,
}

/// Most generated jobs.
const JOBS: usize = 2_000;

/// Most tests of generated jobs: filters of thousands of terms get fewer jobs.
const TESTS: usize = 4_000_000;

/// The steps for the values of single tests.
const STEPS: usize = 500_000;

/// Most values of one property.
const VALUES: usize = 64;

/// Generates jobs, the same for the same filters. `seen` gets each with the filters that select it.
pub(super) fn generate(a: &Filter, b: &Filter, mut seen: impl FnMut(Value, bool, bool)) -> Sampled {
    let mut atoms = Atoms::new(a.schema(), JobValues::Typed);
    let mut formula = Formula::default();
    for filter in [a, b] {
        formula.require(&Meaning::of(filter), Want::TRUE, &mut atoms);
    }
    let mut budget = Budget::new(STEPS);
    let mut values: Vec<Vec<Value>> = atoms.properties.iter().map(|_| vec![Value::Null]).collect();
    for (at, atom) in atoms.atoms.iter().enumerate() {
        let Some(own) = values.get_mut(atom.property).filter(|own| own.len() < VALUES) else { continue };
        for verdict in [Verdict::True, Verdict::False] {
            let want = Want { verdict, is: true };
            if let Found::Value(value) = atoms.find(atom.property, &[(at, want)], &mut budget)
                && !own.contains(&value)
            {
                own.push(value);
            }
        }
    }
    let matchers = [a.matcher(), b.matcher()];
    let mut sampled = Sampled::default();
    let mut state = 1_u64;
    for _ in 0..JOBS.min(1 + TESTS / (1 + atoms.atoms.len())) {
        let mut job = Value::Object(Map::new());
        for (property, values) in atoms.properties.iter().zip(&values) {
            // The multiplier of Knuth's MMIX; its high bits are the random ones.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(state >> 33).unwrap_or_default() % values.len().max(1);
            if let Some(value) = values.get(at) {
                set(&mut job, &property.keys, value.clone());
            }
        }
        let [by_a, by_b] = [0, 1].map(|at| matchers.get(at).is_some_and(|matcher| matcher.matches(&job)));
        sampled.jobs += 1;
        sampled.both += u64::from(by_a && by_b);
        sampled.only_first += u64::from(by_a && !by_b);
        sampled.only_second += u64::from(!by_a && by_b);
        seen(job, by_a, by_b);
    }
    sampled
}
