//! Why nothing can be made of an OpenAPI file.

use std::fmt::{self, Write};

use crate::text::write_safe;

/// Most characters of a place that a message shows.
const SHOWN: usize = 200;

/// Why nothing can be made of an OpenAPI file: what was found, where, and what to do.
///
/// Nothing in it can change what a terminal shows.
///
/// ```
/// use comfilter::openapi::{Description, ErrorKind};
///
/// let error = Description::read("swagger: '2.0'").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Version);
/// assert_eq!(error.message(), "this file has Swagger 2.0: only OpenAPI 3.0 and 3.1 are supported");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenapiError {
    kind: ErrorKind,
    message: String,
    place: Option<String>,
    help: String,
}

/// The kinds of reasons why nothing can be made of an OpenAPI file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file is longer than the limit, nests deeper, holds more, or is more entangled.
    TooMuch,
    /// There is nothing but white space.
    Empty,
    /// It is neither JSON nor YAML.
    Syntax,
    /// It is not an OpenAPI file.
    SomethingElse,
    /// It is of a version that is not read.
    Version,
    /// Something is missing, or of the wrong type.
    Structure,
    /// A reference leads nowhere, in a circle, or out of the file.
    Reference,
    /// There is no such path.
    UnknownPath,
    /// The path has no such method.
    UnknownMethod,
    /// The path answers no list.
    NoList,
}

impl OpenapiError {
    pub(super) fn new(kind: ErrorKind, message: impl Into<String>, help: impl Into<String>) -> OpenapiError {
        OpenapiError { kind, message: message.into(), place: None, help: help.into() }
    }

    /// The same, in this line.
    pub(super) fn in_line(mut self, line: usize, column: usize) -> OpenapiError {
        self.place = Some(format!("line {line}, column {column}"));
        self
    }

    /// The same, at the place that a JSON pointer names.
    pub(super) fn at(mut self, pointer: &str, line: Option<u32>) -> OpenapiError {
        let mut place = String::from("`#");
        let mut characters = pointer.chars();
        for character in characters.by_ref().take(SHOWN) {
            // Writing to a `String` cannot fail.
            let _ = write_safe(&mut place, character);
        }
        place.push_str(if characters.next().is_some() { "…`" } else { "`" });
        if let Some(line) = line {
            let _ = write!(place, ", line {line}");
        }
        self.place = Some(place);
        self
    }

    /// Which kind of reason.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What was found, and why it is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it stands: the JSON pointer and the line, as far as they are known.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// What to do.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for OpenapiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  at {place}")?;
        }
        write!(f, "\n  help: {}", self.help)
    }
}

impl std::error::Error for OpenapiError {}
