//! Python.

use comfilter::lint::{OutlinePart, OutlinePartKind};
use comfilter::text::Span;
use tree_sitter::Node;

use crate::{call, named, span, string_between};

pub(crate) fn seen(node: Node<'_>, text: &str) -> Option<OutlinePart> {
    let field = |name| node.child_by_field_name(name);
    let (name, value) = match node.kind() {
        "string" => return string(node, text),
        "call" => return Some(call(field("function").and_then(last_name), field("arguments")?)),
        "keyword_argument" => {
            return Some(named(OutlinePartKind::Entry, span(field("name")?), field("value")?));
        }
        "pair" => return Some(named(OutlinePartKind::Entry, key(field("key")?, text)?, field("value")?)),
        "assignment" | "for_statement" | "for_in_clause" => (field("left")?, field("right")?),
        "augmented_assignment" if field("operator")?.kind() == "+=" => (field("left")?, field("right")?),
        "default_parameter" | "typed_default_parameter" | "named_expression" => {
            (field("name")?, field("value")?)
        }
        _ => return None,
    };
    match name.kind() {
        "identifier" => Some(named(OutlinePartKind::Assignment, span(name), value)),
        "subscript" => {
            let key = name.child_by_field_name("subscript").filter(|key| key.kind() == "string")?;
            Some(named(OutlinePartKind::Entry, string(key, text)?.value, value))
        }
        _ => None,
    }
}

/// The grammar counts the escape that a raw string consists of as a part of its close, so the close is taken
/// to be as long as the quotes of the opening.
fn string(node: Node<'_>, text: &str) -> Option<OutlinePart> {
    let open = span(node.child(0)?).of(text);
    let quotes = open.trim_start_matches(char::is_alphabetic);
    Some(string_between(node, open.len(), quotes.len()))
}

/// The name before the arguments of a call.
fn last_name(function: Node<'_>) -> Option<Span> {
    match function.kind() {
        "identifier" => Some(span(function)),
        "attribute" => function.child_by_field_name("attribute").map(span),
        _ => None,
    }
}

fn key(key: Node<'_>, text: &str) -> Option<Span> {
    match key.kind() {
        "string" => string(key, text).map(|string| string.value),
        "identifier" | "integer" => Some(span(key)),
        "attribute" => key.child_by_field_name("attribute").map(span),
        _ => None,
    }
}
