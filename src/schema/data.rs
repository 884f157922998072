//! The contents of a schema file: one list, and the changes of its older versions.

use serde::{Deserialize, Serialize};

use super::events::KnownEvent;
use super::property::{Form, KnownExample, KnownTemplate, Names, Property, Renamed, Unfilterable};

/// The contents of a schema file. It stores older versions as changes, and [`SchemaData::version`] makes
/// one of them.
///
/// `build.rs` writes the built-in files as JSON of this form, which takes a tenth of the time of
/// TOML to read; a test compares both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SchemaData {
    pub(super) resource: String,
    /// The name of one entry; empty by default.
    pub(super) one: String,
    pub(super) edition: String,
    pub(super) path: Option<String>,
    pub(super) open: bool,
    pub(super) form: Form,
    pub(super) names: Names,
    pub(super) note: String,
    /// The path of the list that replaces it.
    pub(super) successor: Option<String>,
    /// The first day on which requests fail: `2025-03-03`.
    pub(super) sunset: Option<String>,
    /// The parameters of a request besides the filter; `None` if unknown.
    pub(super) parameters: Option<Vec<String>>,
    pub(super) limit: Option<u32>,
    pub(super) default_limit: Option<u32>,
    /// The parameters of the DELETE with the filter.
    pub(super) delete: Option<Vec<String>>,
    pub(super) functions: Vec<String>,
    pub(super) properties: Vec<Property>,
    pub(super) renamed: Vec<Renamed>,
    pub(super) unfilterable: Vec<Unfilterable>,
    /// Names of the response that the vendor does not document for filters.
    pub(super) unlisted: Vec<String>,
    pub(super) templates: Vec<KnownTemplate>,
    pub(super) examples: Vec<KnownExample>,
    /// The events of a webhook; a list has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) events: Vec<KnownEvent>,
    /// Newest first.
    pub(super) versions: Vec<VersionChanges>,
}

/// The changes of an older version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct VersionChanges {
    pub(super) path: String,
    /// Properties that it lacks, including everything below them.
    pub(super) without: Vec<String>,
    pub(super) open: Option<bool>,
    pub(super) form: Option<Form>,
    pub(super) names: Option<Names>,
    pub(super) note: Option<String>,
    pub(super) successor: Option<String>,
    pub(super) sunset: Option<String>,
    pub(super) parameters: Option<Vec<String>>,
    pub(super) limit: Option<u32>,
    pub(super) default_limit: Option<u32>,
    pub(super) delete: Option<Vec<String>>,
    pub(super) unlisted: Option<Vec<String>>,
    pub(super) properties: Vec<Property>,
    pub(super) renamed: Vec<Renamed>,
}

impl SchemaData {
    /// The schema of an unknown list.
    pub(super) fn open() -> SchemaData {
        SchemaData {
            resource: "any".to_owned(),
            edition: "any".to_owned(),
            open: true,
            ..SchemaData::default()
        }
    }

    /// One of the versions: the newest is 0.
    pub(super) fn version(self, at: usize) -> Option<SchemaData> {
        let Some(older) = at.checked_sub(1) else { return Some(self) };
        let mut versions = self.versions.clone();
        let version = (older < versions.len()).then(|| versions.swap_remove(older))?;
        let mut data = SchemaData {
            path: Some(version.path),
            open: version.open.unwrap_or(self.open),
            form: version.form.unwrap_or(self.form),
            names: version.names.unwrap_or(self.names),
            note: version.note.unwrap_or(self.note),
            successor: version.successor.or(self.successor),
            sunset: version.sunset,
            parameters: version.parameters.or(self.parameters),
            limit: version.limit.or(self.limit),
            default_limit: version.default_limit.or(self.default_limit),
            delete: version.delete,
            unlisted: version.unlisted.unwrap_or(self.unlisted),
            versions: Vec::new(),
            ..self
        };
        let is_gone = |name: &str| version.without.iter().any(|gone| super::is_at_or_below(name, gone));
        data.properties.retain(|property| !is_gone(&property.name));
        for property in version.properties {
            match data.properties.iter_mut().find(|known| known.name == property.name) {
                Some(known) => *known = property,
                None => data.properties.push(property),
            }
        }
        data.renamed.retain(|renamed| {
            data.properties.iter().any(|property| property.name == renamed.now)
                && data.properties.iter().all(|property| property.name != renamed.name)
        });
        data.renamed.extend(version.renamed);
        data.examples.retain(|example| !version.without.iter().any(|gone| example.filter.contains(gone)));
        Some(data)
    }
}
