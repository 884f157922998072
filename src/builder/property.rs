//! Properties by type: each has the conditions that have a meaning for its type, and no others.

use std::marker::PhantomData;

use super::error::BuildError;
use super::expr::Expr;
use super::path;
use super::value::{Scalar, Value};
use crate::syntax::literal::quote;
use crate::syntax::{Case, Operator};
use crate::{Schema, Timestamp};

/// The list that a property belongs to.
pub(super) type Of = fn() -> &'static Schema;

/// A property that is a string: [`jobs::name`](crate::jobs::name).
///
/// Strings are compared exactly, including case, and ordered by Unicode code point.
///
/// ```
/// use comfilter::jobs;
///
/// let name = jobs::name();
/// assert_eq!(name.eq("it's").to_string(), "name eq 'it''s'");
/// assert_eq!(name.contains("Firmware").to_string(), "contains(name,'Firmware')");
/// assert_eq!(name.is_in(["a", "b"]).to_string(), "name in ('a','b')");
/// ```
///
/// ```compile_fail
/// comfilter::jobs::name().eq(3); // a number is no text
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Text {
    path: &'static str,
    of: Of,
}

/// A string property in lower or in upper case: it is compared without regard to case.
///
/// The value is written in the same case, because another one could never match.
///
/// ```
/// use comfilter::jobs;
///
/// assert_eq!(jobs::name().to_lower().eq("Robin").to_string(), "tolower(name) eq 'robin'");
/// assert_eq!(jobs::name().to_upper().contains("firm").to_string(), "contains(toupper(name),'FIRM')");
/// // The documents write states in both cases: this finds either.
/// let running = jobs::state().to_lower().eq("RUNNING");
/// assert_eq!(running.to_string(), "tolower(state) eq 'running'");
/// ```
#[derive(Debug, Clone)]
pub struct Cased {
    /// The function and its property.
    path: String,
    case: Case,
    of: Of,
}

/// A property with a few documented words: [`jobs::state`](crate::jobs::state), whose words are
/// [`State`](crate::jobs::State).
///
/// ```
/// use comfilter::jobs::{self, State};
///
/// assert_eq!(jobs::state().eq(State::Error).to_string(), "state eq 'ERROR'");
/// assert_eq!(jobs::state().ne(State::Complete).to_string(), "state ne 'COMPLETE'");
/// // A word that the service has learned since:
/// assert_eq!(jobs::state().as_text().eq("PAUSED").to_string(), "state eq 'PAUSED'");
/// ```
///
/// ```compile_fail
/// comfilter::jobs::state().eq("ERROR"); // a text may be mistyped: `"ERROR".parse::<State>()?`
/// ```
///
/// ```compile_fail
/// use comfilter::jobs::{self, State};
/// jobs::state().gt(State::Error); // states have no order
/// ```
#[derive(Debug)]
pub struct Known<W> {
    path: &'static str,
    of: Of,
    word: PhantomData<fn(W)>,
}

/// A documented word of a property: [`State`](crate::jobs::State) and its like.
pub trait Word: Scalar {
    /// The value in the service's responses.
    fn as_str(&self) -> &str;
}

/// A property that is a whole number: [`jobs::generation`](crate::jobs::generation).
///
/// ```
/// use comfilter::jobs;
///
/// let generation = jobs::generation();
/// assert_eq!(generation.gt(3).and(generation.le(9)).to_string(), "generation gt 3 and generation le 9");
/// ```
///
/// ```compile_fail
/// comfilter::jobs::generation().contains("x"); // only text contains text
/// ```
///
/// ```compile_fail
/// comfilter::jobs::generation().eq("3"); // a text is no number
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Integer {
    path: &'static str,
    of: Of,
}

/// A property that is an instant: [`jobs::created_at`](crate::jobs::created_at).
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use comfilter::{Timestamp, jobs};
///
/// let since: Timestamp = "2022-06-01T00:00:00+02:00".parse()?;
/// assert_eq!(jobs::created_at().ge(since).to_string(), "createdAt ge 2022-05-31T22:00:00Z");
/// let time = UNIX_EPOCH + Duration::from_secs(1_654_041_600);
/// assert_eq!(jobs::created_at().lt(time).to_string(), "createdAt lt 2022-06-01T00:00:00Z");
/// # Ok::<(), comfilter::builder::TimestampError>(())
/// ```
///
/// ```compile_fail
/// comfilter::jobs::created_at().ge("2022-06-01"); // a text may be no instant: `.parse::<Timestamp>()?`
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Time {
    path: &'static str,
    of: Of,
}

/// A property that is true or false: [`jobs::cancellable`](crate::jobs::cancellable).
///
/// ```
/// use comfilter::jobs;
///
/// assert_eq!(jobs::cancellable().is_true().to_string(), "cancellable eq true");
/// assert_eq!(jobs::cancellable().ne(true).to_string(), "cancellable ne true");
/// ```
///
/// ```compile_fail
/// comfilter::jobs::cancellable().gt(false); // true and false have no order
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Boolean {
    path: &'static str,
    of: Of,
}

