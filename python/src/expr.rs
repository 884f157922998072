//! Conditions, alone or joined.

use comfilter::builder::BuildError;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::error::build_error;
use crate::filter::Filter;
use crate::schema::Schema;

/// One or more conditions, joined by `&`, `|` and `~`: a filter in the making.
///
/// >>> from comfilter import jobs
/// >>> stuck = jobs.state.eq("STALLED") | jobs.state.eq("ERROR")
/// >>> print((stuck & ~jobs.parentJobId.is_null()).build())
/// (state eq 'STALLED' or state eq 'ERROR') and not parentJobId eq null
#[pyclass(frozen, module = "comfilter")]
#[derive(Debug)]
pub(crate) struct Expr {
    inner: comfilter::Expr,
    schema: Schema,
}

impl Expr {
    pub(crate) fn new(inner: comfilter::Expr, schema: &Schema) -> Expr {
        Expr { inner, schema: schema.clone() }
    }

    /// Conditions of one list, joined.
    fn joined<'a>(
        conditions: impl IntoIterator<Item = &'a Expr>,
        join: fn(comfilter::Expr, comfilter::Expr) -> comfilter::Expr,
    ) -> PyResult<Expr> {
        let mut all: Option<Expr> = None;
        for Expr { inner, schema } in conditions {
            all = Some(match all {
                None => Expr::new(inner.clone(), schema),
                Some(all) if all.schema == *schema => Expr { inner: join(all.inner, inner.clone()), ..all },
                Some(all) => {
                    let (one, another) = (all.schema.inner.resource(), schema.inner.resource());
                    return Err(PyValueError::new_err(format!(
                        "a filter is of one list, and these conditions are of {one} and {another}"
                    )));
                }
            });
        }
        all.ok_or_else(|| PyValueError::new_err(BuildError::EmptyList.to_string()))
    }
}

#[pymethods]
impl Expr {
    fn __and__(&self, other: &Expr) -> PyResult<Expr> {
        Expr::joined([self, other], comfilter::Expr::and)
    }

    fn __or__(&self, other: &Expr) -> PyResult<Expr> {
        Expr::joined([self, other], comfilter::Expr::or)
    }

    /// All of some conditions: faster than `&` for many.
    ///
    /// >>> from comfilter import Expr, jobs
    /// >>> Expr.all([jobs.name.contains(word) for word in ["a", "b"]])
    /// <Expr contains(name,'a') and contains(name,'b')>
    #[staticmethod]
    fn all(conditions: Vec<PyRef<'_, Expr>>) -> PyResult<Expr> {
        Expr::joined(conditions.iter().map(|condition| &**condition), comfilter::Expr::and)
    }

    /// Any of some conditions.
    #[staticmethod]
    fn any(conditions: Vec<PyRef<'_, Expr>>) -> PyResult<Expr> {
        Expr::joined(conditions.iter().map(|condition| &**condition), comfilter::Expr::or)
    }

    fn __invert__(&self) -> Expr {
        Expr::new(self.inner.clone().not(), &self.schema)
    }

    /// `and` and `or` of Python would take one of the two.
    fn __bool__(&self) -> PyResult<bool> {
        Err(pyo3::exceptions::PyTypeError::new_err(
            "a condition is neither true nor false: join conditions with `&`, `|` and `~`",
        ))
    }

    /// The filter. It raises `FilterError` if the filter is too long, or nested too deep.
    fn build(&self, py: Python<'_>) -> PyResult<Filter> {
        match self.inner.clone().build() {
            Ok(filter) => Ok(Filter::new(filter, self.schema.clone())),
            Err(error) => Err(build_error(py, &error)),
        }
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Expr {}>", self.inner)
    }
}
