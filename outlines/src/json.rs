//! JSON.

use comfilter::lint::{OutlinePart, OutlinePartKind};
use tree_sitter::Node;

use crate::{named, string};

pub(crate) fn seen(node: Node<'_>, _: &str) -> Option<OutlinePart> {
    match node.kind() {
        "string" => string(node),
        "pair" => {
            let key = string(node.child_by_field_name("key")?)?;
            Some(named(OutlinePartKind::Entry, key.value, node.child_by_field_name("value")?))
        }
        _ => None,
    }
}
