//! A JSON or YAML document as a flat list of nodes. Neither reading nor dropping it recurses, and an alias is
//! a number instead of a copy.

use super::error::{ErrorKind, OpenapiError};
use crate::limits;
use crate::text::Quoted;

/// A node of a [`ApiTree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(u32);

/// The value of a node.
#[derive(Debug)]
pub(super) enum ApiData {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    String(String),
    List(Vec<Id>),
    Map(Map),
}

/// The entries of a map, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Map {
    entries: Vec<(String, Id)>,
    /// The places of the entries, by their keys.
    sorted: Vec<usize>,
}

#[derive(Debug)]
struct ApiNode {
    data: ApiData,
    /// The first node that contains it; the root contains itself.
    parent: Id,
    /// From 1; 0 if it is unknown.
    line: u32,
}

/// A document.
#[derive(Debug, Default)]
pub(super) struct ApiTree {
    nodes: Vec<ApiNode>,
}

impl Id {
    /// The first node of a document.
    pub(super) const ROOT: Id = Id(0);

    fn place(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl Map {
    /// A map of these entries, or the key that it contains twice.
    pub(super) fn new(entries: Vec<(String, Id)>) -> Result<Map, String> {
        let key = |place: &usize| entries.get(*place).map(|(key, _)| key);
        let mut sorted: Vec<usize> = (0..entries.len()).collect();
        sorted.sort_by_key(key);
        let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
        let twice = pairs.find(|(one, other)| key(one) == key(other));
        match twice.and_then(|(one, _)| key(one)) {
            Some(key) => Err(key.clone()),
            None => Ok(Map { entries, sorted }),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<Id> {
        let entry = |place: &usize| self.entries.get(*place);
        let found = self.sorted.binary_search_by_key(&Some(key), |place| entry(place).map(|(key, _)| &**key));
        self.sorted.get(found.ok()?).and_then(entry).map(|(_, id)| *id)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, Id)> {
        self.entries.iter().map(|(key, id)| (key.as_str(), *id))
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}

impl ApiTree {
    /// Adds a node to `parent`; the first one is the root.
    pub(super) fn add(&mut self, data: ApiData, parent: Id, line: u32) -> Result<Id, OpenapiError> {
        let id = u32::try_from(self.nodes.len()).ok().filter(|_| self.nodes.len() < limits::OPENAPI_NODES);
        let Some(id) = id else {
            let most = limits::OPENAPI_NODES;
            let message = format!("the file has more than {most} values, which is the limit");
            let help = "remove the parts that describe other paths";
            return Err(OpenapiError::new(ErrorKind::TooMuch, message, help));
        };
        self.nodes.push(ApiNode { data, parent, line });
        Ok(Id(id))
    }

    /// Sets the value of a node, once it is known.
    pub(super) fn fill(&mut self, id: Id, data: ApiData) {
        if let Some(node) = self.nodes.get_mut(id.place()) {
            node.data = data;
        }
    }

    pub(super) fn data(&self, id: Id) -> &ApiData {
        self.nodes.get(id.place()).map_or(&ApiData::Null, |node| &node.data)
    }

    pub(super) fn map(&self, id: Id) -> Option<&Map> {
        match self.data(id) {
            ApiData::Map(map) => Some(map),
            _ => None,
        }
    }

    pub(super) fn list(&self, id: Id) -> Option<&[Id]> {
        match self.data(id) {
            ApiData::List(items) => Some(items),
            _ => None,
        }
    }

    pub(super) fn string(&self, id: Id) -> Option<&str> {
        match self.data(id) {
            ApiData::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a map's key.
    pub(super) fn get(&self, id: Id, key: &str) -> Option<Id> {
        self.map(id)?.get(key)
    }

    /// The string at a map's key.
    pub(super) fn get_string(&self, id: Id, key: &str) -> Option<&str> {
        self.string(self.get(id, key)?)
    }

    /// The version at a map's key, which YAML may read as a number.
    pub(super) fn get_version(&self, id: Id, key: &str) -> Option<&str> {
        match self.data(self.get(id, key)?) {
            ApiData::String(text) | ApiData::Number(text) => Some(text),
            _ => None,
        }
    }

    fn line(&self, id: Id) -> Option<u32> {
        self.nodes.get(id.place()).map(|node| node.line).filter(|line| *line > 0)
    }

    /// The JSON pointer of a node.
    pub(super) fn pointer(&self, id: Id) -> String {
        let mut segments = Vec::new();
        let mut id = id;
        // A parent comes before its children.
        while let Some(parent) =
            self.nodes.get(id.place()).map(|node| node.parent).filter(|parent| *parent < id)
        {
            segments.push(match self.data(parent) {
                ApiData::Map(map) => {
                    let key = map.entries().find(|(_, held)| *held == id).map_or("", |(key, _)| key);
                    key.replace('~', "~0").replace('/', "~1")
                }
                ApiData::List(items) => items.iter().position(|held| *held == id).unwrap_or(0).to_string(),
                _ => String::new(),
            });
            id = parent;
        }
        segments.iter().rev().map(|segment| format!("/{segment}")).collect()
    }

    /// The map of a node that has to be one.
    pub(super) fn object(&self, id: Id, what: &str) -> Result<&Map, OpenapiError> {
        self.map(id).ok_or_else(|| self.wrong(id, what, "an object"))
    }

    /// An error at a node.
    pub(super) fn error(&self, id: Id, kind: ErrorKind, message: &str, help: &str) -> OpenapiError {
        OpenapiError::new(kind, message, help).at(&self.pointer(id), self.line(id))
    }

    /// The error for a node that is not `wanted`, which includes its article.
    pub(super) fn wrong(&self, id: Id, what: &str, wanted: &str) -> OpenapiError {
        let message = format!("{what} is {}: expected {wanted}", self.noun(id));
        self.error(id, ErrorKind::Structure, &message, "check the file with a validator of OpenAPI")
    }

    /// The kind of a node, with its article.
    pub(super) fn noun(&self, id: Id) -> &'static str {
        match self.data(id) {
            ApiData::Null => "`null`",
            ApiData::Bool(_) => "a boolean",
            ApiData::Number(_) => "a number",
            ApiData::String(_) => "a string",
            ApiData::List(_) => "a list",
            ApiData::Map(_) => "an object",
        }
    }
}

/// The error for a key that an object contains twice.
pub(super) fn twice(key: &str) -> OpenapiError {
    OpenapiError::new(
        ErrorKind::Syntax,
        format!("the key {} appears twice in one object", Quoted(key)),
        "remove one of the two",
    )
}

/// The error for a file that nests too deeply.
pub(super) fn too_deep() -> OpenapiError {
    let most = limits::NESTING;
    OpenapiError::new(
        ErrorKind::TooMuch,
        format!("the file nests deeper than {most} levels, which is the limit"),
        "check that it is the file you meant",
    )
}
