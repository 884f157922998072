//! Compiles, lints, encodes and evaluates the `filter` expressions of HPE Compute Ops
//! Management's job list.

pub mod limits;
pub mod text;

pub mod diagnostic;
pub mod rules;

pub mod schema;

pub use diagnostic::{Diagnostic, Severity};
pub use limits::Limits;
pub use schema::Schema;
