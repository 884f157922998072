//! The tree of a filter as data.

use serde::Serialize;

use super::phrase::phrase;
use crate::Filter;
use crate::check::condition::{Condition, Literal, literal};
use crate::schema::Type;
use crate::syntax::{NodeId, NodeKind, Operand, Visit};
use crate::timestamp::Timestamp;

/// The type of a node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum NodeType {
    /// All nodes below it must hold.
    And,
    /// At least one child must hold.
    Or,
    /// The node below it must not hold.
    Not,
    /// A comparison, a list or a call.
    Condition,
}

/// A node of the tree. Parentheses have no node, because the tree already shows their effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Node {
    /// The number of its ancestors.
    pub depth: usize,
    /// The index of its parent in the list.
    pub parent: Option<usize>,
    /// The type.
    #[serde(rename = "type")]
    pub ty: NodeType,
    /// For a condition: its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// For a condition: a description of its jobs, such as "whose state is ERROR".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// For a condition: the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// For a condition: the type of the property, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property_type: Option<Type>,
    /// For a condition: `eq`, `in` or `contains`, for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// For a condition: all its values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ExplainedValue>,
}

/// A value of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExplainedValue {
    /// The literal as written.
    pub text: String,
    /// The name of the template with this id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The instant that it is, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instant: Option<Timestamp>,
}

/// The nodes of a filter, each after its parent.
pub(super) fn nodes(filter: &Filter) -> Vec<Node> {
    let ast = filter.ast();
    let mut nodes: Vec<Node> = Vec::new();
    // The places of the nodes around the next one.
    let mut around: Vec<usize> = Vec::new();
    let is_group = |id| matches!(ast.kind(id), NodeKind::Group { .. } | NodeKind::Prefix { .. });
    for visit in ast.walk() {
        match visit {
            Visit::Enter(id) if !is_group(id) => {
                nodes.push(node(filter, id, around.len(), around.last().copied()));
                around.push(nodes.len() - 1);
            }
            Visit::Leave(id) if !is_group(id) => drop(around.pop()),
            _ => {}
        }
    }
    nodes
}

fn node(filter: &Filter, id: NodeId, depth: usize, parent: Option<usize>) -> Node {
    let kind = filter.ast().kind(id);
    let ty = match kind {
        NodeKind::And => NodeType::And,
        NodeKind::Or => NodeType::Or,
        NodeKind::Not { .. } => NodeType::Not,
        _ => NodeType::Condition,
    };
    let joint = Node {
        depth,
        parent,
        ty,
        text: None,
        meaning: None,
        property: None,
        property_type: None,
        operator: None,
        values: Vec::new(),
    };
    match Condition::read(filter, kind) {
        Some(condition) => Node {
            text: Some(filter.ast().span(id).of(filter.as_str()).to_owned()),
            meaning: Some(phrase(filter.schema(), &condition).relative()),
            property: Some(condition.path.to_string()),
            property_type: condition.ty(),
            operator: Some(operator(filter, kind)),
            values: filter
                .ast()
                .values(kind)
                .iter()
                .map(|operand| value(filter, &condition, *operand))
                .collect(),
            ..joint
        },
        None => joint,
    }
}

fn operator(filter: &Filter, kind: NodeKind) -> String {
    match kind {
        NodeKind::Comparison { operator, .. } => operator.keyword(),
        NodeKind::Membership { .. } | NodeKind::ElementOf { .. } => "in",
        NodeKind::Call { name, .. } => filter.ast().text_of(name),
        _ => "eq",
    }
    .to_owned()
}

fn value(filter: &Filter, condition: &Condition<'_>, operand: Operand) -> ExplainedValue {
    let property = condition.property;
    let (template, instant) = match literal(filter.ast(), filter.schema(), property, operand) {
        Literal::Text(text) if property.is_some_and(|property| property.template) => {
            (filter.schema().template(&text).map(|template| template.name.clone()), None)
        }
        Literal::Instant(timestamp) => (None, Some(timestamp)),
        _ => (None, None),
    };
    ExplainedValue { text: filter.ast().text_of(operand).to_owned(), template, instant }
}
