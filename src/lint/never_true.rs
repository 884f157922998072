//! `never-true`.

use super::logic::{self, Always, Join, Place, Set, Term};
use super::{Context, equal_to};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::schema::Schema;
use crate::syntax::{NodeId, NodeKind, Operator};
use crate::text::{Quoted, Span};

/// Reports an `and` whose terms together exclude every value of a property.
pub(super) fn look_at_and(cx: &mut Context<'_, '_>, join: &Join, path: &str, terms: &[Term<'_>]) {
    let schema = cx.schema;
    cx.report(&rules::NEVER_TRUE, |ast| {
        let sets = |count: usize| terms.iter().take(count).map(|term| &term.outcome.may_hold);
        let count = logic::least(terms.len(), |count| Set::in_at_least(count, sets(count)).is_empty());
        let enough = terms.get(..count).unwrap_or_default();
        let (first, last) = (enough.first(), enough.last());
        // A term that is never true already has its finding.
        let other = last
            .and_then(|last| enough.iter().find(|term| !term.outcome.may_hold.meets(&last.outcome.may_hold)));
        let from = other.or(first).map_or(join.id, |term| term.id);
        let span = Span::new(ast.span(from).start, ast.span(last.map_or(join.id, |last| last.id)).end);
        let so = so(join.place, schema);
        let quoted = |id: NodeId| Quoted(ast.span(id).of(ast.text()));
        let (message, help) = match other.zip(last) {
            Some((one, other)) => {
                let values = [one, other].map(|term| equal_to(ast, term.from, Operator::Eq));
                if let [Some(one), Some(other)] = values {
                    let (one, other) = (ast.text_of(one), ast.text_of(other));
                    (
                        format!(
                            "{} cannot be {} and {} at once: {so}",
                            Quoted(path),
                            Quoted(one),
                            Quoted(other)
                        ),
                        "write `or` if either is enough",
                    )
                } else {
                    let are_bounds = [one, other].iter().all(|term| is_bound(ast.kind(term.from)));
                    (
                        format!("{} and {} exclude each other: {so}", quoted(one.from), quoted(other.from)),
                        match are_bounds {
                            true => "swap the bounds, or write `or` if either is enough",
                            false => "write `or` if either is enough, or change one of them",
                        },
                    )
                }
            }
            None => (
                format!("no value of {} meets all of these conditions: {so}", Quoted(path)),
                "change one of them, or remove one",
            ),
        };
        Diagnostic::new(&rules::NEVER_TRUE, span, message).with_help(help)
    });
}

/// Reports a `not` whose operand is never false, unless that has a finding.
pub(super) fn look_at_not(cx: &mut Context<'_, '_>, not: NodeId, place: Place, denied: Always) {
    if denied.not_false && !denied.is_true && !denied.is_known {
        let schema = cx.schema;
        cx.report(&rules::NEVER_TRUE, |ast| {
            let message = format!("the operand of this `not` is never false: {}", so(place, schema));
            Diagnostic::new(&rules::NEVER_TRUE, ast.span(not), message)
                .with_help("remove the `not`, or change its operand")
        });
    }
}

fn is_bound(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Comparison { operator, .. } if operator.is_order())
}

fn so(place: Place, schema: &Schema) -> String {
    if place.is_required {
        format!("the filter selects no {}", schema.one())
    } else {
        format!("this is true for no {}", schema.one())
    }
}
