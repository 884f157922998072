//! The syntax tree: the filter as written, with places, even with mistakes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::build::Tree;
use super::unwrap::Wrapping;
use crate::diagnostic::Diagnostic;
use crate::text::{OffsetMap, Span};

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Ge,
    /// Less than.
    Lt,
    /// Less than or equal.
    Le,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Operator; 6] =
        [Operator::Eq, Operator::Ne, Operator::Gt, Operator::Ge, Operator::Lt, Operator::Le];

    /// The keyword: `eq`.
    pub const fn keyword(self) -> &'static str {
        match self {
            Operator::Eq => "eq",
            Operator::Ne => "ne",
            Operator::Gt => "gt",
            Operator::Ge => "ge",
            Operator::Lt => "lt",
            Operator::Le => "le",
        }
    }

    /// Whether it compares by order, and not only for equality.
    pub const fn is_order(self) -> bool {
        !matches!(self, Operator::Eq | Operator::Ne)
    }

    /// The operator with the same meaning for swapped operands: `3 lt x` is `x gt 3`.
    #[must_use]
    pub const fn swapped(self) -> Operator {
        match self {
            Operator::Eq => Operator::Eq,
            Operator::Ne => Operator::Ne,
            Operator::Gt => Operator::Lt,
            Operator::Ge => Operator::Le,
            Operator::Lt => Operator::Gt,
            Operator::Le => Operator::Ge,
        }
    }
}

/// The kind of an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperandKind {
    /// A property path: `resource/id`.
    Path,
    /// A word that cannot be a path, or several words: a string without quotes.
    Word,
    /// `'…'`.
    String,
    /// A string in other quotes, with a quote that is not doubled, or without a closing quote; it
    /// has its diagnostic.
    MalformedString,
    /// A lexeme that begins as a number: a number, a timestamp, or a string without quotes.
    Number,
    /// `datetime'…'` and the like.
    Typed,
    /// `true`.
    True,
    /// `false`.
    False,
    /// `null`.
    Null,
    /// `@name`.
    Parameter,
    /// A missing or unreadable operand, which has its diagnostic.
    Missing,
    /// `tolower(path)`.
    Lower,
    /// `toupper(path)`.
    Upper,
}

impl OperandKind {
    /// Whether it names a property: a path, or a function of one.
    pub const fn is_property(self) -> bool {
        matches!(self, OperandKind::Path | OperandKind::Lower | OperandKind::Upper)
    }

    /// Whether it is a string, with or without mistakes.
    pub(crate) const fn is_string(self) -> bool {
        matches!(self, OperandKind::String | OperandKind::MalformedString)
    }
}

/// A function that changes the case of a string: each code point by Unicode's full mapping,
/// independent of language and neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// `tolower`.
    Lower,
    /// `toupper`.
    Upper,
}

impl Case {
    /// Both.
    pub const ALL: [Case; 2] = [Case::Lower, Case::Upper];

    /// The length of each name in bytes.
    pub(super) const LENGTH: usize = 7;

    /// The name of the function.
    pub const fn name(self) -> &'static str {
        match self {
            Case::Lower => "tolower",
            Case::Upper => "toupper",
        }
    }

    /// The function of this name.
    pub(super) fn named(name: &[u8]) -> Option<Case> {
        Case::ALL.into_iter().find(|case| case.name().as_bytes() == name)
    }

    pub(super) const fn operand(self) -> OperandKind {
        match self {
            Case::Lower => OperandKind::Lower,
            Case::Upper => OperandKind::Upper,
        }
    }

    /// Applies the function to a string.
    ///
    /// ```
    /// use comfilter::syntax::Case;
    ///
    /// assert_eq!(Case::Upper.of("Straße"), "STRASSE");
    /// assert_eq!(Case::Lower.of("ΟΔΟΣ"), "οδοσ");
    /// ```
    pub fn of(self, text: &str) -> Cow<'_, str> {
        let stays = |byte: u8| match self {
            Case::Lower => !byte.is_ascii_uppercase(),
            Case::Upper => !byte.is_ascii_lowercase(),
        };
        if text.bytes().all(|byte| byte.is_ascii() && stays(byte)) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(match self {
            Case::Lower => text.chars().flat_map(char::to_lowercase).collect(),
            Case::Upper => text.chars().flat_map(char::to_uppercase).collect(),
        })
    }
}

/// An operand: its kind and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operand {
    /// The kind.
    pub kind: OperandKind,
    /// The place.
    pub span: Span,
}

