//! `ambiguous-and-or`.

use super::{RuleContext, enclosed};
use crate::diagnostic::Message;
use crate::rules;
use crate::schema::Type;
use crate::syntax::{NodeId, NodeKind, Operand, OperandKind, join_order};
use crate::text::{Edit, Span};

/// Looks at an `or`.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, or: NodeId) {
    let ast = cx.ast;
    let joined = ast.children(or).filter(|id| ast.kind(*id) == NodeKind::And).map(|id| ast.span(id));
    let joined: Vec<Span> = joined.collect();
    // A value alone is not a condition, and its fix joins it with another one.
    let terms = ast.children(or).filter(|id| ast.kind(*id) != NodeKind::And);
    // Something that could not be read is a condition once its own fix is there.
    let is_value = |id: NodeId| match ast.kind(id) {
        NodeKind::Alone(Operand { kind: OperandKind::Missing, span }) => span.is_empty(),
        NodeKind::Alone(operand) => {
            let property = cx.schema.property(operand.span.of(ast.text()));
            property.is_none_or(|property| property.ty != Type::Boolean)
        }
        _ => false,
    };
    let inner = ast.children(or).filter(|id| ast.kind(*id) == NodeKind::And).flat_map(|id| ast.children(id));
    if terms.chain(inner).any(is_value) {
        return;
    }
    let Some(first) = joined.first().copied() else { return };
    // The translation shows the order of another language.
    if join_order(ast.text()).is_some() {
        return;
    }
    cx.report(&rules::AMBIGUOUS_AND_OR, first, |_| {
        let edits: Vec<Edit> = joined.into_iter().flat_map(enclosed).collect();
        Message::new("`and` binds tighter than `or`: these terms are joined first, and then the `or`")
            .help("add parentheses to show the order that you mean")
            .safe_fix("add parentheses around the terms that `and` joins", edits)
    });
}
