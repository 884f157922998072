//! A name that no property has.

use std::fmt;

use crate::schema::{Property, Resolved, Schema};
use crate::text::{Quoted, joined_code};

/// An unknown name, and its probable intent.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownProperty {
    /// The name.
    pub name: String,
    /// The name of the list: `jobs`.
    pub resource: String,
    /// The properties that were probably meant.
    pub nearest: Vec<String>,
    /// The reason why the name is not a property, if the schema has one.
    pub reason: Option<String>,
}

impl fmt::Display for UnknownProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be filtered by {}", self.resource, Quoted(&self.name))?;
        if let Some(reason) = &self.reason {
            return write!(f, ": {reason}");
        }
        if self.nearest.is_empty() {
            return f
                .write_str(": `comfilter properties` lists the names, and `--search WORDS` searches them");
        }
        write!(f, ": did you mean {}?", joined_code(&self.nearest, "or"))
    }
}

impl std::error::Error for UnknownProperty {}

debug_as_message!(UnknownProperty);

/// The property with this name, or the open object above the path.
pub(super) fn property<'s>(schema: &'s Schema, name: &str) -> Result<&'s Property, UnknownProperty> {
    let (nearest, reason) = match schema.resolve(name) {
        Resolved::Property(property) | Resolved::Below(property) => return Ok(property),
        Resolved::BelowScalar(property) => (vec![property.name.clone()], None),
        Resolved::Unfilterable(other) => (Vec::new(), Some(other.instead.clone())),
        Resolved::Unlisted(_) => (Vec::new(), Some("it is only in the response".to_owned())),
        Resolved::Renamed(renamed) => {
            (vec![renamed.now.clone()], Some(format!("write `{}`; {}", renamed.now, renamed.reason)))
        }
        Resolved::Parent => (schema.names_below(name).map(str::to_owned).collect(), None),
        Resolved::Open | Resolved::Unknown => {
            (schema.nearest(name).map(str::to_owned).into_iter().collect(), None)
        }
    };
    Err(UnknownProperty { name: name.to_owned(), resource: schema.resource().to_owned(), nearest, reason })
}