/// A node of an [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// Operands that follow each other in an [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OperandRange {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl OperandRange {
    /// The number of operands.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// The kind of a node. [`Ast::children`] gives the children of `Not`, `Group`, `And` and `Or`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NodeKind {
    /// `left operator right`.
    Comparison {
        /// The operand before the operator.
        left: Operand,
        /// The operator.
        operator: Operator,
        /// The operand after it.
        right: Operand,
    },
    /// `left in (…)`.
    Membership {
        /// The operand before `in`.
        left: Operand,
        /// The items: one parameter, or the operands in the parentheses.
        items: OperandRange,
        /// Offset after the list.
        end: u32,
    },
    /// `contains(first,second)`, or another function.
    Call {
        /// The name.
        name: Operand,
        /// Both arguments.
        arguments: OperandRange,
        /// Offset after the closing parenthesis.
        end: u32,
    },
    /// `value in array`.
    ElementOf {
        /// The operand before `in`.
        value: Operand,
        /// The property, an array.
        array: Operand,
    },
    /// An operand without an operator.
    Alone(Operand),
    /// `not …`.
    Not {
        /// Offset of `not`.
        start: u32,
    },
    /// `(…)`.
    Group {
        /// The parentheses and their contents.
        span: Span,
    },
    /// The prefix form of its only child: `eq(…,…)`, `in(…,…)`, `and(…,…)`, `or(…,…)`.
    Prefix {
        /// From the name to the closing parenthesis.
        span: Span,
    },
    /// Two or more joined by `and`.
    And,
    /// Two or more joined by `or`.
    Or,
    /// An unreadable condition, which has its diagnostic.
    Unreadable(Span),
}

impl NodeKind {
    /// Whether it is a condition, and does not join or enclose others.
    pub(crate) const fn is_condition(self) -> bool {
        !matches!(
            self,
            NodeKind::And
                | NodeKind::Or
                | NodeKind::Not { .. }
                | NodeKind::Group { .. }
                | NodeKind::Prefix { .. }
        )
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AstNode {
    pub(super) kind: NodeKind,
    /// First and last child, and the next child of the same parent.
    pub(super) first: Option<NodeIndex>,
    pub(super) last: Option<NodeIndex>,
    pub(super) next: Option<NodeIndex>,
}

/// An index into the nodes, plus one: an `Option` of it has the same size.
pub(super) type NodeIndex = std::num::NonZeroU32;

impl NodeId {
    pub(super) fn index(self) -> Option<NodeIndex> {
        NodeIndex::new(self.0 + 1)
    }

    fn from_index(index: NodeIndex) -> NodeId {
        NodeId(index.get() - 1)
    }
}

/// The syntax tree of one filter: the filter as written, with places, even with mistakes.
///
/// The tree has only flat lists, and each walk over it is a loop, so no depth of nesting can
/// exhaust the stack.
#[derive(Clone)]
pub struct Ast<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) tree: Tree,
    pub(super) root: Option<NodeId>,
    /// Maps an unwrapped filter back to the user's text. In a box, because few filters are wrapped,
    /// and a tree is moved often.
    pub(super) outer: Option<Box<(OffsetMap, Wrapping)>>,
    /// Whether the text is canonical.
    pub(super) spaced: bool,
    /// Whether there is a parameter.
    pub(super) parameters: bool,
}

