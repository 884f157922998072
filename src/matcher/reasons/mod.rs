//! Explains why a filter selects a job or not, and why it selects few of many.
//!
//! [`Matcher::reasons`] explains one job: the value of each term, its verdict, the terms that
//! decided, and the fewest that would have to change. [`Why`] explains any number of jobs: how many
//! each part of the filter selects, and for a term that selects none the seen values and the
//! probable intent.

mod found;
mod logic;
mod repair;
mod why;

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use super::compile::{self, Slots};
use super::program::{JobValue, ValueTest};
use super::raw::{JsonNode, JsonTree, ROOT};
use super::{Matcher, Verdict};
use crate::Filter;
use crate::check::condition::Condition;
use crate::check::slot::{self, Slot};
use crate::syntax::NodeId;
pub(crate) use found::SeenValue;
use logic::ReasonLogic;

pub use repair::Repair;
pub use why::{FilterPart, Hint, Seen, Why, WhyReport};

/// The terms of a filter as written, each compiled alone.
#[derive(Debug)]
struct Terms {
    logic: ReasonLogic,
    terms: Vec<ReasonTerm>,
    /// The properties, each once.
    slots: Vec<Slot>,
}

#[derive(Debug)]
struct ReasonTerm {
    node: NodeId,
    /// The whole of it as written.
    written: NodeId,
    /// Which of [`Terms::slots`].
    slot: usize,
    test: ValueTest,
    /// Whether the verdict of the test is negated: `ne`.
    negated: bool,
}

impl Terms {
    fn new(filter: &Filter) -> Terms {
        let logic = ReasonLogic::of(filter);
        let mut slots = Slots::new(filter.schema());
        let nodes: Vec<NodeId> = logic.ids().collect();
        let nodes = logic.terms().filter_map(|at| Some((nodes.get(at).copied()?, logic.written(at)?)));
        let terms = nodes.map(|(node, written)| {
            let condition = Condition::read(filter, filter.ast().kind(node));
            let test = condition.as_ref().and_then(|condition| compile::condition_tests(condition).pop());
            ReasonTerm {
                node,
                written,
                slot: slots.find(condition.as_ref().map_or("", slot::slot_of)),
                // Each node of a filter that joins nothing is a condition with one test.
                test: test.unwrap_or(ValueTest::Constant(Verdict::Null)),
                negated: condition.is_some_and(|condition| condition.denied),
            }
        });
        Terms { terms: terms.collect(), logic, slots: slots.into_slots() }
    }

    /// The job's value for each property.
    fn values<'t, 'j>(&self, tree: &'t JsonTree<'j>, job: Option<usize>) -> Vec<Option<&'t JsonNode<'j>>> {
        let member = |node, key: &str| tree.member(node, key);
        self.slots.iter().map(|slot| tree.node(slot.find(job?, member)?)).collect()
    }

    /// The verdict of each term, from the values of the properties.
    fn verdicts<'n>(&self, values: &[Option<&'n JsonNode<'_>>]) -> Vec<Verdict> {
        // Many terms may use one property, and its value may be long.
        let scalar = |value: &Option<&'n JsonNode<'_>>| value.map_or(JobValue::Null, JsonNode::scalar);
        let values: Vec<JobValue<'n>> = values.iter().map(scalar).collect();
        let verdict = |term: &ReasonTerm| {
            let verdict = term.test.verdict(values.get(term.slot).copied().unwrap_or(JobValue::Null));
            if term.negated { !verdict } else { verdict }
        };
        self.terms.iter().map(verdict).collect()
    }
}

