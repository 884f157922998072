//! A list from a saved response, for services without a description: the names of its items, and the types
//! of their values.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::{ErrorKind, OpenapiError};
use super::list::{ApiEntry, ApiList, ApiProperty};
use super::write::string;
use crate::limits;
use crate::schema::property::uuid;
use crate::schema::{Type, unwritable};
use crate::text::{is_unsafe, safe_up_to};
use crate::timestamp::Timestamp;

/// Most characters of a value in a description.
const SHOWN: usize = 40;

/// The values at a path of the items.
#[derive(Debug, Default)]
struct Seen {
    /// The number of items with a value other than null.
    count: usize,
    types: Vec<Type>,
    /// The types of the items of arrays.
    inner: Vec<Type>,
    is_uuid: bool,
    has_null: bool,
    example: Option<String>,
}

impl ApiList {
    /// The list whose response is `text`: a list response, an array, or items one after another. `path` is
    /// where the service has it, and `name` names it; otherwise the last segment of the path does.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or has no item.
    pub fn from_response(
        text: &str,
        path: Option<&str>,
        name: Option<&str>,
    ) -> Result<ApiList, OpenapiError> {
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        let mut items = 0;
        for document in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            let document = document.map_err(|error| {
                let help = "give an answer of the service as it was saved";
                OpenapiError::new(ErrorKind::Syntax, format!("this is not JSON: {error}"), help)
            })?;
            if document.get("items").is_some_and(|items| !items.is_array()) && document.get("id").is_none() {
                let help = "save the answer of a list again";
                let message = "the `items` of this list response are not a list";
                return Err(OpenapiError::new(ErrorKind::NoList, message, help));
            }
            for item in items_of(&document) {
                if item.get("httpStatusCode").is_some() && item.get("id").is_none() {
                    let help = "check the token and the URL of the request, and save the answer again";
                    return Err(OpenapiError::new(ErrorKind::NoList, "this is an error response", help));
                }
                items += 1;
                add(&mut seen, item)?;
            }
        }
        if items == 0 || seen.is_empty() {
            let help = "give a list response with at least one item, an array of items, or one item";
            return Err(OpenapiError::new(ErrorKind::NoList, "there is no item in this response", help));
        }
        let last = path.and_then(|path| path.rsplit('/').find(|segment| !segment.is_empty()));
        let resource = name.or(last).unwrap_or("records").to_owned();
        let mut notes = vec![
            format!("From a response with {items} items: check the names and types with the documents."),
            "`open = true` accepts other names with a hint.".to_owned(),
        ];
        if path.is_none() {
            notes.push("For requests, add the path: `path = \"/compute-ops-mgmt/v1/…\"`".to_owned());
        }
        Ok(ApiList {
            one: resource.strip_suffix('s').unwrap_or(&resource).to_owned(),
            edition: format!("a saved response of {resource}"),
            source: Some("a saved response".to_owned()),
            resource,
            path: path.unwrap_or_default().to_owned(),
            entries: seen.into_iter().map(|(name, seen)| seen.entry(name, items)).collect(),
            notes,
            ..ApiList::default()
        })
    }
}

/// The items of a document.
fn items_of(document: &Value) -> &[Value] {
    match document {
        Value::Array(items) => items,
        Value::Object(members) => match members.get("items") {
            Some(Value::Array(items)) => items,
            _ => std::slice::from_ref(document),
        },
        _ => &[],
    }
}

/// Adds the values of an item.
fn add(seen: &mut BTreeMap<String, Seen>, item: &Value) -> Result<(), OpenapiError> {
    let mut open = vec![(String::new(), item)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(members) if path.is_empty() || !members.is_empty() => {
                open.extend(members.iter().map(|(name, value)| {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
                    (path, value)
                }));
            }
            value if !path.is_empty() => seen.entry(path).or_default().add(value),
            _ => {}
        }
        if seen.len() > limits::OPENAPI_PROPERTIES {
            let message = format!("the items have more than {} properties", limits::OPENAPI_PROPERTIES);
            return Err(OpenapiError::new(ErrorKind::TooMuch, message, "give a smaller response"));
        }
    }
    Ok(())
}

fn type_of(value: &Value) -> Option<Type> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.is_f64() => Type::Decimal,
        Value::Number(_) => Type::Integer,
        Value::String(text) if Timestamp::parse(text).is_ok() => Type::Timestamp,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    })
}

fn note(types: &mut Vec<Type>, ty: Type) {
    if !types.contains(&ty) {
        types.push(ty);
    }
}

/// The type of values of these types, if there is one.
fn common(types: &[Type]) -> Option<Type> {
    match types {
        [only] => Some(*only),
        [Type::Integer | Type::Decimal, Type::Integer | Type::Decimal] => Some(Type::Decimal),
        [Type::String | Type::Timestamp, Type::String | Type::Timestamp] => Some(Type::String),
        _ => None,
    }
}

impl Seen {
    fn add(&mut self, value: &Value) {
        let Some(ty) = type_of(value) else {
            self.has_null = true;
            return;
        };
        let is_uuid = value.as_str().is_some_and(|text| uuid(text).is_some());
        self.is_uuid = is_uuid && (self.count == 0 || self.is_uuid);
        self.count += 1;
        note(&mut self.types, ty);
        for item in value.as_array().into_iter().flatten() {
            if let Some(ty) = type_of(item) {
                note(&mut self.inner, ty);
            }
        }
        if self.example.is_none() && !value.is_object() && !value.is_array() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            self.example = Some(text).filter(|text| !text.trim().is_empty() && !text.chars().any(is_unsafe));
        }
    }

    fn entry(self, name: String, items: usize) -> ApiEntry {
        if let Some(reason) = unwritable(&name) {
            return Err(reason);
        }
        let mut notes = Vec::new();
        let ty = common(&self.types).unwrap_or_else(|| {
            notes.push(match self.types.as_slice() {
                [] => "only null was seen".to_owned(),
                _ => "values of several types were seen".to_owned(),
            });
            Type::String
        });
        let inner = common(&self.inner)
            .filter(|inner| ty == Type::Array && !matches!(inner, Type::Object | Type::Array));
        if self.inner.contains(&Type::Object) {
            notes.push(format!("its items are objects; a property below has `through = {}`", string(&name)));
        }
        Ok(ApiProperty {
            description: match &self.example {
                Some(example) => format!("such as {}", safe_up_to(SHOWN, example)),
                None => format!("the {}", name.replace('/', " ")),
            },
            name,
            ty,
            items: inner,
            is_assumed: self.types.len() != 1,
            is_nullable: self.has_null || self.count < items,
            is_open: ty == Type::Object,
            is_uuid: ty == Type::String && self.is_uuid,
            notes,
            ..ApiProperty::default()
        })
    }
}