impl<'t> Ast<'t> {
    /// The tree of text that could not be parsed.
    pub(super) fn empty(text: Cow<'t, str>) -> Ast<'t> {
        Ast { text, tree: Tree::default(), root: None, outer: None, spaced: false, parameters: false }
    }

    /// The text that all places point into: the user's, or the unwrapped part of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The root; `None` if nothing could be parsed.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// Maps places in [`Ast::text`] to places in the parsed text, if they differ.
    pub fn map(&self) -> Option<&OffsetMap> {
        self.outer.as_ref().map(|outer| &outer.0)
    }

    /// Maps a diagnostic from places in [`Ast::text`] to places in the parsed text.
    pub(crate) fn outward(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.outer.as_deref() {
            None => diagnostic,
            Some((map, wrapping)) => diagnostic
                .moved(|span| map.outer(span), |edit| map.outer_edit(edit, |text| wrapping.wrap(text))),
        }
    }

    /// Whether the filter was quoted or encoded.
    pub(crate) fn is_wrapped(&self) -> bool {
        self.outer.is_some()
    }

    /// Whether the text is the canonical text already.
    pub(crate) fn is_canonical(&self) -> bool {
        self.spaced
    }

    /// Whether the whole filter is one string.
    pub(super) fn is_string(&self) -> bool {
        let kind = |node: &AstNode| matches!(node.kind, NodeKind::Alone(operand) if operand.kind.is_string());
        self.tree.alone && self.tree.nodes.len() == 1 && self.tree.nodes.iter().all(kind)
    }

    /// Whether the tree has an operand without an operator.
    pub(crate) fn has_operand_alone(&self) -> bool {
        self.tree.alone
    }

    /// Whether the filter has a prefix form: `eq(name,'x')`.
    pub fn has_prefix_form(&self) -> bool {
        self.tree.prefixed
    }

    /// The path of an operand, or of the argument of a function.
    #[inline]
    pub fn path_of(&self, operand: Operand) -> &str {
        let text = self.text_of(operand);
        match operand.kind {
            OperandKind::Lower | OperandKind::Upper => {
                let inside = text.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
                inside.unwrap_or(text).trim_ascii()
            }
            _ => text,
        }
    }

    /// The argument of a function, as an operand; any other operand unchanged.
    pub(crate) fn argument_of(&self, operand: Operand) -> Operand {
        if self.case_of(operand).is_none() {
            return operand;
        }
        let text = self.text_of(operand);
        let path = self.path_of(operand);
        // A name has no parenthesis, so the first one is the function's.
        let inside = text.find('(').and_then(|open| Some((open + 1, text.get(open + 1..)?)));
        let start = inside.map_or(0, |(start, rest)| start + rest.len() - rest.trim_start().len());
        let span = Span::from_range(start..start + path.len());
        Operand {
            kind: OperandKind::Path,
            span: Span::new(operand.span.start + span.start, operand.span.start + span.end),
        }
    }

    /// The function that an operand applies to its path.
    pub fn case_of(&self, operand: Operand) -> Option<Case> {
        match operand.kind {
            OperandKind::Lower => Some(Case::Lower),
            OperandKind::Upper => Some(Case::Upper),
            _ => None,
        }
    }

    /// Whether there is a parameter.
    pub(crate) fn has_parameters(&self) -> bool {
        self.parameters
    }

    /// The same tree, with an owned text.
    #[inline]
    pub(crate) fn into_owned(self) -> Ast<'static> {
        Ast {
            text: Cow::Owned(self.text.into_owned()),
            tree: self.tree,
            root: self.root,
            outer: self.outer,
            spaced: self.spaced,
            parameters: self.parameters,
        }
    }

    /// Every node, a child before or after its parent.
    pub fn nodes(&self) -> impl Iterator<Item = NodeKind> {
        self.tree.nodes.iter().map(|node| node.kind)
    }

    /// The kind of a node.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.tree.nodes.get(id.0 as usize).map_or(NodeKind::Unreadable(Span::default()), |node| node.kind)
    }

    /// The children of a node, in the order of the text.
    pub fn children(&self, id: NodeId) -> Children<'_, 't> {
        Children { ast: self, next: self.first_child(id) }
    }

    /// The part inside of the parentheses and the prefix form of a node; the node itself if it has none.
    pub(crate) fn without_groups(&self, mut id: NodeId) -> NodeId {
        while let NodeKind::Group { .. } | NodeKind::Prefix { .. } = self.kind(id)
            && let Some(inner) = self.first_child(id)
        {
            id = inner;
        }
        id
    }

    fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.tree.nodes.get(id.0 as usize)?.first.map(NodeId::from_index)
    }

    fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.tree.nodes.get(id.0 as usize)?.next.map(NodeId::from_index)
    }

    fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.tree.nodes.get(id.0 as usize)?.last.map(NodeId::from_index)
    }

    /// The operands of a list or a call.
    pub fn operands(&self, range: OperandRange) -> &[Operand] {
        self.tree.operands.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// The values among a condition's operands, without the property.
    pub(crate) fn values(&self, kind: NodeKind) -> Vec<Operand> {
        match kind {
            NodeKind::Comparison { right, .. } => vec![right],
            NodeKind::ElementOf { value, .. } => vec![value],
            NodeKind::Membership { items, .. } => self.operands(items).to_vec(),
            NodeKind::Call { arguments, .. } => self.operands(arguments).iter().skip(1).copied().collect(),
            _ => Vec::new(),
        }
    }

    /// The text of an operand.
    pub fn text_of(&self, operand: Operand) -> &str {
        operand.span.of(&self.text)
    }

    /// The place of a node and its descendants.
    pub fn span(&self, id: NodeId) -> Span {
        Span::new(self.start(id), self.end(id))
    }

    fn start(&self, mut id: NodeId) -> u32 {
        loop {
            match self.kind(id) {
                NodeKind::Comparison { left, .. } | NodeKind::Membership { left, .. } => {
                    return left.span.start;
                }
                NodeKind::Call { name, .. } => return name.span.start,
                NodeKind::Alone(operand) => return operand.span.start,
                NodeKind::Not { start } => return start,
                NodeKind::Group { span } | NodeKind::Prefix { span } | NodeKind::Unreadable(span) => {
                    return span.start;
                }
                NodeKind::ElementOf { value, .. } => return value.span.start,
                NodeKind::And | NodeKind::Or => match self.first_child(id) {
                    Some(child) => id = child,
                    None => return 0,
                },
            }
        }
    }

    fn end(&self, mut id: NodeId) -> u32 {
        loop {
            match self.kind(id) {
                NodeKind::Comparison { right, .. } => return right.span.end,
                NodeKind::Membership { end, .. } | NodeKind::Call { end, .. } => return end,
                NodeKind::Alone(operand) => return operand.span.end,
                NodeKind::Group { span } | NodeKind::Prefix { span } | NodeKind::Unreadable(span) => {
                    return span.end;
                }
                NodeKind::ElementOf { array, .. } => return array.span.end,
                NodeKind::Not { .. } | NodeKind::And | NodeKind::Or => match self.last_child(id) {
                    Some(child) => id = child,
                    None => return 0,
                },
            }
        }
    }

    /// Walks the tree in the order of the text, without recursion.
    pub fn walk(&self) -> Walk<'_, 't> {
        Walk { ast: self, parents: Vec::new(), step: self.root.map(Visit::Enter) }
    }
}

