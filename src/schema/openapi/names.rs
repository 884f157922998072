//! The properties of a list: those that its prose names, or otherwise those of its items.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use super::error::OpenapiError;
use super::list::{ApiEntry, ApiProperty};
use super::shape::{ApiShape, Extra, JsonType, ShapeParts, Shapes, literal};
use super::tree::ApiData;
use super::words;
use crate::limits;
use crate::schema::{Type, above, unwritable};
use crate::text::{Quoted, is_unsafe};

/// The properties of the items of a list.
pub(super) struct ItemProperties<'s, 't> {
    shapes: &'s Shapes<'t>,
    item: Rc<ApiShape<'t>>,
    /// The shapes at paths that several names begin with.
    known: BTreeMap<String, Rc<ApiShape<'t>>>,
    entries: Vec<ApiEntry>,
    /// The names of all entries.
    names: HashSet<String>,
}

/// The shape that the response has at a path.
struct ResponseProperty<'t> {
    shape: Rc<ApiShape<'t>>,
    through: Option<String>,
    notes: Vec<String>,
    is_partial: bool,
}

impl<'t> ResponseProperty<'t> {
    fn new(shape: Rc<ApiShape<'t>>, is_partial: bool) -> ResponseProperty<'t> {
        ResponseProperty { shape, through: None, notes: Vec::new(), is_partial }
    }
}

/// An object whose properties are being listed.
struct OpenObject<'t> {
    path: String,
    shape: Rc<ApiShape<'t>>,
    next: usize,
}

impl<'s, 't> ItemProperties<'s, 't> {
    pub(super) fn new(shapes: &'s Shapes<'t>, item: ApiShape<'t>) -> ItemProperties<'s, 't> {
        ItemProperties {
            shapes,
            item: Rc::new(item),
            known: BTreeMap::new(),
            entries: Vec::new(),
            names: HashSet::new(),
        }
    }

    pub(super) fn into_entries(mut self) -> Vec<ApiEntry> {
        settle(&mut self.entries);
        self.entries
    }

    /// Whether the items have all of these names.
    pub(super) fn have(&mut self, names: &[String]) -> Result<bool, OpenapiError> {
        for name in names {
            if self.find(&self.path_of(name))?.is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Lists the names from the prose, and returns those of the response that it does not list.
    pub(super) fn list_named(&mut self, names: &[String]) -> Result<Vec<String>, OpenapiError> {
        let paths: Vec<String> = names.iter().map(|name| self.path_of(name)).collect();
        let sorted: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
        for path in &paths {
            if !self.is_new(path) {
                continue;
            }
            match self.find(path)? {
                Ok(found) => {
                    let shape = Rc::clone(&found.shape);
                    self.entries.push(Ok(self.property(path, found)?));
                    // If the prose names properties below this one, it is complete.
                    if shape.kinds.has(JsonType::Object) && !has_below(&sorted, path) {
                        self.list_below(path, shape)?;
                    }
                }
                Err(reason) => self.entries.push(Ok(without_type(path, &reason))),
            }
        }
        self.unlisted(&sorted)
    }

    /// Lists the properties of the items.
    pub(super) fn list_all(&mut self) -> Result<(), OpenapiError> {
        let item = Rc::clone(&self.item);
        self.list_below("", item)
    }

    /// The names of the response that are not listed.
    fn unlisted(&mut self, listed: &BTreeSet<&str>) -> Result<Vec<String>, OpenapiError> {
        let mut unlisted = Vec::new();
        let mut left = vec![(String::new(), Rc::clone(&self.item))];
        while let Some((above, shape)) = left.pop() {
            for member in &shape.members {
                self.shapes.spend(0)?;
                let path = below(&above, member.name);
                if has_below(listed, &path) {
                    if let Ok(found) = self.find(&path)? {
                        left.push((path, self.inside(found.shape)?));
                    }
                } else if !listed.contains(&*path)
                    && unwritable(&path).is_none()
                    && unlisted.len() < limits::OPENAPI_PROPERTIES
                {
                    unlisted.push(path);
                }
            }
        }
        Ok(unlisted)
    }

    /// The path that a name in prose means: filters write `a.b` and `a/*` differently.
    fn path_of(&self, name: &str) -> String {
        let name = name.strip_prefix('$').unwrap_or(name).replace("[]", "").replace("[*]", "");
        let name = name.trim_end_matches('*').trim_end_matches(['/', '.']).trim_start_matches('/');
        let is_dotted = name.contains('.') && self.item.member(name).is_none();
        if is_dotted { name.replace('.', "/") } else { name.to_owned() }
    }

    /// Whether a name is new, and filters can contain it. A new one that they cannot contain is noted.
    fn is_new(&mut self, path: &str) -> bool {
        if !self.names.insert(path.to_owned()) {
            return false;
        }
        let reason = unwritable(path);
        let is_writable = reason.is_none();
        self.entries.extend(reason.map(Err));
        is_writable
    }

    /// The shape that the response has at a path, or the reason why its type is unknown.
    fn find(&mut self, path: &str) -> Result<Result<ResponseProperty<'t>, String>, OpenapiError> {
        let mut found = ResponseProperty::new(Rc::clone(&self.item), false);
        let mut above = String::new();
        for segment in path.split('/') {
            if found.shape.kinds.has(JsonType::Array) {
                match &found.through {
                    None => found.through = Some(above.clone()),
                    Some(first) => found.notes.push(format!(
                        "it goes through two arrays: {} and {}",
                        Quoted(first),
                        Quoted(&above)
                    )),
                }
                found.shape = self.inside(found.shape)?;
            }
            let here = below(&above, segment);
            let parts = match (found.shape.member(segment), &found.shape.extra) {
                (Some(member), _) => {
                    found.is_partial |= member.is_partial;
                    member.parts.clone()
                }
                (None, Extra::Of(parts)) => parts.clone(),
                (None, _)
                    if !above.is_empty()
                        && found.shape.kinds.has(JsonType::Object)
                        && found.shape.is_open() =>
                {
                    return Ok(Err(format!("{} may contain anything", Quoted(&above))));
                }
                (None, _) => {
                    let alike =
                        found.shape.members.iter().find(|member| member.name.eq_ignore_ascii_case(segment));
                    let but = alike.map(|member| format!(", but {}", Quoted(&below(&above, member.name))));
                    return Ok(Err(format!(
                        "the response has no {}{}",
                        Quoted(path),
                        but.unwrap_or_default()
                    )));
                }
            };
            found.shape = self.at(&here, &parts)?;
            above = here;
        }
        Ok(Ok(found))
    }

    /// The shape at a path.
    fn at(&mut self, path: &str, parts: &ShapeParts) -> Result<Rc<ApiShape<'t>>, OpenapiError> {
        if let Some(known) = self.known.get(path) {
            return Ok(Rc::clone(known));
        }
        let shape = Rc::new(self.shapes.shape(parts)?);
        self.known.insert(path.to_owned(), Rc::clone(&shape));
        Ok(shape)
    }

