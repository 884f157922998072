//! The names in a webhook's filter. Below `new/`, `old/` and `changed/` are the properties of the
//! event's resource, and the conditions on `type` decide the resource.
//!
//! The nearest chain of `and`s around a condition decides its types. So this looks at the tree
//! first, and then each condition is checked against the schema of its events.

use std::collections::HashMap;

use super::Checker;
use crate::diagnostic::{Message, Severity};
use crate::rules;
use crate::schema::events::{is_change, split};
use crate::schema::{KnownEvent, Resolved, Schema};
use crate::syntax::literal::string_value;
use crate::syntax::{Ast, Case, NodeId, NodeKind, Operand, OperandKind, Operator, Visit};
use crate::text::{Quoted, Span, joined, joined_code};

/// Kinds of events, by their place in the schema: a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kinds(u64);

impl Kinds {
    /// One kind; `None` if there are more kinds than bits, and then nothing is decided.
    fn one(at: usize) -> Option<Kinds> {
        1_u64.checked_shl(u32::try_from(at).ok()?).map(Kinds)
    }

    /// The kinds of both; if they exclude each other, those of either.
    fn and(self, other: Kinds) -> Kinds {
        let both = self.0 & other.0;
        if both == 0 { self.or(other) } else { Kinds(both) }
    }

    fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    fn places(self) -> impl Iterator<Item = usize> {
        (0..u64::BITS as usize).filter(move |at| self.0 >> at & 1 == 1)
    }
}

/// The context of a condition.
#[derive(Debug, Clone, Copy)]
struct ConditionScope {
    /// The kinds of its events; `None` without a type.
    kinds: Option<Kinds>,
    /// Whether it is below a `not`.
    is_denied: bool,
}

/// The kinds of events for each condition of a filter.
pub(super) struct EventScopes<'s> {
    schema: &'s Schema,
    /// The start of each condition, in this order.
    conditions: Vec<(u32, ConditionScope)>,
}

impl<'s> EventScopes<'s> {
    pub(super) fn new(schema: &'s Schema, ast: &Ast<'_>) -> EventScopes<'s> {
        let named = named(schema, ast);
        let mut conditions = Vec::new();
        let mut above = vec![ConditionScope { kinds: None, is_denied: false }];
        for visit in ast.walk() {
            match visit {
                Visit::Enter(id) => {
                    let Some(mut scope) = above.last().copied() else { break };
                    let kind = ast.kind(id);
                    match kind {
                        NodeKind::And => {
                            let own = named.get(&id).copied().flatten();
                            scope.kinds = match (own, scope.kinds) {
                                // If they exclude each other, the nearest decides.
                                (Some(own), Some(outer)) if own.0 & outer.0 != 0 => Some(own.and(outer)),
                                (own, outer) => own.or(outer),
                            };
                        }
                        NodeKind::Not { .. } => scope.is_denied = true,
                        _ => {}
                    }
                    if let Some(start) = start(kind) {
                        conditions.push((start, scope));
                    }
                    above.push(scope);
                }
                Visit::Leave(_) => {
                    above.pop();
                }
                Visit::Between(_) => {}
            }
        }
        conditions.sort_by_key(|(start, _)| *start);
        EventScopes { schema, conditions }
    }

    fn of(&self, kind: NodeKind) -> Option<ConditionScope> {
        let found = self.conditions.binary_search_by_key(&start(kind)?, |(start, _)| *start).ok()?;
        self.conditions.get(found).map(|(_, scope)| *scope)
    }

    fn events(&self, kinds: Kinds) -> impl Iterator<Item = (&'s Schema, &'s KnownEvent)> {
        let schema = self.schema;
        kinds.places().filter_map(move |at| Some((schema.of_event(at)?, schema.events().get(at)?)))
    }
}

/// The paths below `changed/` that a filter names.
pub(super) fn changes<'a>(ast: &'a Ast<'_>) -> Vec<&'a str> {
    let mut paths = Vec::new();
    super::each_operand(ast, |operand| {
        if operand.kind.is_property() && is_change(ast.path_of(operand)) {
            paths.push(ast.path_of(operand));
        }
    });
    paths
}

