//! The exceptions.

use comfilter::builder::BuildError;
use comfilter::builder::template::TemplateError;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::diagnostic::Diagnostic;

pyo3::create_exception!(
    comfilter,
    FilterError,
    PyValueError,
    "A filter is invalid. Its message shows the first error with a caret under it.\n\n\
     `diagnostics` has all findings, and `text` the filter that their places point into."
);

pyo3::create_exception!(
    comfilter,
    RecordError,
    PyValueError,
    "A record is not JSON, or not exactly one job.\n\n\
     `line` and `column` are its place, from 1; the column counts characters. `index` is the place of the\n\
     record in an array, from 0, and `None` elsewhere."
);

/// The exception for an invalid filter.
pub(crate) fn filter_error(py: Python<'_>, error: &comfilter::FilterError) -> PyErr {
    let exception = FilterError::new_err(error.to_string());
    let set = || {
        let value = exception.value(py);
        value.setattr("diagnostics", Diagnostic::all(error.diagnostics(), error.text()))?;
        value.setattr("text", error.text())
    };
    set().err().unwrap_or(exception)
}

/// The exception for a condition that cannot be built.
pub(crate) fn build_error(py: Python<'_>, error: &BuildError) -> PyErr {
    match error {
        BuildError::Filter(error) => filter_error(py, error),
        error => PyValueError::new_err(error.to_string()),
    }
}

/// The exception for a template, or a value that does not fit it.
pub(crate) fn template_error(py: Python<'_>, error: &TemplateError) -> PyErr {
    match error {
        TemplateError::Filter(error) => filter_error(py, error),
        error => PyValueError::new_err(error.to_string()),
    }
}

/// The exception for a record, which has an index in an array.
pub(crate) fn record_error(
    py: Python<'_>,
    error: comfilter::matcher::RecordError,
    index: Option<usize>,
) -> PyErr {
    let exception = RecordError::new_err(match index {
        Some(index) => format!("record {index}: {error}"),
        None => error.to_string(),
    });
    let set = || {
        let value = exception.value(py);
        value.setattr("index", index)?;
        value.setattr("line", error.line())?;
        value.setattr("column", error.column())
    };
    set().err().unwrap_or(exception)
}
