//! `not-scope`.

use super::{RuleContext, enclosed};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::{NodeId, NodeKind, OperandKind, Operator};
use crate::text::Quoted;

/// Looks at an `and` or an `or`: a reader may think that a `not` covers the terms after it.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, join: NodeId) {
    let mut terms = cx.ast.children(join).peekable();
    while let Some(not) = terms.next() {
        if terms.peek().is_some()
            && let NodeKind::Not { .. } = cx.ast.kind(not)
            && let Some(covered) = cx.child(not)
            && is_bare(cx.ast.kind(covered))
        {
            let span = cx.ast.span(covered);
            cx.report(&rules::NOT_SCOPE, cx.ast.span(not), |ast| {
                Message::new(format!("`not` covers {}, and nothing after it", Quoted(span.of(ast.text()))))
                    .help("add parentheses around the part to negate")
                    .safe_fix("add parentheses around the term", enclosed(span).to_vec())
            });
        }
    }
}

/// Whether a term neither shows its end nor has the form of the API page.
fn is_bare(kind: NodeKind) -> bool {
    match kind {
        NodeKind::Comparison { operator: Operator::Eq, left, right } => {
            ![left, right].iter().any(|operand| operand.kind == OperandKind::Null)
        }
        NodeKind::Comparison { .. } | NodeKind::Membership { .. } => true,
        _ => false,
    }
}
