//! `single-item-list`.

use super::RuleContext;
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::{Operand, OperandKind, OperandRange};
use crate::text::{Edit, Span};

/// Looks at an `in`. A single parameter is a list of any length, and another rule reports `null` in
/// a list.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, left: Operand, items: OperandRange, end: u32) {
    let [item] = cx.ast.operands(items) else { return };
    // A string with a comma may be several items.
    let has_comma = item.kind.is_string() && item.span.of(cx.ast.text()).contains(',');
    if matches!(item.kind, OperandKind::Parameter | OperandKind::Null) || has_comma {
        return;
    }
    cx.report(&rules::SINGLE_ITEM_LIST, Span::new(left.span.start, end), |ast| {
        let edit = Edit::replace(Span::new(left.span.end, end), format!(" eq {}", ast.text_of(*item)));
        Message::new("a list with one item: `eq` means the same").safe_fix("write `eq`", vec![edit])
    });
}
