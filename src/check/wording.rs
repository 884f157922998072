//! The words of messages for a property, its type and its values.

use super::CheckContext;
use crate::schema::{KnownEvent, Property, Type};
use crate::syntax::Operand;
use crate::syntax::literal::quote;
use crate::text::{Quoted, joined_code};

impl CheckContext<'_, '_> {
    pub(super) fn quoted(&self, operand: Operand) -> Quoted<'_> {
        Quoted(operand.span.of(self.text))
    }

    /// A filter of the list, for messages; one of jobs if the list is unknown.
    pub(super) fn example(&self) -> &str {
        self.schema.examples().first().map_or("state eq 'ERROR'", |example| &example.filter)
    }

    /// The same with a list of values.
    pub(super) fn example_of_list(&self) -> &str {
        let mut examples = self.schema.examples().iter().map(|example| &*example.filter);
        let has_list = |filter: &&str| filter.contains(" in (") && !filter.contains(" and ");
        examples.find(has_list).unwrap_or("state in ('ERROR','STALLED')")
    }

    pub(super) fn properties_in_words(&self) -> String {
        if let Some(event) = self.schema.event() {
            return KnownEvent::monitorable_in_words(&event.monitorable, &event.resource);
        }
        const MOST: usize = 24;
        let properties = self.schema.properties();
        let names: Vec<&str> = properties.iter().map(|property| property.name.as_str()).take(MOST).collect();
        let rest = if properties.len() > MOST { ", …" } else { "" };
        format!("known properties: {}{rest}", names.join(", "))
    }
}

/// The name of a type, in a sentence.
pub(crate) const fn noun(ty: Type) -> &'static str {
    match ty {
        Type::String => "a string",
        Type::Integer => "an integer",
        Type::Decimal => "a number",
        Type::Timestamp => "a timestamp",
        Type::Boolean => "a boolean",
        Type::Object => "an object",
        Type::Array => "an array",
    }
}

/// `` `generation` is an integer ``.
pub(super) fn is_a(property: &Property) -> String {
    format!("`{}` is {}", property.name, noun(property.ty))
}

/// The first documented values of a property, as alternatives.
pub(super) fn documented_values(property: &Property) -> String {
    /// A message with more values is not read to its end.
    const MOST: usize = 12;
    let values = property.values.iter().take(MOST).map(|known| quote(&known.value));
    let more = property.values.len().saturating_sub(MOST);
    if more == 0 {
        return joined_code(values, "or");
    }
    let values: Vec<String> = values.collect();
    format!("`{}`, and {more} more", values.join("`, `"))
}

/// The values that a property may be compared with.
pub(super) fn wants(property: &Property) -> String {
    let name = &property.name;
    match property.ty {
        Type::String if !property.values.is_empty() => {
            format!("compare `{name}` with a string in single quotes: {}", documented_values(property))
        }
        Type::String => format!("compare `{name}` with a string in single quotes, as in `{name} eq 'x'`"),
        Type::Integer | Type::Decimal => format!("compare `{name}` with a number, as in `{name} gt 3`"),
        Type::Timestamp => {
            format!("compare `{name}` with a timestamp, as in `{name} ge 2022-06-01T00:00:00Z`")
        }
        Type::Boolean => format!("compare `{name}` with `true` or `false`, as in `{name} eq true`"),
        Type::Object => {
            format!("compare a path inside it, as in `{name}/something eq 'x'`, or `{name} ne null`")
        }
        Type::Array => {
            format!("test whether it contains a value, as in `'x' in {name}`, or `{name} ne null`")
        }
    }
}
