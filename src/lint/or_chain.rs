//! `or-chain`.

use std::collections::{HashMap, HashSet};

use super::RuleContext;
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::{NodeId, NodeKind, Operand, OperandKind, Operator};
use crate::text::{Edit, Quoted, Span};

/// The terms of an `or` that compare one property with values.
struct Chain {
    path: Operand,
    terms: Vec<Term>,
    /// Whether a list cannot take their place.
    is_refused: bool,
}

struct Term {
    /// The span to remove, including the `or` before the term.
    taken: Span,
    span: Span,
    values: Vec<Operand>,
}

/// Looks at an `or`. Redundant terms already have a finding.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, or: NodeId, redundant: &HashSet<NodeId>) {
    let mut chains: Vec<Chain> = Vec::new();
    let mut by_path: HashMap<&str, usize> = HashMap::new();
    let mut end = None;
    for id in cx.ast.children(or) {
        let span = cx.ast.span(id);
        let before = end.replace(span.end);
        let equality = if redundant.contains(&id) { None } else { equality(cx, id) };
        let Some((path, values)) = equality else { continue };
        let at = *by_path.entry(cx.ast.text_of(path)).or_insert_with(|| {
            chains.push(Chain { path, terms: Vec::new(), is_refused: false });
            chains.len() - 1
        });
        if let Some(chain) = chains.get_mut(at) {
            chain.is_refused |= !values.iter().all(|value| may_be_item(value.kind));
            chain.terms.push(Term { taken: Span::new(before.unwrap_or(span.start), span.end), span, values });
        }
    }
    for chain in chains.iter().filter(|chain| !chain.is_refused) {
        report(cx, chain);
    }
}

/// A term as a property and its allowed values.
fn equality(cx: &RuleContext<'_, '_>, id: NodeId) -> Option<(Operand, Vec<Operand>)> {
    match cx.ast.kind(id) {
        NodeKind::Comparison { left, operator: Operator::Eq, right } => match (left.kind, right.kind) {
            (OperandKind::Path, _) => Some((left, vec![right])),
            (_, OperandKind::Path) => Some((right, vec![left])),
            _ => None,
        },
        NodeKind::Membership { left, items, .. } => Some((left, cx.ast.operands(items).to_vec())),
        _ => None,
    }
}

/// A parameter in a list is a list by itself; `null` in a list can mislead; and a boolean that may
/// be either is hardly intended.
fn may_be_item(kind: OperandKind) -> bool {
    matches!(kind, OperandKind::String | OperandKind::Number)
}

fn report(cx: &mut RuleContext<'_, '_>, chain: &Chain) {
    let [first, others @ ..] = chain.terms.as_slice() else { return };
    let mut values: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    for value in chain.terms.iter().flat_map(|term| &term.values) {
        let text = cx.ast.text_of(*value);
        if seen.insert(text) {
            values.push(text);
        }
    }
    // A repeated value is redundant, and not a chain.
    let (Some(last), false) = (others.last(), values.len() < 2) else { return };
    let path = cx.ast.text_of(chain.path);
    let list = format!("{path} in ({})", values.join(","));
    let whole = Span::new(first.span.start, last.span.end);
    cx.report(&rules::OR_CHAIN, whole, |_| {
        let mut edits = vec![Edit::replace(first.span, list)];
        edits.extend(others.iter().map(|term| Edit::delete(term.taken)));
        Message::new(format!("{} is compared with several values: a list is shorter", Quoted(path)))
            .safe_fix("write one `in`", edits)
    });
}
