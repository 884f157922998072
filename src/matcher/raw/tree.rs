//! A job as a tree, for reasons. It is read like the matcher reads it: the first of repeated keys
//! counts, numbers keep each digit, and faults in unused parts do no harm.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::cursor::Cursor;
use super::kernel::{Endings, Portable};
use super::marks::KeyMark;
use super::record::Member;
use super::text::characters;
use super::validate::Validator;
use crate::matcher::program::JobValue;

/// A job, or the record that contains it. The root is the first node.
#[derive(Debug)]
pub(crate) struct JsonTree<'j> {
    nodes: Vec<JsonNode<'j>>,
}

/// A value.
#[derive(Debug)]
pub(crate) struct JsonNode<'j> {
    /// The JSON as written.
    json: &'j [u8],
    /// The characters of a string.
    text: Option<Cow<'j, [u8]>>,
    /// The values of an object.
    members: BTreeMap<Cow<'j, [u8]>, usize>,
    /// The number of objects around it.
    depth: usize,
}

/// The place of the root.
pub(crate) const ROOT: usize = 0;

impl<'j> JsonTree<'j> {
    /// Reads JSON. If it is broken, reads as much as the matcher would find.
    pub(crate) fn read(json: &'j [u8]) -> JsonTree<'j> {
        let json = json.trim_ascii();
        let mut tree = JsonTree { nodes: vec![JsonNode::new(json, 0)] };
        if json.first() == Some(&b'{') && tree.read_members(json).is_none() {
            tree.nodes = vec![JsonNode::new(json, 0)];
            // After an error there is nothing more to find.
            let _ = tree.find_members(json);
        }
        tree
    }

    /// Reads members one after another; `None` if there is something else.
    fn read_members(&mut self, json: &'j [u8]) -> Option<()> {
        let mut cursor = Cursor::new(Portable, json, true);
        let mut at = 1;
        // The objects around the place, each with its start.
        let mut open = vec![(ROOT, 0)];
        while let Some((object, start)) = open.last().copied() {
            let (byte, place) = cursor.space(at).ok()?;
            match byte {
                b'}' => {
                    self.nodes.get_mut(object)?.json = json.get(start..=place)?;
                    open.pop();
                    at = place + 1;
                }
                b',' => at = place + 1,
                _ => {
                    let member = Member::read(&mut cursor, place).ok()?;
                    let value = member.value;
                    let key = characters(json.get(member.key)?).ok()?;
                    let is_object = member.first == b'{';
                    at = if is_object { value + 1 } else { cursor.skip(member.first, value).ok()? };
                    let written = json.get(value..at)?;
                    // An invalid word may extend over the next key.
                    if !matches!(member.first, b'"' | b'{' | b'[') {
                        JobValue::word(written)?;
                    }
                    let node = self.add(object, key, JsonNode::new(written, open.len()))?;
                    if is_object {
                        open.push((node, value));
                    }
                }
            }
        }
        Some(())
    }

    /// The same for broken JSON: a key is a string before a colon, whatever is between two keys.
    #[cold]
    fn find_members(&mut self, json: &'j [u8]) -> Option<()> {
        // Every text ends so.
        let endings = Endings::new([&b""[..]].into_iter());
        let mut cursor = Cursor::new(Portable, json, true);
        let mut at = 1;
        let mut open = vec![(ROOT, 0)];
        while let Some((object, start)) = open.last().copied() {
            let quote = match cursor.next(at, &endings).ok()? {
                KeyMark::Key { quote, .. } => quote,
                KeyMark::End(end) => {
                    self.nodes.get_mut(object)?.json = json.get(start..end)?;
                    open.pop();
                    at = end;
                    continue;
                }
            };
            at = quote + 1;
            // Skips strings that are not keys, or cannot be read.
            let (Ok(Some((first, value))), Ok(key)) = (cursor.value(quote), cursor.spelled(quote)) else {
                continue;
            };
            let end = match first {
                b'{' => value + 1,
                _ => cursor.skip(first, value).unwrap_or_else(|_| broken_end(json, value)),
            };
            let node = self.add(object, key, JsonNode::new(json.get(value..end)?, open.len()))?;
            if first == b'{' {
                open.push((node, value));
                at = end;
            }
        }
        Some(())
    }

    /// Adds a member to an object: of repeated keys the first counts.
    fn add(&mut self, object: usize, key: Cow<'j, [u8]>, node: JsonNode<'j>) -> Option<usize> {
        let place = self.nodes.len();
        self.nodes.push(node);
        self.nodes.get_mut(object)?.members.entry(key).or_insert(place);
        Some(place)
    }

    pub(crate) fn node(&self, place: usize) -> Option<&JsonNode<'j>> {
        self.nodes.get(place)
    }

    /// The member of an object.
    pub(crate) fn member(&self, object: usize, key: &str) -> Option<usize> {
        self.nodes.get(object)?.members.get(key.as_bytes()).copied()
    }

    /// The members of an object, in the order of their keys.
    pub(crate) fn members(&self, object: usize) -> impl Iterator<Item = (&str, usize)> {
        let members = self.nodes.get(object).map(|node| &node.members);
        members
            .into_iter()
            .flatten()
            .filter_map(|(key, place)| Some((std::str::from_utf8(key).ok()?, *place)))
    }
}

impl<'j> JsonNode<'j> {
    fn new(json: &'j [u8], depth: usize) -> JsonNode<'j> {
        let inner = json.strip_prefix(b"\"").and_then(|json| json.strip_suffix(b"\""));
        JsonNode {
            json,
            text: inner.and_then(|inner| characters(inner).ok()),
            members: BTreeMap::new(),
            depth,
        }
    }

    /// As the job writes it.
    pub(crate) fn json(&self) -> &'j [u8] {
        self.json
    }

    /// The same without needless escapes, so equal strings are written alike.
    pub(crate) fn plain_json(&self) -> Cow<'j, str> {
        match &self.text {
            Some(Cow::Owned(text)) => Value::from(&*String::from_utf8_lossy(text)).to_string().into(),
            _ => String::from_utf8_lossy(self.json),
        }
    }

    /// The characters of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref().and_then(|text| std::str::from_utf8(text).ok())
    }

    pub(crate) fn is_null(&self) -> bool {
        self.json == b"null"
    }

    pub(crate) fn is_object(&self) -> bool {
        self.json.first() == Some(&b'{')
    }

    /// The value for a filter. A broken value equals nothing, because the matcher has not looked at
    /// it.
    pub(crate) fn scalar(&self) -> JobValue<'_> {
        match (self.json, &self.text) {
            (_, Some(text)) => JobValue::Text(text),
            ([b'[', ..], _) if Validator::check_inside(self.json, self.depth).is_ok() => {
                JobValue::Array(self.json)
            }
            (json, _) => JobValue::word(json).unwrap_or(JobValue::Container),
        }
    }

    /// The value for serde_json, if it can be represented.
    pub(crate) fn value(&self) -> Option<Value> {
        serde_json::from_slice(self.json).ok()
    }
}

/// The end of an invalid value, for its display.
fn broken_end(json: &[u8], start: usize) -> usize {
    let rest = json.get(start + 1..).unwrap_or_default();
    let end = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b'\n' | b'\r'));
    end.map_or(json.len(), |end| start + 1 + end)
}
