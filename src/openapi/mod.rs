//! OpenAPI 3.0 and 3.1 → the text of a schema file: what an API's description says of a list, its
//! parameters, the names that it can be filtered by, and their types.
//!
//! ```text
//! text ─ yaml, json ─▶ Tree ─ description ─▶ Operation ─┬─ prose ─▶ names ─┬─▶ List ─▶ TOML, or what differs
//!                                                       └─ shape ─▶ types ─┘
//! ```
//!
//! The names are those that a text of the file lists ("can be filtered by: …"), their types those of the
//! items of the response. What the file does not say becomes a comment. Nothing here reads files or
//! follows a reference out of the one that is given.
//!
//! # Input safety
//!
//! A tree is a flat list, an alias a number, and schemas are taken apart without recursion. The size of a
//! file, its values, its nesting, and the work for one list are limited ([`limits`](crate::limits)).

mod error;

mod json;
mod refs;
mod tree;
mod yaml;

mod prose;
mod shape;
mod words;

mod list;
mod names;
mod operation;

mod compare;
mod description;
mod write;

pub use compare::{Difference, DifferenceKind, Existing};
pub use description::Description;
pub use error::{ErrorKind, OpenapiError};
pub use list::List;
