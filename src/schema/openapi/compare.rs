//! The differences between a schema file and a list in an OpenAPI file.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::list::{ApiList, ApiProperty};
use super::words;
use crate::document::{self, ProblemKind, Problems};
use crate::schema::load::FORM;
use crate::schema::{SchemaError, Type, is_at, is_at_or_below};
use crate::text::{Quoted, joined};

/// A schema file, with the facts that an OpenAPI file has, too.
///
/// The facts of the newest version hold for each version, with the changes that the version names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Existing {
    resource: Option<String>,
    path: Option<String>,
    #[serde(flatten)]
    facts: Facts,
    #[serde(default, rename = "version")]
    versions: Vec<OlderVersion>,
}

/// Facts of the newest version that an older one may change.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Facts {
    parameters: Option<Vec<String>>,
    limit: Option<u32>,
    default_limit: Option<u32>,
    names: Option<String>,
    unlisted: Option<Vec<String>>,
    #[serde(default, rename = "property")]
    properties: Vec<KnownProperty>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct OlderVersion {
    path: String,
    #[serde(default)]
    without: Vec<String>,
    #[serde(flatten)]
    facts: Facts,
}

/// A property of the schema file.
#[derive(Debug, Clone, Deserialize)]
struct KnownProperty {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    items: Option<String>,
    #[serde(default)]
    nullable: bool,
    #[serde(default)]
    open: bool,
    #[serde(default)]
    values: Vec<ApiScalar>,
    through: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum ApiScalar {
    Text(String),
    Table { value: String },
}

impl AsRef<str> for ApiScalar {
    fn as_ref(&self) -> &str {
        match self {
            ApiScalar::Text(text) | ApiScalar::Table { value: text } => text,
        }
    }
}

/// A difference between a schema file and an OpenAPI file.
///
/// It prints as one line, without characters that change the output of a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    kind: DifferenceKind,
    message: String,
}

/// The subject of a [`Difference`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// The schema belongs to another path.
    Path,
    /// The parameters of the query.
    Parameters,
    /// The largest `limit`, or its default.
    Limit,
    /// Whether the document lists the names, or they are those of the items.
    Names,
    /// The names of the response that the document does not list.
    Unlisted,
    /// A property that the schema lacks.
    Missing,
    /// A property that the file lacks.
    Extra,
    /// The type of a property, or of its items.
    Type,
    /// Whether a property may be null.
    Nullable,
    /// Whether a property is open to any name below it.
    Open,
    /// The known values of a property.
    Values,
    /// The array that a path goes through.
    Through,
}

impl Difference {
    /// The subject of the difference.
    pub fn kind(&self) -> DifferenceKind {
        self.kind
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl Existing {
    /// Reads the text of a schema file.
    ///
    /// # Errors
    ///
    /// If it is not TOML, or a compared key has a value of another type.
    pub fn read(text: &str) -> Result<Existing, SchemaError> {
        document::parse(text, &FORM)?;
        let read: Existing = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let reason = words::plain(error.message());
            let message = format!("this value has another type: {reason}");
            let help = "`schema/jobs.toml` shows how each key is written";
            Problems::only(text, ProblemKind::WrongValue, at, message, help)
        })?;
        if read.resource.is_none() && read.path.is_none() && read.facts.properties.is_empty() {
            let message = "this is TOML, but it has no key of a schema";
            return Err(Problems::only(text, ProblemKind::SomethingElse, 0, message, FORM.begin));
        }
        Ok(read)
    }

    /// The facts of the version with this path.
    fn version(&self, path: &str) -> Option<Facts> {
        let is_it = |own: &str| is_at(own, path) || is_at(path, own);
        if self.path.as_deref().is_some_and(is_it) {
            return Some(self.facts.clone());
        }
        let version = self.versions.iter().find(|version| is_it(&version.path))?.clone();
        let (newest, older) = (self.facts.clone(), version.facts);
        let replaced: BTreeSet<String> =
            older.properties.iter().map(|property| property.name.clone()).collect();
        let is_gone = |name: &str| {
            replaced.contains(name) || version.without.iter().any(|gone| is_at_or_below(name, gone))
        };
        let kept = newest.properties.into_iter().filter(|property| !is_gone(&property.name));
        Some(Facts {
            parameters: older.parameters.or(newest.parameters),
            limit: older.limit.or(newest.limit),
            default_limit: older.default_limit.or(newest.default_limit),
            names: older.names.or(newest.names),
            unlisted: older.unlisted.or(newest.unlisted),
            properties: kept.chain(older.properties).collect(),
        })
    }
}

