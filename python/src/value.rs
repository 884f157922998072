//! Values of Python as values of a filter. None of them is ever read as syntax.

use comfilter::Value;
use comfilter::builder::Decimal;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyFloat, PyInt, PyString};

use crate::error::build_error;

/// The value of a comparison.
pub(crate) fn read(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    let py = value.py();
    if value.is_none() {
        return Ok(Value::Null);
    }
    // A `bool` is an `int`.
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(Value::Boolean(truth.is_true()));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Value::Text(text.to_str()?.to_owned()));
    }
    if let Ok(number) = value.cast::<PyInt>() {
        return match number.extract::<i64>() {
            Ok(number) => Ok(Value::Integer(number)),
            // Only a decimal is exact for a whole number past 63 bits.
            Err(_) => decimal(py, &format!("{}.0", number.str()?.to_str()?)),
        };
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        let number = Decimal::try_from(number.value());
        return number.map(Value::Decimal).map_err(|error| build_error(py, &error));
    }
    if let Ok(time) = value.cast::<PyDateTime>() {
        // Beside a timestamp, the string of an instant is one.
        let text: String = time.call_method0("isoformat")?.extract()?;
        let read = comfilter::Timestamp::parse(&text);
        return read
            .map(Value::Timestamp)
            .map_err(|error| PyValueError::new_err(format!("`{text}` is not an instant: {error}")));
    }
    if value.is_instance(&py.import("decimal")?.getattr("Decimal")?)? {
        return decimal(py, value.str()?.to_str()?);
    }
    let kind = value.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "a value of a filter is a str, int, float, Decimal, bool, datetime or None, not {kind}"
    )))
}

fn decimal(py: Python<'_>, text: &str) -> PyResult<Value> {
    text.parse().map(Value::Decimal).map_err(|error| build_error(py, &error))
}

/// The items of a list of values.
pub(crate) fn read_all(values: &Bound<'_, PyAny>) -> PyResult<Vec<Value>> {
    if !is_list(values) {
        let kind = values.get_type().name()?;
        return Err(PyTypeError::new_err(format!("the values are a list, not {kind}")));
    }
    values.try_iter()?.map(|item| read(&item?)).collect()
}

/// Whether a value is several: anything iterable but a string.
pub(crate) fn is_list(value: &Bound<'_, PyAny>) -> bool {
    !value.is_instance_of::<PyString>()
        && !value.is_instance_of::<PyBytes>()
        && value.hasattr("__iter__").unwrap_or(false)
}