    /// The shape of an array's items; any other shape stays.
    fn inside(&self, shape: Rc<ApiShape<'t>>) -> Result<Rc<ApiShape<'t>>, OpenapiError> {
        if shape.kinds.has(JsonType::Array) {
            Ok(Rc::new(self.shapes.shape(&shape.items)?))
        } else {
            Ok(shape)
        }
    }

    /// Lists all properties below an object, depth first.
    fn list_below(&mut self, path: &str, shape: Rc<ApiShape<'t>>) -> Result<(), OpenapiError> {
        let mut frames = vec![OpenObject { path: path.to_owned(), shape, next: 0 }];
        while let Some(frame) = frames.last_mut() {
            let shape = Rc::clone(&frame.shape);
            let Some(member) = shape.members.get(frame.next) else {
                frames.pop();
                continue;
            };
            frame.next += 1;
            let path = below(&frame.path, member.name);
            self.shapes.spend(0)?;
            if !self.is_new(&path) {
                continue;
            }
            let shape = self.at(&path, &member.parts)?;
            let found = ResponseProperty::new(Rc::clone(&shape), member.is_partial);
            let mut property = self.property(&path, found)?;
            let is_object = property.ty == Type::Object && !shape.members.is_empty();
            let is_inside =
                |frame: &OpenObject<'t>| frame.shape.objects.iter().any(|id| shape.objects.contains(id));
            let reason = if !is_object {
                None
            } else if frames.iter().any(is_inside) {
                Some("it contains objects like itself")
            } else if frames.len() >= limits::OPENAPI_NESTING
                || self.entries.len() >= limits::OPENAPI_PROPERTIES
            {
                Some("it has too many parts to list")
            } else {
                frames.push(OpenObject { path, shape, next: 0 });
                None
            };
            if let Some(reason) = reason {
                property.is_open = true;
                property.notes.push(format!("open: {reason}"));
            }
            self.entries.push(Ok(property));
        }
        Ok(())
    }

    /// The property with a shape.
    fn property(&self, path: &str, found: ResponseProperty<'t>) -> Result<ApiProperty, OpenapiError> {
        let shape = &*found.shape;
        let mut notes = found.notes;
        notes.extend(shape.notes.iter().cloned());
        if found.is_partial {
            notes.push("only some of the alternatives have it".to_owned());
        }
        let (ty, is_assumed) = match type_of(shape) {
            Some(ty) => (ty, shape.kinds.each().count() > 1),
            None => {
                notes.push(format!("no type: {}", why_no_type(shape)));
                (Type::String, true)
            }
        };
        let mut property = ApiProperty {
            name: path.to_owned(),
            ty,
            is_assumed,
            is_nullable: shape.is_nullable || found.is_partial,
            is_open: ty == Type::Object && shape.is_open(),
            is_uuid: ty == Type::String && shape.format == Some("uuid"),
            is_date: ty == Type::Timestamp && shape.format == Some("date"),
            through: found.through,
            description: words::description(shape.description, path, ty),
            notes,
            ..ApiProperty::default()
        };
        if ty == Type::Array {
            let items = self.shapes.shape(&shape.items)?;
            match type_of(&items).filter(|ty| *ty != Type::Array) {
                Some(ty) => property.items = Some(ty),
                None => {
                    property
                        .notes
                        .push("no type of its items: the file gives none that a schema can have".to_owned());
                    property.items = Some(Type::String);
                    property.is_assumed = true;
                }
            }
            note_values("its items are", items.values.as_deref(), &mut property.notes);
        } else if ty == Type::String {
            values(shape.values.as_deref().unwrap_or_default(), &mut property);
        } else {
            note_values("its values are", shape.values.as_deref(), &mut property.notes);
        }
        Ok(property)
    }
}

/// A property whose type the file does not state.
pub(super) fn without_type(path: &str, reason: &str) -> ApiProperty {
    ApiProperty {
        name: path.to_owned(),
        is_assumed: true,
        description: words::description(None, path, Type::String),
        notes: vec![format!("no type: {reason}")],
        ..ApiProperty::default()
    }
}

/// The entries of names without a response, which would state their types.
pub(super) fn untyped(names: &[String], reason: &str) -> Vec<ApiEntry> {
    let entry = |name: &String| match unwritable(name) {
        Some(reason) => Err(reason),
        None => Ok(without_type(name, reason)),
    };
    let mut entries: Vec<ApiEntry> = names.iter().map(entry).collect();
    settle(&mut entries);
    entries
}

/// Resolves properties with names below them. If the type is only assumed, the property becomes an object;
/// otherwise the names below it are left out. An array is replaced by the properties of its items.
fn settle(entries: &mut [ApiEntry]) {
    let has_parts = |ty: Type| matches!(ty, Type::Object | Type::Array);
    let parents = entries.iter().flatten().flat_map(|property| above(&property.name));
    let parents: HashSet<String> = parents.map(str::to_owned).collect();
    let mut types = BTreeMap::new();
    for property in entries.iter_mut().flatten() {
        if !has_parts(property.ty) && property.is_assumed && parents.contains(&property.name) {
            property.notes.push("names below it are listed, so it is treated as an object".to_owned());
            property.ty = Type::Object;
            (property.is_uuid, property.is_date, property.values) = (false, false, Vec::new());
        }
        types.insert(property.name.clone(), property.ty);
    }
    for entry in entries {
        let Ok(property) = entry else { continue };
        let name = Quoted(&property.name);
        let has_none = |parent: &&str| types.get(*parent).is_some_and(|ty| !has_parts(*ty));
        let parent = above(&property.name).find(has_none);
        if property.ty == Type::Array && parents.contains(&property.name) {
            *entry = Err(format!("{name} is an array, and the parts of its items are listed"));
        } else if let Some(parent) = parent {
            *entry = Err(format!("{name} lies below {}, which has no parts", Quoted(parent)));
        }
    }
}

/// The type in a schema file; for several types, the first.
fn type_of(shape: &ApiShape<'_>) -> Option<Type> {
    Some(match shape.kinds.each().next()? {
        JsonType::String => match shape.format {
            Some("date-time" | "date") => Type::Timestamp,
            _ => Type::String,
        },
        JsonType::Integer => Type::Integer,
        JsonType::Number => Type::Decimal,
        JsonType::Boolean => Type::Boolean,
        JsonType::Object => Type::Object,
        JsonType::Array => Type::Array,
    })
}

fn why_no_type(shape: &ApiShape<'_>) -> String {
    match shape.elsewhere {
        Some((_, text)) => format!("{} is in another file", Quoted(text)),
        None => "the file gives none".to_owned(),
    }
}

/// Gives a string the values that a schema file can contain.
fn values(found: &[&ApiData], property: &mut ApiProperty) {
    if found.len() > limits::OPENAPI_VALUES {
        property.notes.push(format!("its {} values are too many to list", found.len()));
        return;
    }
    let mut spelled = HashSet::new();
    for value in found {
        let Some(text) = literal(value) else { continue };
        let reason = if text.trim().is_empty() || text.chars().any(is_unsafe) {
            "a schema file cannot contain it"
        } else if !spelled.insert(text.to_lowercase()) {
            "another one differs from it by case alone"
        } else {
            property.values.push(text.to_owned());
            continue;
        };
        property.notes.push(format!("left out: the value {}, because {reason}", Quoted(text)));
    }
}

/// Most values in a note.
const SHOWN: usize = 12;

/// Notes values that have no place in a schema file.
fn note_values(says: &str, values: Option<&[&ApiData]>, notes: &mut Vec<String>) {
    let literals = values.unwrap_or_default().iter().filter_map(|value| literal(value));
    let shown = words::several(literals, SHOWN);
    if !shown.is_empty() {
        notes.push(format!("{says} {shown}"));
    }
}

/// The path of a property of the object at `path`.
fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

/// Whether one of the paths begins with `path`.
fn has_below(paths: &BTreeSet<&str>, path: &str) -> bool {
    let start = format!("{path}/");
    paths.range(&*start..).next().is_some_and(|next| next.starts_with(&start))
}
