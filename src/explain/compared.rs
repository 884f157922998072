//! Two filters compared, in words.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;

use super::sentence;
use crate::Filter;
use crate::logic::{Comparison, Relation, Sampled, Witness};
use crate::syntax::{Ast, NodeKind, Visit};

/// A comparison of two filters, as data: what `comfilter compare --format json` prints.
///
/// ```
/// use comfilter::{Filter, explain};
///
/// let a: Filter = "state eq 'ERROR'".parse()?;
/// let b: Filter = "state in ('ERROR','STALLED')".parse()?;
/// let compared = explain::compared(&a, &b, &a.compare(&b));
/// assert_eq!(compared.sentence, "B selects every job that A selects, and more");
/// assert_eq!(compared.more.unwrap().sentence, "Jobs whose state is STALLED");
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Compared {
    /// The name of the relation: `equal`, `a-implies-b`, `b-implies-a`, `disjoint`, `overlap` or `unknown`.
    pub relation: &'static str,
    /// The same in words.
    pub sentence: String,
    /// Jobs that show it.
    pub witnesses: Witnesses,
    /// The kinds of jobs that may exist or not, because the search did not decide it: `both`, `only_a`, `only_b`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<&'static str>,
    /// The number of generated jobs for each kind, if something was not decided by a proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated: Option<Sampled>,
    /// The terms of each filter that the other one lacks.
    pub terms: DifferentTerms,
    /// The jobs that only B selects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<Difference>,
    /// The jobs that only A selects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less: Option<Difference>,
}

/// A job of each kind, if there is one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Witnesses {
    /// A job that both select.
    pub both: Option<Value>,
    /// A job that only A selects.
    pub only_a: Option<Value>,
    /// A job that only B selects.
    pub only_b: Option<Value>,
}

/// The terms that only one filter has, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DifferentTerms {
    /// The terms of A.
    pub only_a: Vec<String>,
    /// The terms of B.
    pub only_b: Vec<String>,
}

/// The jobs that one filter selects and the other does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// A filter that selects them.
    pub filter: String,
    /// The same in words.
    pub sentence: String,
    /// Whether it selects all of them. A `not` leaves out the jobs for which the other filter is null.
    pub is_all: bool,
}

/// A comparison in words, with the terms that differ.
pub fn compared(a: &Filter, b: &Filter, comparison: &Comparison) -> Compared {
    let relation = comparison.relation();
    let (one, all) = (a.schema().one(), a.schema().resource());
    let kinds = [
        ("both", comparison.both()),
        ("only_a", comparison.only_first()),
        ("only_b", comparison.only_second()),
    ];
    let undecided = kinds.iter().filter(|(_, witness)| **witness == Witness::Unknown).map(|(name, _)| *name);
    let job = |witness: &Witness| match witness {
        Witness::Job(job) => Some(job.clone()),
        _ => None,
    };
    let sentence = match relation {
        Relation::Equal if *comparison.both() == Witness::Nothing => {
            format!("neither A nor B selects a {one}")
        }
        Relation::Equal => format!("A and B select the same {all}"),
        Relation::Implies => format!("B selects every {one} that A selects, and more"),
        Relation::ImpliedBy => format!("A selects every {one} that B selects, and more"),
        Relation::Disjoint => format!("A and B exclude each other: no {one} is selected by both"),
        Relation::Overlap => format!("A and B overlap: each selects {all} that the other does not"),
        Relation::Unknown if a.schema() != b.schema() => {
            format!("A is a filter of {all} and B of {}, so they are not compared", b.schema().resource())
        }
        Relation::Unknown => {
            format!(
                "the relation is not decided: the search found neither an example nor a proof for some kinds of {all}"
            )
        }
    };
    Compared {
        relation: relation.name(),
        sentence,
        witnesses: Witnesses {
            both: job(comparison.both()),
            only_a: job(comparison.only_first()),
            only_b: job(comparison.only_second()),
        },
        undecided: undecided.collect(),
        generated: comparison.sampled(),
        terms: DifferentTerms { only_a: only_in(a.ast(), b.ast()), only_b: only_in(b.ast(), a.ast()) },
        more: difference(b, a, comparison.only_second()),
        less: difference(a, b, comparison.only_first()),
    }
}

/// The longest two filters whose difference gets a sentence, in bytes.
const LONGEST: usize = 8 << 10;

fn difference(of: &Filter, but: &Filter, witness: &Witness) -> Option<Difference> {
    let Witness::Job(job) = witness else { return None };
    // A sentence of a longer one is not read.
    if of.as_str().len() + but.as_str().len() > LONGEST {
        return None;
    }
    let (filter, is_all) = of.without(but)?;
    // Nothing is left where the other filter is null for all of them. If it selects the job, no search is needed.
    let is_empty = !filter.matcher().matches(job) && filter.witness() == Witness::Nothing;
    (!is_empty).then(|| Difference { sentence: sentence(&filter), filter: filter.to_string(), is_all })
}

/// The terms of a filter that another one lacks, each once.
fn only_in(own: &Ast<'_>, other: &Ast<'_>) -> Vec<String> {
    let mut known: HashSet<&str> = terms(other).collect();
    terms(own).filter(|term| known.insert(term)).map(str::to_owned).collect()
}

/// The conditions as written, in the infix or the prefix form.
fn terms<'a>(ast: &'a Ast<'_>) -> impl Iterator<Item = &'a str> {
    let mut form = None;
    ast.walk().filter_map(move |visit| {
        let Visit::Enter(id) = visit else { return None };
        let around = form.take();
        match ast.kind(id) {
            NodeKind::Prefix { span } => form = Some(span),
            kind if kind.is_condition() => return Some(around.unwrap_or(ast.span(id)).of(ast.text())),
            _ => {}
        }
        None
    })
}
