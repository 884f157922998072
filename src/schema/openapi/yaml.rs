//! Reads YAML into a tree.
//!
//! An alias becomes the number of its node, so a document does not grow while it is read.

use std::collections::{HashMap, HashSet};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::error::{ErrorKind, OpenapiError};
use super::tree::{ApiData, ApiTree, Id, Map, too_deep, twice};
use crate::limits;
use crate::text::is_unsafe;

/// The size of an entry besides its key, in bytes.
const ENTRY: usize = 32;

/// The key that merges the entries of other maps.
const MERGE: &str = "<<";

/// Reads YAML.
pub(super) fn read(text: &str) -> Result<ApiTree, OpenapiError> {
    let options = granit_parser::options! {
        flow_nesting_limit: limits::NESTING,
        block_nesting_limit: limits::NESTING,
    };
    let mut reader = YamlTreeReader::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| not_yaml(&error))?;
        let (line, column) = (span.start.line(), span.start.col() + 1);
        reader
            .take(event, &span)
            .map_err(|error| if error.place().is_some() { error } else { error.in_line(line, column) })?;
    }
    Ok(reader.tree)
}

fn not_yaml(error: &ScanError) -> OpenapiError {
    let (line, column) = (error.marker().line(), error.marker().col() + 1);
    if matches!(error.kind(), granit_parser::ErrorKind::RecursionLimitExceeded) {
        return too_deep().in_line(line, column);
    }
    let reason: String = error.info().chars().filter(|character| !is_unsafe(*character)).collect();
    let message = format!("this is not valid YAML: {reason}");
    let help = "quote a value that has `: `, ` #` or a mark at its beginning; indent with spaces, not tabs";
    OpenapiError::new(ErrorKind::Syntax, message, help).in_line(line, column)
}

#[derive(Default)]
struct YamlTreeReader {
    tree: ApiTree,
    open: Vec<OpenContainer>,
    anchors: HashMap<usize, Anchor>,
    documents: usize,
    /// How many bytes `<<` and aliases as keys have repeated.
    copied: usize,
}

/// The node of an anchor.
#[derive(Clone, Copy)]
struct Anchor {
    id: Id,
    /// Whether it was read to its end.
    is_complete: bool,
}

/// A list or a map that is still open.
struct OpenContainer {
    id: Id,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Id>),
    Map { entries: Vec<(String, Id)>, merges: Vec<Id>, key: Option<String> },
}

