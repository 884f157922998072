//! comfilter compiles, lints, encodes and evaluates the `filter` expressions of HPE Compute Ops
//! Management's job list, `GET /compute-ops-mgmt/v1/jobs?filter=…`, a subset of OData 4.0.
//!
//! It is not a general OData parser, it sends no request, and it does not decide for the service:
//! it checks the rules of the API page, and accepts everything that the page leaves open.
//!
//! # A filter through all stages
//!
//! The crate follows one idea: a filter is compiled in stages, each stage has its type, and each
//! stage works alone.
//!
//! ```text
//! text ─ syntax ─▶ Ast ─ check(Schema) ─▶ Filter ─┬─ encode  ─▶ filter=…%20…
//!                                                 ├─ canonical text
//!                                                 └─ matcher ─▶ which jobs
//! every stage ─▶ Diagnostic ─ report ─▶ terminal, one line each, JSON, SARIF, CI servers
//! ```
//!
//! **Text → [`Ast`](syntax::Ast).** [`syntax::parse`] never fails: a mistake becomes a
//! [`Diagnostic`], and the tree has the probable intent.
//!
//! ```
//! use comfilter::{Limits, syntax};
//!
//! let parsed = syntax::parse("state == 'ERROR' AND resource/id eq 'P06760-B21+2M212504P8'", &Limits::DEFAULT);
//! let rules: Vec<&str> = parsed.diagnostics().iter().map(|found| found.rule().name()).collect();
//! assert_eq!(rules, ["foreign-operator", "keyword-case"]);
//! assert_eq!(parsed.ast().to_string(), "state eq 'ERROR' and resource/id eq 'P06760-B21+2M212504P8'");
//! ```
//!
//! **`Ast` + [`Schema`] → [`Checked`].** [`Schema::check`] adds the checks of types: the
//! properties, the values that each may be compared with, and the known values.
//!
//! ```
//! use comfilter::Schema;
//!
//! let checked = Schema::jobs().check("state eq 'halted' and generation gt 'three'");
//! let [value, number] = &checked.diagnostics()[..] else { panic!() };
//! assert_eq!(value.message(), "`halted` is not a documented value of `state`");
//! assert_eq!(number.message(), "`generation` is an integer, and `'three'` is a string");
//! assert_eq!(number.help(), Some("compare `generation` with a number, as in `generation gt 3`"));
//! ```
//!
//! **`Checked` → [`Filter`].** A `Filter` is valid by construction: there is one only if there is
//! no error. Parsing a string does all of the above in one step, and the error of an invalid filter
//! prints the mistake, with a caret under it:
//!
//! ```
//! use comfilter::Filter;
//!
//! let error = "name eq 'O'Neil'".parse::<Filter>().unwrap_err();
//! assert_eq!(error.to_string(), "\
//! this quote ends the string `'O'`: a quote inside a string must be doubled
//!   name eq 'O'Neil'
//!             ^");
//! ```
//!
//! **`Filter` → bytes.** Only a `Filter` can be encoded, so no caller can send an unchecked one:
//!
//! ```
//! use comfilter::Filter;
//! use comfilter::encode::{Request, Snippet};
//!
//! let filter: Filter = "resource/id  eq 'P06760-B21+2M212504P8'".parse()?;
//! assert_eq!(filter.as_str(), "resource/id eq 'P06760-B21+2M212504P8'");
//! assert_eq!(filter.query(), "filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27");
//! println!("{}", Request::new(&filter).snippet(Snippet::Curl));
//! # Ok::<(), comfilter::FilterError>(())
//! ```
//!
//! **`Filter` → verdicts.** A [`Matcher`] runs a filter over your jobs: it is true, false, or null
//! if a property that it needs is missing.
//!
//! ```
//! use comfilter::{Filter, Verdict};
//! use serde_json::json;
//!
//! let matcher = "state eq 'ERROR' and not contains(status,'retried')".parse::<Filter>()?.matcher();
//! assert!(matcher.matches(&json!({ "state": "ERROR", "status": "checksum mismatch" })));
//! assert_eq!(matcher.verdict(&json!({ "state": "COMPLETE" })), Verdict::False);
//! assert_eq!(matcher.verdict(&json!({ "state": "ERROR" })), Verdict::Null);
//! # Ok::<(), comfilter::FilterError>(())
//! ```
//!
//! A [`FilterSet`] holds many filters against each job of a stream.
//!
//! # Values from elsewhere
//!
//! Never paste a user's value into a string that becomes a filter: a quote in it would end the
//! string, and the rest would be read as filter. Two ways are safe. The typed functions of [`jobs`]
//! build a filter in code:
//!
//! ```
//! use comfilter::jobs::{self, State};
//!
//! let user_input = "O'Neil' or 1 eq 1";
//! let filter = jobs::name().eq(user_input).and(jobs::state().is_in([State::Error, State::Stalled])).build()?;
//! assert_eq!(filter.as_str(), "name eq 'O''Neil'' or 1 eq 1' and state in ('ERROR','STALLED')");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! and a [`Template`] keeps the filter as text, with `@name` in the place of values:
//!
//! ```
//! use comfilter::Template;
//!
//! let template = Template::parse("resource/id eq @server and createdAt ge @since")?;
//! let filter = template.bind("server", "P06760-B21+2M212504P8")?.bind("since", "2026-11-20T00:00:00Z")?.finish()?;
//! assert_eq!(filter.as_str(), "resource/id eq 'P06760-B21+2M212504P8' and createdAt ge 2026-11-20T00:00:00Z");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Other modules
//!
//! - [`decode`] reads a filter from a URL, a query string or a curl command like the server.
//! - [`lint`] has the rules about the whole of a filter, the severities of all rules, and the search
//!   for filters in scripts and other files.
//! - `config` reads `comfilter.toml`, and `report` prints findings.
//! - [`explain`] describes in plain English the jobs that a filter selects, and the properties of a
//!   list ([`explain::properties`]).
//! - [`editing`] answers an editor: completions, hovers and hints inside of filters, also quoted and encoded ones.
//! - [`matcher::reasons`] explains why a filter selects a job or not, and why it selects few of
//!   many.
//! - [`logic`] compares filters over all jobs, and simplifies them.
//! - [`mod@format`] formats filters, and reads files of them.
//! - [`diagnostic`] is a finding as data, and [`rules`] has a page for each kind of finding.
//! - [`schema`] has the properties of lists, as data; another resource is another file, which
//!   `schema::openapi` makes from an API's description.
//! - [`syntax`] is the tree of a filter, and [`text`] has its places and edits.
//!
//! # Input safety
//!
//! No input panics, overflows the stack or takes more than linear time. Text is limited to 1 MiB and nesting
//! to 128 ([`limits`]), and a diagnostic names each exceeded limit. Matching a job takes time for the terms
//! of the filter and the size of the job, and no recursion. All `unsafe` code is in one module: the SIMD
//! instructions of `matcher/raw/simd.rs`, which are tested against a portable implementation.
//!
//! # Features
//!
//! - `cli` (default): the `comfilter` command and the modules `report`, `config` and
//!   `schema::openapi`. A library needs none of it: `default-features = false`.
//! - `lsp` (default): `comfilter lsp`, the language server for editors.
//! - `miette`: miette's `Diagnostic` for [`FilterError`].

