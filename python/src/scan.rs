//! The records of a stream that a filter selects.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::Mutex;

use comfilter::Matcher;
use comfilter::matcher::{RecordError, ScanOptions, Scanned};
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use crate::error::record_error;
use crate::mask::Errors;

/// An iterator over the records of a stream that a filter selects, in their order. `Filter.scan` makes it.
#[pyclass(frozen, module = "comfilter")]
pub(crate) struct Scan {
    /// In a box, because it has vectors of 32 bytes, and Python aligns an object to 16.
    scan: Box<Mutex<comfilter::matcher::Scan<Box<dyn Read + Send>>>>,
    /// Parses a record.
    loads: Py<PyAny>,
    errors: Errors,
}

const _: () = assert!(align_of::<Scan>() <= 16);

/// Prepares a scan of bytes, a file in binary mode, or the file at a path.
pub(crate) fn scan(
    matcher: &Matcher,
    source: &Bound<'_, PyAny>,
    loads: Option<Py<PyAny>>,
    options: &ScanOptions,
    errors: &str,
) -> PyResult<Scan> {
    let py = source.py();
    let reader: Box<dyn Read + Send> = if let Ok(bytes) = source.extract::<PyBackedBytes>() {
        Box::new(Cursor::new(bytes))
    } else if source.hasattr("read")? {
        Box::new(PythonFile(source.clone().unbind()))
    } else if source.hasattr("__fspath__")? {
        Box::new(File::open(source.extract::<PathBuf>()?)?)
    } else {
        let kind = source.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "jobs are in bytes, in a file opened in binary mode, or in the file of a pathlib.Path, not in {kind}"
        )));
    };
    let loads = match loads {
        Some(loads) => loads,
        None => py.import("json")?.getattr("loads")?.unbind(),
    };
    Ok(Scan {
        scan: Box::new(Mutex::new(matcher.scan(reader, options))),
        loads,
        errors: Errors::read(errors, "skip")?,
    })
}

/// A binary file of Python.
struct PythonFile(Py<PyAny>);

impl Read for PythonFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let read = self.0.bind(py).call_method1("read", (out.len(),))?;
            let Ok(bytes) = read.cast::<PyBytes>() else {
                return Err(PyTypeError::new_err("the file of jobs is not opened in binary mode").into());
            };
            let bytes = bytes.as_bytes();
            let Some(place) = out.get_mut(..bytes.len()) else {
                return Err(io::Error::other("the file returned more bytes than were asked for"));
            };
            place.copy_from_slice(bytes);
            Ok(bytes.len())
        })
    }
}

/// A result of a step that outlives the buffer of the stream.
enum Found {
    Record(Vec<u8>),
    Failed(RecordError),
}

#[pymethods]
impl Scan {
    fn __iter__(slf: PyRef<'_, Scan>) -> PyRef<'_, Scan> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        // Another thread may hold the scan while it waits for the interpreter.
        let found = py.detach(|| -> PyResult<Option<Found>> {
            let mut scan = self.scan.lock().map_err(|_| poisoned())?;
            loop {
                match scan.next()? {
                    None => return Ok(None),
                    Some(Scanned::Record(record)) => return Ok(Some(Found::Record(record.to_vec()))),
                    Some(Scanned::Failed(error)) if self.errors == Errors::Raise => {
                        return Ok(Some(Found::Failed(error)));
                    }
                    Some(_) => {}
                }
            }
        })?;
        match found {
            None => Ok(None),
            Some(Found::Record(record)) => self.loads.call1(py, (PyBytes::new(py, &record),)).map(Some),
            Some(Found::Failed(error)) => Err(record_error(py, error, None)),
        }
    }

    /// The number of records so far, including those that failed.
    #[getter]
    fn records(&self, py: Python<'_>) -> PyResult<u64> {
        py.detach(|| self.scan.lock().map(|scan| scan.records()).map_err(|_| poisoned()))
    }

    /// The number of selected records so far.
    #[getter]
    fn matched(&self, py: Python<'_>) -> PyResult<u64> {
        py.detach(|| self.scan.lock().map(|scan| scan.matched()).map_err(|_| poisoned()))
    }

    /// The number of records so far that could not be read.
    #[getter]
    fn failed(&self, py: Python<'_>) -> PyResult<u64> {
        py.detach(|| self.scan.lock().map(|scan| scan.failed()).map_err(|_| poisoned()))
    }
}

fn poisoned() -> PyErr {
    PyRuntimeError::new_err("the scan ended in another thread")
}
