//! What is known of one property.

use std::sync::Arc;

use serde::Serialize;

use crate::text::nearest;

/// The type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Type {
    /// Text, compared by Unicode code point.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// An instant, written as RFC 3339 has it.
    Timestamp,
    /// `true` or `false`.
    Boolean,
    /// A JSON object.
    Object,
}

impl Type {
    /// Every type.
    pub const ALL: &[Type] =
        &[Type::String, Type::Integer, Type::Decimal, Type::Timestamp, Type::Boolean, Type::Object];

    /// The name, as messages and schema files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Type::String => "string",
            Type::Integer => "integer",
            Type::Decimal => "decimal",
            Type::Timestamp => "timestamp",
            Type::Boolean => "boolean",
            Type::Object => "object",
        }
    }
}

/// What the text of a string property looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Shape {
    /// `d0c13b58-748c-461f-9a61-c0c5c71f1bb4`.
    Uuid,
    /// What names a resource: `P06760-B21+2M212504P8` (a server), `oneview+<uuid>` and
    /// `gateway+<uuid>` (an appliance), `<uuid>` (a group).
    ResourceId,
}

impl Shape {
    /// Every shape.
    pub const ALL: &[Shape] = &[Shape::Uuid, Shape::ResourceId];

    /// The name, as schema files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Shape::Uuid => "uuid",
            Shape::ResourceId => "resource-id",
        }
    }
}

/// The number that a uuid stands for: 32 hexadecimal digits of either case, in groups of 8, 4, 4, 4
/// and 12.
pub(crate) fn uuid(text: &str) -> Option<u128> {
    let mut groups = text.split('-');
    let mut value = 0;
    for length in [8, 4, 4, 4, 12] {
        let group = groups.next().filter(|group| group.len() == length)?;
        for digit in group.chars() {
            value = value << 4 | u128::from(digit.to_digit(16)?);
        }
    }
    groups.next().is_none().then_some(value)
}

/// A value that a property is known to have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KnownValue {
    /// The text, as the service writes it.
    pub value: String,
    /// What it means.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meaning: String,
    /// Spellings that users bring: older versions, other products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// A property that can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Property {
    /// The path, as a filter writes it: `resource/id`.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether the value may be null or missing as a matter of course.
    pub nullable: bool,
    /// Whether any path below it is allowed, of any type.
    pub open: bool,
    /// What its text looks like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// The values that are documented or were seen; empty where any value is as likely.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<KnownValue>,
    /// Other values with this prefix pass without a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Whether its values are the ids of templates.
    pub template: bool,
    /// Other spellings of it in the JSON of a resource.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub json: Vec<String>,
    /// What it is, in a few words.
    pub description: String,
    /// Where that is documented or was seen.
    pub sources: Vec<Arc<str>>,
}

impl Property {
    /// The known value that `text` was probably meant to be: that or one of its aliases in
    /// another case; else with other separators between the words (`approval pending`); else with
    /// few slips of the pen.
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let state = Schema::jobs().property("state").unwrap();
    /// assert_eq!(state.nearest_value("running").unwrap().value, "RUNNING");
    /// assert_eq!(state.nearest_value("COMPLTE").unwrap().value, "COMPLETE");
    /// assert_eq!(state.nearest_value("DONE"), None);
    /// ```
    pub fn nearest_value(&self, text: &str) -> Option<&KnownValue> {
        nearest(text, self.values.iter().flat_map(|value| value.spellings().map(move |word| (word, value))))
    }
}

impl KnownValue {
    /// The value, and its aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.value).chain(self.aliases.iter().map(|alias| &**alias))
    }
}

/// A name that users write for a property that filters call otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Renamed {
    /// What users write: a name of an older version, or of another place.
    pub name: String,
    /// The property that is meant.
    pub now: String,
    /// Why users write it, as a clause: "`data` was its name in v1beta2 and v1beta3".
    pub reason: String,
    /// Where that is documented or was seen.
    pub sources: Vec<Arc<str>>,
}

/// A property of the response that cannot be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unfilterable {
    /// The path.
    pub name: String,
    /// What to filter by instead, as a command: "filter by `id`".
    pub instead: String,
    /// Where that is documented or was seen.
    pub sources: Vec<Arc<str>>,
}

/// A template, whose id properties with `template = true` hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KnownTemplate {
    /// The name: `Server Power On`. Two templates may have one name.
    pub name: String,
    /// The id, a uuid.
    pub id: String,
    /// What it works on, as a value of `resource/type`; empty if that is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub resource: String,
    /// What it does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Where that is documented or was seen.
    pub sources: Vec<Arc<str>>,
}
