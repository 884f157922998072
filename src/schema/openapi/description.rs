//! An OpenAPI file, and its paths.

use super::error::{ErrorKind, OpenapiError};
use super::list::ApiList;
use super::operation::Operation;
use super::shape::{ApiVersion, Shapes};
use super::tree::{ApiTree, Id, Map};
use super::{json, words, yaml};
use crate::document::listed;
use crate::limits;
use crate::schema::is_at;
use crate::text::{Quoted, nearest};

/// The methods of a path, as OpenAPI writes them.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Most paths in a message.
const SHOWN: usize = 5;

/// An OpenAPI file: 3.0 or 3.1, as JSON or YAML.
///
/// ```
/// use comfilter::schema::openapi::Description;
///
/// let description = Description::read(r#"
/// openapi: 3.1.0
/// info: { title: Cats, version: v1 }
/// paths:
///   /v1/cats:
///     get:
///       description: "Cats can be filtered by: `name`"
///       responses:
///         '200':
///           description: the cats
///           content:
///             application/json:
///               schema: { type: array, items: { properties: { name: { type: string } } } }
/// "#)?;
/// let list = description.list("/v1/cats", "get")?;
/// assert!(list.to_toml()?.contains("[[property]]\nname = \"name\"\ntype = \"string\"\n"));
/// # Ok::<(), comfilter::schema::openapi::OpenapiError>(())
/// ```
#[derive(Debug)]
pub struct Description {
    tree: ApiTree,
    version: ApiVersion,
    paths: Id,
    /// The path in the URL of the first server.
    base: String,
}

impl Description {
    /// Reads a file of at most [`limits::OPENAPI`](crate::limits::OPENAPI) bytes. One that begins with
    /// `{` or `[` is JSON, any other YAML.
    ///
    /// # Errors
    ///
    /// If the text is not an OpenAPI file.
    pub fn read(text: &str) -> Result<Description, OpenapiError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.len() > limits::OPENAPI {
            let (has, most) = (text.len(), limits::OPENAPI);
            let message = format!("the file has {has} bytes, and at most {most} are read");
            let help = "remove the parts that describe other paths";
            return Err(OpenapiError::new(ErrorKind::TooMuch, message, help));
        }
        if text.trim().is_empty() {
            return Err(OpenapiError::new(ErrorKind::Empty, "the file is empty", BEGIN));
        }
        let tree =
            if text.trim_start().starts_with(['{', '[']) { json::read(text) } else { yaml::read(text) }?;
        if tree.map(Id::ROOT).is_none() {
            let message = format!("the file is {}, and an OpenAPI file is an object", tree.noun(Id::ROOT));
            return Err(OpenapiError::new(ErrorKind::SomethingElse, message, BEGIN));
        }
        let version = version(&tree)?;
        let paths = tree.get(Id::ROOT, "paths").ok_or_else(|| {
            let message = "the file describes no paths: it has no `paths`";
            let help = "check that it is the file of the API, and not a part of it";
            OpenapiError::new(ErrorKind::Structure, message, help)
        })?;
        tree.object(paths, "`paths`")?;
        let base = base(&tree);
        Ok(Description { tree, version, paths, base })
    }

    /// The paths that the file describes, in its order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let paths = self.tree.map(self.paths).into_iter().flat_map(Map::entries);
        paths.map(|(path, _)| path).filter(|path| path.starts_with('/'))
    }

    /// The list that a method of a path responds with. The path may include the path of the server, and
    /// `{id}` may have another name.
    ///
    /// # Errors
    ///
    /// If there is no such path or method, if its response is not a list, or if a reference on the way leads
    /// nowhere.
    pub fn list(&self, path: &str, method: &str) -> Result<ApiList, OpenapiError> {
        let tree = &self.tree;
        let path = self.find(path)?;
        let item = tree.follow(tree.get(self.paths, path).unwrap_or(Id::ROOT))?;
        tree.object(item, "a path")?;
        let Some(operation) = tree.get(item, &method.to_ascii_lowercase()) else {
            return Err(self.unknown_method(path, method, item));
        };
        tree.object(operation, "a method of a path")?;
        let shapes = Shapes::new(tree, self.version);
        let full = format!("{}{path}", self.base);
        Operation { shapes: &shapes, item, operation }.list(full, self.edition())
    }

    /// The title and the version of the file.
    fn edition(&self) -> String {
        let info = self.tree.get(Id::ROOT, "info").unwrap_or(Id::ROOT);
        let title = self.tree.get_string(info, "title").unwrap_or_default();
        let version = self.tree.get_version(info, "version").unwrap_or_default();
        let edition: String = words::plain(&format!("{title} {version}")).chars().take(200).collect();
        let edition = edition.trim();
        if edition.is_empty() { "an API without a title".to_owned() } else { edition.to_owned() }
    }

    /// The path of the file that `wanted` means.
    fn find(&self, wanted: &str) -> Result<&str, OpenapiError> {
        let cut =
            |path: &str| path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned();
        let wanted_path = cut(wanted);
        let below_base = wanted_path.strip_prefix(&*self.base).filter(|_| !self.base.is_empty());
        let forms: Vec<&str> = std::iter::once(&*wanted_path).chain(below_base).collect();
        let exact = forms.iter().find_map(|form| self.paths().find(|path| cut(path) == *form));
        let alike = || forms.iter().find_map(|form| self.paths().find(|path| is_at(&cut(path), form)));
        exact.or_else(alike).ok_or_else(|| self.unknown_path(wanted))
    }

    fn unknown_path(&self, wanted: &str) -> OpenapiError {
        let message = format!("the file describes no path {}", Quoted(wanted));
        let help = match self.nearest(wanted).as_slice() {
            [] if self.paths().next().is_none() => "it describes none at all".to_owned(),
            [] => format!("it describes {}", words::several(self.paths(), SHOWN)),
            near => format!("did you mean {}?", listed(near.iter().copied(), "or")),
        };
        OpenapiError::new(ErrorKind::UnknownPath, message, help)
    }

    /// The paths that were probably meant: the one with the most similar spelling, and those with the most
    /// segments in common. The last segment counts most.
    fn nearest(&self, wanted: &str) -> Vec<&str> {
        let spelled = nearest(wanted, self.paths().map(|path| (path, path)));
        let segments: Vec<String> = wanted
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(str::to_ascii_lowercase)
            .take(16)
            .collect();
        let Some(last) = segments.last() else { return spelled.into_iter().collect() };
        let score = |path: &str| {
            let lower = path.to_ascii_lowercase();
            let others: Vec<&str> = lower.split('/').filter(|segment| !segment.is_empty()).take(64).collect();
            let common = segments.iter().filter(|segment| others.contains(&&***segment)).count();
            let of_last =
                if others.last() == Some(&&**last) { 4 } else { usize::from(others.contains(&&**last)) * 2 };
            // A prefix of all paths distinguishes none.
            if of_last > 0 { of_last + common } else { common.saturating_sub(1) }
        };
        let mut scored: Vec<(usize, &str)> = self
            .paths()
            .map(|path| (score(path), path))
            .filter(|(score, path)| *score > 0 && Some(*path) != spelled)
            .collect();
        // Equal scores keep their order.
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        spelled.into_iter().chain(scored.into_iter().map(|(_, path)| path)).take(SHOWN).collect()
    }

    fn unknown_method(&self, path: &str, method: &str, item: Id) -> OpenapiError {
        let message = format!("the path {} has no method {}", Quoted(path), Quoted(method));
        let mut methods = METHODS.into_iter().filter(|known| self.tree.get(item, known).is_some()).peekable();
        let help = match methods.peek() {
            None => "it describes no method at all".to_owned(),
            Some(_) => format!("it has {}", listed(methods, "and")),
        };
        OpenapiError::new(ErrorKind::UnknownMethod, message, help)
    }
}