/// The `Debug` of an error is its message, because `main` prints an error with `Debug`.
macro_rules! debug_as_message {
    ($error:ty) => {
        impl std::fmt::Debug for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    };
}

pub mod limits;
pub mod text;
mod timestamp;

pub mod rules;

pub mod diagnostic;

pub mod syntax;

mod document;

pub mod schema;

mod check;

pub mod builder;

pub mod encode;
pub mod format;
mod job;
pub mod matcher;

pub mod logic;

pub mod decode;
mod source;

pub mod lint;

#[cfg(feature = "cli")]
pub mod config;

pub mod explain;

pub mod editing;

#[cfg(feature = "cli")]
pub mod report;

#[cfg(feature = "lsp")]
#[doc(hidden)]
pub mod lsp;

#[cfg(feature = "cli")]
mod cli;

pub use builder::template::Template;
pub use builder::{Expr, Value, jobs, servers};
pub use check::{Checked, Filter, FilterError, FilterSeed};
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use cli::run;
pub use diagnostic::{Diagnostic, Severity};
pub use job::{Job, JobResource};
pub use limits::Limits;
pub use matcher::{FilterSet, Matcher, Verdict};
pub use schema::Schema;
pub use syntax::Operator;
pub use timestamp::Timestamp;

/// The code of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
