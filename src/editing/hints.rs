//! Names of templates, and invisible parentheses.

use super::documentation;
use super::place::Located;
use super::read::{Tree, of_event};
use super::{InlayHint, InlayHintKind};
use crate::limits::Limits;
use crate::syntax::literal::string_value;
use crate::syntax::{NodeKind, OperandKind};
use crate::text::{Edit, Span};

/// The hints of a filter, in order.
pub(super) fn hints(located: Located<'_>, limits: &Limits) -> Vec<InlayHint> {
    let tree = Tree::of(located.filter(), located.schema, limits);
    let mut hints = templates(located, &tree);
    hints.extend(parentheses(located, &tree));
    hints.sort_by_key(|hint| hint.at);
    hints
}

fn templates(located: Located<'_>, tree: &Tree<'_>) -> Vec<InlayHint> {
    let schema = of_event(located.schema, &[located.filter()]);
    let mut hints = Vec::new();
    tree.each_operand(|found| {
        let property = found.path.and_then(|path| tree.property(path, schema));
        if found.operand.kind != OperandKind::String || !property.is_some_and(|property| property.template) {
            return;
        }
        let id = string_value(found.operand, tree.ast().text());
        if let Some(template) = schema.template(&id) {
            hints.push(InlayHint {
                at: located.outer(tree.outer(found.operand.span)).end,
                label: template.name.clone(),
                kind: InlayHintKind::Template,
                tooltip: documentation::template(template),
                edits: Vec::new(),
            });
        }
    });
    hints
}

/// Parentheses around each `and` beside an `or`, and around what a `not` beside an `and` or an `or` denies.
fn parentheses(located: Located<'_>, tree: &Tree<'_>) -> Vec<InlayHint> {
    let ast = tree.ast();
    let nodes = tree.nodes();
    // The tree of a repaired filter is a guess, and an inserted condition may have its own `or`.
    let is_guess = nodes.iter().any(|(_, kind, _)| {
        matches!(kind, NodeKind::Unreadable(_)) || located.has_holes() && matches!(kind, NodeKind::Alone(_))
    });
    if !tree.is_ok() || ast.has_prefix_form() || is_guess {
        return Vec::new();
    }
    let mut hints = Vec::new();
    for (id, kind, parent) in nodes {
        let is_joined = matches!(parent, Some(NodeKind::And | NodeKind::Or));
        let (span, tooltip) = match kind {
            NodeKind::And if parent == Some(NodeKind::Or) => {
                (ast.span(id), "`and` binds more tightly than `or`")
            }
            NodeKind::Not { .. } if is_joined => {
                let Some(child) = ast.children(id).next() else { continue };
                match ast.kind(child) {
                    NodeKind::Comparison { .. }
                    | NodeKind::Membership { .. }
                    | NodeKind::ElementOf { .. } => {
                        (ast.span(child), "`not` binds more tightly than `and` and `or`")
                    }
                    _ => continue,
                }
            }
            _ => continue,
        };
        let span = tree.outer(span);
        let edits = [Edit::insert(span.start, "("), Edit::insert(span.end, ")")];
        let edits = located.outer_edits(&edits).unwrap_or_default();
        let outer = located.outer(Span::new(span.start, span.end));
        for (at, label) in [(outer.start, "("), (outer.end, ")")] {
            hints.push(InlayHint {
                at,
                label: label.to_owned(),
                kind: InlayHintKind::Parenthesis,
                tooltip: tooltip.to_owned(),
                edits: edits.clone(),
            });
        }
    }
    hints
}
