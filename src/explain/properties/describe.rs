//! Schema → the facts about one property.

use std::sync::Arc;

use super::{PropertyDescription, PropertyRow};
use crate::explain;
use crate::schema::{Form, Property, Schema, Shape, Type};
use crate::syntax::literal::quote;

impl PropertyDescription {
    pub(super) fn of(schema: &Schema, property: &Property) -> PropertyDescription {
        let example = example(schema, property);
        let means = schema.check(&example).into_result().map(|filter| explain::sentence(&filter));
        let templates = if property.template { schema.templates() } else { &[] };
        PropertyDescription {
            row: PropertyRow::of(schema, property),
            others: operators(schema, property).1,
            items: property.items,
            through: property.through.clone(),
            hostname: property.hostname.clone(),
            caseless: property.caseless,
            quoted: owned(&property.quoted),
            date: owned(&property.date),
            dots: owned(&property.dots),
            values: property.values.clone(),
            prefix: property.prefix.clone(),
            templates: templates.to_vec(),
            example,
            // The test `each_example_is_a_filter` checks that it is one.
            example_means: means.unwrap_or_default(),
            json: property.json.clone(),
            sources: owned(&property.sources),
            type_sources: owned(&property.type_sources),
            left_out: 0,
        }
    }
}

fn owned(sources: &[Arc<str>]) -> Vec<String> {
    sources.iter().map(|source| source.as_ref().to_owned()).collect()
}

/// Notes on a list, in sentences.
pub(super) fn notes(schema: &Schema) -> Vec<String> {
    let known = [schema.names_in_words(), schema.form_in_words(), Some(schema.note())];
    known.into_iter().flatten().filter(|note| !note.is_empty()).map(sentence).collect()
}

fn sentence(clause: &str) -> String {
    let mut characters = clause.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    let end = if clause.ends_with('.') { "" } else { "." };
    format!("{}{}{end}", first.collect::<String>(), characters.as_str())
}

const ORDER: [&str; 4] = ["gt", "ge", "lt", "le"];

/// The useful operators, and those that are only accepted.
pub(super) fn operators(schema: &Schema, property: &Property) -> (Vec<String>, Vec<String>) {
    let equality = ["eq", "ne", "in"].as_slice();
    let functions: Vec<&str> =
        std::iter::once("contains").chain(schema.functions().iter().map(String::as_str)).collect();
    let (first, rest) = match property.ty {
        // The order of two states is not of use.
        Type::String if is_of_few_values(property) => (equality.to_vec(), [&ORDER, &*functions].concat()),
        Type::String => ([equality, &functions].concat(), ORDER.to_vec()),
        Type::Integer | Type::Decimal => ([equality, &ORDER].concat(), Vec::new()),
        // Two instants are hardly ever equal.
        Type::Timestamp => ([&ORDER, &*functions].concat(), equality.to_vec()),
        Type::Boolean => (vec!["eq", "ne"], vec!["in"]),
        Type::Object => (vec!["eq null", "ne null"], Vec::new()),
        Type::Array => (vec!["value in"], vec!["eq null", "ne null"]),
    };
    let owned = |operators: Vec<&str>| operators.into_iter().map(str::to_owned).collect();
    (owned(first), owned(rest))
}

/// Whether its values are ids, or a few words.
fn is_of_few_values(property: &Property) -> bool {
    property.template
        || property.shape == Some(Shape::Uuid)
        || !property.values.is_empty() && property.prefix.is_none()
}

/// A filter to begin with.
fn example(schema: &Schema, property: &Property) -> String {
    let name = &property.name;
    match property.ty {
        Type::String => text_example(schema, property),
        Type::Integer => condition(schema, name, "gt", "3"),
        Type::Decimal => condition(schema, name, "gt", "0.5"),
        Type::Timestamp => condition(schema, name, "ge", "2026-03-02T00:00:00Z"),
        Type::Boolean => condition(schema, name, "eq", schema.dialect().written(true)),
        Type::Object if property.open => {
            condition(schema, &format!("{name}/something"), "eq", schema.literal_below(name))
        }
        Type::Object => condition(schema, name, "ne", "null"),
        Type::Array if property.items == Some(Type::Object) => condition(schema, name, "ne", "null"),
        Type::Array => format!("{} in {name}", item_example(property.items)),
    }
}

/// A condition in the form of the list.
fn condition(schema: &Schema, name: &str, operator: &str, value: &str) -> String {
    match schema.form() {
        Form::Prefix => format!("{operator}({name},{value})"),
        _ => format!("{name} {operator} {value}"),
    }
}

/// A value that an array may hold.
const fn item_example(items: Option<Type>) -> &'static str {
    match items {
        Some(Type::Integer) => "3",
        Some(Type::Decimal) => "0.5",
        Some(Type::Boolean) => "true",
        Some(Type::Timestamp) => "2026-03-02T00:00:00Z",
        _ => "'x'",
    }
}

fn text_example(schema: &Schema, property: &Property) -> String {
    let name = &property.name;
    if let Some(template) = schema.templates().first().filter(|_| property.template) {
        return condition(schema, name, "eq", &quote(&template.id));
    }
    match (property.values.as_slice(), property.shape) {
        ([value], _) => condition(schema, name, "eq", &quote(&value.value)),
        ([one, other, ..], _) => {
            let values = format!("{},{}", quote(&one.value), quote(&other.value));
            let is_prefix = schema.form() == Form::Prefix;
            condition(schema, name, "in", &if is_prefix { values } else { format!("({values})") })
        }
        ([], Some(Shape::Uuid)) if property.nullable => {
            format!("not {}", condition(schema, name, "eq", "null"))
        }
        ([], Some(Shape::Uuid)) => condition(schema, name, "eq", "'2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'"),
        ([], Some(Shape::ResourceId)) => condition(schema, name, "eq", "'P06760-B21+2M212504P8'"),
        ([], None) => format!("contains({name},'text')"),
    }
}
