//! The form of the condition at a place.

use super::Signature;
use super::documentation;
use super::read::of_event;
use crate::limits::Limits;
use crate::schema::Schema;
use crate::syntax::{Continuation, Expect, typed_word};
use crate::text::{Span, offset};

/// The form of the condition at the end of a part of a filter.
pub(super) fn signature(before: &str, after: &str, schema: &Schema, limits: &Limits) -> Option<Signature> {
    let schema = of_event(schema, &[before, after]);
    let typed = typed_word(before);
    let prefix = before.get(..typed.span.start as usize)?;
    let context = Continuation::of(prefix, limits, schema.dialect());
    let left = context.left.map(|left| left.span.of(prefix));
    let property = left.and_then(|path| schema.property_of_any(path));
    let path = left.unwrap_or("property");
    let value = match property {
        Some(property) => property.ty.name(),
        None => "value",
    };
    let name = context.function.map(|name| name.of(prefix));
    let operator = context.operator.map_or("operator", |operator| operator.keyword());
    // Each part, and whether it is a parameter.
    let (parts, active): (Vec<(&str, bool)>, usize) = match (context.expect, name) {
        (Expect::Term | Expect::Connective, _) => return None,
        (Expect::Argument(_) | Expect::AfterArgument(_), Some(name @ ("tolower" | "toupper"))) => {
            (vec![(name, false), ("(", false), (path, true), (")", false)], 0)
        }
        (Expect::Argument(1) | Expect::AfterArgument(1), Some(name)) => (
            vec![(name, false), ("(", false), (path, true), (",", false), ("'string'", true), (")", false)],
            0,
        ),
        (Expect::Argument(_) | Expect::AfterArgument(_), Some(name)) => (
            vec![(name, false), ("(", false), (path, true), (",", false), ("'string'", true), (")", false)],
            1,
        ),
        (Expect::Operand, Some(name)) => {
            (vec![(name, false), ("(", false), (path, true), (",", false), (value, true), (")", false)], 1)
        }
        (Expect::List | Expect::Item | Expect::Separator, Some(name)) => {
            let rest = [(",", false), ("…)", false)];
            let start = [(name, false), ("(", false), (path, true), (",", false), (value, true)];
            (start.into_iter().chain(rest).collect(), 1)
        }
        (Expect::List | Expect::Item | Expect::Separator, None) => {
            (vec![(path, true), (" in (", false), (value, true), (",…)", false)], 1)
        }
        (Expect::Operator, _) => {
            (vec![(path, true), (" ", false), (operator, true), (" ", false), (value, true)], 1)
        }
        _ => (vec![(path, true), (" ", false), (operator, true), (" ", false), (value, true)], 2),
    };
    let mut label = String::new();
    let mut parameters = Vec::new();
    for (part, is_parameter) in parts {
        let start = offset(label.len());
        label.push_str(part);
        if is_parameter {
            parameters.push(Span::new(start, offset(label.len())));
        }
    }
    let documentation = match (name.and_then(documentation::function), property) {
        (Some(text), _) => text,
        (None, Some(property)) => documentation::property_in_full(schema, property),
        (None, None) => documentation::operator(operator).unwrap_or_default(),
    };
    Some(Signature { label, parameters, active, documentation })
}
