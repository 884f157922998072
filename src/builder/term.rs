//! Conditions whose property, operator and value only the running program knows.

use std::fmt;

use super::error::BuildError;
use super::expr::Expr;
use super::path::check_path;
use super::value::Value;
use crate::check::Checked;
use crate::rules::{self, Rule};
use crate::schema::{Resolved, Type};
use crate::syntax::literal::quote;
use crate::syntax::{Case, Operator};
use crate::{Diagnostic, Limits, Schema, Severity, Timestamp};

/// Warnings about a literal of the wrong type. The service accepts such a condition, which then selects
/// nothing. A user may write one, but a program should not.
const REFUSED: [&Rule; 5] = [
    &rules::QUOTED_LITERAL,
    &rules::NULL_ORDER,
    &rules::BOOLEAN_ORDER,
    &rules::OBJECT_VALUE,
    &rules::CASE_MISMATCH,
];

impl Schema {
    /// A comparison, for a program that lets its users choose property, operator and value.
    ///
    /// ```
    /// use comfilter::{Operator, Schema};
    ///
    /// let schema = Schema::jobs();
    /// let term = schema.term("resource/id", Operator::Eq, "P06760-B21+2M212504P8")?;
    /// assert_eq!(term.to_string(), "resource/id eq 'P06760-B21+2M212504P8'");
    ///
    /// let error = schema.term("generation", Operator::Gt, "three").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "`generation` is an integer, and `'three'` is a string: \
    ///      compare `generation` with a number, as in `generation gt 3`"
    /// );
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// The path may be under a function: `tolower(state)`.
    ///
    /// ```
    /// use comfilter::{Operator, Schema};
    ///
    /// let term = Schema::jobs().term("tolower(state)", Operator::Eq, "running")?;
    /// assert_eq!(term.to_string(), "tolower(state) eq 'running'");
    /// assert!(Schema::jobs().term("tolower(state)", Operator::Eq, "RUNNING").is_err());
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// For a timestamp property, a string that is a timestamp becomes one. A condition that selects nothing
    /// because of the type of its value is an error, even if the checker only warns.
    ///
    /// # Errors
    ///
    /// A path that is not valid, or leads to no property: [`BuildError::Segment`] and its neighbours, or
    /// [`BuildError::Term`]. A value that does not fit the property in this comparison: [`BuildError::Term`],
    /// which names the types and values that fit.
    pub fn term(&self, path: &str, operator: Operator, value: impl Into<Value>) -> Result<Expr, BuildError> {
        self.check_path(path)?;
        let literal = self.literal(path, value.into());
        self.checked(Expr::comparison(self, path, operator, &literal))
    }

    /// `path in (…)`, like [`Schema::term`].
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let chosen = vec!["ERROR".to_owned(), "STALLED".to_owned()];
    /// let term = Schema::jobs().term_in("state", &chosen)?;
    /// assert_eq!(term.to_string(), "state in ('ERROR','STALLED')");
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Like [`Schema::term`]; [`BuildError::EmptyList`] without a value.
    pub fn term_in<V: Into<Value>>(
        &self,
        path: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Result<Expr, BuildError> {
        self.check_path(path)?;
        let literals = values.into_iter().map(|value| self.literal(path, value.into()));
        self.checked(Expr::membership(self, path, literals)?)
    }

    /// `contains(path,text)`, like [`Schema::term`].
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let term = Schema::jobs().term_contains("name", "Firmware")?;
    /// assert_eq!(term.to_string(), "contains(name,'Firmware')");
    /// assert!(Schema::jobs().term_contains("generation", "3").is_err());
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Like [`Schema::term`].
    pub fn term_contains(&self, path: &str, text: impl AsRef<str>) -> Result<Expr, BuildError> {
        self.check_path(path)?;
        self.checked(Expr::contains(self, path, &quote(text.as_ref())))
    }

    /// `value in path`, for a property that is an array; like [`Schema::term`].
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let term = Schema::groups().term_element("/api/compute/v1/settings/1", "settingsUris")?;
    /// assert_eq!(term.to_string(), "'/api/compute/v1/settings/1' in settingsUris");
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Like [`Schema::term`]; also for a property that is not an array.
    pub fn term_element(&self, value: impl Into<Value>, path: &str) -> Result<Expr, BuildError> {
        self.check_path(path)?;
        let literal = value.into().literal();
        self.checked(Expr::element(self, path, &literal))
    }

    fn check_path(&self, path: &str) -> Result<(), BuildError> {
        let argument = |case: &Case| path.strip_prefix(case.name())?.strip_prefix('(')?.strip_suffix(')');
        let path = Case::ALL.iter().find_map(argument).unwrap_or(path);
        check_path(path).map_err(|error| match error {
            BuildError::Segment { segment, .. } => {
                BuildError::Segment { segment, nearest: self.nearest(path).map(str::to_owned) }
            }
            other => other,
        })
    }

    fn literal(&self, path: &str, value: Value) -> String {
        match (self.resolve(path), &value) {
            (Resolved::Property(property), Value::Text(text))
                if property.ty == Type::Timestamp && Timestamp::parse(text).is_ok() =>
            {
                text.clone()
            }
            (_, Value::Boolean(value)) => self.dialect().written(*value).to_owned(),
            _ => value.literal().into_owned(),
        }
    }

    /// Checks the condition.
    fn checked(&self, expr: Expr) -> Result<Expr, BuildError> {
        let text = expr.to_string();
        // All diagnostics are read: a refused one may come after a hundred others.
        let checked = Checked::new(self, &text, &Limits { diagnostics: usize::MAX, ..Limits::DEFAULT });
        let wrong = checked
            .diagnostics()
            .iter()
            .find(|found| found.severity() == Severity::Error || REFUSED.contains(&found.rule()));
        match wrong {
            Some(diagnostic) => Err(TermError { diagnostic: Box::new(diagnostic.clone()) }.into()),
            None => Ok(expr),
        }
    }
}

/// The reason why a property, an operator and a value make no condition.
///
/// It prints the reason and the remedy.
///
/// ```
/// use comfilter::builder::BuildError;
/// use comfilter::{Operator, Schema};
///
/// let error = Schema::jobs().term("resourceUri", Operator::Eq, "x").unwrap_err();
/// let BuildError::Term(error) = error else { panic!("{error}") };
/// assert_eq!(error.rule().name(), "not-filterable");
/// assert_eq!(error.help(), Some("filter by `id`, which is the last segment of the URI"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct TermError {
    diagnostic: Box<Diagnostic>,
}

impl TermError {
    /// The broken rule: `unknown-property`, `not-filterable`, `type-mismatch`, `invalid-timestamp`, …
    pub fn rule(&self) -> &'static Rule {
        self.diagnostic.rule()
    }

    /// The mistake, and the reason.
    pub fn message(&self) -> &str {
        self.diagnostic.message()
    }

    /// The remedy: the values that fit the property.
    pub fn help(&self) -> Option<&str> {
        self.diagnostic.help()
    }
}

impl fmt::Display for TermError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())?;
        match self.help() {
            Some(help) => write!(f, ": {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for TermError {}

debug_as_message!(TermError);
