//! `ambiguous-and-or`.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::syntax::{NodeId, NodeKind};
use crate::text::{Edit, Span};

/// Looks at an `or`.
pub(super) fn find(cx: &mut Context<'_, '_>, or: NodeId) {
    let ast = cx.ast;
    let joined = ast.children(or).filter(|id| ast.kind(*id) == NodeKind::And).map(|id| ast.span(id));
    let joined: Vec<Span> = joined.collect();
    let Some(first) = joined.first().copied() else { return };
    cx.report(&rules::AMBIGUOUS_AND_OR, |_| {
        Diagnostic::new(
            &rules::AMBIGUOUS_AND_OR,
            first,
            "`and` binds tighter than `or`: these terms are joined first, and then the `or`",
        )
        .with_help("add parentheses to show the order that you mean")
        .with_safe_fix(
            "add parentheses around the terms that `and` joins",
            joined.into_iter().flat_map(enclosed).collect(),
        )
    });
}

fn enclosed(span: Span) -> [Edit; 2] {
    [Edit::insert(span.start, "("), Edit::insert(span.end, ")")]
}
