//! The tree of a filter, right or wrong, with places in the filter.

use crate::limits::Limits;
use crate::schema::{Property, Resolved, Schema};
use crate::syntax::literal::quote;
use crate::syntax::{Ast, NodeId, NodeKind, Operand, Operator, Parsed, Visit, parse_in};
use crate::text::Span;

/// A parsed filter.
pub(super) struct Tree<'t> {
    parsed: Parsed<'t>,
}

/// An operand, and the condition with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct InCondition {
    pub(super) operand: Operand,
    /// The property of the condition, as written.
    pub(super) path: Option<Operand>,
    pub(super) operator: Option<Operator>,
}

/// The schema of the event that a webhook's filter names; the schema itself for other filters.
pub(super) fn of_event<'s>(schema: &'s Schema, filter: &[&str]) -> &'s Schema {
    let named = |ty: &str| {
        let literal = quote(ty);
        filter.iter().any(|part| part.contains(&literal))
    };
    let mut events = schema.events().iter().enumerate().filter(|(_, event)| named(&event.ty));
    match (events.next(), events.next()) {
        (Some((at, _)), None) => schema.of_event(at).unwrap_or(schema),
        _ => schema,
    }
}

impl<'t> Tree<'t> {
    pub(super) fn of(filter: &'t str, schema: &Schema, limits: &Limits) -> Tree<'t> {
        Tree { parsed: parse_in(schema.dialect(), filter, limits) }
    }

    pub(super) fn ast(&self) -> &Ast<'t> {
        self.parsed.ast()
    }

    pub(super) fn is_ok(&self) -> bool {
        self.parsed.is_ok() && self.ast().root().is_some()
    }

    /// A place of the tree in the filter.
    pub(super) fn outer(&self, span: Span) -> Span {
        self.ast().map().map_or(span, |map| map.outer(span))
    }

    /// A place of the filter in the tree's text.
    pub(super) fn inner(&self, at: u32) -> u32 {
        self.ast().map().map_or(at, |map| map.inner(at))
    }

    /// The operand around or right before a place of the tree.
    pub(super) fn operand(&self, at: u32) -> Option<InCondition> {
        let mut found = None;
        self.each_operand(|one| {
            let span = one.operand.span;
            if span.start <= at && at < span.end || span.end == at && found.is_none() {
                found = Some(one);
            }
        });
        found
    }

    /// Calls `see` with each operand.
    pub(super) fn each_operand(&self, mut see: impl FnMut(InCondition)) {
        let ast = self.ast();
        for node in ast.nodes() {
            let mut all = |path: Option<Operand>, operator: Option<Operator>, operands: &[Operand]| {
                for operand in path.iter().chain(operands) {
                    see(InCondition { operand: *operand, path, operator });
                }
            };
            match node {
                NodeKind::Comparison { left, operator, right } if right.kind.is_property() => {
                    all(Some(right), Some(operator.swapped()), &[left]);
                }
                NodeKind::Comparison { left, operator, right } => all(Some(left), Some(operator), &[right]),
                NodeKind::Membership { left, items, .. } => all(Some(left), None, ast.operands(items)),
                NodeKind::ElementOf { value, array } => all(Some(array), None, &[value]),
                NodeKind::Alone(operand) => all(Some(operand), None, &[]),
                NodeKind::Call { arguments, .. } => {
                    let (path, rest) = ast.operands(arguments).split_first().unzip();
                    all(path.copied(), None, rest.unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    /// The property that an operand names.
    pub(super) fn property<'s>(&self, path: Operand, schema: &'s Schema) -> Option<&'s Property> {
        let path = self.ast().path_of(path);
        match schema.resolve(path) {
            Resolved::Property(property) => Some(property),
            Resolved::Renamed(renamed) => schema.property(&renamed.now),
            _ => schema.property_of_any(path),
        }
    }

    /// Each node with the kind of its parent, in the order of the text.
    pub(super) fn nodes(&self) -> Vec<(NodeId, NodeKind, Option<NodeKind>)> {
        let ast = self.ast();
        let mut above: Vec<NodeKind> = Vec::new();
        let mut found = Vec::new();
        for visit in ast.walk() {
            match visit {
                Visit::Enter(id) => {
                    let kind = ast.kind(id);
                    found.push((id, kind, above.last().copied()));
                    above.push(kind);
                }
                Visit::Leave(_) => drop(above.pop()),
                Visit::Between(_) => {}
            }
        }
        found
    }
}
