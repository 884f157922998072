//! A name that no property has.

use std::fmt;

use crate::schema::{Property, Resolved, Schema};
use crate::text::Quoted;

/// A name that no property has, and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownProperty {
    /// The name.
    pub name: String,
    /// What is filtered: `jobs`.
    pub resource: String,
    /// The properties that were probably meant.
    pub nearest: Vec<String>,
    /// Why the name is none, where the schema says so.
    pub reason: Option<String>,
}

impl fmt::Display for UnknownProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be filtered by {}", self.resource, Quoted(&self.name))?;
        if let Some(reason) = &self.reason {
            return write!(f, ": {reason}");
        }
        let nearest: Vec<String> = self.nearest.iter().map(|name| format!("`{name}`")).collect();
        match nearest.split_last() {
            None => f.write_str(": `comfilter properties` lists what they can be filtered by"),
            Some((last, [])) => write!(f, ": did you mean {last}?"),
            Some((last, rest)) => write!(f, ": did you mean {} or {last}?", rest.join(", ")),
        }
    }
}

impl std::error::Error for UnknownProperty {}

/// The property with this name, or the open object that the path lies below.
pub(super) fn property<'s>(schema: &'s Schema, name: &str) -> Result<&'s Property, UnknownProperty> {
    let (nearest, reason) = match schema.resolve(name) {
        Resolved::Property(property) | Resolved::Below(property) => return Ok(property),
        Resolved::BelowScalar(property) => (vec![property.name.clone()], None),
        Resolved::Unfilterable(other) => (Vec::new(), Some(other.instead.clone())),
        Resolved::Renamed(renamed) => {
            (vec![renamed.now.clone()], Some(format!("write `{}`; {}", renamed.now, renamed.reason)))
        }
        Resolved::Parent => (below(schema, name), None),
        Resolved::Open | Resolved::Unknown => {
            (schema.nearest(name).map(str::to_owned).into_iter().collect(), None)
        }
    };
    Err(UnknownProperty { name: name.to_owned(), resource: schema.resource().to_owned(), nearest, reason })
}

fn below(schema: &Schema, parent: &str) -> Vec<String> {
    let names = schema.properties().iter().map(|property| &property.name);
    let below = names.filter(|name| name.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/')));
    below.take(8).cloned().collect()
}