/// A property that is an object: [`jobs::job_params_object`](crate::jobs::job_params_object).
/// A filter can compare it with null; its contents have paths.
///
/// ```
/// use comfilter::jobs;
///
/// let details = jobs::status_details_object();
/// assert_eq!(details.is_not_null().to_string(), "statusDetails ne null");
/// assert_eq!(details.below(["code"])?.eq(7).to_string(), "statusDetails/code eq 7");
/// # Ok::<(), comfilter::builder::BuildError>(())
/// ```
///
/// ```compile_fail
/// comfilter::jobs::job_params_object().eq("x"); // an object equals no text
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Object {
    path: &'static str,
    of: Of,
}

/// A property below an open object, with any type: [`jobs::job_params`](crate::jobs::job_params).
///
/// The type of the value decides the type of the comparison: `3` is a number, `"3"` a string.
///
/// ```
/// use comfilter::jobs;
///
/// let bundle = jobs::job_params(["bundle_id"])?;
/// assert_eq!(bundle.eq("P48581_001").to_string(), "jobParams/bundle_id eq 'P48581_001'");
/// assert_eq!(bundle.ge(3).to_string(), "jobParams/bundle_id ge 3");
/// # Ok::<(), comfilter::builder::BuildError>(())
/// ```
///
/// ```compile_fail
/// comfilter::jobs::job_params(["bundle_id"]).eq("x"); // the path may be none: `?` is missing
/// ```
#[derive(Debug, Clone)]
pub struct Anything {
    path: String,
    of: Of,
}

