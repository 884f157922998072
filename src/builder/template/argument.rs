//! A parameter on a command line: `name=value`, or a file of values.

use std::fmt;
use std::str::FromStr;

use crate::schema::Type;
use crate::syntax::name::{self, is_name};
use crate::text::{Quoted, joined};

/// The value or values of a parameter on a command line: `NAME[:TYPE]=VALUE`.
///
/// The name ends at the first `=` or `:`. The value is everything after the first `=`, unchanged,
/// and may be empty.
///
/// ```
/// use comfilter::schema::Type;
/// use comfilter::builder::template::Argument;
///
/// let argument: Argument = "formula=a=b".parse()?;
/// assert_eq!((argument.name(), argument.values()), ("formula", &["a=b".to_owned()][..]));
/// let argument: Argument = "count:integer=3".parse()?;
/// assert_eq!(argument.ty(), Some(Type::Integer));
///
/// let error = "count".parse::<Argument>().unwrap_err();
/// assert_eq!(error.to_string(), "`count` has no `=`: write `count=VALUE`");
/// # Ok::<(), comfilter::builder::template::ArgumentError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    pub(super) name: String,
    pub(super) ty: Option<Type>,
    pub(super) values: Vec<String>,
    /// Whether it is a list, with any number of values.
    pub(super) list: bool,
}

impl Argument {
    /// `NAME[:TYPE]`, and the content of a file with one value a line.
    ///
    /// A byte-order mark at the start is skipped, and a line ends with LF or CR LF. Lines without a
    /// visible character are skipped, because files often end with them, and an empty string in a
    /// list is unlikely. White space at the start or end of other lines belongs to the value.
    ///
    /// ```
    /// use comfilter::builder::template::Argument;
    ///
    /// let servers = Argument::from_file("servers", "\u{feff}P06760-B21+2M212504P8\r\n\r\nit's\n")?;
    /// assert_eq!(servers.values(), ["P06760-B21+2M212504P8", "it's"]);
    /// # Ok::<(), comfilter::builder::template::ArgumentError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// An invalid name, or an unknown type. A file without a value is an error when it is bound.
    pub fn from_file(name: &str, content: &str) -> Result<Argument, ArgumentError> {
        let (name, ty) = name_and_type(name)?;
        let content = content.strip_prefix('\u{feff}').unwrap_or(content);
        let lines = content.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let values = lines.filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        Ok(Argument { name, ty, values, list: true })
    }

    /// The parameter, without an `@`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The explicit type, if there is one.
    pub fn ty(&self) -> Option<Type> {
        self.ty
    }

    /// The values.
    pub fn values(&self) -> &[String] {
        &self.values
    }
}

impl FromStr for Argument {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Argument, ArgumentError> {
        let Some((name, value)) = text.split_once('=') else {
            return Err(ArgumentError::NoValue { text: text.to_owned() });
        };
        let (name, ty) = name_and_type(name)?;
        Ok(Argument { name, ty, values: vec![value.to_owned()], list: false })
    }
}

/// The types that a value can have.
fn types() -> impl Iterator<Item = Type> {
    Type::ALL.iter().copied().filter(|ty| !matches!(ty, Type::Object | Type::Array))
}

fn name_and_type(text: &str) -> Result<(String, Option<Type>), ArgumentError> {
    let (name, ty) = match text.split_once(':') {
        None => (text, None),
        Some((name, ty)) => {
            let known = types().find(|known| known.name() == ty);
            (name, Some(known.ok_or_else(|| ArgumentError::Type { text: ty.to_owned() })?))
        }
    };
    if is_name(name) { Ok((name.to_owned(), ty)) } else { Err(ArgumentError::Name { text: name.to_owned() }) }
}

/// The error for an invalid [`Argument`].
///
/// ```
/// use comfilter::builder::template::Argument;
///
/// let error = "n:int=3".parse::<Argument>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`int` is not a type: write string, integer, decimal, timestamp or boolean"
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArgumentError {
    /// There is no `=`.
    NoValue {
        /// The text.
        text: String,
    },
    /// The text before the `=` is not a parameter name.
    Name {
        /// The text.
        text: String,
    },
    /// The text after the `:` is not a type.
    Type {
        /// The text.
        text: String,
    },
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArgumentError::NoValue { text } => match name_and_type(text.trim_start_matches('@')) {
                Ok((name, _)) => {
                    write!(f, "{} has no `=`: write {}", Quoted(text), Quoted(&format!("{name}=VALUE")))
                }
                Err(_) => write!(f, "{} has no `=`: write `NAME=VALUE`", Quoted(text)),
            },
            ArgumentError::Name { text } => {
                write!(f, "{} is not a parameter name: ", Quoted(text))?;
                match text.strip_prefix('@') {
                    Some(rest) if name_and_type(rest).is_ok() => {
                        write!(f, "write {}; only the filter has the `@`", Quoted(rest))
                    }
                    _ => f.write_str(name::FORM),
                }
            }
            ArgumentError::Type { text } => {
                let names: Vec<&str> = types().map(Type::name).collect();
                write!(f, "{} is not a type: write {}", Quoted(text), joined(&names, "or"))
            }
        }
    }
}

impl std::error::Error for ArgumentError {}

debug_as_message!(ArgumentError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_stands_behind_the_first_equals_sign() {
        for (text, name, value) in [
            ("a=", "a", ""),
            ("a==", "a", "="),
            ("a= x ", "a", " x "),
            ("_1=b:c=d", "_1", "b:c=d"),
            ("a=x' or 1 eq 1 or '", "a", "x' or 1 eq 1 or '"),
            ("a=\n", "a", "\n"),
        ] {
            let argument: Argument = text.parse().unwrap();
            assert_eq!((argument.name(), argument.values()), (name, &[value.to_owned()][..]), "{text}");
            assert_eq!(argument.ty(), None);
        }
    }

    #[test]
    fn each_mistake_is_told() {
        for (text, message) in [
            ("", "`` has no `=`: write `NAME=VALUE`"),
            ("a b", "`a b` has no `=`: write `NAME=VALUE`"),
            ("@a", "`@a` has no `=`: write `a=VALUE`"),
            (
                "=x",
                "`` is not a parameter name: names begin with an ASCII letter or `_`, and go on with letters, digits and `_`",
            ),
            ("@a=x", "`@a` is not a parameter name: write `a`; only the filter has the `@`"),
            ("a:=x", "`` is not a type: write string, integer, decimal, timestamp or boolean"),
            ("a:object=x", "`object` is not a type: write string, integer, decimal, timestamp or boolean"),
            ("a:String=x", "`String` is not a type: write string, integer, decimal, timestamp or boolean"),
        ] {
            assert_eq!(text.parse::<Argument>().unwrap_err().to_string(), message, "{text}");
        }
    }

    #[test]
    fn files_have_a_value_a_line() {
        let values = |content: &str| Argument::from_file("x", content).unwrap().values;
        assert_eq!(values("a\nb"), ["a", "b"]);
        assert_eq!(values("a\nb\n"), ["a", "b"]);
        assert_eq!(values("\u{feff}a\r\n b \r\n"), ["a", " b "]);
        assert_eq!(values("\n\n \t\r\na\r\n\n"), ["a"]);
        assert_eq!(values("# no comment\na=b"), ["# no comment", "a=b"]);
        assert_eq!(values(""), [""; 0]);
        assert_eq!(values("\u{feff}\r\n"), [""; 0]);
        assert!(Argument::from_file("x=1", "a").is_err());
        assert_eq!(Argument::from_file("x:integer", "1").unwrap().ty(), Some(Type::Integer));
    }
}
