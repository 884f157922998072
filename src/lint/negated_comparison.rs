//! `negated-comparison`.

use super::{RuleContext, unwrapped};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::{NodeId, NodeKind, Operator};
use crate::text::{Edit, Span};

/// Looks at a `not`.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, not: NodeId) {
    let Some(child) = cx.child(not) else { return };
    let term = cx.inside(child);
    let NodeKind::Comparison { left, operator, right } = cx.ast.kind(term) else { return };
    let other = match operator {
        Operator::Eq => Operator::Ne,
        Operator::Ne => Operator::Eq,
        // For null, `not x gt 3` is true, and `x le 3` is false.
        _ => return,
    };
    let mut edits = unwrapped(cx.ast.span(not), cx.ast.span(term));
    let between = Span::new(left.span.end, right.span.start);
    edits.push(Edit::replace(between, format!(" {} ", other.keyword())));
    cx.report(&rules::NEGATED_COMPARISON, cx.ast.span(not), |_| {
        let (denied, keyword) = (operator.keyword(), other.keyword());
        Message::new(format!("`not` before `{denied}`: `{keyword}` means the same"))
            .safe_fix(format!("write `{keyword}`"), edits)
    });
}
