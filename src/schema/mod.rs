//! The properties that filters may use, as data.
//!
//! A [`Schema`] is read from a TOML file. The one for jobs, `schema/jobs.toml`, is built in
//! ([`Schema::jobs`]), and its comments describe the form. Another resource of the API is another
//! file of the same form ([`Schema::from_toml`]).
//!
//! [`Schema::resolve`] gives the meaning of a path in a filter, and [`Schema::nearest`] its
//! probable intent.

mod data;
pub(crate) mod events;
mod index;
mod lists;
mod load;
mod property;
pub(crate) mod service;
pub(crate) mod source;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

#[cfg(feature = "cli")]
pub mod openapi;

pub use crate::document::{DocumentError as SchemaError, Problem, ProblemKind};
pub use events::KnownEvent;
pub(crate) use lists::is_at;
pub use lists::{List, UnknownList, lists};
pub use property::{
    Contested, Form, KnownExample, KnownTemplate, KnownValue, Names, Property, Renamed, Shape, Type,
    Unfilterable,
};

use crate::syntax::Dialect;
use crate::text::nearest;
use data::SchemaData;
use index::PropertyIndex;

/// The reason why filters cannot write this path; `None` if they can.
#[cfg(feature = "cli")]
pub(crate) fn unwritable(path: &str) -> Option<String> {
    load::unwritable(path).map(|(_, reason, _)| reason)
}

/// The properties of a resource, their types, and their known values. A clone is a reference to the
/// same data.
///
/// ```
/// use comfilter::Schema;
/// use comfilter::schema::{Resolved, Type};
///
/// let jobs = Schema::jobs();
/// assert_eq!(jobs.property("createdAt").unwrap().ty, Type::Timestamp);
/// assert!(matches!(jobs.resolve("jobParams/bundle_id"), Resolved::Below(_)));
/// assert!(matches!(jobs.resolve("resource"), Resolved::Parent));
/// assert_eq!(jobs.nearest("resource.id"), Some("resource/id"));
/// assert_eq!(jobs.templates_named("server power on")[0].id, "0cbb2377-1834-488d-840c-d5bf788c34fb");
/// ```
#[derive(Clone)]
pub struct Schema(Shared);

/// Shared data. The built-in schema lives as long as the program, so its owners are not counted.
/// Counting would take a tenth of the time of a short filter.
#[derive(Clone)]
enum Shared {
    BuiltIn(&'static SchemaInner),
    Read(Arc<SchemaInner>),
}

impl Deref for Shared {
    type Target = SchemaInner;

    #[inline]
    fn deref(&self) -> &SchemaInner {
        match self {
            Shared::BuiltIn(inner) => inner,
            Shared::Read(inner) => inner,
        }
    }
}

struct SchemaInner {
    data: SchemaData,
    index: PropertyIndex,
    /// The ids of the templates as sorted numbers, with the indices of the templates.
    ids: Vec<(u128, usize)>,
    dialect: Dialect,
    /// The schemas of its events, each made on demand.
    events: Vec<OnceLock<Schema>>,
    /// The kind of event of the schema.
    event: Option<KnownEvent>,
}

impl SchemaInner {
    fn new(data: SchemaData) -> SchemaInner {
        let dialect = if data.events.is_empty() { Dialect::List } else { Dialect::Webhook };
        SchemaInner::of_dialect(data, dialect)
    }

