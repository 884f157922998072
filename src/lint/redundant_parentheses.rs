//! `redundant-parentheses`.

use super::{RuleContext, SeenNode, unwrapped};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::NodeKind;

/// Looks at parentheses: the outermost of several directly nested ones. Around the whole filter all
/// of them are redundant, elsewhere all but one.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, seen: SeenNode) {
    if seen.groups > 0 {
        return;
    }
    let outer = cx.ast.span(seen.id);
    let mut kept = outer;
    let mut id = seen.id;
    while let NodeKind::Group { span } = cx.ast.kind(id)
        && let Some(child) = cx.child(id)
    {
        kept = if seen.parent.is_some() { span } else { cx.ast.span(child) };
        id = child;
    }
    if kept == outer {
        return;
    }
    cx.report(&rules::REDUNDANT_PARENTHESES, outer, |_| {
        Message::new(match seen.parent {
            None => "parentheses around the whole filter have no effect",
            Some(_) => "doubled parentheses mean the same as one pair",
        })
        .safe_fix("remove them", unwrapped(outer, kept))
    });
}
