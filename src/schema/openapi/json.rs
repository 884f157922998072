//! Reads JSON into a tree.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::error::{ErrorKind, OpenapiError};
use super::tree::{ApiData, ApiTree, Id, Map, too_deep, twice};

/// Reads JSON.
pub(super) fn read(text: &str) -> Result<ApiTree, OpenapiError> {
    let mut reader = JsonReader { tree: ApiTree::default(), failure: None };
    let mut json = serde_json::Deserializer::from_str(text);
    let read =
        Value { reader: &mut reader, parent: Id::ROOT }.deserialize(&mut json).and_then(|_| json.end());
    let Err(error) = read else { return Ok(reader.tree) };
    let failure = reader.failure.take().unwrap_or_else(|| {
        let text = error.to_string();
        // serde_json has the same limit of nesting.
        if text.starts_with("recursion limit exceeded") {
            return too_deep();
        }
        let reason = text.rsplit_once(" at line ").map_or(&*text, |(reason, _)| reason);
        let message = format!("this is not valid JSON: {reason}");
        let help = "a file that begins with `{` is read as JSON, any other as YAML";
        OpenapiError::new(ErrorKind::Syntax, message, help)
    });
    Err(failure.in_line(error.line(), error.column()))
}

struct JsonReader {
    tree: ApiTree,
    /// The error that stopped the reader, if it is not in the JSON.
    failure: Option<OpenapiError>,
}

impl JsonReader {
    fn fail<E: Error>(&mut self, failure: OpenapiError) -> E {
        self.failure = Some(failure);
        E::custom("")
    }

    fn add<E: Error>(&mut self, data: ApiData, parent: Id) -> Result<Id, E> {
        self.tree.add(data, parent, 0).map_err(|failure| self.fail(failure))
    }
}

/// The next value, below `parent`.
struct Value<'r> {
    reader: &'r mut JsonReader,
    parent: Id,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Id;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Id, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Id, E> {
        self.reader.add(ApiData::Null, self.parent)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Id, E> {
        self.reader.add(ApiData::Bool(value), self.parent)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Id, E> {
        self.reader.add(ApiData::Number(value.to_string()), self.parent)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Id, E> {
        self.reader.add(ApiData::Number(value.to_string()), self.parent)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Id, E> {
        self.reader.add(ApiData::Number(value.to_string()), self.parent)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Id, E> {
        self.reader.add(ApiData::String(value.to_owned()), self.parent)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Id, A::Error> {
        let id = self.reader.add(ApiData::Null, self.parent)?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Value { reader: &mut *self.reader, parent: id })? {
            items.push(item);
        }
        self.reader.tree.fill(id, ApiData::List(items));
        Ok(id)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Id, A::Error> {
        let id = self.reader.add(ApiData::Null, self.parent)?;
        let mut entries = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(Value { reader: &mut *self.reader, parent: id })?;
            entries.push((key, value));
        }
        let map = Map::new(entries).map_err(|key| self.reader.fail(twice(&key)))?;
        self.reader.tree.fill(id, ApiData::Map(map));
        Ok(id)
    }
}