impl std::fmt::Debug for Ast<'_> {
    /// Flat, so no depth of nesting can exhaust the stack.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.walk()).finish()
    }
}

/// The children of a node.
#[derive(Debug, Clone)]
pub struct Children<'a, 't> {
    ast: &'a Ast<'t>,
    next: Option<NodeId>,
}

impl Iterator for Children<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.ast.next_sibling(id);
        Some(id)
    }
}

/// A step of a walk over an [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visit {
    /// A node, before its children.
    Enter(NodeId),
    /// A node, between two of its children.
    Between(NodeId),
    /// A node, after its children.
    Leave(NodeId),
}

/// A walk over an [`Ast`] in the order of its text: the stack is a list on the heap.
#[derive(Clone)]
pub struct Walk<'a, 't> {
    ast: &'a Ast<'t>,
    /// The nodes whose children are being visited, the next child to enter after a `Between`.
    parents: Vec<NodeId>,
    step: Option<Visit>,
}

impl Iterator for Walk<'_, '_> {
    type Item = Visit;

    fn next(&mut self) -> Option<Visit> {
        let visit = self.step?;
        self.step = match visit {
            Visit::Enter(id) => match self.ast.first_child(id) {
                Some(child) => {
                    self.parents.push(id);
                    Some(Visit::Enter(child))
                }
                None => Some(Visit::Leave(id)),
            },
            Visit::Leave(id) => match (self.parents.last().copied(), self.ast.next_sibling(id)) {
                (Some(parent), Some(sibling)) => {
                    self.parents.push(sibling);
                    Some(Visit::Between(parent))
                }
                (Some(parent), None) => {
                    self.parents.pop();
                    Some(Visit::Leave(parent))
                }
                (None, _) => None,
            },
            // The waiting sibling is above its parent.
            Visit::Between(_) => self.parents.pop().map(Visit::Enter),
        };
        Some(visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use crate::syntax::parse;

    #[test]
    fn a_list_says_how_long_it_is() {
        let ranges = [OperandRange { start: 3, end: 3 }, OperandRange { start: 3, end: 5 }];
        assert_eq!(ranges.map(OperandRange::len), [0, 2]);
        assert_eq!(ranges.map(OperandRange::is_empty), [true, false]);
    }

    #[test]
    fn a_tree_knows_what_its_text_was_wrapped_in() {
        let parsed = parse("filter=state%20eq%20'x'", &Limits::DEFAULT);
        let ast = parsed.ast();
        assert_eq!(ast.text(), "state eq 'x'");
        assert_eq!(ast.map().map(|map| map.outer(Span::new(6, 8))), Some(Span::new(15, 17)));
        assert!(parse("state eq 'x'", &Limits::DEFAULT).ast().map().is_none());
    }

    #[test]
    fn a_tree_is_shown_flat() {
        let text = "not cancellable";
        assert_eq!(
            format!("{:?}", parse(text, &Limits::DEFAULT).ast()),
            "[Enter(NodeId(1)), Enter(NodeId(0)), Leave(NodeId(0)), Leave(NodeId(1))]"
        );
    }
}
