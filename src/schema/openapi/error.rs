//! Errors in an OpenAPI file.

use std::fmt::{self, Write};

use crate::text::write_safe;

/// Most characters of a place in a message.
const SHOWN: usize = 200;

/// An error in an OpenAPI file: the reason, the place, and the remedy.
///
/// It contains no characters that change the output of a terminal.
///
/// ```
/// use comfilter::schema::openapi::{Description, ErrorKind};
///
/// let error = Description::read("swagger: '2.0'").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Version);
/// assert_eq!(error.message(), "this file has Swagger 2.0: only OpenAPI 3.0 and 3.1 are supported");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct OpenapiError {
    kind: ErrorKind,
    message: String,
    place: Option<String>,
    help: String,
}

/// The kinds of errors in an OpenAPI file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file is too long, too deep or too large, or its references unfold to too much.
    TooMuch,
    /// The file contains only white space.
    Empty,
    /// The file is neither JSON nor YAML.
    Syntax,
    /// The file is not an OpenAPI file.
    SomethingElse,
    /// The file has an unsupported version.
    Version,
    /// A key is missing, or its value has the wrong type.
    Structure,
    /// A reference leads nowhere, in a circle, or out of the file.
    Reference,
    /// There is no such path.
    UnknownPath,
    /// The path has no such method.
    UnknownMethod,
    /// The response of the path is not a list.
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

    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The reason.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The place: the JSON pointer and the line, as far as they are known.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// The remedy.
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

debug_as_message!(OpenapiError);
