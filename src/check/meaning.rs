//! The meaning of a filter as a tree of "all of" and "any of": every `not` is moved inward to the
//! conditions, and conditions of one property are merged.
//!
//! This keeps the meaning in three values: `not (a or b)` is `not a and not b`, even if one of them
//! is null.

use super::condition::{Condition, Literal, Test};
use crate::Filter;
use crate::syntax::{NodeKind, Operator, Visit};

/// The place of a part in a [`Meaning`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartId(usize);

/// A part of the meaning.
#[derive(Debug)]
pub(crate) enum MeaningPart<'f> {
    /// One statement.
    One(Condition<'f>),
    /// Statements that must all hold.
    All(Vec<PartId>),
    /// At least one statement must hold.
    Any(Vec<PartId>),
}

/// The meaning of a filter. The parts are a flat list, so no nesting is too deep.
#[derive(Debug)]
pub(crate) struct Meaning<'f> {
    parts: Vec<MeaningPart<'f>>,
}

/// How parts are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    All,
    Any,
}

/// The context of a node.
#[derive(Clone, Copy)]
struct Scope {
    denied: bool,
    parent: Option<(PartId, Joint)>,
}

impl<'f> Meaning<'f> {
    /// The meaning of a filter.
    pub(crate) fn of(filter: &'f Filter) -> Meaning<'f> {
        let mut meaning = Meaning { parts: Vec::new() };
        let ast = filter.ast();
        let mut scopes: Vec<Scope> = Vec::new();
        for visit in ast.walk() {
            match visit {
                Visit::Enter(id) => {
                    let outer = scopes.last().copied().unwrap_or(Scope { denied: false, parent: None });
                    scopes.push(meaning.read(filter, ast.kind(id), outer));
                }
                Visit::Leave(_) => drop(scopes.pop()),
                Visit::Between(_) => {}
            }
        }
        meaning
    }

    /// The outermost part; `None` for a filter without a condition, which does not exist.
    pub(crate) fn root(&self) -> Option<&MeaningPart<'f>> {
        self.resolved(PartId(0))
    }

    /// A part. A join that merging reduced to one part is that part.
    pub(crate) fn resolved(&self, id: PartId) -> Option<&MeaningPart<'f>> {
        let mut part = self.parts.get(id.0)?;
        while let MeaningPart::All(parts) | MeaningPart::Any(parts) = part
            && let [only] = parts.as_slice()
        {
            part = self.parts.get(only.0)?;
        }
        Some(part)
    }

    /// Reads a node, and returns the context of its children.
    fn read(&mut self, filter: &'f Filter, kind: NodeKind, scope: Scope) -> Scope {
        let Scope { denied, parent } = scope;
        match kind {
            NodeKind::Group { .. } | NodeKind::Prefix { .. } => scope,
            NodeKind::Not { .. } => Scope { denied: !denied, parent },
            NodeKind::And | NodeKind::Or => {
                let joint = if (kind == NodeKind::And) != denied { Joint::All } else { Joint::Any };
                Scope { denied, parent: Some(self.join(joint, parent)) }
            }
            _ => {
                if let Some(mut condition) = Condition::read(filter, kind) {
                    condition.denied ^= denied;
                    self.state(condition, parent);
                }
                scope
            }
        }
    }

    /// The part for a join: the parent, if it joins in the same way.
    fn join(&mut self, joint: Joint, parent: Option<(PartId, Joint)>) -> (PartId, Joint) {
        match parent {
            Some((id, same)) if same == joint => (id, same),
            _ => {
                let part = match joint {
                    Joint::All => MeaningPart::All(Vec::new()),
                    Joint::Any => MeaningPart::Any(Vec::new()),
                };
                (self.add(part, parent), joint)
            }
        }
    }

    fn state(&mut self, condition: Condition<'f>, parent: Option<(PartId, Joint)>) {
        let rest = match parent {
            Some((parent, joint)) => self.merged(condition, parent, joint),
            None => Some(condition),
        };
        if let Some(condition) = rest {
            self.add(MeaningPart::One(condition), parent);
        }
    }

    fn add(&mut self, part: MeaningPart<'f>, parent: Option<(PartId, Joint)>) -> PartId {
        let id = PartId(self.parts.len());
        self.parts.push(part);
        if let Some((parent, _)) = parent
            && let Some(MeaningPart::All(parts) | MeaningPart::Any(parts)) = self.parts.get_mut(parent.0)
        {
            parts.push(id);
        }
        id
    }

    /// Merges a condition with the one before it, or returns it.
    fn merged(&mut self, condition: Condition<'f>, parent: PartId, joint: Joint) -> Option<Condition<'f>> {
        let last = match self.parts.get(parent.0) {
            Some(MeaningPart::All(parts) | MeaningPart::Any(parts)) => parts.last().copied(),
            _ => None,
        };
        match last.and_then(|last| self.parts.get_mut(last.0)) {
            Some(MeaningPart::One(before))
                if (&before.path, before.case) == (&condition.path, condition.case) =>
            {
                merge(before, condition, joint)
            }
            _ => Some(condition),
        }
    }
}

/// Adds a condition to one of the same property, or returns it.
fn merge<'f>(before: &mut Condition<'f>, condition: Condition<'f>, joint: Joint) -> Option<Condition<'f>> {
    if before.denied != condition.denied {
        return Some(condition);
    }
    match (&mut before.test, condition.test) {
        // One of several, or none of several.
        (Test::Equals(values), Test::Equals(more)) if condition.denied == (joint == Joint::All) => {
            values.extend(more);
            None
        }
        // Between two bounds.
        (Test::Order(bounds), Test::Order(mut more))
            // Two bounds on the items of an array need not hold for the same item.
            if joint == Joint::All
                && !condition.denied
                && condition.property.is_none_or(|property| property.through.is_none())
                && are_a_range(bounds, &more) =>
        {
            bounds.append(&mut more);
            None
        }
        (_, test) => Some(Condition { test, ..condition }),
    }
}

fn are_a_range(bounds: &[(Operator, Literal<'_>)], more: &[(Operator, Literal<'_>)]) -> bool {
    let ([(one, left)], [(other, right)]) = (bounds, more) else { return false };
    let is_lower = |operator: &Operator| matches!(operator, Operator::Gt | Operator::Ge);
    let alike = matches!(
        (left, right),
        (Literal::Number(_), Literal::Number(_))
            | (Literal::Instant(_), Literal::Instant(_))
            | (Literal::Text(_), Literal::Text(_))
    );
    alike && is_lower(one) != is_lower(other)
}
