//! PowerShell. Its grammar has a node for each level of precedence.

use comfilter::lint::{OutlinePart, OutlinePartKind};
use comfilter::text::Span;
use tree_sitter::Node;

use crate::{call, named, span, string_between};

pub(crate) fn seen(node: Node<'_>, text: &str) -> Option<OutlinePart> {
    let child = |kind: &str| child(node, kind);
    match node.kind() {
        "expandable_string_literal" | "verbatim_string_characters" => Some(string_between(node, 1, 1)),
        "expandable_here_string_literal" | "verbatim_here_string_characters" => here_string(node, text),
        "invokation_expression" => {
            let name = child("member_name").map(span);
            Some(call(name, child("argument_list")?))
        }
        "assignment_expression" => {
            let operator = child("assignement_operator").map(span)?.of(text);
            let value = node.child_by_field_name("value").filter(|_| matches!(operator, "=" | "+="))?;
            let target = inner(child("left_assignment_expression")?);
            match target.kind() {
                "variable" => Some(named(OutlinePartKind::Assignment, variable(target, text), value)),
                "member_access" => {
                    Some(named(OutlinePartKind::Entry, span(self::child(target, "member_name")?), value))
                }
                "element_access" => {
                    let key = inner(target.named_child(1)?);
                    let key = seen(key, text).filter(|key| key.kind == OutlinePartKind::String)?;
                    Some(named(OutlinePartKind::Entry, key.value, value))
                }
                _ => None,
            }
        }
        "script_parameter" => {
            let value = child("script_parameter_default")?.named_child(0)?;
            Some(named(OutlinePartKind::Assignment, variable(child("variable")?, text), value))
        }
        "foreach_statement" => {
            Some(named(OutlinePartKind::Assignment, variable(child("variable")?, text), child("pipeline")?))
        }
        "hash_entry" => {
            let key = inner(child("key_expression")?);
            let value = node.named_child(1)?;
            let key = match seen(key, text) {
                Some(string) if string.kind == OutlinePartKind::String => string.value,
                _ => span(key),
            };
            Some(named(OutlinePartKind::Entry, key, value))
        }
        _ => None,
    }
}

fn child<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}

/// The operand without the levels of precedence and the types around it.
fn inner(node: Node<'_>) -> Node<'_> {
    let mut inner = node;
    while !matches!(
        inner.kind(),
        "variable" | "member_access" | "element_access" | "expandable_string_literal"
    ) {
        let last = u32::try_from(inner.named_child_count()).ok().and_then(|count| count.checked_sub(1));
        match last.and_then(|last| inner.named_child(last)) {
            Some(child) => inner = child,
            None => break,
        }
    }
    inner
}

/// The name of a variable without its scope: comfilter looks for a name in every scope.
fn variable(node: Node<'_>, text: &str) -> Span {
    let place = span(node);
    match place.of(text).rfind(':') {
        Some(colon) => Span::from_range(node.start_byte() + colon + 1..node.end_byte()),
        None => place,
    }
}

/// The line breaks after the opening and before the close belong to the quotes.
fn here_string(node: Node<'_>, text: &str) -> Option<OutlinePart> {
    let whole = span(node).of(text);
    let open = whole.find('\n')? + 1;
    // The line break of an empty one belongs to its close.
    let is_empty = whole.len() == open + 2;
    Some(string_between(node, open - usize::from(is_empty), 3))
}
