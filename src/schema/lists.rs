//! The built-in lists of the API, and how to find them: by name, or by the path of a request.

use std::fmt;
use std::sync::OnceLock;

use super::data::SchemaData;
use super::{Schema, SchemaInner, Shared};
use crate::text::{Quoted, nearest};

/// A built-in list of the API, with all its versions.
///
/// ```
/// use comfilter::schema::{List, lists};
///
/// let servers = lists().iter().find(|list| list.name() == "servers").unwrap();
/// assert_eq!(servers.paths(), ["/compute-ops-mgmt/v1/servers", "/compute-ops-mgmt/v1beta2/servers"]);
/// assert_eq!(servers.versions().count(), 2);
/// ```
#[derive(Debug)]
pub struct List {
    name: &'static str,
    resource: &'static str,
    edition: &'static str,
    /// Newest first; a repeated path is that of DELETE.
    paths: &'static [&'static str],
    /// Its file, as JSON.
    data: &'static str,
    /// The index of its first version in [`LOADED`], whose schemas are read on demand.
    first: usize,
}

include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// The built-in lists of the API, in the order of their names.
pub fn lists() -> &'static [List] {
    LISTS
}

impl List {
    /// The name for `--resource`: the fixed segments of its path, `groups/compliance`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name of its entries in messages: `servers`.
    pub fn resource(&self) -> &'static str {
        self.resource
    }

    /// The document and edition of its facts.
    pub fn edition(&self) -> &'static str {
        self.edition
    }

    /// The path of each version, the newest first.
    pub fn paths(&self) -> &'static [&'static str] {
        self.paths
    }

    /// The schema of each version, the newest first.
    pub fn versions(&self) -> impl Iterator<Item = &'static Schema> {
        (0..self.paths.len()).filter_map(|at| self.version(at))
    }

    /// The schema of the newest version.
    pub fn schema(&self) -> &'static Schema {
        static OPEN: OnceLock<Schema> = OnceLock::new();
        self.version(0).unwrap_or_else(|| OPEN.get_or_init(Schema::open))
    }

    fn version(&self, at: usize) -> Option<&'static Schema> {
        // A webhook has no path, but still one version.
        let loaded = LOADED.get(self.first + at).filter(|_| at < self.paths.len().max(1))?;
        // The tests check that each file can be read, with all its versions.
        let data = || serde_json::from_str::<SchemaData>(self.data).ok().and_then(|data| data.version(at));
        Some(loaded.get_or_init(|| {
            let inner = SchemaInner::new(data().unwrap_or_else(SchemaData::open));
            Schema(Shared::BuiltIn(Box::leak(Box::new(inner))))
        }))
    }

    /// The schema of the version at a path of a request.
    fn at(&self, path: &str) -> Option<&'static Schema> {
        self.version(self.paths.iter().position(|template| is_at(template, path))?)
    }
}

/// Whether a path matches `template`.
pub(crate) fn is_at(template: &str, path: &str) -> bool {
    extent(template, path) == Some(path.len())
}

/// The length of the part of a path that matches `template`, if the path begins with it. `{id}` matches any segment
/// that is not empty.
pub(crate) fn extent(template: &str, path: &str) -> Option<usize> {
    // Most paths are rejected by the segments before the first that may be any.
    if !path.starts_with(template.split('{').next().unwrap_or_default()) {
        return None;
    }
    let is_any = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
    let mut given = path.split('/');
    let lengths = template.split('/').map(|wanted| {
        let given = given.next()?;
        let is_at = wanted == given || is_any(wanted) && !given.is_empty();
        is_at.then_some(given.len() + 1)
    });
    lengths.sum::<Option<usize>>()?.checked_sub(1)
}

/// The fixed segments of a path after its version: `groups/compliance`.
fn name_of(path: &str) -> String {
    let segments = path.split('/').skip(3).filter(|segment| !segment.starts_with('{'));
    segments.collect::<Vec<_>>().join("/")
}

/// An unknown or ambiguous name of a list.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownList {
    /// The name.
    pub name: String,
    /// The lists that it may mean, as names for `--resource`; empty if no name is similar.
    pub choices: Vec<String>,
}

impl fmt::Display for UnknownList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Quoted(&self.name);
        match self.choices.as_slice() {
            [] => write!(f, "the API has no list {name} that takes a filter"),
            [only] => write!(f, "the API has no list {name} that takes a filter: did you mean `{only}`?"),
            choices => {
                write!(f, "{name} may be {}: write one of them", crate::text::joined_code(choices, "or"))
            }
        }
    }
}

impl std::error::Error for UnknownList {}

debug_as_message!(UnknownList);

impl Schema {
    /// The schema of a list of the API. A name (`servers`, `groups/compliance`) means the newest
    /// version; version and name (`v1beta2/groups`) or a path (`/compute-ops-mgmt/v1/servers`) mean
    /// that version. `webhook` is [`Schema::webhook`].
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// assert_eq!(Schema::of_list("servers")?.path(), Some("/compute-ops-mgmt/v1/servers"));
    /// assert_eq!(Schema::of_list("v1beta2/groups")?.path(), Some("/compute-ops/v1beta2/groups"));
    /// let error = Schema::of_list("server").unwrap_err();
    /// assert_eq!(error.to_string(), "the API has no list `server` that takes a filter: did you mean `servers`?");
    /// # Ok::<(), comfilter::schema::UnknownList>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The name is unknown or ambiguous.
    pub fn of_list(name: &str) -> Result<&'static Schema, UnknownList> {
        let given = name.trim_end_matches('/');
        if given.starts_with('/') {
            return Schema::at_path(given).ok_or_else(|| unknown(name));
        }
        if let Some(list) = LISTS.iter().chain([WEBHOOK]).find(|list| list.name == given) {
            return Ok(list.schema());
        }
        let mut found: Vec<&str> = Vec::new();
        for path in LISTS.iter().flat_map(|list| list.paths) {
            let versioned = path.splitn(3, '/').nth(2).unwrap_or_default();
            let (version, rest) = versioned.split_once('/').unwrap_or_default();
            let is_meant = versioned == given
                || given
                    .split_once('/')
                    .is_some_and(|(of, name)| of == version && (name == name_of(path) || is_at(rest, name)));
            if is_meant && !found.contains(path) {
                found.push(path);
            }
        }
        match found.as_slice() {
            [only] => Schema::at_path(only).ok_or_else(|| unknown(name)),
            [] => Err(unknown(name)),
            _ => Err(UnknownList {
                name: name.to_owned(),
                choices: found.into_iter().map(str::to_owned).collect(),
            }),
        }
    }

    /// The schema of the list at the path of a request,
    /// `/compute-ops-mgmt/v1/groups/1a2b/compliance`; `None` if the API has no list with a filter
    /// there.
    pub fn at_path(path: &str) -> Option<&'static Schema> {
        let path = path.trim_end_matches('/');
        LISTS.iter().find_map(|list| list.at(path))
    }
}

fn unknown(name: &str) -> UnknownList {
    let last = |list: &&List| list.name.rsplit('/').next() == Some(name);
    let mut choices: Vec<String> = LISTS.iter().filter(last).map(|list| list.name.to_owned()).collect();
    if choices.is_empty() {
        let names = LISTS.iter().chain([WEBHOOK]).map(|list| (list.name, list.name));
        let paths = LISTS.iter().flat_map(|list| list.paths).map(|path| (*path, *path));
        choices.extend(nearest(name, names.chain(paths)).map(str::to_owned));
    }
    UnknownList { name: name.to_owned(), choices }
}
