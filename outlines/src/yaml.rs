//! YAML.

use comfilter::lint::{OutlinePart, OutlinePartKind};
use tree_sitter::Node;

use crate::{named, string, string_between};

pub(crate) fn seen(node: Node<'_>, text: &str) -> Option<OutlinePart> {
    match node.kind() {
        "double_quote_scalar" | "single_quote_scalar" => string(node),
        "block_scalar" => {
            let block = text.get(node.byte_range())?;
            // The grammar includes the line break at the end of the file.
            let close = block.len() - block.trim_end_matches('\n').len();
            Some(string_between(node, block.find('\n')? + 1, close))
        }
        "plain_scalar" if !is_in_flow(node) => Some(string_between(node, 0, 0)),
        "block_mapping_pair" | "flow_pair" => {
            let key = content(node.child_by_field_name("key")?)?;
            let key = match key.kind() {
                "plain_scalar" => string_between(key, 0, 0),
                _ => seen(key, text)?,
            };
            // The value of an alias is elsewhere.
            let value =
                content(node.child_by_field_name("value")?).filter(|value| value.kind() != "alias")?;
            Some(named(OutlinePartKind::Entry, key.value, value))
        }
        _ => None,
    }
}

/// A node without its tag and its anchor.
fn content(node: Node<'_>) -> Option<Node<'_>> {
    let last = u32::try_from(node.named_child_count()).ok()?.checked_sub(1)?;
    node.named_child(last)
}

/// Whether a scalar is in brackets. The words of such a scalar are separate names for comfilter.
fn is_in_flow(node: Node<'_>) -> bool {
    let mut around = std::iter::successors(node.parent(), |node| node.parent());
    around.any(|node| matches!(node.kind(), "flow_mapping" | "flow_sequence"))
}
