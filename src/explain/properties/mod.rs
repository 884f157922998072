//! The properties, for people: a list, the facts about one property, and a search.
//!
//! Everything here comes from the [`Schema`]. Each answer is data, and prints as text for a terminal of a
//! given width.
//!
//! ```
//! use comfilter::Schema;
//! use comfilter::explain::properties;
//!
//! let state = properties::describe(Schema::jobs(), "state")?;
//! assert_eq!(state.operators, ["eq", "ne", "in"]);
//! assert_eq!(state.example, "state in ('PENDING','APPROVAL_PENDING')");
//!
//! let found = properties::search(Schema::jobs(), "firmware compliance");
//! assert_eq!(found.templates[0].name, "Group Firmware Compliance");
//! # Ok::<(), properties::UnknownProperty>(())
//! ```

mod describe;
mod error;
mod find;
mod layout;
mod resources;
#[cfg(test)]
mod tests;
mod text;

use serde::Serialize;

use crate::schema::{Form, KnownEvent, KnownTemplate, KnownValue, Names, Property, Schema, Type};

pub use error::UnknownProperty;
pub use find::search;
pub use resources::{Resource, ResourceVersion, resources, resources_to_text};

/// Every property, a line each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PropertyList {
    /// The name of the list: `jobs`.
    pub resource: String,
    /// The document and edition of the facts.
    pub edition: String,
    /// The path of the list, below the address of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// How its conditions are written.
    pub form: Form,
    /// The origin of its names.
    pub names: Names,
    /// Notes on the list, in sentences.
    pub notes: Vec<String>,
    /// Names of the answers that the vendor does not document for filters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unlisted: Vec<String>,
    /// The properties, in the order of the schema.
    pub properties: Vec<PropertyRow>,
    /// For a webhook: the events, and their resources' properties below `new/`, `old/` and
    /// `changed/`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<KnownEvent>,
}

/// A property in a [`PropertyList`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PropertyRow {
    /// The path, as a filter writes it.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether the value is often null or missing.
    pub nullable: bool,
    /// Whether filters can use any path below it.
    pub open: bool,
    /// The operators that make sense.
    pub operators: Vec<String>,
    /// A short description.
    pub description: String,
}

/// The facts about one property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PropertyDescription {
    /// The entry in [`PropertyList`].
    #[serde(flatten)]
    pub row: PropertyRow,
    /// The operators that are accepted, but rarely useful.
    #[serde(rename = "other_operators")]
    pub others: Vec<String>,
    /// The type of the items of an array.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Type>,
    /// The array in the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// The property with the host name, which users look for here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    /// Whether its strings are compared without regard to case.
    pub caseless: bool,
    /// The documents that quote its literals, although it is not a string.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quoted: Vec<String>,
    /// The documents that show a date without a time as its literal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub date: Vec<String>,
    /// The documents that write a path below it with dots.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dots: Vec<String>,
    /// The values in documents or clients.
    pub values: Vec<KnownValue>,
    /// Other values begin like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// The templates whose ids it holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<KnownTemplate>,
    /// A filter to begin with.
    pub example: String,
    /// The jobs that this filter selects.
    pub example_means: String,
    /// Other spellings of the property in the JSON of a resource.
    pub json: Vec<String>,
    /// The documents or clients of all that.
    pub sources: Vec<String>,
    /// The documents or clients with its type, if they differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub type_sources: Vec<String>,
    /// The number of values and templates that a search has left out.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl std::ops::Deref for PropertyDescription {
    type Target = PropertyRow;

    fn deref(&self) -> &PropertyRow {
        &self.row
    }
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Found {
    /// The words of the search.
    pub words: String,
    /// Properties.
    pub properties: Vec<PropertyRow>,
    /// Known values, each with its property.
    pub values: Vec<FoundValue>,
    /// Templates.
    pub templates: Vec<KnownTemplate>,
}

/// A known value found by a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FoundValue {
    /// The property that has it.
    pub property: String,
    /// The value, and its meaning.
    #[serde(flatten)]
    pub value: KnownValue,
}

/// Every property.
///
/// ```
/// use comfilter::Schema;
/// use comfilter::explain::properties;
///
/// let list = properties::list(Schema::jobs());
/// assert_eq!(list.properties.len(), 18);
/// println!("{}", list.to_text(100));
/// ```
pub fn list(schema: &Schema) -> PropertyList {
    PropertyList {
        resource: schema.resource().to_owned(),
        edition: schema.edition().to_owned(),
        path: schema.path().map(str::to_owned),
        form: schema.form(),
        names: schema.names(),
        notes: describe::notes(schema),
        unlisted: schema.unlisted().to_vec(),
        properties: schema.properties().iter().map(|property| PropertyRow::of(schema, property)).collect(),
        events: schema.events().to_vec(),
    }
}

/// The facts about one property, or about the open object above a path.
///
/// ```
/// use comfilter::Schema;
/// use comfilter::explain::properties;
///
/// let jobs = Schema::jobs();
/// assert_eq!(properties::describe(jobs, "cancellable").unwrap().json, ["cancelable"]);
/// let error = properties::describe(jobs, "jobTemplat").unwrap_err();
/// assert_eq!(error.to_string(), "jobs cannot be filtered by `jobTemplat`: did you mean `jobTemplate`?");
/// ```
///
/// # Errors
///
/// An unknown name; the error has its probable intent.
pub fn describe(schema: &Schema, name: &str) -> Result<PropertyDescription, UnknownProperty> {
    error::property(schema, name).map(|property| PropertyDescription::of(schema, property))
}

/// The useful operators of a property, and those that are only accepted.
pub(crate) fn operators(schema: &Schema, property: &Property) -> (Vec<String>, Vec<String>) {
    describe::operators(schema, property)
}

impl PropertyRow {
    fn of(schema: &Schema, property: &Property) -> PropertyRow {
        PropertyRow {
            name: property.name.clone(),
            ty: property.ty,
            nullable: property.nullable,
            open: property.open,
            operators: describe::operators(schema, property).0,
            description: property.description.clone(),
        }
    }
}
