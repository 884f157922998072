//! `double-negation`.

use super::{Context, Seen, unwrapped};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::syntax::NodeKind;

/// Looks at a `not`. In a row of several, the first and the second are a pair, the third and the
/// fourth, and so on.
pub(super) fn find(cx: &mut Context<'_, '_>, seen: Seen) {
    if seen.nots % 2 == 1 {
        return;
    }
    let Some(child) = cx.child(seen.id) else { return };
    let second = cx.inside(child);
    if let NodeKind::Not { .. } = cx.ast.kind(second)
        && let Some(denied) = cx.child(second)
    {
        let (outer, inner) = (cx.ast.span(seen.id), cx.ast.span(denied));
        cx.report(&rules::DOUBLE_NEGATION, |_| {
            Diagnostic::new(&rules::DOUBLE_NEGATION, outer, "`not` negates another `not`: the two cancel out")
                .with_safe_fix("remove both", unwrapped(outer, inner))
        });
    }
}