    fn of_dialect(data: SchemaData, dialect: Dialect) -> SchemaInner {
        let ids = data.templates.iter().map(|template| property::uuid(&template.id)).zip(0..);
        let mut ids: Vec<_> = ids.filter_map(|(id, place)| Some((id?, place))).collect();
        ids.sort_unstable();
        let events = data.events.iter().map(|_| OnceLock::new()).collect();
        SchemaInner { index: PropertyIndex::new(&data.properties), ids, dialect, events, event: None, data }
    }
}

/// The meaning of a path in a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resolved<'s> {
    /// A listed property.
    Property(&'s Property),
    /// A path of any type below this open object, or in the items of this array.
    Below(&'s Property),
    /// A path below this property, which is not an object.
    BelowScalar(&'s Property),
    /// A property of resources, or a part of one, that filters cannot use.
    Unfilterable(&'s Unfilterable),
    /// A property of resources, or a part of one, that the vendor does not document for filters.
    Unlisted(&'s str),
    /// Another name of a property, or of the open object above the path. With that part replaced,
    /// the path is [`Property`](Resolved::Property) or [`Below`](Resolved::Below).
    Renamed(&'s Renamed),
    /// The parent of listed properties: `resource`, if `resource/id` is a property.
    Parent,
    /// Not listed, in a schema that takes any property of any type.
    Open,
    /// Not listed.
    Unknown,
}

impl Schema {
    /// The schema of jobs: the page "Retrieve the list of jobs", with additions from other
    /// documents of the same API.
    pub fn jobs() -> &'static Schema {
        lists::JOBS.schema()
    }

    /// The schema of servers.
    pub fn servers() -> &'static Schema {
        lists::SERVERS.schema()
    }

    /// The schema of groups.
    pub fn groups() -> &'static Schema {
        lists::GROUPS.schema()
    }

    /// The schema of alerts.
    pub fn alerts() -> &'static Schema {
        lists::ALERTS.schema()
    }

    /// The schema of a webhook's `eventFilter`: the names of an event, and below `new/`, `old/` and
    /// `changed/` the properties of its resource.
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let checked = Schema::webhook().check("type eq 'compute-ops/server' and old/powerState eq 'ON'");
    /// let found = &checked.diagnostics()[0];
    /// assert_eq!(found.rule().name(), "unknown-property");
    /// assert_eq!(found.help(), Some("write `old/hardware/powerState`"));
    /// ```
    pub fn webhook() -> &'static Schema {
        lists::WEBHOOK.schema()
    }

    /// Parses a schema file; the comments of `schema/jobs.toml` describe its form.
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let servers = Schema::from_toml(r#"
    ///     resource = "servers"
    ///     edition = "HPE Compute Ops Management API (latest), v1"
    ///     path = "/compute-ops-mgmt/v1/servers"
    ///     [sources]
    ///     page = "the API page, \"Retrieve the list of servers\""
    ///     [[property]]
    ///     name = "state/connected"
    ///     type = "boolean"
    ///     description = "whether the server is connected"
    ///     source = "page"
    /// "#)?;
    /// assert!(servers.property("state/connected").is_some());
    /// # Ok::<(), comfilter::schema::SchemaError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// All mistakes in the text, each with its place.
    pub fn from_toml(text: &str) -> Result<Schema, SchemaError> {
        load::load(text).map(Schema::new)
    }

    /// The schemas of all versions in a schema file, the newest first.
    ///
    /// # Errors
    ///
    /// As [`Schema::from_toml`].
    pub fn versions_from_toml(text: &str) -> Result<Vec<Schema>, SchemaError> {
        let data = load::load(text)?;
        let versions = (0..=data.versions.len()).filter_map(|at| data.clone().version(at));
        Ok(versions.map(Schema::new).collect())
    }

    /// A schema that accepts any property of any type, for an unknown resource.
    pub fn open() -> Schema {
        Schema::new(SchemaData::open())
    }

    /// The same, if only the form of the list's conditions is known.
    pub(crate) fn open_in(form: Form) -> Schema {
        Schema::new(SchemaData { form, ..SchemaData::open() })
    }

    fn new(data: SchemaData) -> Schema {
        Schema(Shared::Read(Arc::new(SchemaInner::new(data))))
    }

    fn of_webhook(data: SchemaData, event: Option<KnownEvent>) -> Schema {
        Schema(Shared::Read(Arc::new(SchemaInner {
            event,
            ..SchemaInner::of_dialect(data, Dialect::Webhook)
        })))
    }

    /// The name of the resource: `jobs`.
    pub fn resource(&self) -> &str {
        &self.0.data.resource
    }

    /// The name of one entry: `job`. By default the resource without its last `s`.
    pub fn one(&self) -> &str {
        let SchemaData { one, resource, .. } = &self.0.data;
        if one.is_empty() { resource.strip_suffix('s').unwrap_or(resource) } else { one }
    }

    /// The document and edition of the schema.
    pub fn edition(&self) -> &str {
        &self.0.data.edition
    }

    /// The path of the list, below the address of the API: `/compute-ops-mgmt/v1/jobs`.
    pub fn path(&self) -> Option<&str> {
        self.0.data.path.as_deref()
    }

    /// The form of conditions in its documents.
    pub fn form(&self) -> Form {
        self.0.data.form
    }

    /// The origin of its names.
    pub fn names(&self) -> Names {
        self.0.data.names
    }

    /// The origin of its names, in words, if the vendor does not list them.
    pub(crate) fn names_in_words(&self) -> Option<&'static str> {
        match self.names() {
            Names::Listed => None,
            Names::Items => Some(
                "the vendor lists no names for this list: these are the properties of an item of its answers",
            ),
            Names::Parent => Some(
                "the vendor repeats the names of another list here, which do not fit: these are those names, and the \
                 properties of an item of its answers",
            ),
        }
    }

    /// The form of its conditions, in words, unless the operator is between the operands.
    pub(crate) fn form_in_words(&self) -> Option<&'static str> {
        match self.form() {
            Form::Infix => None,
            Form::Prefix => Some("its documents write conditions as `eq(name,'x')` and `and(…,…)`"),
            Form::Either => Some(
                "its documents write conditions in two ways, `name eq 'x'` and `eq(name,'x')`: both are accepted",
            ),
        }
    }

