//! The grammar's actions: each adds to the flat lists of the tree.

use super::ast::{AstNode, NodeId, NodeIndex, NodeKind, Operand, OperandRange};
use super::token::Place;
use crate::text::Span;

/// The lists that the grammar fills.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<AstNode>,
    pub(super) operands: Vec<Operand>,
    /// Whether canonical text differs from the tree: a comparison the wrong way round, an operand
    /// alone.
    pub(super) rewritten: bool,
    /// Whether the tree has an operand without an operator.
    pub(super) alone: bool,
    /// Whether the filter has a prefix form.
    pub(super) prefixed: bool,
}

/// An index into one of the lists. It has eight bytes like [`Place`], because the parser passes
/// both through memory beside their kind. If one were narrower, it would be stored in parts and
/// loaded as a whole, which stalls the processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Index(u64);

impl Index {
    // A filter has at most `limits::OFFSET` bytes, and so fewer nodes.
    #[expect(clippy::cast_possible_truncation, reason = "fewer nodes than bytes, and those fit")]
    pub(super) const fn node(self) -> NodeId {
        NodeId(self.0 as u32)
    }

    fn link(self) -> Option<NodeIndex> {
        self.node().index()
    }
}

impl Tree {
    /// Empties it, and reserves room for the nodes of a usual text of `bytes`: a condition has
    /// about thirty, and each needs at most two nodes.
    #[inline]
    pub(super) fn start(&mut self, bytes: usize) {
        self.nodes = Vec::with_capacity(bytes / 14 + 1);
        self.operands.clear();
        self.rewritten = false;
        self.alone = false;
        self.prefixed = false;
    }

    fn leaf(&mut self, kind: NodeKind) -> Index {
        self.node(kind, None)
    }

    fn node(&mut self, kind: NodeKind, child: Option<Index>) -> Index {
        let index = Index(self.nodes.len() as u64);
        let child = child.and_then(Index::link);
        self.nodes.push(AstNode { kind, first: child, last: child, next: None });
        index
    }

    pub(super) fn comparison(&mut self, left: Place, operator: Place, right: Place) -> Index {
        let operator = operator.operator();
        self.leaf(NodeKind::Comparison { left: left.operand(), operator, right: right.operand() })
    }

    /// A comparison whose left side is not a path.
    pub(super) fn reversed(&mut self, left: Place, operator: Place, right: Place) -> Index {
        self.rewritten = true;
        self.comparison(left, operator, right)
    }

    pub(super) fn membership(&mut self, left: Place, first: Index, end: Place) -> Index {
        let items = self.from(first);
        self.leaf(NodeKind::Membership { left: left.operand(), items, end: end.end() })
    }

    pub(super) fn membership_of(&mut self, left: Place, parameter: Place) -> Index {
        let first = self.items(parameter);
        self.membership(left, first, parameter)
    }

    pub(super) fn call(&mut self, name: Place, first: Place, second: Place, end: Place) -> Index {
        let first = self.items(first);
        self.items_and(first, second);
        let arguments = self.from(first);
        self.leaf(NodeKind::Call { name: name.operand(), arguments, end: end.end() })
    }

    pub(super) fn element_of(&mut self, value: Place, array: Place) -> Index {
        self.leaf(NodeKind::ElementOf { value: value.operand(), array: array.operand() })
    }

    pub(super) fn prefix_comparison(&mut self, name: Place, left: Place, right: Place, end: Place) -> Index {
        let operator = name.prefix_operator();
        let condition =
            self.leaf(NodeKind::Comparison { left: left.operand(), operator, right: right.operand() });
        self.prefix(name, condition, end)
    }

    pub(super) fn prefix_membership(&mut self, name: Place, left: Place, first: Index, end: Place) -> Index {
        let items = self.from(first);
        let inner = self.operands.last().map_or(end.end(), |last| last.span.end);
        let condition = self.leaf(NodeKind::Membership { left: left.operand(), items, end: inner });
        self.prefix(name, condition, end)
    }

    /// The prefix form: an operator before its operands.
    pub(super) fn prefix(&mut self, name: Place, child: Index, end: Place) -> Index {
        self.rewritten = true;
        self.prefixed = true;
        self.node(NodeKind::Prefix { span: Span::new(name.start(), end.end()) }, Some(child))
    }

    pub(super) fn first_conjunct(&mut self, first: Index) -> Index {
        self.node(NodeKind::And, Some(first))
    }

    pub(super) fn first_disjunct(&mut self, first: Index) -> Index {
        self.node(NodeKind::Or, Some(first))
    }

    pub(super) fn next_part(&mut self, parts: Index, next: Index) -> Index {
        self.chain(parts, next)
    }

    pub(super) fn alone(&mut self, value: Place) -> Index {
        self.rewritten = true;
        self.alone = true;
        self.leaf(NodeKind::Alone(value.operand()))
    }

    pub(super) fn unreadable(&mut self, place: Place) -> Index {
        self.leaf(NodeKind::Unreadable(place.span()))
    }

    pub(super) fn items(&mut self, first: Place) -> Index {
        if self.operands.capacity() == 0 {
            // Few filters have lists, and those have fewer items than nodes or one long list.
            self.operands = Vec::with_capacity(self.nodes.capacity());
        }
        let index = Index(self.operands.len() as u64);
        self.items_and(index, first)
    }

    pub(super) fn items_and(&mut self, first: Index, next: Place) -> Index {
        self.operands.push(next.operand());
        first
    }

    /// Lists do not nest, so the operands since the first item are the items.
    #[expect(clippy::cast_possible_truncation, reason = "fewer operands than bytes, and those fit")]
    fn from(&self, first: Index) -> OperandRange {
        OperandRange { start: first.0 as u32, end: self.operands.len() as u32 }
    }

    pub(super) fn not(&mut self, start: Place, child: Index) -> Index {
        self.node(NodeKind::Not { start: start.start() }, Some(child))
    }

    /// Canonical text has no doubled parentheses, and none around the whole filter: the second is
    /// known only at the end.
    pub(super) fn group(&mut self, start: Place, child: Index, end: Place) -> Index {
        if matches!(self.get(child), Some(AstNode { kind: NodeKind::Group { .. }, .. })) {
            self.rewritten = true;
        }
        self.node(NodeKind::Group { span: Span::new(start.start(), end.end()) }, Some(child))
    }

    pub(super) fn and(&mut self, left: Index, right: Index) -> Index {
        let is_chain = matches!(self.get(left), Some(AstNode { kind: NodeKind::And, .. }));
        let parent = if is_chain { left } else { self.node(NodeKind::And, Some(left)) };
        self.chain(parent, right)
    }

    pub(super) fn or(&mut self, left: Index, right: Index) -> Index {
        let is_chain = matches!(self.get(left), Some(AstNode { kind: NodeKind::Or, .. }));
        let parent = if is_chain { left } else { self.node(NodeKind::Or, Some(left)) };
        self.chain(parent, right)
    }

    fn get(&self, index: Index) -> Option<&AstNode> {
        self.nodes.get(index.node().0 as usize)
    }

    /// Adds to a chain. A chain in parentheses is a `Group`, so `(a and b) and c` keeps its shape.
    fn chain(&mut self, parent: Index, right: Index) -> Index {
        let right = right.link();
        let last = self
            .nodes
            .get_mut(parent.node().0 as usize)
            .and_then(|node| std::mem::replace(&mut node.last, right));
        if let Some(last) = last.and_then(|index| self.nodes.get_mut(index.get() as usize - 1)) {
            last.next = right;
        }
        parent
    }
}
