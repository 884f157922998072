//! The properties of a list: those that its prose names, or otherwise those of its items.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use super::error::OpenapiError;
use super::list::{ApiName, ApiProperty};
use super::shape::{ApiShape, Extra, JsonType, ShapeParts, Shapes, literal};
use super::tree::ApiData;
use super::words;
use crate::limits;
use crate::schema::{Type, unwritable};
use crate::text::{Quoted, is_unsafe};

/// The properties of the items of a list.
pub(super) struct ItemProperties<'s, 't> {
    shapes: &'s Shapes<'t>,
    item: Rc<ApiShape<'t>>,
    /// The shapes at paths that several names begin with.
    known: BTreeMap<String, Rc<ApiShape<'t>>>,
    entries: Vec<ApiName>,
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

    pub(super) fn into_entries(mut self) -> Vec<ApiName> {
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

    /// Lists the names from the prose.
    pub(super) fn list_named(&mut self, names: &[String]) -> Result<(), OpenapiError> {
        let paths: Vec<String> = names.iter().map(|name| self.path_of(name)).collect();
        let sorted: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
        for path in &paths {
            if !self.is_new(path) || self.leaves_out(path) {
                continue;
            }
            let found = match self.find(path)? {
                Ok(found) => found,
                Err(reason) => {
                    self.entries.push(ApiName::Property(without_type(path, reason)));
                    continue;
                }
            };
            let shape = Rc::clone(&found.shape);
            self.entries.push(ApiName::Property(self.property(path, found)?));
            // The prose names properties below this one, so it is complete.
            let is_above = has_below(&sorted, path);
            if shape.kinds.has(JsonType::Object) && !is_above {
                self.list_below(path, shape)?;
            }
        }
        Ok(())
    }

    /// Lists the properties of the items.
    pub(super) fn list_all(&mut self) -> Result<(), OpenapiError> {
        let item = Rc::clone(&self.item);
        self.list_below("", item)
    }

    /// The names of the response that the prose does not list.
    pub(super) fn unlisted(&mut self, names: &[String]) -> Result<Vec<String>, OpenapiError> {
        let paths: Vec<String> = names.iter().map(|name| self.path_of(name)).collect();
        let listed: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
        let mut unlisted = Vec::new();
        let mut left = vec![(String::new(), Rc::clone(&self.item))];
        while let Some((above, shape)) = left.pop() {
            for member in &shape.members {
                self.shapes.spend(0)?;
                let path = below(&above, member.name);
                if has_below(&listed, &path) {
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

    fn is_new(&mut self, path: &str) -> bool {
        self.names.insert(path.to_owned())
    }

    /// Whether filters cannot contain a name. Then this is noted.
    fn leaves_out(&mut self, path: &str) -> bool {
        let Some(reason) = unwritable(path) else { return false };
        self.entries.push(ApiName::LeftOut { reason });
        true
    }

    /// The shape that the response has at a path, or the reason why its type is unknown.
    fn find(&mut self, path: &str) -> Result<Result<ResponseProperty<'t>, String>, OpenapiError> {
        let mut found = ResponseProperty {
            shape: Rc::clone(&self.item),
            through: None,
            notes: Vec::new(),
            is_partial: false,
        };
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
            if !self.is_new(&path) || self.leaves_out(&path) {
                continue;
            }
            let shape = self.at(&path, &member.parts)?;
            let found = ResponseProperty {
                shape: Rc::clone(&shape),
                through: None,
                notes: Vec::new(),
                is_partial: member.is_partial,
            };
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
            self.entries.push(ApiName::Property(property));
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
pub(super) fn without_type(path: &str, reason: String) -> ApiProperty {
    ApiProperty {
        name: path.to_owned(),
        is_assumed: true,
        description: words::description(None, path, Type::String),
        notes: vec![format!("no type: {reason}")],
        ..ApiProperty::default()
    }
}

/// The entries of names without a response, which would state their types.
pub(super) fn untyped(names: &[String], reason: &str) -> Vec<ApiName> {
    let entry = |name: &String| match unwritable(name) {
        Some(reason) => ApiName::LeftOut { reason },
        None => ApiName::Property(without_type(name, reason.to_owned())),
    };
    let mut entries: Vec<ApiName> = names.iter().map(entry).collect();
    settle(&mut entries);
    entries
}

/// Resolves properties with names below them. If the type is only assumed, the property becomes an object;
/// otherwise the names below it are left out. An array is replaced by the properties of its items.
fn settle(entries: &mut [ApiName]) {
    let above = |name: &str| -> Vec<String> {
        let parents = name.match_indices('/').filter_map(|(slash, _)| name.get(..slash));
        parents.map(str::to_owned).collect()
    };
    let properties = entries.iter().filter_map(|entry| match entry {
        ApiName::Property(property) => Some(property),
        ApiName::LeftOut { .. } => None,
    });
    let parents: HashSet<String> = properties.flat_map(|property| above(&property.name)).collect();
    let mut types = BTreeMap::new();
    for entry in entries.iter_mut() {
        let ApiName::Property(property) = entry else { continue };
        let has_parts = matches!(property.ty, Type::Object | Type::Array);
        if !has_parts && property.is_assumed && parents.contains(&property.name) {
            property.notes.push("names below it are listed, so it is treated as an object".to_owned());
            property.ty = Type::Object;
            (property.is_uuid, property.is_date, property.values) = (false, false, Vec::new());
        }
        types.insert(property.name.clone(), property.ty);
    }
    for entry in entries {
        let ApiName::Property(property) = entry else { continue };
        if property.ty == Type::Array && parents.contains(&property.name) {
            let reason =
                format!("{} is an array, and the parts of its items are listed", Quoted(&property.name));
            *entry = ApiName::LeftOut { reason };
            continue;
        }
        let has_none =
            |parent: &String| types.get(parent).is_some_and(|ty| !matches!(ty, Type::Object | Type::Array));
        if let Some(parent) = above(&property.name).into_iter().find(has_none) {
            let (name, parent) = (Quoted(&property.name), Quoted(&parent));
            *entry = ApiName::LeftOut { reason: format!("{name} lies below {parent}, which has no parts") };
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
    let texts: Vec<&str> = values.unwrap_or_default().iter().filter_map(|value| literal(value)).collect();
    if texts.is_empty() {
        return;
    }
    let shown: Vec<String> = texts.iter().take(SHOWN).map(|text| Quoted(text).to_string()).collect();
    let rest = texts.len() - shown.len();
    let rest = if rest > 0 { format!(", and {rest} more") } else { String::new() };
    notes.push(format!("{says} {}{rest}", shown.join(", ")));
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