    /// The peculiarity of the list, in a sentence; empty if there is none.
    pub fn note(&self) -> &str {
        &self.0.data.note
    }

    /// The path of the list that replaces this one.
    pub fn successor(&self) -> Option<&str> {
        self.0.data.successor.as_deref()
    }

    /// The first day on which requests of this version fail: `2025-03-03`.
    pub fn sunset(&self) -> Option<&str> {
        self.0.data.sunset.as_deref()
    }

    /// The parameters of the list besides the filter; `None` if unknown.
    pub fn parameters(&self) -> Option<&[String]> {
        self.0.data.parameters.as_deref()
    }

    /// The largest documented `limit`.
    pub fn limit(&self) -> Option<u32> {
        self.0.data.limit
    }

    /// The `limit` of a request without one.
    pub fn default_limit(&self) -> Option<u32> {
        self.0.data.default_limit
    }

    /// The parameters of the DELETE with the filter; `None` if there is no such DELETE.
    pub fn delete_parameters(&self) -> Option<&[String]> {
        self.0.data.delete.as_deref()
    }

    /// Names of the response that the vendor does not document for filters.
    pub fn unlisted(&self) -> &[String] {
        &self.0.data.unlisted
    }

    /// Filters to try.
    pub fn examples(&self) -> &[KnownExample] {
        &self.0.data.examples
    }

    /// The properties, in the order of the file.
    pub fn properties(&self) -> &[Property] {
        &self.0.data.properties
    }

    /// Whether records of the list have a member of this name.
    pub(crate) fn has_member(&self, name: &str) -> bool {
        let mut paths = self
            .properties()
            .iter()
            .flat_map(|property| std::iter::once(&property.name).chain(&property.json));
        paths.any(|path| path.split('/').next() == Some(name))
    }

    /// The functions of filters besides `contains`.
    pub fn functions(&self) -> &[String] {
        &self.0.data.functions
    }

    /// The known templates, in the order of the file.
    pub fn templates(&self) -> &[KnownTemplate] {
        &self.0.data.templates
    }

    /// Users' names for a property with another name in filters.
    pub fn renamed(&self) -> &[Renamed] {
        &self.0.data.renamed
    }

    /// Names that resources have, but filters cannot use.
    pub fn unfilterable(&self) -> &[Unfilterable] {
        &self.0.data.unfilterable
    }

    /// Whether unlisted names pass too.
    pub fn is_open(&self) -> bool {
        self.0.data.open
    }

    /// Whether nothing is known about its list, not even the name.
    pub(crate) fn is_nameless(&self) -> bool {
        self.0.data == SchemaData { form: self.form(), ..SchemaData::open() }
    }

    /// The property with exactly this name.
    #[inline]
    pub fn property(&self, path: &str) -> Option<&Property> {
        let index = self.property_index(path)?;
        self.properties().get(usize::from(index))
    }

    /// The index in [`properties`](Schema::properties) of the property with exactly this name,
    /// which takes two bytes.
    #[inline]
    pub fn property_index(&self, path: &str) -> Option<u16> {
        self.0.index.find(path, self.properties())
    }