/// The operators of a type, as methods.
macro_rules! operators {
    ($this:ident, $value:ident: $type:ty => $literal:expr; $($(#[$doc:meta])* $method:ident $operator:ident)*) => {$(
        $(#[$doc])*
        pub fn $method(&$this, $value: $type) -> Expr {
            Expr::comparison(($this.of)(), $this.path(), Operator::$operator, &$literal)
        }
    )*};
}

macro_rules! equality {
    ($this:ident, $value:ident: $type:ty => $literal:expr) => {
        operators! {
            $this, $value: $type => $literal;
            /// The property equals this value.
            eq Eq
            /// The property is another value, or has none.
            ne Ne
        }
    };
}

macro_rules! order {
    ($this:ident, $value:ident: $type:ty => $literal:expr) => {
        operators! {
            $this, $value: $type => $literal;
            /// The property is greater: for an instant, later.
            gt Gt
            /// The property is greater or equal.
            ge Ge
            /// The property is less: for an instant, earlier.
            lt Lt
            /// The property is less or equal.
            le Le
        }
    };
}

macro_rules! lists {
    ($this:ident, $value:ident: $bound:path => $literal:expr) => {
        /// The property is one of these values. An empty array does not compile; if only the running program
        /// knows the number of values, use `is_in_list`.
        pub fn is_in<T: $bound, const N: usize>(&$this, values: [T; N]) -> Expr {
            const { assert!(N > 0, "filters have no empty list: omit the condition") };
            Expr::membership_of_some(($this.of)(), $this.path(), values.map(|$value| $literal.into()))
        }

        /// The property is one of these values.
        ///
        /// # Errors
        ///
        /// [`BuildError::EmptyList`] without a value.
        pub fn is_in_list<T: $bound>(&$this, values: impl IntoIterator<Item = T>) -> Result<Expr, BuildError> {
            Expr::membership(($this.of)(), $this.path(), values.into_iter().map(|$value| $literal.into()))
        }
    };
}

macro_rules! contains {
    () => {
        /// The property contains this string, including case.
        pub fn contains(&self, text: impl AsRef<str>) -> Expr {
            Expr::contains((self.of)(), self.path(), &quote(text.as_ref()))
        }
    };
}

macro_rules! nulls {
    () => {
        /// The property has no value: it is null or missing.
        pub fn is_null(&self) -> Expr {
            Expr::comparison((self.of)(), self.path(), Operator::Eq, "null")
        }

        /// The property has a value.
        pub fn is_not_null(&self) -> Expr {
            Expr::comparison((self.of)(), self.path(), Operator::Ne, "null")
        }
    };
}

/// The constructor and the path of a property.
macro_rules! named {
    () => {
        pub(super) const fn new(of: Of, path: &'static str) -> Self {
            Self { path, of }
        }

        /// The path in filters.
        pub const fn path(&self) -> &'static str {
            self.path
        }
    };
}

macro_rules! cased {
    () => {
        /// The same property in lower case.
        pub fn to_lower(&self) -> Cased {
            Cased::new(self.of, Case::Lower, self.path())
        }

        /// The same property in upper case.
        pub fn to_upper(&self) -> Cased {
            Cased::new(self.of, Case::Upper, self.path())
        }
    };
}

impl Text {
    named!();
    cased!();
    equality!(self, text: impl AsRef<str> => quote(text.as_ref()));
    order!(self, text: impl AsRef<str> => quote(text.as_ref()));
    lists!(self, text: AsRef<str> => quote(text.as_ref()));
    contains!();
    nulls!();
}

impl Cased {
    fn new(of: Of, case: Case, path: &str) -> Cased {
        Cased { path: format!("{}({path})", case.name()), case, of }
    }

    /// The function and its property, as in filters: `tolower(name)`.
    pub fn path(&self) -> &str {
        &self.path
    }

    fn literal(&self, value: &str) -> String {
        quote(&self.case.of(value))
    }

    equality!(self, value: impl AsRef<str> => self.literal(value.as_ref()));
    order!(self, value: impl AsRef<str> => self.literal(value.as_ref()));
    lists!(self, value: AsRef<str> => self.literal(value.as_ref()));

    /// The property contains this string, ignoring case.
    pub fn contains(&self, value: impl AsRef<str>) -> Expr {
        Expr::contains((self.of)(), &self.path, &self.literal(value.as_ref()))
    }
}

impl<W: Word> Known<W> {
    pub(super) const fn new(of: Of, path: &'static str) -> Self {
        Known { path, of, word: PhantomData }
    }

    /// The path in filters.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The same property with any string as its value, for words that the service has added since.
    pub const fn as_text(&self) -> Text {
        Text { path: self.path, of: self.of }
    }

    cased!();
    equality!(self, word: W => quote(word.as_str()));

    /// The property is one of these words. An empty array does not compile; if only the running program knows
    /// the number of words, use `is_in_list`.
    ///
    /// ```
    /// use comfilter::jobs::{self, State};
    ///
    /// let stuck = jobs::state().is_in([State::Error, State::Stalled]);
    /// assert_eq!(stuck.to_string(), "state in ('ERROR','STALLED')");
    /// ```
    ///
    /// ```compile_fail
    /// comfilter::jobs::state().is_in([]);
    /// ```
    pub fn is_in<const N: usize>(&self, words: [W; N]) -> Expr {
        self.as_text().is_in(words.map(|word| word.as_str().to_owned()))
    }

    /// The property is one of these words.
    ///
    /// # Errors
    ///
    /// [`BuildError::EmptyList`] without a word.
    pub fn is_in_list(&self, words: impl IntoIterator<Item = W>) -> Result<Expr, BuildError> {
        Expr::membership((self.of)(), self.path, words.into_iter().map(|word| quote(word.as_str())))
    }

    contains!();
    nulls!();
}

impl<W> Clone for Known<W> {
    fn clone(&self) -> Known<W> {
        *self
    }
}

impl<W> Copy for Known<W> {}

impl Integer {
    named!();
    equality!(self, number: impl Into<i64> => number.into().to_string());
    order!(self, number: impl Into<i64> => number.into().to_string());
    lists!(self, number: Into<i64> => number.into().to_string());
    nulls!();
}

impl Time {
    named!();
    equality!(self, instant: impl Into<Timestamp> => instant.into().to_string());
    order!(self, instant: impl Into<Timestamp> => instant.into().to_string());
    lists!(self, instant: Into<Timestamp> => instant.into().to_string());
    nulls!();

    /// The text of the instant in the service's responses contains this string: `contains(createdAt,'2022')`.
    /// Two comparisons select a year more clearly.
    pub fn contains(&self, text: impl AsRef<str>) -> Expr {
        Expr::contains((self.of)(), self.path, &quote(text.as_ref()))
    }
}

impl Boolean {
    named!();
    equality!(self, value: bool => Value::Boolean(value).literal());

    /// The property is true.
    pub fn is_true(&self) -> Expr {
        self.eq(true)
    }

    /// The property is false.
    pub fn is_false(&self) -> Expr {
        self.eq(false)
    }

    nulls!();
}

impl Object {
    named!();

    /// A property inside the object, by the segments of its path.
    ///
    /// # Errors
    ///
    /// A path without a segment, or with one that is not a name: [`BuildError::EmptyPath`],
    /// [`BuildError::Segment`], [`BuildError::LongSegment`].
    pub fn below<S: AsRef<str>>(
        &self,
        segments: impl IntoIterator<Item = S>,
    ) -> Result<Anything, BuildError> {
        Ok(Anything { path: path::below(self.path, segments)?, of: self.of })
    }

    nulls!();
}

impl Anything {
    /// The path in filters.
    pub fn path(&self) -> &str {
        &self.path
    }

    cased!();
    equality!(self, value: impl Scalar => value.into().literal());
    order!(self, value: impl Scalar => value.into().literal());
    lists!(self, value: Scalar => value.into().literal());
    contains!();
    nulls!();
}
