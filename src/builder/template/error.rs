//! The errors of parsing, binding and finishing a template.

use std::fmt;

use crate::builder::NumberError;
use crate::check::wording::noun;
use crate::schema::Type;
use crate::text::{Quoted, joined};
use crate::timestamp::TimestampError;
use crate::{FilterError, limits};

/// The error for an invalid template, a value that does not fit, or a missing value.
///
/// ```
/// use comfilter::Template;
/// use comfilter::builder::template::TemplateError;
///
/// let template = Template::parse("generation gt @least and name eq @name")?;
/// let error = template.clone().bind("name", 3).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`@name` is compared with `name`, which is a string, and `3` is an integer: give a string"
/// );
/// let error = template.bind("nmae", "x").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the filter has no parameter `@nmae`: it has `@least` and `@name`"
/// );
/// # Ok::<(), TemplateError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum TemplateError {
    /// The text of the template, or of the finished filter, has an error: all diagnostics.
    Filter(FilterError),
    /// A value has no parameter in the template.
    Unknown {
        /// The parameter, without its `@`.
        name: String,
        /// The parameters that the template has.
        others: Vec<String>,
    },
    /// Parameters have no value.
    Unbound {
        /// These.
        names: Vec<String>,
        /// The parameters that have one.
        bound: Vec<String>,
    },
    /// A parameter has two values.
    BoundTwice {
        /// The parameter.
        name: String,
    },
    /// A list was given for a parameter in the place of one value.
    NotAList {
        /// The parameter.
        name: String,
        /// The property beside it.
        property: String,
    },
    /// A list without an item was given.
    EmptyList {
        /// The parameter.
        name: String,
    },
    /// Arguments for one parameter have different types.
    TypesDiffer {
        /// The parameter.
        name: String,
    },
    /// The values make the filter longer than the limit.
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A value does not fit.
    Value(ValueError),
}

/// The error for a value that does not fit the place of its parameter.
///
/// ```
/// use comfilter::Template;
/// use comfilter::schema::Type;
/// use comfilter::builder::template::TemplateError;
///
/// let template = Template::parse("createdAt ge @since")?;
/// let TemplateError::Value(error) = template.bind("since", "2022-06-01T00:00:00").unwrap_err() else {
///     panic!("a time without a zone is not an instant")
/// };
/// assert_eq!((error.name(), error.property(), error.expected()), ("since", "createdAt", Type::Timestamp));
/// assert_eq!(
///     error.to_string(),
///     "`@since` is compared with `createdAt`, which is a timestamp, and `2022-06-01T00:00:00` has no zone: \
///      give 2022-06-01T00:00:00Z if that is UTC"
/// );
/// # Ok::<(), TemplateError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ValueError {
    pub(super) name: String,
    pub(super) property: String,
    /// The reason for the expected type.
    pub(super) origin: TypeReason,
    pub(super) expected: Type,
    pub(super) found: String,
    pub(super) item: Option<usize>,
    pub(super) problem: ValueProblem,
}

/// The reason for the type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypeReason {
    /// From the property that it is compared with.
    Property,
    /// From `contains`.
    Contains,
    /// From the caller, who said it.
    Said,
}

/// The problem with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueProblem {
    /// It is of this type, and another is needed.
    Type(Type),
    /// It is null, which is only written in the filter.
    Null,
    /// Not a number.
    Number(NumberError),
    /// It is a number with a fraction or an exponent, but must be an integer.
    Fraction,
    /// It is neither `true` nor `false`.
    Boolean,
    /// Not a timestamp.
    Timestamp(TimestampError),
    /// It begins like a relative time, but is not one.
    Relative,
    /// It is a relative time before the year 0000.
    TooEarly,
    /// The explicit type differs from that of the property.
    SaidType(Type),
}

impl ValueError {
    /// The parameter, without its `@`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The property beside the parameter.
    pub fn property(&self) -> &str {
        &self.property
    }

    /// The type that is needed there.
    pub fn expected(&self) -> Type {
        self.expected
    }

    /// The given value, as text.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The index of the item in a list.
    pub fn item(&self) -> Option<usize> {
        self.item
    }

    /// The problem with it.
    pub fn problem(&self) -> ValueProblem {
        self.problem
    }
}

