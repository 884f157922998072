//! Bash.

use comfilter::lint::{OutlinePart, OutlinePartKind};
use comfilter::text::Span;
use tree_sitter::Node;

use crate::{named, span, string, string_between};

pub(crate) fn seen(node: Node<'_>, text: &str) -> Option<OutlinePart> {
    let field = |name| node.child_by_field_name(name);
    match node.kind() {
        "string" => {
            let before = text.get(..node.start_byte())?;
            // The mark of `$"…"` is a separate node, in several places of the tree.
            let is_marked = before.ends_with('$') && !before.ends_with("\\$");
            let string = string(node)?;
            let start = string.name.start - u32::from(is_marked);
            Some(OutlinePart { name: Span::new(start, start + 1), ..string })
        }
        "raw_string" => Some(string_between(node, 1, 1)),
        "ansi_c_string" => Some(string_between(node, 2, 1)),
        "heredoc_body" => Some(string_between(node, 0, 0)),
        "variable_assignment" => {
            let name = field("name").filter(|name| name.kind() == "variable_name")?;
            Some(named(OutlinePartKind::Assignment, span(name), field("value")?))
        }
        "for_statement" => {
            Some(named(OutlinePartKind::Assignment, span(field("variable")?), field("value")?))
        }
        _ => None,
    }
}
