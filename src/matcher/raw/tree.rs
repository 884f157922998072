//! A job as a tree, for those who tell what stands in it: read as the matcher reads it, so that the
//! first of repeated keys counts and each digit of a number.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::cursor::Cursor;
use super::kernel::Portable;
use super::record::{Member, Raw};
use super::text::unescape;

/// A job, or the record that it stands in. The root is the first node.
#[derive(Debug)]
pub(crate) struct Tree<'j> {
    nodes: Vec<Node<'j>>,
}

/// A value.
#[derive(Debug, Default)]
pub(crate) struct Node<'j> {
    /// As it stands.
    json: &'j str,
    /// The characters of a string.
    text: Option<Cow<'j, str>>,
    /// The values of an object.
    members: BTreeMap<Cow<'j, str>, usize>,
}

/// The place of the root.
pub(crate) const ROOT: usize = 0;

impl<'j> Tree<'j> {
    /// Reads JSON; of what is none, what stands before the mistake.
    pub(crate) fn read(json: &'j str) -> Tree<'j> {
        let json = json.trim_ascii();
        let mut tree = Tree { nodes: vec![Node::new(json)] };
        if json.starts_with('{') {
            // There is nothing to tell of what is no JSON.
            let _ = tree.read_members(json);
        }
        tree
    }

    fn read_members(&mut self, json: &'j str) -> Option<()> {
        let mut cursor = Cursor::new(Portable, json.as_bytes(), true);
        let mut at = 1;
        // The objects around the place, each with where it begins.
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
                    let node = self.nodes.len();
                    let key = characters(json.get(place + 1..member.key_end())?)?;
                    if member.first == b'{' {
                        open.push((node, value));
                        at = value + 1;
                        self.nodes.push(Node::default());
                    } else {
                        at = cursor.skip(member.first, value).ok()?;
                        self.nodes.push(Node::new(json.get(value..at)?));
                    }
                    self.nodes.get_mut(object)?.members.entry(key).or_insert(node);
                }
            }
        }
        Some(())
    }

    pub(crate) fn node(&self, place: usize) -> Option<&Node<'j>> {
        self.nodes.get(place)
    }

    /// The member of an object.
    pub(crate) fn member(&self, object: usize, key: &str) -> Option<usize> {
        self.nodes.get(object)?.members.get(key).copied()
    }

    /// The members of an object, in the order of their keys.
    pub(crate) fn members(&self, object: usize) -> impl Iterator<Item = (&str, usize)> {
        let members = self.nodes.get(object).map(|node| &node.members);
        members.into_iter().flatten().map(|(key, place)| (&**key, *place))
    }
}

impl<'j> Node<'j> {
    fn new(json: &'j str) -> Node<'j> {
        let inner = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
        Node { json, text: inner.and_then(characters), members: BTreeMap::new() }
    }

    /// As it stands in the job.
    pub(crate) fn json(&self) -> &'j str {
        self.json
    }

    /// The same without escapes that need not be, so that one text is written in one way.
    pub(crate) fn plain_json(&self) -> Cow<'j, str> {
        match &self.text {
            Some(Cow::Owned(text)) => Value::from(&**text).to_string().into(),
            _ => self.json.into(),
        }
    }

    /// The characters of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    pub(crate) fn is_null(&self) -> bool {
        self.json == "null"
    }

    pub(crate) fn is_object(&self) -> bool {
        self.json.starts_with('{')
    }

    /// What a filter can tell of it.
    pub(crate) fn scalar(&self) -> Raw<'_> {
        match (self.json, &self.text) {
            (_, Some(text)) => Raw::Text(text.as_bytes()),
            ("null", _) => Raw::Null,
            ("true", _) => Raw::Boolean(true),
            ("false", _) => Raw::Boolean(false),
            (json, _) if json.starts_with(['{', '[']) => Raw::Container,
            (json, _) => Raw::Number(json.as_bytes()),
        }
    }

    /// The value as serde_json holds it, if it can.
    pub(crate) fn value(&self) -> Option<Value> {
        serde_json::from_str(self.json).ok()
    }
}

/// What the characters between the quotes of a string stand for.
fn characters(raw: &str) -> Option<Cow<'_, str>> {
    if !raw.contains('\\') {
        return Some(raw.into());
    }
    let mut text = Vec::new();
    unescape(raw.as_bytes(), &mut text).ok()?;
    String::from_utf8(text).ok().map(Cow::Owned)
}