    /// The meaning of a path in a filter.
    pub fn resolve(&self, path: &str) -> Resolved<'_> {
        if let Some(property) = self.property(path) {
            return Resolved::Property(property);
        }
        if let Some(found) = self.below(path) {
            return found;
        }
        if let Some(name) = self.unfilterable().iter().find(|name| is_at_or_below(path, &name.name)) {
            return Resolved::Unfilterable(name);
        }
        if let Some(name) = self.renamed().iter().find(|renamed| self.is_renamed(path, renamed)) {
            return Resolved::Renamed(name);
        }
        if self.is_open() {
            return Resolved::Open;
        }
        if let Some(name) = self.unlisted().iter().find(|name| is_at_or_below(path, name)) {
            return Resolved::Unlisted(name);
        }
        if self.properties().iter().any(|property| is_at_or_below(&property.name, path)) {
            return Resolved::Parent;
        }
        Resolved::Unknown
    }

    /// The meaning of `path` by the nearest property above it, if there is one that decides.
    fn below(&self, path: &str) -> Option<Resolved<'_>> {
        let start = path.as_bytes().iter().take(self.0.index.longest() + 1);
        let slashes = start.enumerate().rev().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
        let property =
            slashes.filter_map(|slash| path.get(..slash)).find_map(|above| self.property(above))?;
        match property.ty {
            Type::Object if property.open => Some(Resolved::Below(property)),
            Type::Object => None,
            // For an event: whether something below an open object changed.
            _ if property.open => Some(Resolved::Below(property)),
            // The contents of an array's items, if they are objects.
            Type::Array if matches!(property.items, None | Some(Type::Object)) => {
                Some(Resolved::Below(property))
            }
            // For an event: whether an object with listed parts changed.
            _ if self.names_below(&property.name).nth(1).is_some() => None,
            _ => Some(Resolved::BelowScalar(property)),
        }
    }

    /// The first few properties below a path that is not a property, for messages.
    pub(crate) fn names_below(&self, path: &str) -> impl Iterator<Item = &str> {
        const MOST: usize = 8;
        let names = self.properties().iter().map(|property| &*property.name);
        names.filter(move |name| is_at_or_below(name, path)).take(MOST)
    }

    fn is_renamed(&self, path: &str, renamed: &Renamed) -> bool {
        path == renamed.name
            || is_at_or_below(path, &renamed.name)
                && self.property(&renamed.now).is_some_and(|property| property.open)
    }

    /// The property that `path` probably means: the same in another case; else with other
    /// separators between its words (`resource.id`, `resource_id`, `resourceId`); else with few
    /// typing mistakes, at most one in three characters and three in all. `None` for a path of more
    /// than 64 bytes. Unless only the case differs, a deeper property that ends in the path comes
    /// first: `hardware/powerState` for `powerState`.
    ///
    /// For a path below an open object, pass its first segment.
    pub fn nearest(&self, path: &str) -> Option<&str> {
        let names = || self.properties().iter().map(|property| &*property.name);
        let in_another_case = names().find(|name| name.eq_ignore_ascii_case(path));
        in_another_case
            .or_else(|| deeper(path, names()))
            .or_else(|| nearest(path, names().map(|name| (name, name))).filter(|name| ends_alike(path, name)))
    }

    /// The template with this id, in either case.
    pub fn template(&self, id: &str) -> Option<&KnownTemplate> {
        let id = property::uuid(id)?;
        let found = self.0.ids.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        let (_, place) = self.0.ids.get(found)?;
        self.templates().get(*place)
    }

    /// The templates with this name, in any case. There may be two.
    pub fn templates_named(&self, name: &str) -> Vec<&KnownTemplate> {
        self.templates().iter().filter(|template| template.name.eq_ignore_ascii_case(name)).collect()
    }
}

/// Whether the last names of two paths are alike, if their other names are the same: `resource/nam` means no
/// `resource/id`.
fn ends_alike(path: &str, other: &str) -> bool {
    match (path.rsplit_once('/'), other.rsplit_once('/')) {
        (Some((above, last)), Some((same, name))) if above == same => nearest(last, [(name, ())]).is_some(),
        _ => true,
    }
}

/// The name that ends in `path`, or begins with its first segment and ends in the others, in any
/// case. The one with the fewest segments, and the first of equals.
fn deeper<'n>(path: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let (first, rest) = path.split_once('/').unwrap_or_default();
    let ends = |name: &str, end: &str| {
        let (above, below) = name.len().checked_sub(end.len()).and_then(|at| name.split_at_checked(at))?;
        let is_whole = !end.is_empty() && above.ends_with('/');
        (is_whole && below.eq_ignore_ascii_case(end)).then(|| below == end)
    };
    let is_exact = |name: &'n str| {
        let below = name.strip_prefix(first).and_then(|name| name.strip_prefix('/'));
        ends(name, path).or_else(|| ends(below?, rest))
    };
    let found = names.filter_map(|name| Some((name, is_exact(name)?)));
    found.min_by_key(|(name, exact)| (!exact, name.split('/').count())).map(|(name, _)| name)
}

/// The paths above a path, the shortest first.
fn above(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').filter_map(|(slash, _)| path.get(..slash))
}

/// Whether `path` is `parent`, or below it.
fn is_at_or_below(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl PartialEq for Schema {
    fn eq(&self, other: &Schema) -> bool {
        std::ptr::eq(&*self.0, &*other.0) || self.0.data == other.0.data
    }
}

impl Eq for Schema {}

/// Names the schema; its data would fill pages.
impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema")
            .field("resource", &self.resource())
            .field("edition", &self.edition())
            .field("properties", &self.properties().len())
            .finish_non_exhaustive()
    }
}

/// As its data, with the sources in full.
impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.data.serialize(serializer)
    }
}
