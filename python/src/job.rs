//! A job as the bytes of its JSON.

use comfilter::limits;
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};

/// Calls `with` with the JSON of a job: a `dict`, or JSON as `str` or `bytes`.
///
/// A `dict` is written, and not copied into a parsed value, because that would round numbers past 64 bits.
pub(crate) fn with_job<T>(job: &Bound<'_, PyAny>, with: impl FnOnce(&[u8]) -> T) -> PyResult<T> {
    if let Ok(text) = job.cast::<PyString>() {
        return Ok(with(text.to_str()?.as_bytes()));
    }
    if let Ok(bytes) = job.cast::<PyBytes>() {
        return Ok(with(bytes.as_bytes()));
    }
    if job.is_instance_of::<PyDict>() || job.cast::<PyMapping>().is_ok() {
        let mut json = Vec::new();
        write(job, 0, &mut json)?;
        return Ok(with(&json));
    }
    let kind = job.get_type().name()?;
    Err(PyTypeError::new_err(format!("a job is a dict, or JSON as str or bytes, not {kind}")))
}

/// Writes a value inside so many containers.
fn write(value: &Bound<'_, PyAny>, depth: usize, json: &mut Vec<u8>) -> PyResult<()> {
    if depth > limits::NESTING {
        return Err(PyValueError::new_err(format!("the job nests deeper than {}", limits::NESTING)));
    }
    // Lists that contain one list twice at each level would fill the memory long before the limit of nesting.
    if json.len() > limits::RECORD {
        return Err(PyValueError::new_err(format!("the job has more than {} MiB", limits::RECORD >> 20)));
    }
    if value.is_none() {
        json.extend_from_slice(b"null");
    } else if let Ok(text) = value.cast::<PyString>() {
        write_text(text, json)?;
    } else if let Ok(truth) = value.cast::<PyBool>() {
        json.extend_from_slice(if truth.is_true() { b"true" } else { b"false" });
    } else if value.is_instance_of::<PyInt>() {
        write_number(&value.py().get_type::<PyInt>(), value, json)?;
    } else if let Ok(number) = value.cast::<PyFloat>() {
        if !number.value().is_finite() {
            return Err(PyValueError::new_err(format!("JSON has no number {}", number.value())));
        }
        write_number(&value.py().get_type::<PyFloat>(), value, json)?;
    } else if let Ok(object) = value.cast::<PyDict>() {
        // A list or a mapping inside may run code that changes this one: its iterator would panic, also at its end.
        let (count, mut items) = (object.len(), object.iter());
        let item = |_| match object.len() == count {
            true => items.next().map(Ok),
            false => {
                Some(Err(PyRuntimeError::new_err("a dict of the job changed its size while it was read")))
            }
        };
        write_object((0..count).map_while(item), depth, json)?;
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        json.push(b'[');
        for (at, item) in value.try_iter()?.enumerate() {
            if at > 0 {
                json.push(b',');
            }
            write(&item?, depth + 1, json)?;
        }
        json.push(b']');
    } else if let Ok(object) = value.cast::<PyMapping>() {
        let items = object.items()?;
        write_object(items.iter().map(|item| item.extract()), depth, json)?;
    } else {
        let kind = value.get_type().name()?;
        return Err(PyTypeError::new_err(format!("JSON has no value of the type {kind}")));
    }
    Ok(())
}

fn write_object<'py>(
    items: impl Iterator<Item = PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)>>,
    depth: usize,
    json: &mut Vec<u8>,
) -> PyResult<()> {
    json.push(b'{');
    for (at, item) in items.enumerate() {
        let (key, value) = item?;
        if at > 0 {
            json.push(b',');
        }
        let Ok(key) = key.cast::<PyString>() else {
            let kind = key.get_type().name()?;
            return Err(PyTypeError::new_err(format!("a key of a job is a str, not {kind}")));
        };
        write_text(key, json)?;
        json.push(b':');
        write(&value, depth + 1, json)?;
    }
    json.push(b'}');
    Ok(())
}

fn write_text(text: &Bound<'_, PyString>, json: &mut Vec<u8>) -> PyResult<()> {
    let text = text.to_str()?;
    serde_json::to_writer(json, text).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Writes a number as its type does: a subclass, such as that of an enumeration, may print otherwise.
fn write_number(
    kind: &Bound<'_, pyo3::types::PyType>,
    value: &Bound<'_, PyAny>,
    json: &mut Vec<u8>,
) -> PyResult<()> {
    let text = kind.call_method1("__repr__", (value,))?;
    json.extend_from_slice(text.cast::<PyString>()?.to_str()?.as_bytes());
    Ok(())
}