/// The beginning of an OpenAPI file.
const BEGIN: &str = "an OpenAPI file begins with `openapi: 3.1.0` or `{ \"openapi\": \"3.1.0\"`";

fn version(tree: &ApiTree) -> Result<ApiVersion, OpenapiError> {
    if let Some(version) = tree.get_version(Id::ROOT, "swagger") {
        let message =
            format!("this file has Swagger {}: only OpenAPI 3.0 and 3.1 are supported", plain(version));
        let help = "convert it to OpenAPI 3 first, as the editor of Swagger does";
        return Err(OpenapiError::new(ErrorKind::Version, message, help));
    }
    let Some(version) = tree.get_version(Id::ROOT, "openapi") else {
        let message = "this is not an OpenAPI file: it has no `openapi`";
        return Err(OpenapiError::new(ErrorKind::SomethingElse, message, BEGIN));
    };
    let is = |wanted: &str| {
        version.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if is("3.0") {
        Ok(ApiVersion::V3_0)
    } else if is("3.1") {
        Ok(ApiVersion::V3_1)
    } else {
        let message = format!("this file has OpenAPI {}: only 3.0 and 3.1 are supported", plain(version));
        let help = "convert it to OpenAPI 3.1, or get a file of that version";
        Err(OpenapiError::new(ErrorKind::Version, message, help))
    }
}

/// A version in a message.
fn plain(version: &str) -> String {
    words::plain(version).chars().take(20).collect()
}

/// The path in the URL of the first server, without a slash at its end: `/compute-ops-mgmt`.
fn base(tree: &ApiTree) -> String {
    let servers = tree.get(Id::ROOT, "servers").and_then(|id| tree.list(id)).unwrap_or_default();
    let url = servers.first().and_then(|server| tree.get_string(*server, "url")).unwrap_or_default();
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or_default(),
        None => url,
    };
    let path = path.trim_end_matches('/');
    // Only the caller knows the value of a variable.
    if path.starts_with('/') && !path.contains(['{', '?', '#']) { path.to_owned() } else { String::new() }
}