impl YamlTreeReader {
    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), OpenapiError> {
        let line = u32::try_from(span.start.line()).unwrap_or(0);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let message = "a second document begins here, and an OpenAPI file is one document";
                    let help = "remove `---` and everything after it";
                    return Err(OpenapiError::new(ErrorKind::Syntax, message, help));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain && tag.is_none();
                if self.awaits_key() {
                    // Anchors of keys are rare, but aliases may use them.
                    if anchor > 0 {
                        let id = self.tree.add(ApiData::String(text.to_string()), self.parent(), line)?;
                        self.name(anchor, id, true);
                    }
                    self.key(text.into_owned());
                    return Ok(());
                }
                let data = if is_plain { plain(&text) } else { ApiData::String(text.into_owned()) };
                let id = self.tree.add(data, self.parent(), line)?;
                self.name(anchor, id, true);
                self.hold(id);
            }
            Event::SequenceStart(_, anchor, _) => self.begin(anchor, Inside::List(Vec::new()), line)?,
            Event::MappingStart(_, anchor, _) => {
                self.begin(anchor, Inside::Map { entries: Vec::new(), merges: Vec::new(), key: None }, line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end()?,
            Event::Alias(anchor) => self.alias(anchor)?,
            _ => {}
        }
        Ok(())
    }

    fn parent(&self) -> Id {
        self.open.last().map_or(Id::ROOT, |open| open.id)
    }

    /// Whether the key of an entry comes next.
    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(OpenContainer { inside: Inside::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, text: String) {
        if let Some(OpenContainer { inside: Inside::Map { key, .. }, .. }) = self.open.last_mut() {
            *key = Some(text);
        }
    }

    /// Notes the node of an anchor; 0 means no anchor.
    fn name(&mut self, anchor: usize, id: Id, is_complete: bool) {
        if anchor > 0 {
            self.anchors.insert(anchor, Anchor { id, is_complete });
        }
    }

    fn begin(&mut self, anchor: usize, inside: Inside, line: u32) -> Result<(), OpenapiError> {
        if self.awaits_key() {
            let message = "this key is a list or an object, and keys are strings";
            return Err(OpenapiError::new(ErrorKind::Syntax, message, "write the key as a string"));
        }
        if self.open.len() >= limits::NESTING {
            return Err(too_deep());
        }
        let id = self.tree.add(ApiData::Null, self.parent(), line)?;
        self.name(anchor, id, false);
        self.open.push(OpenContainer { id, anchor, inside });
        Ok(())
    }

    fn end(&mut self) -> Result<(), OpenapiError> {
        let Some(OpenContainer { id, anchor, inside }) = self.open.pop() else { return Ok(()) };
        let data = match inside {
            Inside::List(items) => ApiData::List(items),
            Inside::Map { entries, merges, .. } => ApiData::Map(self.map(entries, &merges)?),
        };
        self.tree.fill(id, data);
        self.name(anchor, id, true);
        self.hold(id);
        Ok(())
    }

    /// The map of these entries and the merged ones.
    fn map(&mut self, entries: Vec<(String, Id)>, merges: &[Id]) -> Result<Map, OpenapiError> {
        let map = Map::new(entries).map_err(|key| twice(&key))?;
        if merges.is_empty() {
            return Ok(map);
        }
        let mut all: Vec<(String, Id)> = map.entries().map(|(key, id)| (key.to_owned(), id)).collect();
        let mut known: HashSet<String> = all.iter().map(|(key, _)| key.clone()).collect();
        for merge in merges {
            let sources = match self.tree.data(*merge) {
                ApiData::List(items) => items.clone(),
                _ => vec![*merge],
            };
            for (key, id) in sources.iter().filter_map(|source| self.tree.map(*source)).flat_map(Map::entries)
            {
                self.copied += ENTRY + key.len();
                self.check_copied()?;
                if known.insert(key.to_owned()) {
                    all.push((key.to_owned(), id));
                }
            }
        }
        Map::new(all).map_err(|key| twice(&key))
    }

    fn alias(&mut self, anchor: usize) -> Result<(), OpenapiError> {
        let Some(Anchor { id, is_complete }) = self.anchors.get(&anchor).copied() else {
            let message = "this alias names no anchor";
            let help = "write `&name` before the value that `*name` repeats";
            return Err(OpenapiError::new(ErrorKind::Syntax, message, help));
        };
        if !is_complete {
            let message = "this alias is inside the value that it repeats";
            return Err(OpenapiError::new(ErrorKind::Syntax, message, "refer to a schema with `$ref`"));
        }
        if self.awaits_key() {
            let Some(key) = self.tree.string(id).map(str::to_owned) else {
                let message = "this key is an alias, and keys are strings";
                return Err(OpenapiError::new(ErrorKind::Syntax, message, "write the key as a string"));
            };
            self.copied += ENTRY + key.len();
            self.check_copied()?;
            self.key(key);
            return Ok(());
        }
        self.hold(id);
        Ok(())
    }

    fn check_copied(&self) -> Result<(), OpenapiError> {
        let most = limits::OPENAPI_REPEATED;
        if self.copied <= most {
            return Ok(());
        }
        let message = format!("`<<` and aliases repeat more than {most} bytes, which is the limit");
        Err(OpenapiError::new(ErrorKind::TooMuch, message, "remove the parts that describe other paths"))
    }

    /// Adds a node to the open list or map.
    fn hold(&mut self, id: Id) {
        match self.open.last_mut().map(|open| &mut open.inside) {
            Some(Inside::List(items)) => items.push(id),
            Some(Inside::Map { entries, merges, key }) => match key.take() {
                Some(key) if key == MERGE => merges.push(id),
                Some(key) => entries.push((key, id)),
                None => {}
            },
            None => {}
        }
    }
}

/// The value of a plain scalar, by the core schema of YAML 1.2.
fn plain(text: &str) -> ApiData {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ApiData::Null,
        "true" | "True" | "TRUE" => ApiData::Bool(true),
        "false" | "False" | "FALSE" => ApiData::Bool(false),
        _ if is_number(text) => ApiData::Number(text.to_owned()),
        _ => ApiData::String(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        && text.parse::<f64>().is_ok()
}
