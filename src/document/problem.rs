//! The problems of a file.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::limits;
use crate::text::{Encoding, Position, Source};

/// The error for an invalid schema or configuration, with all its problems.
///
/// It displays each problem with its place, its reason and its correction, in two lines; nothing in
/// them can change a terminal's display.
///
/// ```
/// use comfilter::Schema;
///
/// let error = Schema::from_toml("resource = \"servers\"\neditoin = \"v1\"").unwrap_err();
/// assert_eq!(
///     error.to_string().lines().last(),
///     Some("  help: did you mean `edition`?"),
/// );
/// assert_eq!(error.problems().last().unwrap().position().line, 2);
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DocumentError {
    problems: Vec<Problem>,
    omitted: usize,
}

impl DocumentError {
    /// The problems by place: at least one, at most
    /// [`limits::DIAGNOSTICS`](crate::limits::DIAGNOSTICS).
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The number of problems beyond that, which were only counted.
    pub fn omitted(&self) -> usize {
        self.omitted
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.problems.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        match self.omitted {
            0 => Ok(()),
            omitted => write!(f, "\nand {omitted} more"),
        }
    }
}

impl std::error::Error for DocumentError {}

debug_as_message!(DocumentError);

/// One mistake in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    kind: ProblemKind,
    position: Position,
    message: Cow<'static, str>,
    help: Cow<'static, str>,
}

impl Problem {
    /// Which kind of problem.
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// Its start; the column counts Unicode code points.
    pub fn position(&self) -> Position {
        self.position
    }

    /// The mistake and its reason: lower case, no final period, the file's text in back quotes and
    /// with escaped control characters.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The advice.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column, .. } = self.position;
        write!(f, "line {line}, column {column}: {}\n  help: {}", self.message, self.help)
    }
}

/// The kinds of problems that a schema or a configuration can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text is longer than the limit.
    TooLong,
    /// The file has only white space and comments.
    Empty,
    /// It is something else: JSON, a filter, another program's TOML.
    SomethingElse,
    /// The file is not TOML.
    NotToml,
    /// A key that there is not.
    UnknownKey,
    /// A key that has to be there.
    MissingKey,
    /// A value of the wrong TOML type, or an unknown word.
    WrongValue,
    /// An empty string, or one with characters that are invisible or control a terminal.
    WrongText,
    /// A name that filters cannot write, or a path that URLs cannot.
    WrongName,
    /// A name that is a word of the filter language.
    ReservedName,
    /// A repeated entry, or two entries with one spelling.
    Duplicate,
    /// A property below one that is not an object, or an entry that another hides.
    Unreachable,
    /// A key that does not fit the type of the property.
    MisplacedKey,
    /// A template's id that is not a UUID.
    WrongId,
    /// A successor that is not a property.
    UnknownProperty,
    /// A source that is not in the table of sources.
    UnknownSource,
    /// A function that cannot be added.
    UnknownFunction,
    /// A rule that there is not.
    UnknownRule,
    /// A pattern of paths that is invalid, or can match nothing.
    WrongPattern,
}

/// The problems of one file.
#[derive(Debug)]
pub(crate) struct Problems<'t> {
    source: Source<'t>,
    kept: Vec<Problem>,
    omitted: usize,
}

impl<'t> Problems<'t> {
    pub(crate) fn of(text: &'t str) -> Problems<'t> {
        Problems { source: Source::new(None, text), kept: Vec::new(), omitted: 0 }
    }

    /// Adds a problem at the byte `at`. `describe` gives the message and the help; it runs only
    /// if they are kept.
    pub(crate) fn add<M, H>(&mut self, kind: ProblemKind, at: usize, describe: impl FnOnce(&Self) -> (M, H))
    where
        M: Into<Cow<'static, str>>,
        H: Into<Cow<'static, str>>,
    {
        if self.kept.len() == limits::DIAGNOSTICS {
            self.omitted += 1;
            return;
        }
        let (message, help) = describe(self);
        let position = self.position(at);
        self.kept.push(Problem { kind, position, message: message.into(), help: help.into() });
    }

    /// The line of the byte `at`, from 1.
    pub(crate) fn line(&self, at: usize) -> u32 {
        self.position(at).line
    }

    fn position(&self, at: usize) -> Position {
        self.source.position(u32::try_from(at).unwrap_or(u32::MAX), Encoding::Utf32)
    }

    /// All of them as an error, if there are any.
    pub(crate) fn into_result(mut self) -> Result<(), DocumentError> {
        if self.kept.is_empty() {
            return Ok(());
        }
        self.kept.sort_by_key(|problem| problem.position);
        Err(DocumentError { problems: self.kept, omitted: self.omitted })
    }

    /// A single problem as an error, after which the file is not read any further.
    pub(crate) fn only<M, H>(text: &str, kind: ProblemKind, at: usize, message: M, help: H) -> DocumentError
    where
        M: Into<Cow<'static, str>>,
        H: Into<Cow<'static, str>>,
    {
        let position = Problems::of(text).position(at);
        let problem = Problem { kind, position, message: message.into(), help: help.into() };
        DocumentError { problems: vec![problem], omitted: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_told_by_place() {
        let mut problems = Problems::of("one\n\u{e9}two");
        problems.add(ProblemKind::UnknownKey, 6, |problems| {
            (format!("below line {}", problems.line(0)), "go up")
        });
        problems.add(ProblemKind::MissingKey, 0, |_| ("above", "go down"));
        let error = problems.into_result().unwrap_err();
        let shown = "line 1, column 1: above\n  help: go down\nline 2, column 2: below line 1\n  help: go up";
        assert_eq!(error.to_string(), shown);
        let first = &error.problems()[0];
        assert_eq!(
            (first.kind(), first.message(), first.help()),
            (ProblemKind::MissingKey, "above", "go down")
        );
        assert_eq!(error.problems()[1].position().offset, 6);
    }

    #[test]
    fn no_problem_is_no_error() {
        assert_eq!(Problems::of("").into_result(), Ok(()));
    }
}
