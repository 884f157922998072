//! What is known of one property.

use serde::{Deserialize, Serialize};

/// The type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Shape {
    /// `d0c13b58-748c-461f-9a61-c0c5c71f1bb4`.
    Uuid,
    /// What names a resource: `P06760-B21+2M212504P8` (a server), `oneview+<uuid>` and
    /// `gateway+<uuid>` (an appliance), `<uuid>` (a group).
    ResourceId,
}

/// A value that a property is known to have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownValue {
    /// The text, as the service writes it.
    pub value: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub meaning: String,
    /// Spellings that users bring: older versions, other products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// A property that can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// The path, as a filter writes it: `resource/id`.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether the value may be null or missing as a matter of course.
    #[serde(default)]
    pub nullable: bool,
    /// Whether any path below it is allowed, of any type.
    #[serde(default)]
    pub open: bool,
    /// What its text looks like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// The values that are documented or were seen; empty where any value is likely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<KnownValue>,
    /// Other values with this prefix pass without a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Whether its values are the ids of templates.
    #[serde(default)]
    pub template: bool,
    /// Other spellings of it in the JSON of a resource.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub json: Vec<String>,
    /// What it is, in a sentence.
    pub description: String,
    /// Where that is documented or was seen.
    pub source: String,
}

/// A name that users write and that cannot be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renamed {
    /// What users write: a name of an older version, or of another spelling.
    pub name: String,
    /// The property that has taken its place.
    pub now: String,
    /// Why: which version had it.
    pub reason: String,
    /// Where that is documented or was seen.
    pub source: String,
}

/// A property of the response that cannot be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfilterable {
    /// The path.
    pub name: String,
    /// What to filter by instead, as a sentence.
    pub instead: String,
    /// Where that is documented or was seen.
    pub source: String,
}

/// A template, whose id properties with `template = true` hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownTemplate {
    /// The name: `Server Power On`. Two templates may have one name.
    pub name: String,
    /// The id, a uuid.
    pub id: String,
    /// What it works on, as a value of `resource/type`.
    pub resource: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Where that is documented or was seen.
    pub source: String,
}