/// The reasons why a filter selects a job or not.
///
/// ```
/// use comfilter::{Filter, Verdict};
/// use serde_json::json;
///
/// let matcher = "state eq 'ERROR' and not contains(status,'retried')".parse::<Filter>()?.matcher();
/// let reasons = matcher.reasons(&json!({ "state": "COMPLETE", "status": "done" }));
/// assert_eq!(reasons.verdict, Verdict::False);
/// let [state, status] = &reasons.terms[..] else { panic!() };
/// assert_eq!((&*state.text, state.value.as_deref()), ("state eq 'ERROR'", Some("\"COMPLETE\"")));
/// assert!(state.decided && !status.decided);
/// assert_eq!(reasons.changes[0].text, "state eq 'ERROR'");
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reasons {
    /// The verdict for the job.
    pub verdict: Verdict,
    /// Every term, in the order of the text.
    pub terms: Vec<TermReason>,
    /// The fewest terms that must have another verdict for the filter to select the job; none if it
    /// does. A repeated term counts twice.
    pub changes: Vec<Change>,
    /// The verdict of each node of the tree, for drawing it.
    #[serde(skip)]
    nodes: HashMap<NodeId, NodeReason>,
}

/// The verdict of one term for a job, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TermReason {
    /// The term as written.
    pub text: String,
    /// The path of its property.
    pub property: String,
    /// The value in the job: JSON of at most sixty characters, safe to print. `None` if the
    /// property is missing.
    pub value: Option<String>,
    /// The verdict of the term.
    pub verdict: Verdict,
    /// Whether its verdict decided: each `and` and `or` around it has the same one, negated by each
    /// `not`.
    pub decided: bool,
}

/// A term that must have another verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Its index in [`Reasons::terms`].
    pub term: usize,
    /// The term as written.
    pub text: String,
    /// Whether it must become true; otherwise false.
    pub to: bool,
}

/// The verdict of a node for a job, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeReason {
    pub(crate) verdict: Verdict,
    pub(crate) decided: bool,
    /// Its index in [`Reasons::terms`].
    pub(crate) term: Option<usize>,
}

impl Reasons {
    fn new(filter: &Filter, job: &JsonTree<'_>) -> Reasons {
        let terms = Terms::new(filter);
        let values = terms.values(job, Some(ROOT));
        let of_terms = terms.verdicts(&values);
        let verdicts = terms.logic.verdicts(&of_terms);
        let decisive = terms.logic.decisive(&verdicts);
        let nodes = terms.logic.ids().zip(verdicts.iter().zip(decisive));
        let mut nodes: HashMap<NodeId, NodeReason> = nodes
            .map(|(id, (verdict, decided))| (id, NodeReason { verdict: *verdict, decided, term: None }))
            .collect();
        // Many terms may use one property, and its value may be long.
        let shown: Vec<Option<String>> =
            values.iter().map(|value| value.map(|value| SeenValue::of(value).to_string())).collect();
        let mut told = Vec::new();
        for (at, (term, verdict)) in terms.terms.iter().zip(&of_terms).enumerate() {
            let node = nodes.get_mut(&term.node);
            let decided = node.is_some_and(|node| {
                node.term = Some(at);
                node.decided
            });
            told.push(TermReason {
                text: text(filter, term.written).to_owned(),
                property: path(filter, term.node),
                value: shown.get(term.slot).cloned().flatten(),
                verdict: *verdict,
                decided,
            });
        }
        let changes = terms.logic.fewest_changes(&of_terms).into_iter().map(|change| Change {
            term: change.term,
            text: told.get(change.term).map(|term| term.text.clone()).unwrap_or_default(),
            to: change.to,
        });
        Reasons {
            verdict: verdicts.first().copied().unwrap_or(Verdict::Null),
            changes: changes.collect(),
            terms: told,
            nodes,
        }
    }

    /// The reason of a node.
    pub(crate) fn node(&self, id: NodeId) -> Option<&NodeReason> {
        self.nodes.get(&id)
    }
}

/// A node as written.
fn text(filter: &Filter, node: NodeId) -> &str {
    filter.ast().span(node).of(filter.as_str())
}

/// The property of a term.
fn path(filter: &Filter, node: NodeId) -> String {
    Condition::read(filter, filter.ast().kind(node)).map_or_else(String::new, |found| found.path.into_owned())
}

impl Matcher {
    /// Explains why the filter selects the job or not: the value of each term, and the terms that
    /// decided.
    ///
    /// It evaluates the terms as written, so it takes more time than [`verdict`](Matcher::verdict).
    pub fn reasons(&self, job: &Value) -> Reasons {
        // Numbers survive writing and reading.
        self.reasons_of_record(job.to_string().as_bytes())
    }

