//! `state eq 'ERROR' or 'STALLED'`: values without a property after a condition that they were
//! meant for.

use std::iter::Peekable;

use super::resolve::PathTarget;
use super::values::Use;
use super::{CheckContext, Checker};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::schema::{Resolved, Type};
use crate::syntax::literal::quote;
use crate::syntax::{NodeKind, Operand, OperandKind, Operator};
use crate::text::{Edit, Quoted, Span};

impl Checker<'_, '_> {
    /// Takes the values without a property after `node`, and reports all of them at once. The nodes
    /// of a chain's terms come in the order of the text; the text between them decides how they are
    /// joined.
    pub(super) fn values_after(
        &mut self,
        node: NodeKind,
        nodes: &mut Peekable<impl Iterator<Item = NodeKind>>,
    ) {
        let (left, operator, right, end) = match node {
            NodeKind::Comparison { left, operator, right } => (left, Some(operator), right, right.span),
            NodeKind::Call { name, arguments, end } => {
                // A call made from `name contains 'x'` has no name.
                let is_contains = matches!(name.span.of(self.cx.text), "" | "contains");
                match self.cx.ast.operands(arguments) {
                    [left, right] if is_contains => (*left, None, *right, Span::at(end)),
                    _ => return,
                }
            }
            _ => return,
        };
        if left.kind != OperandKind::Path || !self.is_value(left, right, true) {
            return;
        }
        let (mut values, mut end, mut joiner) = (Vec::new(), end, None);
        let mut is_denied = false;
        // A chain itself is a node after its second term.
        let is_bare = right.kind == OperandKind::Path;
        while let Some(next) = nodes.next_if(|next| {
            // A `not` denies the condition before.
            is_denied |= matches!(next, NodeKind::Not { .. });
            matches!(next, NodeKind::And | NodeKind::Or | NodeKind::Not { .. })
                || self.joined(left, is_bare, end, *next, joiner).is_some()
        }) {
            if let NodeKind::Alone(value) = next {
                joiner = self.joined(left, is_bare, end, next, joiner);
                values.push(value);
                end = value.span;
            }
        }
        let Some(joiner) = joiner else { return };
        self.values_alone(left, operator, right, joiner, &values);
        if let (true, Some(first), Some(last)) = (is_denied, values.first(), values.last()) {
            // Whether the `not` is for all of them is not clear.
            let place = first.span.cover(last.span);
            self.diagnostics.change(&rules::UNSUPPORTED_ODATA, place, Message::unsure);
        }
        let property = self.cx.schema.property(left.span.of(self.cx.text));
        let target = property.map_or(PathTarget::Unknown, PathTarget::Property);
        let usage = if operator.is_some() { Use::Item } else { Use::Contains };
        // The fix reports the words that it quotes.
        for value in values.into_iter().filter(|value| value.kind != OperandKind::Path) {
            self.value(target, usage, value);
        }
    }

