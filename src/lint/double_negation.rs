//! `double-negation`.

use super::{RuleContext, SeenNode, unwrapped};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::NodeKind;

/// Looks at a `not`. In a row of several, the first and the second are a pair, the third and the
/// fourth, and so on.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, seen: SeenNode) {
    if seen.nots % 2 == 1 {
        return;
    }
    let Some(child) = cx.child(seen.id) else { return };
    let second = cx.inside(child);
    if let NodeKind::Not { .. } = cx.ast.kind(second)
        && let Some(denied) = cx.child(second)
    {
        let (outer, inner) = (cx.ast.span(seen.id), cx.ast.span(denied));
        cx.report(&rules::DOUBLE_NEGATION, outer, |_| {
            Message::new("`not` negates another `not`: the two cancel out")
                .safe_fix("remove both", unwrapped(outer, inner))
        });
    }
}