    /// The same for JSON as written: the first of repeated keys counts, and numbers keep each
    /// digit. Broken JSON has reasons too, if the matcher has an answer.
    pub(crate) fn reasons_of_record(&self, record: &[u8]) -> Reasons {
        Reasons::new(self.filter(), &JsonTree::read(record))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn reasons(filter: &str, job: Value) -> Reasons {
        filter.parse::<Filter>().unwrap().matcher().reasons(&job)
    }

    #[test]
    fn what_was_found_is_told_of_each_term() {
        let reasons = reasons(
            "cancellable eq true and resource/id eq 'x' and (name ne null or jobParams/a/b gt 3)",
            json!({ "cancelable": false, "resource": "text", "name": null, "jobParams": { "a": { "b": [1] } } }),
        );
        let told: Vec<_> = reasons
            .terms
            .iter()
            .map(|term| (&*term.property, term.value.as_deref(), term.verdict, term.decided))
            .collect();
        assert_eq!(
            told,
            [
                ("cancellable", Some("false"), Verdict::False, true),
                ("resource/id", None, Verdict::False, true),
                ("name", Some("null"), Verdict::False, true),
                ("jobParams/a/b", Some("[1]"), Verdict::False, true),
            ]
        );
        let changes: Vec<&str> = reasons.changes.iter().map(|change| &*change.text).collect();
        assert_eq!(changes, ["cancellable eq true", "resource/id eq 'x'", "name ne null"]);
    }

    #[test]
    fn long_and_deep_filters_have_reasons() {
        // As musl and macOS have them.
        let thread = std::thread::Builder::new().stack_size(512 * 1024);
        thread.spawn(long_and_deep).unwrap().join().unwrap();
    }

    fn long_and_deep() {
        let long = vec!["name eq 'x'"; 60_000].join(" and ");
        let told = reasons(&long, json!({ "name": "y" }));
        assert_eq!((told.terms.len(), told.changes.len()), (60_000, 60_000));
        let deep = format!("{}state eq 'ERROR'{}", "not (".repeat(64), ")".repeat(64));
        let told = reasons(&deep, json!({ "state": "COMPLETE" }));
        assert_eq!((told.verdict, told.changes.len(), told.terms[0].decided), (Verdict::False, 1, true));
    }

    proptest! {
        /// The terms as written agree with the compiled program.
        #[test]
        fn reasons_agree_with_the_matcher(
            terms in prop::collection::vec(prop::sample::select(&[
                "state eq 'a'", "state ne 'a'", "not state in ('a','b')", "contains(status,'x')",
                "not contains(status,'x')", "generation gt 1", "not generation le 1", "generation lt 5",
                "status eq null", "(state eq 'b' or generation eq 3)", "cancellable eq true",
            ][..]), 1..6),
            joints in prop::collection::vec(prop::sample::select(&[" and ", " or "][..]), 6),
            state in prop::sample::select(&["null", "\"a\"", "\"b\"", "1"][..]),
            status in prop::sample::select(&["null", "\"x\"", "\"y\"", "{}"][..]),
            generation in prop::sample::select(&["null", "1", "3", "9", "\"3\""][..]),
        ) {
            let text: String = terms.iter().zip(&joints).fold(String::new(), |text, (term, joint)| {
                if text.is_empty() { (*term).to_owned() } else { format!("{text}{joint}{term}") }
            });
            let filter: Filter = text.parse().unwrap();
            let job = format!(r#"{{"state":{state},"status":{status},"generation":{generation},"cancelable":true}}"#);
            let job: Value = serde_json::from_str(&job).unwrap();
            let reasons = filter.matcher().reasons(&job);
            prop_assert_eq!(reasons.verdict, filter.matcher().verdict(&job), "{}", text);
            prop_assert_eq!(reasons.changes.is_empty(), reasons.verdict.is_true());
        }
    }
}
