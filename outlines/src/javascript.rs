//! JavaScript.

use comfilter::lint::{OutlinePart, OutlinePartKind};
use comfilter::text::Span;
use tree_sitter::Node;

use crate::{call, named, span, string};

pub(crate) fn seen(node: Node<'_>, _: &str) -> Option<OutlinePart> {
    let field = |name| node.child_by_field_name(name);
    let (name, value) = match node.kind() {
        "string" | "template_string" => return string(node),
        "call_expression" | "new_expression" => {
            let function = field("function").or_else(|| field("constructor"))?;
            // A template after a name calls it without parentheses.
            let arguments = field("arguments").filter(|arguments| arguments.kind() == "arguments")?;
            let touches = field("optional_chain").is_none();
            return Some(call(last_name(function).filter(|_| touches), arguments));
        }
        "variable_declarator" => (field("name")?, field("value")?),
        "field_definition" => (field("property")?, field("value")?),
        "assignment_expression" | "assignment_pattern" | "for_in_statement" | "object_assignment_pattern" => {
            (field("left")?, field("right")?)
        }
        "augmented_assignment_expression" if field("operator")?.kind() == "+=" => {
            (field("left")?, field("right")?)
        }
        "pair" | "pair_pattern" => {
            return Some(named(OutlinePartKind::Entry, key(field("key")?)?, field("value")?));
        }
        "shorthand_property_identifier" => return Some(named(OutlinePartKind::Entry, span(node), node)),
        _ => return None,
    };
    match name.kind() {
        "identifier" | "property_identifier" | "shorthand_property_identifier_pattern" => {
            Some(named(OutlinePartKind::Assignment, span(name), value))
        }
        "member_expression" => {
            Some(named(OutlinePartKind::Entry, span(name.child_by_field_name("property")?), value))
        }
        "subscript_expression" => {
            let key = name.child_by_field_name("index").filter(|key| key.kind() == "string")?;
            Some(named(OutlinePartKind::Entry, string(key)?.value, value))
        }
        _ => None,
    }
}

/// The name before the arguments of a call.
fn last_name(function: Node<'_>) -> Option<Span> {
    match function.kind() {
        "identifier" | "import" | "super" => Some(span(function)),
        "member_expression" => function.child_by_field_name("property").map(span),
        _ => None,
    }
}

fn key(key: Node<'_>) -> Option<Span> {
    match key.kind() {
        "string" => string(key).map(|string| string.value),
        "property_identifier" | "number" => Some(span(key)),
        _ => None,
    }
}
