//! Findings as text: for people, for agents, for CI, and for programs.
//!
//! A report is a list of [`Linted`] filters, written in a [`Format`]. No control, bidirectional
//! or invisible character of a filter, a file name or a message is output. It is written as
//! `\u{…}`, in JSON as an escape, and in a URI percent-encoded.
//!
//! ```
//! use comfilter::Schema;
//! use comfilter::lint::{Holder, Linter};
//! use comfilter::report::{Format, Look};
//! use comfilter::text::Source;
//!
//! let linter = Linter::new(Schema::jobs().clone());
//! let file = Source::new(Some("errors.comfilter"), "# what failed\n\nname == 'x'\n");
//! let filters = linter.lint_all(Holder::File, file);
//!
//! let mut out = Vec::new();
//! Format::Full(Look::PLAIN).write(&mut out, &filters, 0).unwrap();
//! let expected = "  error[foreign-operator]: `==` is not an operator of this language: write `eq`
//!    ,-[errors.comfilter:3:6]
//!  3 | name == 'x'
//!    :      ^^
//!    `----
//!   write: name eq 'x'
//!
//! ";
//! assert_eq!(String::from_utf8(out).unwrap(), expected);
//! ```

mod finding;

mod agent;
mod concise;
mod github;
mod gitlab;
mod json;
mod json_lines;
mod junit;
mod rdjson;
mod sarif;
mod terminal;

mod shown;
mod window;

mod fingerprint;
mod fixed;
mod list;
mod safe;
mod uri;

use std::io::{self, BufWriter, Write};

pub(crate) use concise::listed;
pub use finding::{Clean, Summary};
pub(crate) use json::listed as listed_json;

use crate::lint::Linted;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For people: each finding with its place in the text and a correction.
    Full(Look),
    /// One line for each finding: `path:line:column: severity[rule] message`.
    Concise,
    /// One JSON document, on one line. Its schema is `docs/report.schema.json`; within a `version`
    /// keys may be added, but none is removed or changes its meaning.
    Json,
    /// One line of JSON for each finding. Its schema is `docs/report-line.schema.json`, with the
    /// promise of [`Json`](Format::Json).
    JsonLines,
    /// SARIF 2.1.0, for code scanning and editors, with the fixes.
    Sarif,
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// JUnit's XML: a suite for each file, a test for each filter, a failure for each finding.
    Junit,
    /// The Diagnostic Format of reviewdog.
    Rdjson,
    /// For agents, one short line for each finding: `path:line:column severity rule: message ->
    /// corrected filter`.
    Agent,
}

/// The look of a report for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Colours, for a terminal.
    pub color: bool,
    /// Lines drawn with Unicode characters, not with ASCII ones.
    pub unicode: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
    /// Hints are shown like other findings, not only counted.
    pub hints: bool,
    /// The name of a rule is a link to its page, for a terminal that shows links.
    pub links: bool,
}

impl Look {
    /// For a file, a pipe or a log: ASCII, no colours, 100 columns.
    pub const PLAIN: Look = Look { color: false, unicode: false, width: 100, hints: false, links: false };

    /// For a terminal of `width` columns.
    pub const fn fancy(width: usize) -> Look {
        Look { color: true, unicode: true, width, hints: false, links: false }
    }
}

impl Format {
    /// Writes a report of `filters` and of `clean` further ones without findings. In a tree of
    /// files the clean ones are not of interest; formats with a total count them. A number alone
    /// is one of filters.
    ///
    /// # Errors
    ///
    /// The errors of `out`.
    pub fn write(
        &self,
        out: &mut dyn Write,
        filters: &[Linted<'_>],
        clean: impl Into<Clean>,
    ) -> io::Result<()> {
        let clean = clean.into();
        let mut out = BufWriter::new(out);
        match self {
            Format::Full(look) => terminal::write(&mut out, look, filters)?,
            Format::Concise => concise::write(&mut out, filters)?,
            Format::Json => json::write(&mut out, filters, clean)?,
            Format::JsonLines => json_lines::write(&mut out, filters)?,
            Format::Sarif => sarif::write(&mut out, filters, clean.filters)?,
            Format::Github => github::write(&mut out, filters)?,
            Format::Gitlab => gitlab::write(&mut out, filters)?,
            Format::Junit => junit::write(&mut out, filters, clean.filters)?,
            Format::Rdjson => rdjson::write(&mut out, filters)?,
            Format::Agent => agent::write(&mut out, filters)?,
        }
        out.flush()
    }
}
