//! `ambiguous-and-or`.

use super::{RuleContext, enclosed};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::{NodeId, NodeKind, OperandKind};
use crate::text::{Edit, Span};

/// Looks at an `or`.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, or: NodeId) {
    let ast = cx.ast;
    let joined = ast.children(or).filter(|id| ast.kind(*id) == NodeKind::And).map(|id| ast.span(id));
    let joined: Vec<Span> = joined.collect();
    // A value alone is not a condition, and its fix joins it with another one.
    let terms = ast.children(or).filter(|id| ast.kind(*id) != NodeKind::And);
    let is_value = |id: NodeId| matches!(ast.kind(id), NodeKind::Alone(operand) if operand.kind != OperandKind::Path);
    let inner = ast.children(or).filter(|id| ast.kind(*id) == NodeKind::And).flat_map(|id| ast.children(id));
    if terms.chain(inner).any(is_value) {
        return;
    }
    let Some(first) = joined.first().copied() else { return };
    cx.report(&rules::AMBIGUOUS_AND_OR, first, |_| {
        let edits: Vec<Edit> = joined.into_iter().flat_map(enclosed).collect();
        Message::new("`and` binds tighter than `or`: these terms are joined first, and then the `or`")
            .help("add parentheses to show the order that you mean")
            .safe_fix("add parentheses around the terms that `and` joins", edits)
    });
}
