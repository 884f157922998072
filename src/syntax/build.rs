//! The grammar's actions: each adds to the flat lists of the tree.

use super::ast::{Node, NodeId, NodeKind, Operand, OperandRange, Operator};
use super::token::{Part, Place};
use crate::text::Span;

/// The lists that the grammar fills.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) operands: Vec<Operand>,
    /// Whether canonical text writes something otherwise: a comparison the wrong way round, an
    /// operand alone.
    pub(super) rewritten: bool,
    /// Whether an operand stands alone.
    pub(super) alone: bool,
}

fn operand((kind, place): Part) -> Operand {
    Operand { kind, span: place.span() }
}

impl Tree {
    /// Empties it, and makes room for the nodes of a usual text of `bytes`: a condition has about
    /// thirty, and each needs at most two.
    #[inline]
    pub(super) fn start(&mut self, bytes: usize) {
        self.nodes = Vec::with_capacity(bytes / 14 + 1);
        self.operands.clear();
        self.rewritten = false;
        self.alone = false;
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

    pub(super) fn comparison(&mut self, left: Part, operator: Operator, right: Part) -> NodeId {
        self.leaf(NodeKind::Comparison { left: operand(left), operator, right: operand(right) })
    }

    /// A comparison whose left side is no path.
    pub(super) fn reversed(&mut self, left: Part, operator: Operator, right: Part) -> NodeId {
        self.rewritten = true;
        self.comparison(left, operator, right)
    }

    pub(super) fn membership(&mut self, left: Part, items: OperandRange, end: Place) -> NodeId {
        self.leaf(NodeKind::Membership { left: operand(left), items, end: end.end() })
    }

    pub(super) fn membership_of(&mut self, left: Part, parameter: Part) -> NodeId {
        let items = self.items(parameter);
        self.membership(left, items, parameter.1)
    }

    pub(super) fn call(&mut self, name: Part, first: Part, second: Part, end: Place) -> NodeId {
        let first = self.items(first);
        let arguments = self.items_and(first, second);
        self.leaf(NodeKind::Call { name: operand(name), arguments, end: end.end() })
    }

    pub(super) fn alone(&mut self, value: Part) -> NodeId {
        self.rewritten = true;
        self.alone = true;
        self.leaf(NodeKind::Alone(operand(value)))
    }

    pub(super) fn unreadable(&mut self, place: Place) -> NodeId {
        self.leaf(NodeKind::Unreadable(place.span()))
    }

    pub(super) fn items(&mut self, first: Part) -> OperandRange {
        #[expect(clippy::cast_possible_truncation, reason = "fewer operands than bytes, and those fit")]
        let start = self.operands.len() as u32;
        self.items_and(OperandRange { start, end: start }, first)
    }

    /// Lists do not nest, so that the items of one follow each other.
    pub(super) fn items_and(&mut self, items: OperandRange, next: Part) -> OperandRange {
        self.operands.push(operand(next));
        OperandRange { start: items.start, end: items.end + 1 }
    }

    pub(super) fn not(&mut self, start: Place, child: NodeId) -> NodeId {
        self.node(NodeKind::Not { start: start.start() }, Some(child))
    }

    /// Canonical text has no doubled parentheses, and none around the whole filter: the second is
    /// known only at the end.
    pub(super) fn group(&mut self, start: Place, child: NodeId, end: Place) -> NodeId {
        if matches!(self.nodes.get(child.0 as usize), Some(Node { kind: NodeKind::Group { .. }, .. })) {
            self.rewritten = true;
        }
        self.node(NodeKind::Group { span: Span::new(start.start(), end.end()) }, Some(child))
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