    /// The word that joins a value to the part that ends at `before`. Only `wanted` counts.
    fn joined(
        &self,
        left: Operand,
        is_bare: bool,
        before: Span,
        next: NodeKind,
        wanted: Option<&'static str>,
    ) -> Option<&'static str> {
        let NodeKind::Alone(value) = next else { return None };
        let gap = Span::new(before.end, value.span.start.max(before.end)).of(self.cx.text).trim();
        let joiner = match gap.to_ascii_lowercase().as_str() {
            "or" | "|" | "||" => "or",
            "and" | "&" | "&&" => "and",
            _ => return None,
        };
        (self.is_value(left, value, is_bare) && wanted.is_none_or(|wanted| wanted == joiner))
            .then_some(joiner)
    }

    /// Whether an operand is a value. A word without quotes must be a value of the property, or, among others of its
    /// kind, a word that is not like a property.
    fn is_value(&self, left: Operand, operand: Operand, is_bare: bool) -> bool {
        match operand.kind {
            OperandKind::Number | OperandKind::Parameter | OperandKind::Null => true,
            OperandKind::Path => {
                let text = operand.span.of(self.cx.text);
                let property = self.cx.schema.property(left.span.of(self.cx.text));
                let is_word = || {
                    self.cx.schema.nearest(text).is_none()
                        && matches!(self.cx.schema.resolve(text), Resolved::Unknown)
                };
                property.is_some_and(|property| {
                    property.values.iter().any(|known| known.value == text)
                        || is_bare && property.ty == Type::String && property.values.is_empty() && is_word()
                })
            }
            kind => kind.is_string(),
        }
    }

    fn values_alone(
        &mut self,
        left: Operand,
        operator: Option<Operator>,
        right: Operand,
        joiner: &'static str,
        alone: &[Operand],
    ) {
        let (Some(first), Some(last)) = (alone.first(), alone.last()) else { return };
        let place = first.span.cover(last.span);
        let whole = left.span.cover(last.span);
        self.report(&rules::UNSUPPORTED_ODATA, place, |cx| {
            let name = left.span.of(cx.text);
            let written = |value: &Operand| match value.kind {
                OperandKind::Path => quote(value.span.of(cx.text)),
                _ => value.span.of(cx.text).to_owned(),
            };
            let is_sure = std::iter::once(&right).chain(alone).all(|value| is_known(cx, left, value));
            let between = Span::new(right.span.end, place.end.max(right.span.end)).of(cx.text);
            // `||` joins strings in SQL.
            let is_sum = between.contains("||") && right.kind.is_string();
            // An `and` binds the last value first.
            let rest = cx.text.get(last.span.end as usize..).unwrap_or_default().trim_start();
            let is_bound = rest.starts_with(['&', '-'])
                || rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("and"));
            let is_sure = is_sure && !is_sum && !is_bound;
            let list: Vec<String> = std::iter::once(&right).chain(alone).map(written).collect();
            let list = format!("{name} in ({})", list.join(","));
            let only = if alone.len() == 1 { "is only a value" } else { "are only values" };
            let message = Message::new(format!(
                "`{joiner}` joins whole conditions, and {} {only}",
                Quoted(place.of(cx.text))
            ));
            let has_null = std::iter::once(&right).chain(alone).any(|value| value.kind == OperandKind::Null);
            match (operator, joiner) {
                // A list cannot hold `null`.
                (Some(operator), _) if has_null => {
                    let condition =
                        |value: &Operand| format!("{name} {} {}", operator.keyword(), written(value));
                    let edits = alone.iter().map(|value| Edit::replace(value.span, condition(value)));
                    let is_pair = operator == Operator::Eq && joiner == "or" && !is_bound;
                    message.help(format!("write {} after the `{joiner}`", Quoted(&condition(first)))).fix(
                        Applicability::safe_if(is_pair),
                        "write whole conditions",
                        edits.collect::<Vec<_>>(),
                    )
                }
                (Some(Operator::Eq), "or") => message.write(Applicability::safe_if(is_sure), whole, list),
                (Some(Operator::Ne), _) => {
                    let list = format!("not {list}");
                    message
                        .help(format!("to exclude all of them, write {}", Quoted(&list)))
                        .unsafe_fix("write a list", vec![Edit::replace(whole, list)])
                }
                (Some(Operator::Eq), _) => message.help(format!(
                    "no property has two values at once; to accept either, write {}",
                    Quoted(&list)
                )),
                (None, _) => {
                    let condition = |value: &Operand| format!("contains({name},{})", written(value));
                    let edits = alone.iter().map(|value| Edit::replace(value.span, condition(value)));
                    message
                        .help(format!("write {} after the `{joiner}`", Quoted(&condition(first))))
                        .safe_fix("write whole conditions", edits.collect::<Vec<_>>())
                }
                (Some(order), _) => {
                    let condition =
                        |value: &Operand| format!("{name} {} {}", order.keyword(), written(value));
                    let whole = format!("{} {joiner} {}", condition(&right), condition(first));
                    message.help(format!("write whole conditions: {}", Quoted(&whole)))
                }
            }
        });
    }
}

/// Whether a value has quotes, or is a known value of the property.
fn is_known(cx: CheckContext<'_, '_>, left: Operand, value: &Operand) -> bool {
    let text = value.span.of(cx.text);
    let property = cx.schema.property(left.span.of(cx.text));
    value.kind != OperandKind::Path || property.is_some_and(|property| property.has_value(text))
}
