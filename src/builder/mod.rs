//! Filters from values, without writing their syntax.
//!
//! A program that concatenates a filter from strings is as safe as its worst value: one quote in a job's name
//! turns the value into syntax. Here every value stays a value. One place quotes and escapes it, and the
//! finished filter is read and checked like any other.
//!
//! ```
//! use comfilter::jobs::{self, State};
//! use comfilter::{Filter, Timestamp};
//!
//! let since: Timestamp = "2022-06-01T00:00:00Z".parse()?;
//! let filter: Filter = jobs::resource_id()
//!     .eq("P06760-B21+2M212504P8")
//!     .and(jobs::state().is_in([State::Error, State::Stalled]))
//!     .and(jobs::created_at().ge(since))
//!     .build()?;
//! assert_eq!(
//!     filter.as_str(),
//!     "resource/id eq 'P06760-B21+2M212504P8' and state in ('ERROR','STALLED') \
//!      and createdAt ge 2022-06-01T00:00:00Z"
//! );
//! # Ok::<(), comfilter::builder::BuildError>(())
//! ```
//!
//! # Which way to take
//!
//! - **The properties are known when the program is written:** [`jobs`] and [`servers`] have a function for
//!   each of them, and its type decides which conditions it has. Comparing a string with a number, ordering
//!   states, and empty lists do not compile.
//! - **The user of the program chooses property, operator and value:** [`Schema::term`] takes them at run
//!   time, and its error names the types and values that fit the property. It works for every schema.
//! - **The filter is a string with gaps,** from a configuration or a command line:
//!   [`Template`](crate::Template).
//!
//! Each gives an [`Expr`] or a [`Filter`]. [`and`](Expr::and), [`or`](Expr::or) and [`not`](Expr::not) join
//! expressions, with parentheses where the meaning needs them.
//!
//! ```
//! use comfilter::{Operator, Schema, jobs};
//!
//! let (property, value) = ("status", "it's waiting");
//! let chosen = Schema::jobs().term(property, Operator::Eq, value)?;
//! let filter = chosen.or(jobs::generation().gt(3)).and(jobs::cancellable().is_true()).build()?;
//! assert_eq!(
//!     filter.as_str(),
//!     "(status eq 'it''s waiting' or generation gt 3) and cancellable eq true"
//! );
//! # Ok::<(), comfilter::builder::BuildError>(())
//! ```
//!
//! # Errors
//!
//! Most functions cannot fail, and give an expression at once. These give a `Result`, all with one error
//! type, [`BuildError`]:
//!
//! - a list whose length is known only at run time (`is_in_list`, [`Expr::all`], [`Expr::any`]),
//!   because filters have no empty list;
//! - a path below an open object ([`jobs::job_params`]), because filters cannot contain every name;
//! - a [`Decimal`], because NaN and infinities are not numbers;
//! - a documented word from a string (`"ERROR".parse::<State>()`), because it may be mistyped;
//! - [`Expr::build`], because a filter may be too long or nested too deep.
//!
//! A warning of the checker is not an error: a filter may compare with an undocumented state, as in
//! `jobs::state().as_text().eq("PAUSED")`. [`Schema::check`](crate::Schema::check) reports the warnings for
//! the finished filter.
//!
//! [`Filter`]: crate::Filter
//! [`Schema::term`]: crate::Schema::term

mod error;
mod expr;
pub mod jobs;
mod path;
mod property;
pub mod servers;
pub mod template;
mod term;
#[cfg(test)]
mod tests;
mod value;
mod word;

pub use crate::syntax::literal::NumberError;
pub use crate::timestamp::TimestampError;
pub use error::BuildError;
pub use expr::Expr;
pub use property::{Anything, Boolean, Cased, Integer, Known, Object, Text, Time, Word};
pub use term::TermError;
pub use value::{Decimal, Scalar, Value};
