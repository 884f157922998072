//! Conditions, alone or joined.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;

use super::error::BuildError;
use crate::check::Checked;
use crate::schema::Form;
use crate::syntax::Operator;
use crate::{Filter, Limits, Schema};

/// One or more conditions, joined by `and`, `or` and `not`: a filter in the making.
///
/// It comes from a property ([`jobs`](crate::jobs), [`servers`](crate::servers)) or from [`Schema::term`],
/// never from text, so no value in it can become syntax. It knows its list, and has the form of filters in
/// the list's documents. It prints as its filter; [`build`](Expr::build) makes the [`Filter`].
///
/// ```
/// use comfilter::jobs::{self, State};
///
/// let stuck = jobs::state().eq(State::Stalled).or(jobs::state().eq(State::Error));
/// let filter = stuck.and(jobs::parent_job_id().is_null().not()).build()?;
/// assert_eq!(
///     filter.as_str(),
///     "(state eq 'STALLED' or state eq 'ERROR') and not parentJobId eq null"
/// );
/// # Ok::<(), comfilter::builder::BuildError>(())
/// ```
///
/// A chain of any length and depth can be made, cloned, printed and dropped. [`build`](Expr::build) checks
/// the limits.
#[derive(Clone)]
#[must_use = "a condition does nothing until it is built"]
pub struct Expr {
    /// The filter, in pieces. Joining two expressions moves the pieces of the shorter one, so the cost of a
    /// chain is about that of its text, at whichever end it grows.
    pieces: VecDeque<Cow<'static, str>>,
    shape: Looseness,
    /// The schema of the filter.
    schema: Schema,
}

/// The loosest operator in an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looseness {
    /// A condition, or something in parentheses, with or without `not` before it.
    Term,
    And,
    Or,
}

impl Expr {
    fn term(schema: &Schema, text: String) -> Expr {
        Expr { pieces: VecDeque::from([Cow::Owned(text)]), shape: Looseness::Term, schema: schema.clone() }
    }

    /// `path operator literal`. The caller has checked the path and quoted the literal.
    pub(super) fn comparison(schema: &Schema, path: &str, operator: Operator, literal: &str) -> Expr {
        let operator = operator.keyword();
        let text = match schema.form() {
            Form::Prefix => format!("{operator}({path},{literal})"),
            _ => format!("{path} {operator} {literal}"),
        };
        Expr::term(schema, text)
    }

    /// `literal in path`.
    pub(super) fn element(schema: &Schema, path: &str, literal: &str) -> Expr {
        Expr::term(schema, format!("{literal} in {path}"))
    }

    /// `path in (literal,…)`.
    pub(super) fn membership(
        schema: &Schema,
        path: &str,
        literals: impl IntoIterator<Item = String>,
    ) -> Result<Expr, BuildError> {
        let mut literals = literals.into_iter().peekable();
        if literals.peek().is_none() {
            return Err(BuildError::EmptyList);
        }
        Ok(Expr::membership_of_some(schema, path, literals))
    }

