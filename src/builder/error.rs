//! The errors of builders.

use std::fmt;

use super::term::TermError;
use crate::syntax::literal::NumberError;
use crate::syntax::name;
use crate::text::Quoted;
use crate::timestamp::TimestampError;
use crate::{FilterError, limits};

/// The reason why something cannot be built. Every step of a chain has this error, so each can end with `?`.
///
/// ```
/// use comfilter::Filter;
/// use comfilter::builder::BuildError;
/// use comfilter::jobs;
///
/// fn of_servers(ids: &[String]) -> Result<Filter, BuildError> {
///     jobs::resource_id().is_in_list(ids)?.build()
/// }
/// assert!(matches!(of_servers(&[]), Err(BuildError::EmptyList)));
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum BuildError {
    /// A list without an item.
    EmptyList,
    /// A path without a segment.
    EmptyPath,
    /// A segment of a path that filters cannot contain.
    Segment {
        /// The segment.
        segment: String,
        /// The property that was probably meant by the whole path.
        nearest: Option<String>,
    },
    /// A segment of a path that is longer than [`limits::NAME`].
    LongSegment {
        /// How many characters it has.
        length: usize,
    },
    /// A path that begins with a keyword of the language.
    Keyword {
        /// The keyword.
        keyword: String,
    },
    /// A floating-point number that is NaN or an infinity.
    NotFinite,
    /// A string that is not a number.
    Number {
        /// The string.
        text: String,
        /// The reason.
        reason: NumberError,
    },
    /// A string that is not a timestamp.
    Timestamp(TimestampError),
    /// A string that is not a documented value of a property.
    UnknownValue {
        /// The property.
        property: &'static str,
        /// The string.
        text: String,
        /// The value that was probably meant.
        nearest: Option<String>,
    },
    /// A property, an operator and a value that do not fit together.
    Term(TermError),
    /// The whole filter is not valid: too long, too deep, or for another resource.
    Filter(FilterError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::EmptyList => f.write_str(
                "the list is empty, and filters have no empty list: omit the condition, or add an item",
            ),
            BuildError::EmptyPath => f.write_str("the path is empty: give it at least one segment"),
            BuildError::Segment { segment, nearest } => {
                write!(f, "{} cannot be a name in a filter: ", Quoted(segment))?;
                match nearest {
                    Some(nearest) => write!(f, "write `{nearest}`"),
                    None if segment.contains('/') => {
                        f.write_str("give each segment of the path as a separate item")
                    }
                    None => f.write_str(name::FORM),
                }
            }
            BuildError::LongSegment { length } => {
                write!(f, "a name of {length} characters is too long: the limit is {}", limits::NAME)
            }
            BuildError::Keyword { keyword } => {
                write!(f, "`{keyword}` is a word of the filter language, and no property can begin with it")
            }
            BuildError::NotFinite => {
                f.write_str("a filter cannot contain NaN or an infinity: give a finite number")
            }
            BuildError::Number { text, reason } => {
                write!(f, "{} is not a valid number: {reason}", Quoted(text))
            }
            BuildError::Timestamp(error) => error.fmt(f),
            BuildError::UnknownValue { property, text, nearest } => {
                write!(f, "{} is not a documented value of `{property}`", Quoted(text))?;
                match nearest {
                    Some(nearest) => write!(f, ": write `{nearest}`"),
                    None => Ok(()),
                }
            }
            BuildError::Term(error) => error.fmt(f),
            BuildError::Filter(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

debug_as_message!(BuildError);

impl From<FilterError> for BuildError {
    fn from(error: FilterError) -> BuildError {
        BuildError::Filter(error)
    }
}

impl From<TermError> for BuildError {
    fn from(error: TermError) -> BuildError {
        BuildError::Term(error)
    }
}

impl From<TimestampError> for BuildError {
    fn from(error: TimestampError) -> BuildError {
        BuildError::Timestamp(error)
    }
}
