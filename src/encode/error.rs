//! The errors of requests, with a replacement for each.

use std::fmt;

use super::request::ids;
use crate::text::{Quoted, joined_code};

/// The error for an invalid part of a [`Request`](super::Request).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The limit is larger than one page of the list ([`Schema::limit`](crate::Schema::limit)).
    Limit {
        /// The given limit.
        limit: u32,
        /// The most that the list returns.
        most: u32,
    },
    /// The path has no segment of this name.
    UnknownId {
        /// Its name.
        name: String,
        /// The path.
        path: String,
    },
    /// The id cannot be a segment of a path: it is empty, `.` or `..`.
    Id {
        /// The name of the segment.
        name: String,
        /// The given id.
        id: String,
    },
    /// No document has a DELETE with a filter for the list.
    Delete {
        /// The name of the list.
        list: String,
    },
    /// The documents of the list have no parameter for pages, or the request is a DELETE.
    Pages {
        /// The name of the list.
        list: String,
    },
    /// A tenant without any character.
    TenantEmpty,
    /// The tenant starts or ends with a space, which a header loses on its way.
    TenantSpace,
    /// The tenant has a character with a meaning in a header, or in a placeholder in one.
    TenantCharacter {
        /// The character.
        character: char,
        /// The number of characters before it.
        position: usize,
    },
    /// The base is not `http://` or `https://`, a host, and optionally a port and a path.
    Base {
        /// The given base.
        base: String,
    },
    /// The path has more than plain names.
    Path {
        /// The given path.
        path: String,
    },
}

/// The advice for every invalid tenant.
const TENANT: &str = "write the tenant's application customer ID and nothing else";

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RequestError::Limit { limit, most } => write!(
                f,
                "a page cannot hold {limit} entries: write a limit of 0 to {most}, and fetch the rest page by page"
            ),
            RequestError::UnknownId { name, path } => match ids(path).next() {
                Some(_) => write!(
                    f,
                    "the path `{path}` has no segment {}: it has {}",
                    Quoted(name),
                    joined_code(ids(path), "and")
                ),
                None => write!(
                    f,
                    "the path `{path}` has no segment {}, nor any other that is filled in",
                    Quoted(name)
                ),
            },
            RequestError::Id { name, id } => {
                write!(f, "{} is not an id: write the id of the item for `{name}`", Quoted(id))
            }
            RequestError::Delete { list } => {
                write!(f, "no document has a DELETE with a filter for the list of {list}: send a GET")
            }
            RequestError::Pages { list } => {
                write!(f, "no document says how to ask for a page of the list of {list}: send one request")
            }
            RequestError::TenantEmpty => {
                write!(f, "the tenant is empty: {TENANT}, or omit it for your own workspace")
            }
            RequestError::TenantSpace => {
                write!(f, "the tenant starts or ends with a space, which a header loses: {TENANT}")
            }
            RequestError::TenantCharacter { character, position } => write!(
                f,
                "the tenant has {} (U+{:04X}) as character {}, which is not allowed in the Tenant-Acid header: {TENANT}",
                Quoted(character.encode_utf8(&mut [0; 4])),
                u32::from(*character),
                position + 1,
            ),
            RequestError::Base { base } => write!(
                f,
                "{} is not the base of a URL: write `http://` or `https://`, a host, and perhaps a port and a path, \
                 such as `https://us-west.api.greenlake.hpe.com` or `http://127.0.0.1:8080`",
                Quoted(base)
            ),
            RequestError::Path { path } => write!(
                f,
                "{} is not the path of a resource: write `/` and plain names (letters, digits, `-`, `.`, `_`, `~`), \
                 such as `/compute-ops-mgmt/v1/jobs`",
                Quoted(path)
            ),
        }
    }
}

impl std::error::Error for RequestError {}

debug_as_message!(RequestError);

/// A name that is not in a short list.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownName {
    what: &'static str,
    given: String,
    known: Vec<&'static str>,
}

impl UnknownName {
    pub(super) fn new(
        what: &'static str,
        given: &str,
        known: impl Iterator<Item = &'static str>,
    ) -> UnknownName {
        UnknownName { what, given: given.to_owned(), known: known.collect() }
    }

    /// The given name.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// The names that there are.
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no {} {}: write one of {}", self.what, Quoted(&self.given), self.known.join(", "))
    }
}

impl std::error::Error for UnknownName {}

debug_as_message!(UnknownName);
