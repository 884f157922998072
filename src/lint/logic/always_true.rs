//! `always-true`.

use super::{Always, Join, JoinTerm, PartContext, Set, ValueLine, equal_to};
use crate::diagnostic::Message;
use crate::lint::RuleContext;
use crate::rules;
use crate::schema::Schema;
use crate::syntax::{NodeId, Operator};
use crate::text::Quoted;

/// Reports an `or` whose terms together accept every value of a property.
pub(super) fn look_at_or(
    cx: &mut RuleContext<'_, '_>,
    join: &Join,
    path: &str,
    line: ValueLine,
    terms: &[JoinTerm<'_>],
) {
    let all = line.expected();
    let (span, pair) = join.cause(cx.ast, terms, |terms| {
        Set::in_at_least(1, terms.iter().map(|term| &term.outcome.holds)).holds_all(&all)
    });
    let (schema, path) = (cx.schema, Quoted(path));
    cx.report(&rules::ALWAYS_TRUE, span, |ast| {
        let so = so(join.place, schema);
        let Some(pair) = pair else {
            return Message::new(format!(
                "each value of {path}, and null, meets one of these conditions: {so}"
            ))
            .help("change one of them, or remove them");
        };
        if let [Some(one), Some(other)] = pair.map(|term| equal_to(ast, term.from, Operator::Ne)) {
            let [one, other] = [one, other].map(|value| Quoted(ast.text_of(value)));
            return Message::new(format!(
                "{path} cannot be {one} and {other} at once, so one of these conditions is always true: {so}"
            ))
            .help("write `and` to exclude both");
        }
        let [one, other] = pair.map(|term| Quoted(ast.span(term.from).of(ast.text())));
        Message::new(format!("one of {one} and {other} is always true: {so}"))
            .help("write `and` if both must hold, or change one of them")
    });
}

/// Reports a `not` whose operand is always false, unless that has a finding.
pub(super) fn look_at_not(cx: &mut RuleContext<'_, '_>, not: NodeId, place: PartContext, denied: Always) {
    if denied.is_false && !denied.not_true && !denied.is_known {
        let schema = cx.schema;
        cx.report(&rules::ALWAYS_TRUE, cx.ast.span(not), |_| {
            Message::new(format!("the operand of this `not` is always false: {}", so(place, schema)))
                .help("change the operand, or remove it")
        });
    }
}

fn so(place: PartContext, schema: &Schema) -> String {
    let what = if place.suffices { "the filter selects" } else { "this is true for" };
    format!("{what} every {}", schema.one())
}
