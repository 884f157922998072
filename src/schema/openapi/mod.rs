//! A schema file from OpenAPI 3.0 or 3.1: the facts of one list, its parameters, its filterable names, and
//! their types.
//!
//! ```text
//! text ─ yaml, json ─▶ Tree ─ description ─▶ Operation ─┬─ prose ─▶ names ─┬─▶ List ─▶ TOML, or what differs
//!                                                       └─ shape ─▶ types ─┘
//! ```
//!
//! The names come from prose in the file ("can be filtered by: …"), and their types from the items of the
//! response. Facts that the file lacks become comments. The module reads no files, and follows no reference
//! out of the given one.
//!
//! # Input safety
//!
//! A tree is a flat list, and an alias is a number. Schemas are taken apart without recursion. The size of a
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
mod response;
mod write;

pub use compare::{Difference, DifferenceKind, Existing};
pub use description::Description;
pub use error::{ErrorKind, OpenapiError};
pub use list::ApiList;