/// The start of a condition.
fn start(kind: NodeKind) -> Option<u32> {
    Some(match kind {
        NodeKind::Comparison { left, .. } | NodeKind::Membership { left, .. } => left.span.start,
        NodeKind::Call { name, .. } => name.span.start,
        NodeKind::ElementOf { value, .. } => value.span.start,
        NodeKind::Alone(operand) => operand.span.start,
        _ => return None,
    })
}

/// The property of a condition.
fn property(ast: &Ast<'_>, kind: NodeKind) -> Option<Operand> {
    let is_property = |operand: &Operand| operand.kind.is_property();
    match kind {
        NodeKind::Comparison { left, right, .. } => [left, right].into_iter().find(is_property),
        NodeKind::Call { arguments, .. } => ast.operands(arguments).iter().copied().find(is_property),
        NodeKind::Membership { left: operand, .. }
        | NodeKind::ElementOf { array: operand, .. }
        | NodeKind::Alone(operand) => Some(operand).filter(is_property),
        _ => None,
    }
}

/// The types that each node requires to be true; `None` if it may have any.
fn named(schema: &Schema, ast: &Ast<'_>) -> HashMap<NodeId, Option<Kinds>> {
    let mut named: HashMap<NodeId, Option<Kinds>> = HashMap::new();
    for visit in ast.walk() {
        let Visit::Leave(id) = visit else { continue };
        let mut children = ast.children(id).map(|child| named.get(&child).copied().flatten());
        let kinds = match ast.kind(id) {
            NodeKind::And => children.flatten().reduce(Kinds::and),
            NodeKind::Or => children.try_fold(Kinds(0), |all, one| Some(all.or(one?))),
            NodeKind::Group { .. } | NodeKind::Prefix { .. } => children.next().flatten(),
            NodeKind::Not { .. } => None,
            kind => kinds_of(schema, ast, kind),
        };
        named.insert(id, kinds);
    }
    named
}

/// The types in a condition; `None` if one is unknown.
fn kinds_of(schema: &Schema, ast: &Ast<'_>, kind: NodeKind) -> Option<Kinds> {
    let values = compared(ast, kind, "type")?;
    let kind_of = |(case, text): &(Option<Case>, String)| {
        let spelled = |known: &str| case.map_or(known == text, |case| case.of(known) == *text);
        let property = schema.property("type")?;
        let ty = property.values.iter().find(|known| known.documented().any(spelled));
        // Use the value that was probably meant, because its fix must not cause an error.
        let ty = ty.or_else(|| property.nearest_value(text).filter(|_| case.is_none()))?;
        Kinds::one(schema.events().iter().position(|event| event.ty == ty.value)?)
    };
    values.iter().try_fold(Kinds(0), |all, value| Some(all.or(kind_of(value)?)))
}

/// The strings that a condition requires a property to be, each with the function applied to the
/// property.
fn compared(ast: &Ast<'_>, kind: NodeKind, name: &str) -> Option<Vec<(Option<Case>, String)>> {
    if !matches!(kind, NodeKind::Comparison { operator: Operator::Eq, .. } | NodeKind::Membership { .. }) {
        return None;
    }
    let property = property(ast, kind).filter(|property| ast.path_of(*property) == name)?;
    let values: Vec<Operand> = match kind {
        NodeKind::Comparison { left, right, .. } => vec![if left == property { right } else { left }],
        kind => ast.values(kind),
    };
    let text = |value: &Operand| {
        let is_string = value.kind == OperandKind::String;
        is_string.then(|| (ast.case_of(property), string_value(*value, ast.text()).into_owned()))
    };
    values.iter().map(text).collect()
}