const fn wanted(ty: Type) -> &'static str {
    match ty {
        Type::String => "a string",
        Type::Integer => "a whole number such as 3",
        Type::Decimal => "a number such as 0.5",
        Type::Timestamp => {
            "a timestamp such as 2022-06-01T00:00:00Z, a date such as 2022-06-01, `now`, `today`, `yesterday`, or a time before now such as -30m, -72h, -7d or -2w"
        }
        Type::Boolean => "`true` or `false`",
        Type::Object => "the path of something inside",
        Type::Array => "one value that the array may contain",
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, property, found) = (&self.name, &self.property, Quoted(&self.found));
        if self.problem == ValueProblem::Null {
            return write!(
                f,
                "`@{name}` cannot be null: write `{property} eq null` or `{property} ne null` in the filter"
            );
        }
        if let Some(item) = self.item {
            write!(f, "value {} of ", item + 1)?;
        }
        let expected = noun(self.expected);
        match self.origin {
            TypeReason::Property => {
                write!(f, "`@{name}` is compared with `{property}`, which is {expected}, ")?
            }
            TypeReason::Contains => {
                write!(f, "`@{name}` is looked for in `{property}`, so it must be {expected}, ")?
            }
            TypeReason::Said => write!(f, "the type of `@{name}` was given as {expected}, ")?,
        }
        match self.problem {
            // A variable of a script without a value.
            ValueProblem::Number(_) | ValueProblem::Boolean | ValueProblem::Timestamp(_)
                if self.found.is_empty() =>
            {
                f.write_str("and the value is empty")?;
            }
            ValueProblem::Type(ty) => write!(f, "and {found} is {}", noun(ty))?,
            ValueProblem::SaidType(ty) => {
                return write!(f, "and not {}: omit the type", noun(ty));
            }
            ValueProblem::Number(reason) => write!(f, "and {found} is not a valid number: {reason}")?,
            ValueProblem::Fraction => write!(f, "and {found} is not a whole number")?,
            ValueProblem::Boolean => write!(f, "and {found} is neither `true` nor `false`")?,
            ValueProblem::Timestamp(TimestampError::NoZone) => {
                return write!(f, "and {found} has no zone: give {}Z if that is UTC", self.found);
            }
            ValueProblem::Timestamp(reason) => write!(f, "and {found} is not a valid timestamp: {reason}")?,
            ValueProblem::Relative => {
                return write!(
                    f,
                    "and {found} is not a time before now: give `-`, a whole number and `m`, `h`, `d` or `w` (minutes, hours, days, weeks), as in -72h, or `now`, `today` or `yesterday`"
                );
            }
            ValueProblem::TooEarly => return write!(f, "and {found} is before the year 0000"),
            ValueProblem::Null => {}
        }
        let separator = if matches!(self.problem, ValueProblem::Number(_) | ValueProblem::Timestamp(_)) {
            ";"
        } else {
            ":"
        };
        write!(f, "{separator} give {}", wanted(self.expected))
    }
}

impl std::error::Error for ValueError {}

debug_as_message!(ValueError);

/// `` `@a`, `@b` and `@c` ``.
fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    // A name of the template has a limited length; a given one may be longer.
    let name = |name: &String| format!("`@{}`", name.chars().take(limits::NAME).collect::<String>());
    let shown: Vec<String> = names.iter().take(MOST).map(name).collect();
    match names.len() - shown.len() {
        0 => joined(&shown, "and"),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TemplateError::Filter(error) => error.fmt(f),
            TemplateError::Unknown { name, others } => {
                let given = format!("@{name}");
                match &**others {
                    [] => write!(
                        f,
                        "the filter has no parameter {}, or any other: write one in place of a literal, without quotes, as in `name eq @name`",
                        Quoted(&given)
                    ),
                    _ => {
                        let others = listed(others);
                        write!(f, "the filter has no parameter {}: it has {others}", Quoted(&given))
                    }
                }
            }
            TemplateError::Unbound { names, bound } => {
                write!(f, "{} {} no value", listed(names), if names.len() == 1 { "has" } else { "have" })?;
                match bound.len() {
                    0 => Ok(()),
                    1 => write!(f, "; {} has one", listed(bound)),
                    _ => write!(f, "; {} have one", listed(bound)),
                }
            }
            TemplateError::BoundTwice { name } => {
                write!(f, "`@{name}` was given a value twice: once is enough")
            }
            TemplateError::NotAList { name, property } => write!(
                f,
                "`@{name}` is a list, and `{property}` is compared with one value: give one value, or write `{property} in @{name}`"
            ),
            TemplateError::EmptyList { name } => write!(
                f,
                "the list for `@{name}` is empty, and filters have no empty list: give it a value, or omit the condition"
            ),
            TemplateError::TypesDiffer { name } => {
                write!(f, "the values of `@{name}` were given different types: a list has one")
            }
            TemplateError::TooLong { limit } => write!(
                f,
                "with its values the filter would be longer than {limit} bytes, which is the limit: split it into several requests"
            ),
            TemplateError::Value(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for TemplateError {}

debug_as_message!(TemplateError);

impl From<FilterError> for TemplateError {
    fn from(error: FilterError) -> TemplateError {
        TemplateError::Filter(error)
    }
}

impl From<ValueError> for TemplateError {
    fn from(error: ValueError) -> TemplateError {
        TemplateError::Value(error)
    }
}
