//! `always-true`.

use super::logic::{self, Always, Join, Line, Place, Set, Term};
use super::{Context, equal_to};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::schema::Schema;
use crate::syntax::{NodeId, Operator};
use crate::text::{Quoted, Span};

/// Reports an `or` whose terms together accept every value of a property.
pub(super) fn look_at_or(cx: &mut Context<'_, '_>, join: &Join, path: &str, line: Line, terms: &[Term<'_>]) {
    let schema = cx.schema;
    cx.report(&rules::ALWAYS_TRUE, |ast| {
        let all = line.expected();
        let sets = |count: usize| terms.iter().take(count).map(|term| &term.outcome.holds);
        let count = logic::least(terms.len(), |count| Set::in_at_least(1, sets(count)).holds_all(&all));
        let enough = terms.get(..count).unwrap_or_default();
        let (first, last) = (enough.first(), enough.last());
        // A term that is always true already has its finding.
        let other = last.and_then(|last| {
            enough.iter().find(|term| {
                let both = [&term.outcome.holds, &last.outcome.holds];
                Set::in_at_least(1, both.into_iter()).holds_all(&all)
            })
        });
        let from = other.or(first).map_or(join.id, |term| term.id);
        let span = Span::new(ast.span(from).start, ast.span(last.map_or(join.id, |last| last.id)).end);
        let so = so(join.place, schema);
        let quoted = |id: NodeId| Quoted(ast.span(id).of(ast.text()));
        let (message, help) = match other.zip(last) {
            Some((one, other)) => {
                let values = [one, other].map(|term| equal_to(ast, term.from, Operator::Ne));
                if let [Some(one), Some(other)] = values {
                    let (one, other) = (ast.text_of(one), ast.text_of(other));
                    (
                        format!(
                            "{} cannot be {} and {} at once, so one of these conditions is always true: {so}",
                            Quoted(path),
                            Quoted(one),
                            Quoted(other)
                        ),
                        "write `and` to exclude both",
                    )
                } else {
                    (
                        format!(
                            "one of {} and {} is always true: {so}",
                            quoted(one.from),
                            quoted(other.from)
                        ),
                        "write `and` if both must hold, or change one of them",
                    )
                }
            }
            None => (
                format!("each value of {}, and null, meets one of these conditions: {so}", Quoted(path)),
                "change one of them, or remove them",
            ),
        };
        Diagnostic::new(&rules::ALWAYS_TRUE, span, message).with_help(help)
    });
}

/// Reports a `not` whose operand is always false, unless that has a finding.
pub(super) fn look_at_not(cx: &mut Context<'_, '_>, not: NodeId, place: Place, denied: Always) {
    if denied.is_false && !denied.not_true && !denied.is_known {
        let schema = cx.schema;
        cx.report(&rules::ALWAYS_TRUE, |ast| {
            let message = format!("the operand of this `not` is always false: {}", so(place, schema));
            Diagnostic::new(&rules::ALWAYS_TRUE, ast.span(not), message)
                .with_help("change the operand, or remove it")
        });
    }
}

fn so(place: Place, schema: &Schema) -> String {
    if place.suffices {
        format!("the filter selects every {}", schema.one())
    } else {
        format!("this is true for every {}", schema.one())
    }
}