impl<'a> Checker<'a, '_> {
    /// Chooses the schemas for the next condition from its events, and reports properties that
    /// these never have. `changes` is the schema of any event.
    pub(super) fn enter(&mut self, scopes: &EventScopes<'a>, changes: &'a Schema, kind: NodeKind) {
        self.cx.schema = changes;
        let Some(scope) = scopes.of(kind) else { return };
        let Some(kinds) = scope.kinds else { return };
        let events: Vec<(&Schema, &KnownEvent)> = scopes.events(kinds).collect();
        let Some(operand) = property(self.cx.ast, kind) else {
            // A word here may be a misspelled name.
            self.cx.schema = events.first().map_or(changes, |(schema, _)| schema);
            return;
        };
        let path = self.cx.ast.path_of(operand);
        if !scope.is_denied {
            self.operation(&events, kind);
        }
        // The path must belong to one of the possible events.
        let leads = |schema: &Schema| {
            matches!(schema.resolve(path), Resolved::Property(_) | Resolved::Below(_) | Resolved::Unlisted(_))
        };
        let mut known: Vec<_> = events.iter().copied().filter(|(schema, _)| leads(schema)).collect();
        if known.is_empty() {
            let is_like = |(schema, _): &&(&Schema, &KnownEvent)| schema.nearest(path).is_some();
            known.extend(events.iter().find(is_like).or(events.first()));
            if let Some((schema, _)) = known.first() {
                self.cx.schema = schema;
            }
            return;
        }
        if let Some((_, name)) = split(path) {
            known.sort_by_key(|(_, event)| !event.is_monitorable(name));
            // The guide's `name` is `new/name`, for any event.
            let is_told = path == "new/name" || known.iter().any(|(_, event)| event.is_monitorable(name));
            if !is_told {
                self.unmonitored(operand, path, name, &known);
            }
        }
        if let Some((schema, _)) = known.first() {
            let is_open = match schema.resolve(path) {
                Resolved::Below(place) => is_change(path) && place.name == "changed",
                resolved => matches!(resolved, Resolved::Unlisted(_)),
            };
            if !is_open {
                self.cx.schema = schema;
            }
        }
    }

    /// `operation eq 'Updated'` for a resource that is never updated.
    fn operation(&mut self, events: &[(&Schema, &KnownEvent)], kind: NodeKind) {
        let ast = self.cx.ast;
        let Some(asked) = compared(ast, kind, "operation") else { return };
        let known = self.cx.schema.property("operation").map(|property| property.values.as_slice());
        let known = known.unwrap_or_default();
        let is_known = |text: &str| known.iter().any(|known| known.value == text);
        let never = |(case, text): &(Option<Case>, String)| {
            case.is_none() && is_known(text) && events.iter().all(|(_, event)| !event.has_operation(text))
        };
        let whole = match kind {
            NodeKind::Comparison { left, right, .. } => left.span.cover(right.span),
            NodeKind::Membership { left, end, .. } => left.span.cover(Span::at(end)),
            _ => return,
        };
        if asked.is_empty() || !asked.iter().all(never) {
            return;
        }
        self.report(&rules::NEVER_TRUE, whole, |_| {
            let resources: Vec<&str> = events.iter().map(|(_, event)| &*event.resource).collect();
            let asked: Vec<String> = asked.iter().map(|(_, text)| Quoted(text).to_string()).collect();
            let can = known.iter().map(|known| &known.value);
            let can = can.filter(|value| events.iter().any(|(_, event)| event.has_operation(value)));
            Message::new(format!(
                "no event of {} has the operation {}",
                joined(&resources, "and"),
                joined(&asked, "or")
            ))
            .help(format!("the operations of such events are {}", joined_code(can, "and")))
        });
    }

    /// A property of the resource that is not monitorable.
    fn unmonitored(&mut self, operand: Operand, path: &str, name: &str, events: &[(&Schema, &KnownEvent)]) {
        let operand = self.cx.ast.argument_of(operand);
        let is_change = is_change(path);
        let severity = if is_change { Severity::Warning } else { rules::UNMONITORED_PROPERTY.severity() };
        self.report_as(severity, &rules::UNMONITORED_PROPERTY, operand.span, |_| {
            let resources: Vec<&str> = events.iter().map(|(_, event)| &*event.resource).collect();
            let of = joined(&resources, "and");
            let name = Quoted(name);
            let names = events.iter().flat_map(|(_, event)| &event.monitorable);
            Message::new(if is_change {
                format!("{name} is not a monitorable property of {of}: its changes cause no event")
            } else {
                format!(
                    "{name} is not a monitorable property of {of}, and the webhook guide filters by those"
                )
            })
            .help(KnownEvent::monitorable_in_words(names, &of))
        });
    }
}
