//! `$ref`: the target of a reference in the file.

use percent_encoding::percent_decode_str;

use super::error::{ErrorKind, OpenapiError};
use super::tree::{ApiTree, Id};
use crate::limits;
use crate::text::Quoted;

/// The target of a reference.
pub(super) enum RefTarget<'t> {
    Node(Id),
    /// Another file, or a name instead of a place.
    Elsewhere(&'t str),
}

impl ApiTree {
    /// The target of a node that is a reference; `None` for any other node.
    pub(super) fn reference(&self, id: Id) -> Result<Option<RefTarget<'_>>, OpenapiError> {
        let Some(at) = self.get(id, "$ref") else { return Ok(None) };
        let Some(text) = self.string(at) else {
            return Err(self.wrong(at, "`$ref`", "a string like `#/components/schemas/Server`"));
        };
        let pointer = match text.strip_prefix('#') {
            Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => pointer,
            _ => return Ok(Some(RefTarget::Elsewhere(text))),
        };
        let found = self.find(pointer).ok_or_else(|| {
            let message = format!("the reference {} leads nowhere", Quoted(text));
            self.error(at, ErrorKind::Reference, &message, "add what it names, or correct the name")
        })?;
        Ok(Some(RefTarget::Node(found)))
    }

    /// The node that `id` stands for, in places that allow a reference instead of an object.
    pub(super) fn follow(&self, id: Id) -> Result<Id, OpenapiError> {
        let mut at = id;
        for _ in 0..limits::OPENAPI_REFERENCES {
            match self.reference(at)? {
                None => return Ok(at),
                Some(RefTarget::Node(next)) => at = next,
                Some(RefTarget::Elsewhere(text)) => return Err(self.elsewhere(at, text)),
            }
        }
        Err(self.circle(id))
    }

    /// The error for a circle of references.
    pub(super) fn circle(&self, id: Id) -> OpenapiError {
        let message = "this reference leads back to itself";
        self.error(id, ErrorKind::Reference, message, "let one of them describe something")
    }

    /// The error for a reference out of the file.
    pub(super) fn elsewhere(&self, id: Id, text: &str) -> OpenapiError {
        let message = format!("the reference {} leads out of this file: only one file is read", Quoted(text));
        let help = "bundle the files into one first, as OpenAPI's tools do";
        self.error(id, ErrorKind::Reference, &message, help)
    }

    /// The node that a JSON pointer names.
    fn find(&self, pointer: &str) -> Option<Id> {
        pointer.split('/').skip(1).try_fold(Id::ROOT, |at, segment| {
            let key = percent_decode_str(segment).decode_utf8().ok()?;
            let key = key.replace("~1", "/").replace("~0", "~");
            match self.list(at) {
                Some(items) => items.get(key.parse::<usize>().ok()?).copied(),
                None => self.get(at, &key),
            }
        })
    }
}
