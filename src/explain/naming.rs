//! The names of a property and its values.

use super::phrase::{Teller, ValueGroup};
use super::words::{alternatives, day, in_words, instant, quoted, safe};
use crate::check::condition::{Literal, Test};
use crate::schema::{Property, Shape, Type};
use crate::syntax::Case;
use crate::syntax::literal::is_uuid;

impl<'a> Teller<'a> {
    /// The property's name beside these values: "parent job" beside an id, and "parent job id"
    /// beside other values.
    pub(super) fn noun(self, values: &[&Literal<'_>]) -> String {
        match self.condition.property {
            Some(property)
                if self.condition.case.is_none()
                    && values.iter().all(|value| self.is_id(property, value)) =>
            {
                entity(property).unwrap_or_else(|| self.whole_noun())
            }
            _ => self.whole_noun(),
        }
    }

    /// The name of the property itself, and not of the thing that it identifies.
    pub(super) fn whole_noun(self) -> String {
        let noun = self.property_noun();
        match self.condition.case {
            // The case makes no difference to whether there is a value.
            _ if matches!(&self.condition.test, Test::Equals(values) if values.iter().all(|value| matches!(value, Literal::Null))) => {
                noun
            }
            Some(Case::Lower) => format!("{noun} in lower case"),
            Some(Case::Upper) => format!("{noun} in upper case"),
            None => noun,
        }
    }

    fn property_noun(self) -> String {
        let Some(property) = self.condition.property else { return safe(&self.condition.path) };
        match property.ty {
            // `createdAt` and `deleteOnComplete` are not nouns.
            Type::Timestamp | Type::Boolean => property.name.clone(),
            _ if property.template && !ends_in_id(&property.name) => {
                format!("{} id", in_words(&property.name))
            }
            _ => in_words(&property.name),
        }
    }

    /// "created", for `createdAt`; "last updated", if the schema describes it as the last time.
    pub(super) fn participle(self) -> Option<String> {
        let property = self.condition.property.filter(|property| property.ty == Type::Timestamp)?;
        let word = property.name.strip_suffix("At")?;
        if !word.ends_with("ed") || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let is_last = property.description.split(' ').any(|word| word == "last");
        Some(if is_last { format!("last {word}") } else { word.to_owned() })
    }

    fn is_id(self, property: &Property, value: &Literal<'_>) -> bool {
        match value {
            Literal::Text(text) if property.shape == Some(Shape::ResourceId) => is_plain(text),
            Literal::Text(text) => is_uuid(text),
            _ => false,
        }
    }

    /// The values, ids of templates of one name together.
    pub(super) fn grouped<'v, 'f>(self, values: &[&'v Literal<'f>]) -> Vec<ValueGroup<'v, 'f>> {
        let mut groups: Vec<ValueGroup<'v, 'f>> = Vec::with_capacity(values.len());
        let mut last = None;
        for value in values {
            let name = self.template(value);
            match groups.last_mut() {
                Some(group) if name.is_some() && name == last => group.push(value),
                _ => groups.push(vec![value]),
            }
            last = name;
        }
        groups
    }

    /// The name of the template that a value is the id of.
    fn template(self, value: &Literal<'_>) -> Option<&'a str> {
        match (value, self.condition.property) {
            (Literal::Text(text), Some(property)) if property.template => {
                Some(self.schema.template(text)?.name.as_str())
            }
            _ => None,
        }
    }

    /// The value that the property is, or is not.
    pub(super) fn show(self, group: &ValueGroup<'_, '_>) -> String {
        let Some(value) = group.first() else { return String::new() };
        match (self.template(value), value, self.condition.property) {
            (Some(name), ..) => {
                let ids = alternatives(group, |value| match value {
                    Literal::Text(text) => safe(text),
                    _ => self.plain(value),
                });
                format!("{} ({ids})", safe(name))
            }
            (None, Literal::Text(text), Some(property)) if property.ty == Type::String => {
                self.text(property, text)
            }
            _ => self.plain(value),
        }
    }

    fn text(self, property: &Property, text: &str) -> String {
        if property.shape == Some(Shape::ResourceId)
            && let Some(kind) = kind_of_resource(text)
        {
            return format!("the {kind} {}", safe(text));
        }
        let is_known = property.values.iter().any(|known| known.value == text);
        let is_id = if property.shape == Some(Shape::ResourceId) { is_plain(text) } else { is_uuid(text) };
        if is_plain(text) && (is_known || property.shape.is_some() && is_id) {
            safe(text)
        } else {
            quoted(text)
        }
    }

    /// A value as the filter spells it, except instants.
    pub(super) fn plain(self, value: &Literal<'_>) -> String {
        match value {
            Literal::Null => "null".to_owned(),
            Literal::Boolean(value) => value.to_string(),
            Literal::Number(number) => safe(number),
            Literal::Instant(timestamp) => instant(*timestamp),
            Literal::Date(timestamp) => format!("the day {} in UTC", day(*timestamp)),
            // Beside another type, the sentence must mention that this is text.
            Literal::Text(text) => match self.condition.ty() {
                Some(Type::String | Type::Object) | None => quoted(text),
                Some(_) => format!("the text {}", quoted(text)),
            },
        }
    }
}

/// The thing that an id identifies: "parent job" for `parentJobId`, "resource" for `resource/id`,
/// "job template" for `jobTemplate`, whose values are ids.
fn entity(property: &Property) -> Option<String> {
    if property.template && !ends_in_id(&property.name) {
        return Some(in_words(&property.name));
    }
    let name = property.name.strip_suffix("/id").or_else(|| property.name.strip_suffix("Id"))?;
    (property.shape.is_some() && !name.is_empty()).then(|| in_words(name))
}

fn ends_in_id(name: &str) -> bool {
    name == "id" || name.ends_with("/id") || name.ends_with("Id")
}

/// Whether a string needs no quotes in a sentence.
fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-+/".contains(&byte);
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.bytes().all(plain)
}

/// The kind of resource with an id of this form; see [`Shape::ResourceId`].
fn kind_of_resource(id: &str) -> Option<&'static str> {
    let (before, after) = id.split_once('+').filter(|_| is_plain(id))?;
    match before {
        "oneview" | "gateway" => is_uuid(after).then_some("appliance"),
        _ => (before.contains('-') && !after.is_empty() && !after.contains('+')).then_some("server"),
    }
}
