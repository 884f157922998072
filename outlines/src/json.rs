//! JSON.

use comfilter::source::{Seen, SeenKind};
use tree_sitter::Node;

use crate::{named, string};

pub(crate) fn seen(node: Node<'_>, _: &str) -> Option<Seen> {
    match node.kind() {
        "string" => string(node),
        "pair" => {
            let key = string(node.child_by_field_name("key")?)?;
            Some(named(SeenKind::Entry, key.value, node.child_by_field_name("value")?))
        }
        _ => None,
    }
}
