//! `--field`: values of a record, as TSV, CSV or JSON.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::matcher::compact;
use crate::schema::Schema;

/// How the values of a record are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldForm {
    /// Separated by tabs, with the escapes of jq's `@tsv`.
    Tsv,
    /// RFC 4180, with LF as the line end.
    Csv,
    /// An object with the names as keys.
    Json,
}

/// The values to print, as a tree of keys.
#[derive(Debug)]
pub(super) struct PrintedFields {
    form: FieldForm,
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
    pub(super) fn new(names: Vec<String>, form: FieldForm, at: &str, schema: &Schema) -> PrintedFields {
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
        PrintedFields { form, nodes, fields }
    }

    /// The names of the values, after `first`, as a line without its end.
    pub(super) fn header(&self, first: Option<&str>) -> Vec<u8> {
        let mut out = Vec::new();
        for name in first.into_iter().chain(self.fields.iter().map(|field| &*field.name)) {
            self.write_name(&mut out, name);
        }
        out
    }

    /// Begins the line of a record with the name of its file.
    pub(super) fn write_file(&self, out: &mut Vec<u8>, name: &str) {
        match self.form {
            FieldForm::Json => {
                out.extend_from_slice(b"{\"file\":");
                out.extend_from_slice(serde_json::Value::from(name).to_string().as_bytes());
            }
            FieldForm::Tsv | FieldForm::Csv => self.write_name(out, name),
        }
    }

    /// Writes a string after the values so far.
    fn write_name(&self, out: &mut Vec<u8>, name: &str) {
        match self.form {
            FieldForm::Csv => {
                separate(out, b",");
                write_csv(out, name.as_bytes());
            }
            FieldForm::Tsv | FieldForm::Json => {
                separate(out, b"\t");
                write_escaped(out, name.as_bytes());
            }
        }
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
        // Without a file there is nothing before the first value.
        let mut is_first = out.last().is_none_or(|byte| *byte == b'\n');
        for (field, seen) in self.fields.iter().zip(seen) {
            let mut spellings = field.nodes.iter().filter_map(|node| found.get(*node).copied().flatten());
            let value = spellings.next().map_or("null", RawValue::get);
            *seen |= value != "null";
            let mark = match self.form {
                FieldForm::Tsv => b'\t',
                FieldForm::Json if is_first => b'{',
                FieldForm::Csv | FieldForm::Json => b',',
            };
            if !is_first || self.form == FieldForm::Json {
                out.push(mark);
            }
            is_first = false;
            match self.form {
                FieldForm::Tsv => write_escaped(out, &plain(value)?),
                FieldForm::Csv => write_csv(out, &plain(value)?),
                FieldForm::Json => {
                    out.extend_from_slice(serde_json::Value::from(&*field.name).to_string().as_bytes());
                    out.push(b':');
                    // Writing to a `Vec` cannot fail.
                    drop(compact(value.as_bytes(), out));
                }
            }
        }
        if self.form == FieldForm::Json {
            out.push(b'}');
        }
        // Readers of CSV leave out an empty line.
        if self.form == FieldForm::Csv && out.last().is_none_or(|byte| *byte == b'\n') {
            out.extend_from_slice(b"\"\"");
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

/// A value as text: a string without quotes, null as nothing, and anything else as JSON.
fn plain(json: &str) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::new();
    match json.as_bytes().first() {
        Some(b'"') => text = serde_json::from_str::<String>(json)?.into_bytes(),
        Some(b'n') => {}
        // Writing to a `Vec` cannot fail.
        _ => drop(compact(json.as_bytes(), &mut text)),
    }
    Ok(text)
}

/// Writes a mark between values, but not at the start of a line.
fn separate(out: &mut Vec<u8>, mark: &[u8]) {
    if out.last().is_some_and(|byte| *byte != b'\n') {
        out.extend_from_slice(mark);
    }
}

/// Writes a value of CSV: in quotes if it contains a comma, a quote or a line end, and also a `;`, a `|` or a tab, by
/// which readers guess the separator.
fn write_csv(out: &mut Vec<u8>, text: &[u8]) {
    if !text.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r' | b';' | b'|' | b'\t')) {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    for byte in text {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

/// Writes a string without tabs and line ends.
fn write_escaped(out: &mut Vec<u8>, text: &[u8]) {
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