impl ApiList {
    /// The differences between a schema file and this list, in the order of a schema file. The facts of the
    /// version with the list's path are compared.
    pub fn differences(&self, schema: &Existing) -> Vec<Difference> {
        let mut differences = Differences::default();
        // A path that no schema file can contain is missing in each.
        let without_path =
            || (schema.path.is_none() && !self.has_writable_path()).then(|| schema.facts.clone());
        let Some(facts) = schema.version(&self.path).or_else(without_path) else {
            let path = quoted_or(schema.path.as_deref(), "no path");
            let message = format!("path: {path} in the schema, {} in the file", Quoted(&self.path));
            differences.add(DifferenceKind::Path, message);
            return differences.list;
        };
        let known = facts.parameters.iter().flatten();
        differences.sets(DifferenceKind::Parameters, "parameters", known, &self.parameters);
        differences.limit("limit", facts.limit, self.limit);
        differences.limit("default-limit", facts.default_limit, self.default_limit);
        let (names, own) =
            (facts.names.as_deref().unwrap_or("listed"), if self.is_listed { "listed" } else { "items" });
        if names != own {
            let message = format!("names: {} in the schema, `{own}` in the file", Quoted(names));
            differences.add(DifferenceKind::Names, message);
        }
        if let Some(unlisted) = &facts.unlisted {
            differences.sets(DifferenceKind::Unlisted, "unlisted", unlisted, &self.unlisted);
        }
        let known: BTreeMap<&str, &KnownProperty> =
            facts.properties.iter().map(|known| (&*known.name, known)).collect();
        for property in self.properties() {
            match known.get(&*property.name) {
                Some(known) => differences.property(known, property),
                None => {
                    let (name, ty) = (Quoted(&property.name), property.ty.name());
                    let message = format!("{name} is missing in the schema; its type is {ty}");
                    differences.add(DifferenceKind::Missing, message);
                }
            }
        }
        let own: BTreeSet<&str> = self.properties().map(|property| &*property.name).collect();
        for known in facts.properties.iter().filter(|known| !own.contains(&*known.name)) {
            let list = if self.is_listed { "list" } else { "describe" };
            let message =
                format!("{} is extra in the schema: the file does not {list} it", Quoted(&known.name));
            differences.add(DifferenceKind::Extra, message);
        }
        differences.list
    }
}

#[derive(Default)]
struct Differences {
    list: Vec<Difference>,
}

impl Differences {
    fn add(&mut self, kind: DifferenceKind, message: String) {
        self.list.push(Difference { kind, message });
    }

    fn limit(&mut self, key: &str, known: Option<u32>, own: Option<u32>) {
        let said = |limit: Option<u32>| limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string());
        if known != own {
            self.add(
                DifferenceKind::Limit,
                format!("{key}: {} in the schema, {} in the file", said(known), said(own)),
            );
        }
    }

    /// The elements that only one of two sets has.
    fn sets<'n>(
        &mut self,
        kind: DifferenceKind,
        of: &str,
        known: impl IntoIterator<Item = &'n (impl AsRef<str> + 'n)>,
        own: &'n [String],
    ) {
        let known: BTreeSet<&str> = known.into_iter().map(AsRef::as_ref).collect();
        let own: BTreeSet<&str> = own.iter().map(AsRef::as_ref).collect();
        for (who, lacked) in [("schema", own.difference(&known)), ("file", known.difference(&own))] {
            let mut names: Vec<String> = lacked.map(|name| Quoted(name).to_string()).collect();
            let rest = names.len().saturating_sub(SHOWN);
            if rest > 0 {
                names.truncate(SHOWN);
                names.push(format!("{rest} others"));
            }
            if !names.is_empty() {
                self.add(kind, format!("{of}: the {who} lacks {}", joined(&names, "and")));
            }
        }
    }

    fn property(&mut self, known: &KnownProperty, own: &ApiProperty) {
        let name = Quoted(&own.name);
        // A type that the OpenAPI file does not state is not compared.
        if !own.is_assumed {
            if known.ty != own.ty.name() {
                let (known, own) = (Quoted(&known.ty), Quoted(own.ty.name()));
                let message = format!("{name}: type {known} in the schema, {own} in the file");
                self.add(DifferenceKind::Type, message);
                return;
            }
            let items = own.items.map(Type::name);
            if known.items.as_deref() != items {
                let (known, own) = (quoted_or(known.items.as_deref(), "none"), quoted_or(items, "none"));
                let message = format!("{name}: items {known} in the schema, {own} in the file");
                self.add(DifferenceKind::Type, message);
            }
        }
        let flags = [
            (DifferenceKind::Nullable, "nullable", known.nullable, own.is_nullable),
            (DifferenceKind::Open, "open", known.open, own.is_open),
        ];
        for (kind, key, known, own) in flags {
            if known != own {
                let (who, other) = if own { ("file", "schema") } else { ("schema", "file") };
                self.add(kind, format!("{name}: {key} in the {who}, and not in the {other}"));
            }
        }
        self.sets(DifferenceKind::Values, &format!("{name}: values"), &known.values, &own.values);
        if known.through != own.through {
            let through = |path: &Option<String>| quoted_or(path.as_deref(), "no array");
            let (known, own) = (through(&known.through), through(&own.through));
            let message = format!("{name}: through {known} in the schema, {own} in the file");
            self.add(DifferenceKind::Through, message);
        }
    }
}

fn quoted_or(text: Option<&str>, none: &str) -> String {
    text.map_or_else(|| none.to_owned(), |text| Quoted(text).to_string())
}

/// Most names in one difference.
const SHOWN: usize = 40;
