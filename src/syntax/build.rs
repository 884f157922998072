//! The grammar's actions: each adds to the flat lists of the tree.

use super::ast::{Node, NodeId, NodeKind, Operand, OperandRange, Operator};
use crate::text::Span;

/// The lists that the grammar fills.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) operands: Vec<Operand>,
    /// Whether canonical text writes something otherwise: a comparison the wrong way round, an
    /// operand alone.
    pub(super) rewritten: bool,
}

impl Tree {
    /// With room for the nodes of a usual text of `bytes`: a condition has about thirty, and each
    /// needs at most two.
    pub(super) fn with_capacity_for(bytes: usize) -> Tree {
        Tree { nodes: Vec::with_capacity(bytes / 14 + 1), ..Tree::default() }
    }

    fn leaf(&mut self, kind: NodeKind) -> NodeId {
        self.node(kind, None)
    }

    fn node(&mut self, kind: NodeKind, child: Option<NodeId>) -> NodeId {
        // A filter has at most `u32::MAX` bytes, and so fewer nodes.
        #[expect(clippy::cast_possible_truncation, reason = "fewer nodes than bytes, and those fit")]
        let id = NodeId(self.nodes.len() as u32);
        let index = child.and_then(NodeId::index);
        self.nodes.push(Node { kind, first: index, last: index, next: None });
        id
    }

    pub(super) fn comparison(&mut self, left: Operand, operator: Operator, right: Operand) -> NodeId {
        self.leaf(NodeKind::Comparison { left, operator, right })
    }

    /// A comparison whose left side is no path.
    pub(super) fn reversed(&mut self, left: Operand, operator: Operator, right: Operand) -> NodeId {
        self.rewritten = true;
        self.comparison(left, operator, right)
    }

    pub(super) fn membership(&mut self, left: Operand, items: OperandRange, end: u32) -> NodeId {
        self.leaf(NodeKind::Membership { left, items, end })
    }

    pub(super) fn membership_of(&mut self, left: Operand, parameter: Operand) -> NodeId {
        let items = self.items(parameter);
        self.membership(left, items, parameter.span.end)
    }

    pub(super) fn call(&mut self, name: Operand, first: Operand, second: Operand, end: u32) -> NodeId {
        let first = self.items(first);
        let arguments = self.items_and(first, second);
        self.leaf(NodeKind::Call { name, arguments, end })
    }

    pub(super) fn alone(&mut self, operand: Operand) -> NodeId {
        self.rewritten = true;
        self.leaf(NodeKind::Alone(operand))
    }

    pub(super) fn unreadable(&mut self, span: Span) -> NodeId {
        self.leaf(NodeKind::Unreadable(span))
    }

    pub(super) fn items(&mut self, first: Operand) -> OperandRange {
        #[expect(clippy::cast_possible_truncation, reason = "fewer operands than bytes, and those fit")]
        let start = self.operands.len() as u32;
        self.items_and(OperandRange { start, end: start }, first)
    }

    /// Lists do not nest, so that the items of one follow each other.
    pub(super) fn items_and(&mut self, items: OperandRange, next: Operand) -> OperandRange {
        self.operands.push(next);
        OperandRange { start: items.start, end: items.end + 1 }
    }

    pub(super) fn not(&mut self, start: u32, child: NodeId) -> NodeId {
        self.node(NodeKind::Not { start }, Some(child))
    }

    /// Canonical text has no doubled parentheses, and none around the whole filter: the second is
    /// known only at the end.
    pub(super) fn group(&mut self, start: u32, child: NodeId, end: u32) -> NodeId {
        if matches!(self.nodes.get(child.0 as usize), Some(Node { kind: NodeKind::Group { .. }, .. })) {
            self.rewritten = true;
        }
        self.node(NodeKind::Group { span: Span::new(start, end) }, Some(child))
    }

    pub(super) fn and(&mut self, left: NodeId, right: NodeId) -> NodeId {
        self.chain(NodeKind::And, left, right)
    }

    pub(super) fn or(&mut self, left: NodeId, right: NodeId) -> NodeId {
        self.chain(NodeKind::Or, left, right)
    }

    /// Adds to the chain that `left` is, or begins one. One in parentheses is a `Group`, so that
    /// `(a and b) and c` keeps its shape.
    fn chain(&mut self, kind: NodeKind, left: NodeId, right: NodeId) -> NodeId {
        let parent = match self.nodes.get(left.0 as usize) {
            Some(node) if node.kind == kind => left,
            _ => self.node(kind, Some(left)),
        };
        let last = self.nodes.get(parent.0 as usize).and_then(|node| node.last);
        if let Some(last) = last.and_then(|index| self.nodes.get_mut(index.get() as usize - 1)) {
            last.next = right.index();
        }
        if let Some(parent) = self.nodes.get_mut(parent.0 as usize) {
            parent.last = right.index();
        }
        parent
    }
}
