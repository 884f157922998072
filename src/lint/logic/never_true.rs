//! `never-true`.

use super::{Always, Join, JoinTerm, PartContext, Set, equal_to, proved};
use crate::diagnostic::Message;
use crate::lint::RuleContext;
use crate::rules;
use crate::schema::Schema;
use crate::syntax::{NodeId, NodeKind, Operator};
use crate::text::Quoted;

/// Reports an `and` whose terms together exclude every value of a property.
pub(super) fn look_at_and(cx: &mut RuleContext<'_, '_>, join: &Join, path: &str, terms: &[JoinTerm<'_>]) {
    let (span, pair) = join.cause(cx.ast, terms, |terms| {
        Set::in_at_least(terms.len(), terms.iter().map(|term| &term.outcome.may_hold)).is_empty()
    });
    let (schema, path) = (cx.schema, Quoted(path));
    let is_on = join.place.is_required && cx.levels.is_on(&rules::NEVER_TRUE);
    let nearest = is_on.then(|| proved::nearest(cx)).flatten();
    let with = |help: &str| match &nearest {
        Some(nearest) => format!("{help}; {nearest}"),
        None => help.to_owned(),
    };
    cx.report(&rules::NEVER_TRUE, span, |ast| {
        let so = so(join.place, schema);
        let Some(pair) = pair else {
            return Message::new(format!("no value of {path} meets all of these conditions: {so}"))
                .help(with("change one of them, or remove one"));
        };
        if let [Some(one), Some(other)] = pair.map(|term| equal_to(ast, term.from, Operator::Eq)) {
            let [one, other] = [one, other].map(|value| Quoted(ast.text_of(value)));
            return Message::new(format!("{path} cannot be {one} and {other} at once: {so}"))
                .help(with("write `or` if either is enough"));
        }
        let [one, other] = pair.map(|term| Quoted(ast.span(term.from).of(ast.text())));
        let are_bounds = pair.iter().all(|term| is_bound(ast.kind(term.from)));
        Message::new(format!("{one} and {other} exclude each other: {so}")).help(with(if are_bounds {
            "swap the bounds, or write `or` if either is enough"
        } else {
            "write `or` if either is enough, or change one of them"
        }))
    });
}

/// Reports a `not` whose operand is never false, unless that has a finding.
pub(super) fn look_at_not(cx: &mut RuleContext<'_, '_>, not: NodeId, place: PartContext, denied: Always) {
    if denied.not_false && !denied.is_true && !denied.is_known {
        let schema = cx.schema;
        cx.report(&rules::NEVER_TRUE, cx.ast.span(not), |_| {
            Message::new(format!("the operand of this `not` is never false: {}", so(place, schema)))
                .help("remove the `not`, or change its operand")
        });
    }
}

fn is_bound(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Comparison { operator, .. } if operator.is_order())
}

fn so(place: PartContext, schema: &Schema) -> String {
    let what = if place.is_required { "the filter selects" } else { "this is true for" };
    format!("{what} no {}", schema.one())
}
