//! Compiles, lints, encodes and evaluates the `filter` expressions of HPE Compute Ops
//! Management's job list.

pub mod limits;
pub mod text;
mod timestamp;

pub mod diagnostic;
pub mod rules;

pub mod syntax;

pub mod schema;

pub mod check;

pub mod encode;
pub mod format;

pub mod builder;
pub mod template;

#[cfg(feature = "cli")]
pub mod report;

pub use builder::{Expr, Value, jobs};
pub use check::{Checked, Filter, FilterError};
pub use diagnostic::{Diagnostic, Severity};
pub use limits::Limits;
pub use schema::Schema;
pub use syntax::Operator;
pub use template::Template;
pub use timestamp::{Timestamp, TimestampError};
