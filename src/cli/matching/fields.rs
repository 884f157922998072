//! `--field`: values of a record, separated by tabs.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::matcher::compact;
use crate::schema::Schema;

/// The values to print, as a tree of keys.
#[derive(Debug)]
pub(super) struct PrintedFields {
    /// The root is the first.
    nodes: Vec<FieldNode>,
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    /// As given on the command line.
    name: String,
    /// The property that may be meant.
    meant: Option<String>,
    /// The nodes of its spellings: the first one in the record counts.
    nodes: Vec<usize>,
}

#[derive(Debug, Default)]
struct FieldNode {
    edges: Vec<(Box<str>, usize)>,
}

impl PrintedFields {
    /// The keys of `at` lead to the job inside a record.
    pub(super) fn new(names: Vec<String>, at: &str, schema: &Schema) -> PrintedFields {
        let mut nodes = vec![FieldNode::default()];
        let fields = names.into_iter().map(|name| {
            let spellings = spellings(&name, schema);
            let nodes = spellings.iter().map(|path| node(&mut nodes, at, path)).collect();
            // A job may have a name that is not a property.
            let meant =
                schema.nearest(&name.replace('.', "/")).filter(|meant| *meant != name).map(str::to_owned);
            Field { name, meant, nodes }
        });
        let fields = fields.collect();
        PrintedFields { nodes, fields }
    }

    /// Writes the values of a record, and records which exist.
    ///
    /// # Errors
    ///
    /// The record is not JSON.
    pub(super) fn write(
        &self,
        out: &mut Vec<u8>,
        record: &[u8],
        seen: &mut Vec<bool>,
    ) -> Result<(), serde_json::Error> {
        let mut found: Vec<Option<&RawValue>> = vec![None; self.nodes.len()];
        let record: &RawValue = serde_json::from_slice(record)?;
        let mut open = vec![(0, record)];
        while let Some((node, json)) = open.pop() {
            if !json.get().starts_with('{') {
                continue;
            }
            let Some(node) = self.nodes.get(node) else { continue };
            let members = MemberSearch { node, found: &mut found, open: &mut open };
            members.deserialize(&mut serde_json::Deserializer::from_str(json.get()))?;
        }
        seen.resize(self.fields.len(), false);
        for (place, (field, seen)) in self.fields.iter().zip(seen).enumerate() {
            if place > 0 {
                out.push(b'\t');
            }
            let mut spellings = field.nodes.iter().filter_map(|node| found.get(*node).copied().flatten());
            if let Some(value) = spellings.next() {
                *seen |= value.get() != "null";
                write_value(out, value.get())?;
            }
        }
        Ok(())
    }

    /// The names that no record had, each with the property that may be meant.
    pub(super) fn never<'f>(&'f self, seen: &'f [bool]) -> impl Iterator<Item = (&'f str, Option<&'f str>)> {
        let missing = self.fields.iter().zip(seen).filter(|(_, seen)| !**seen);
        missing.map(|(field, _)| (&*field.name, field.meant.as_deref()))
    }
}

/// A path as filters spell it, and as JSON spells it.
fn spellings(name: &str, schema: &Schema) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    for property in schema.properties() {
        if let Some(below) = name.strip_prefix(&*property.name)
            && (below.is_empty() || below.starts_with('/'))
        {
            all.extend(property.json.iter().map(|spelling| format!("{spelling}{below}")));
        }
    }
    all
}

/// The node of a path, made if necessary.
fn node(nodes: &mut Vec<FieldNode>, at: &str, path: &str) -> usize {
    let mut place = 0;
    for key in at.split('/').chain(path.split('/')).filter(|key| !key.is_empty()) {
        let next = nodes.len();
        let Some(node) = nodes.get_mut(place) else { break };
        place = match node.edges.iter().find(|(name, _)| **name == *key) {
            Some((_, below)) => *below,
            None => {
                node.edges.push((key.into(), next));
                nodes.push(FieldNode::default());
                next
            }
        };
    }
    place
}

/// Writes a value with the escapes of jq's `@tsv`: a string without quotes, null as nothing.
fn write_value(out: &mut Vec<u8>, json: &str) -> Result<(), serde_json::Error> {
    let mut text = Vec::new();
    match json.as_bytes().first() {
        Some(b'"') => text = serde_json::from_str::<String>(json)?.into_bytes(),
        Some(b'n') => {}
        // Writing to a `Vec` cannot fail.
        _ => drop(compact(json.as_bytes(), &mut text)),
    }
    write_escaped(out, &text);
    Ok(())
}

/// Writes a string without tabs and line ends.
pub(super) fn write_escaped(out: &mut Vec<u8>, text: &[u8]) {
    for byte in text {
        match byte {
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\\' => out.extend_from_slice(b"\\\\"),
            _ => out.push(*byte),
        }
    }
}

/// Finds the members of an object on the way to a value.
struct MemberSearch<'m, 'r> {
    node: &'m FieldNode,
    found: &'m mut [Option<&'r RawValue>],
    open: &'m mut Vec<(usize, &'r RawValue)>,
}

impl<'r> DeserializeSeed<'r> for MemberSearch<'_, 'r> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'r>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'r> Visitor<'r> for MemberSearch<'_, 'r> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'r>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(below) = members.next_key_seed(FieldKey(self.node))? {
            match below.and_then(|below| Some((below, self.found.get_mut(below)?))) {
                // The first of repeated keys counts.
                Some((below, found @ None)) => {
                    let value = members.next_value()?;
                    *found = Some(value);
                    self.open.push((below, value));
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Looks a key up.
struct FieldKey<'m>(&'m FieldNode);

impl<'r> DeserializeSeed<'r> for FieldKey<'_> {
    type Value = Option<usize>;

    fn deserialize<D: serde::Deserializer<'r>>(self, json: D) -> Result<Option<usize>, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldKey<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.0.edges.iter().find(|(name, _)| **name == *key).map(|(_, below)| *below))
    }
}
