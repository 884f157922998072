//! Values, and their literals.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use super::error::BuildError;
use crate::Timestamp;
use crate::syntax::literal::{self, quote};

/// A value for a comparison; only the running program knows its type.
///
/// `into()` makes it from strings, integers, booleans, timestamps, [`Decimal`]s, the documented words of
/// [`jobs`](crate::jobs), and from an `Option` of these, where `None` is `null`.
///
/// ```
/// use comfilter::Value;
///
/// assert_eq!(Value::from("O'Neil"), Value::Text("O'Neil".to_owned()));
/// assert_eq!(Value::from(3), Value::Integer(3));
/// assert_eq!(Value::from(None::<&str>), Value::Null);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Value {
    /// A string, without quotes or escapes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Decimal(Decimal),
    /// An instant.
    Timestamp(Timestamp),
    /// `true` or `false`.
    Boolean(bool),
    /// Null.
    Null,
}

impl Value {
    /// The literal of the value in a filter.
    pub(crate) fn literal(&self) -> Cow<'static, str> {
        match self {
            Value::Text(text) => Cow::Owned(quote(text)),
            Value::Integer(number) => Cow::Owned(number.to_string()),
            Value::Decimal(number) => Cow::Owned(number.text.clone()),
            Value::Timestamp(instant) => Cow::Owned(instant.to_string()),
            Value::Boolean(true) => Cow::Borrowed("true"),
            Value::Boolean(false) => Cow::Borrowed("false"),
            Value::Null => Cow::Borrowed("null"),
        }
    }
}

/// A number in the syntax of filters: `0.1`, `1e16`, `3`.
///
/// From a floating-point number it takes the shortest text that parses as the same number. From text it takes
/// every digit, so it also has numbers that a floating-point number would round.
///
/// ```
/// use comfilter::builder::{BuildError, Decimal};
/// use comfilter::jobs;
///
/// let ratio = jobs::results(["ratio"])?;
/// assert_eq!(ratio.lt(Decimal::try_from(0.1)?).to_string(), "results/ratio lt 0.1");
/// let exact: Decimal = "0.10000000000000000001".parse()?;
/// assert_eq!(ratio.lt(exact).to_string(), "results/ratio lt 0.10000000000000000001");
/// assert!(matches!(Decimal::try_from(f64::NAN), Err(BuildError::NotFinite)));
/// # Ok::<(), BuildError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// A number literal.
    text: String,
}

impl Decimal {
    /// The number as filters write it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<f64> for Decimal {
    type Error = BuildError;

    fn try_from(number: f64) -> Result<Decimal, BuildError> {
        // `{:?}` writes a point or an exponent, so a large number is not an integer past 64 bits. It writes
        // at most 17 digits and an exponent within 324, which is within the limits.
        if number.is_finite() {
            Ok(Decimal { text: format!("{number:?}") })
        } else {
            Err(BuildError::NotFinite)
        }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Decimal {
        Decimal { text: number.to_string() }
    }
}

impl FromStr for Decimal {
    type Err = BuildError;

    fn from_str(text: &str) -> Result<Decimal, BuildError> {
        match literal::number(text) {
            Ok(_) => Ok(Decimal { text: text.to_owned() }),
            Err(reason) => Err(BuildError::Number { text: text.to_owned(), reason }),
        }
    }
}

/// A single value that is not null: everything that converts to [`Value`], except `Value` itself and
/// `Option`.
///
/// Properties below an open object take it: `jobs::results(["count"])?.gt(3)`. Strings, integers, booleans,
/// timestamps, [`Decimal`]s and the documented words implement it. For null, use `is_null`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of a filter",
    note = "give a string, an integer, a boolean, a timestamp or a `Decimal`; for null, use `is_null`"
)]
pub trait Scalar: Into<Value> + sealed::Sealed {}

pub(super) mod sealed {
    /// Seals traits that other crates must not implement.
    pub trait Sealed {}
}

macro_rules! scalars {
    ($($type:ty: $value:ident => $made:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Value {
                $made
            }
        }
        impl sealed::Sealed for $type {}
        impl Scalar for $type {}
    )*};
}

scalars! {
    &str: text => Value::Text(text.to_owned());
    &String: text => Value::Text(text.clone());
    String: text => Value::Text(text);
    Cow<'_, str>: text => Value::Text(text.into_owned());
    i32: number => Value::Integer(number.into());
    u32: number => Value::Integer(number.into());
    i64: number => Value::Integer(number);
    // Only a decimal is exact for a whole number past 63 bits.
    u64: number => match i64::try_from(number) {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::Decimal(Decimal { text: format!("{number}.0") }),
    };
    bool: truth => Value::Boolean(truth);
    Decimal: number => Value::Decimal(number);
    Timestamp: instant => Value::Timestamp(instant);
    SystemTime: time => Value::Timestamp(time.into());
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}
