//! A list in an OpenAPI file.

use crate::schema::Type;

/// The facts of one list in an OpenAPI file, for a schema file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ApiList {
    /// The name of the resource, and of one item.
    pub(super) resource: String,
    pub(super) one: String,
    /// The title and the version of the file.
    pub(super) edition: String,
    /// The source of the facts, if it is not the OpenAPI file.
    pub(super) source: Option<String>,
    pub(super) path: String,
    pub(super) parameters: Vec<String>,
    pub(super) limit: Option<u32>,
    pub(super) default_limit: Option<u32>,
    /// Whether the document lists the names; otherwise they are those of the response.
    pub(super) is_listed: bool,
    pub(super) unlisted: Vec<String>,
    pub(super) entries: Vec<ApiEntry>,
    /// Comments about the list.
    pub(super) notes: Vec<String>,
}

/// A property, or the reason why a name is left out.
pub(super) type ApiEntry = Result<ApiProperty, String>;

/// A filterable property.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ApiProperty {
    pub(super) name: String,
    pub(super) ty: Type,
    /// The type of an array's items.
    pub(super) items: Option<Type>,
    /// Whether the file does not state the type.
    pub(super) is_assumed: bool,
    pub(super) is_nullable: bool,
    pub(super) is_open: bool,
    pub(super) is_uuid: bool,
    /// Whether its values are dates without a time.
    pub(super) is_date: bool,
    pub(super) values: Vec<String>,
    pub(super) through: Option<String>,
    pub(super) description: String,
    /// Comments about the property.
    pub(super) notes: Vec<String>,
}

impl ApiList {
    /// The properties, without the names that are left out.
    pub(super) fn properties(&self) -> impl Iterator<Item = &ApiProperty> {
        self.entries.iter().flatten()
    }
}