    /// The same for a caller that always has a literal; `in ()` would not build.
    pub(super) fn membership_of_some(
        schema: &Schema,
        path: &str,
        literals: impl IntoIterator<Item = String>,
    ) -> Expr {
        let is_prefix = schema.form() == Form::Prefix;
        let mut text = if is_prefix { format!("in({path},") } else { format!("{path} in (") };
        for (at, literal) in literals.into_iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            text.push_str(&literal);
        }
        text.push(')');
        Expr::term(schema, text)
    }

    /// `contains(path,literal)`.
    pub(super) fn contains(schema: &Schema, path: &str, literal: &str) -> Expr {
        Expr::term(schema, format!("contains({path},{literal})"))
    }

    /// Both conditions hold.
    ///
    /// ```
    /// use comfilter::jobs;
    ///
    /// let both = jobs::name().eq("a").and(jobs::generation().gt(3));
    /// assert_eq!(both.to_string(), "name eq 'a' and generation gt 3");
    /// ```
    pub fn and(self, other: Expr) -> Expr {
        let word = if self.is_prefix() { "," } else { " and " };
        self.in_parentheses_if(Looseness::Or).joined(
            word,
            other.in_parentheses_if(Looseness::Or),
            Looseness::And,
        )
    }

    /// At least one of two conditions holds.
    ///
    /// ```
    /// use comfilter::jobs;
    ///
    /// let either = jobs::name().eq("a").or(jobs::generation().gt(3));
    /// assert_eq!(either.to_string(), "name eq 'a' or generation gt 3");
    /// ```
    pub fn or(self, other: Expr) -> Expr {
        if self.is_prefix() {
            return self.in_parentheses_if(Looseness::And).joined(
                ",",
                other.in_parentheses_if(Looseness::And),
                Looseness::Or,
            );
        }
        self.joined(" or ", other, Looseness::Or)
    }

    /// The condition is false. If a property has no value, most conditions are neither true nor false: `not
    /// contains(status,'x')` selects no job without a status.
    ///
    /// ```
    /// use comfilter::jobs;
    ///
    /// let neither = jobs::name().eq("a").or(jobs::generation().gt(3)).not();
    /// assert_eq!(neither.to_string(), "not (name eq 'a' or generation gt 3)");
    /// ```
    #[expect(clippy::should_implement_trait, reason = "`and` and `or` have no trait, and `!` does the same")]
    pub fn not(self) -> Expr {
        let mut inner = self.in_parentheses_if(Looseness::And).in_parentheses_if(Looseness::Or);
        inner.pieces.push_front(Cow::Borrowed("not "));
        inner
    }

    /// All conditions hold.
    ///
    /// ```
    /// use comfilter::builder::Expr;
    /// use comfilter::jobs;
    ///
    /// let words = ["Firmware", "Update"];
    /// let all = Expr::all(words.map(|word| jobs::name().contains(word)))?;
    /// assert_eq!(all.to_string(), "contains(name,'Firmware') and contains(name,'Update')");
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError::EmptyList`] without a condition: no filter says "every job".
    pub fn all(conditions: impl IntoIterator<Item = Expr>) -> Result<Expr, BuildError> {
        conditions.into_iter().reduce(Expr::and).ok_or(BuildError::EmptyList)
    }

    /// At least one condition holds.
    ///
    /// ```
    /// use comfilter::builder::Expr;
    /// use comfilter::jobs;
    ///
    /// let words = ["Firmware", "Restart"];
    /// let any = Expr::any(words.map(|word| jobs::name().contains(word)))?;
    /// assert_eq!(any.to_string(), "contains(name,'Firmware') or contains(name,'Restart')");
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError::EmptyList`] without a condition: no filter says "no job".
    pub fn any(conditions: impl IntoIterator<Item = Expr>) -> Result<Expr, BuildError> {
        conditions.into_iter().reduce(Expr::or).ok_or(BuildError::EmptyList)
    }

    /// The filter for the list of its properties.
    ///
    /// ```
    /// use comfilter::{jobs, servers};
    ///
    /// let filter = jobs::name().eq("O'Neil").build()?;
    /// assert_eq!(filter.query(), "filter=name%20eq%20%27O%27%27Neil%27");
    /// let filter = servers::host::hostname().eq("esx-01").build()?;
    /// assert_eq!(filter.schema().resource(), "servers");
    /// # Ok::<(), comfilter::builder::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError::Filter`] if it is longer or deeper than the [`Limits`] allow, or joins conditions of two
    /// lists.
    pub fn build(self) -> Result<Filter, BuildError> {
        let schema = self.schema.clone();
        self.build_for(&schema, &Limits::DEFAULT)
    }

    /// The filter for another resource, or with other limits. It is read and checked like any other, and
    /// every error of the checker is an error here.
    ///
    /// ```
    /// use comfilter::{Limits, Schema, jobs};
    ///
    /// let limits = Limits { nesting: 1, ..Limits::DEFAULT };
    /// let deep = jobs::name().eq("a").not().not();
    /// let error = deep.build_for(Schema::jobs(), &limits).unwrap_err();
    /// assert!(error.to_string().contains("nested deeper than 1"));
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError::Filter`] if it is longer or deeper than the limits allow, or if the schema lacks a
    /// property or has another type for it.
    pub fn build_for(self, schema: &Schema, limits: &Limits) -> Result<Filter, BuildError> {
        Ok(Checked::new(schema, &self.to_string(), limits).into_result()?)
    }

    /// Whether operators come before their operands.
    fn is_prefix(&self) -> bool {
        self.schema.form() == Form::Prefix
    }

    /// The strings before and after joined conditions that are part of something else.
    fn parentheses(&self) -> [&'static str; 2] {
        match self.shape {
            Looseness::And if self.is_prefix() => ["and(", ")"],
            Looseness::Or if self.is_prefix() => ["or(", ")"],
            Looseness::Term => ["", ""],
            Looseness::And | Looseness::Or => ["(", ")"],
        }
    }

    fn in_parentheses_if(mut self, shape: Looseness) -> Expr {
        if self.shape == shape {
            let [before, after] = self.parentheses();
            self.pieces.push_front(Cow::Borrowed(before));
            self.pieces.push_back(Cow::Borrowed(after));
            self.shape = Looseness::Term;
        }
        self
    }

    fn joined(mut self, word: &'static str, mut other: Expr, shape: Looseness) -> Expr {
        if self.pieces.len() < other.pieces.len() {
            other.pieces.push_front(Cow::Borrowed(word));
            for piece in self.pieces.into_iter().rev() {
                other.pieces.push_front(piece);
            }
            return Expr { pieces: other.pieces, shape, schema: self.schema };
        }
        self.pieces.push_back(Cow::Borrowed(word));
        self.pieces.append(&mut other.pieces);
        Expr { pieces: self.pieces, shape, schema: self.schema }
    }
}

impl std::ops::Not for Expr {
    type Output = Expr;

    /// The same as [`Expr::not`].
    fn not(self) -> Expr {
        Expr::not(self)
    }
}

impl fmt::Display for Expr {
    /// The text of the filter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [before, after] = if self.is_prefix() { self.parentheses() } else { ["", ""] };
        f.write_str(before)?;
        self.pieces.iter().try_for_each(|piece| f.write_str(piece))?;
        f.write_str(after)
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expr").field(&self.to_string()).finish()
    }
}

impl TryFrom<Expr> for Filter {
    type Error = BuildError;

    /// Builds the filter like [`Expr::build`].
    fn try_from(expr: Expr) -> Result<Filter, BuildError> {
        expr.build()
    }
}
