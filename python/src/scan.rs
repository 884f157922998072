//! The records of a stream that a filter selects.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use comfilter::Matcher;
use comfilter::matcher::{RecordError, ScanOptions, Scanned};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use crate::error::record_error;
use crate::mask::Errors;

type Inner = comfilter::matcher::Scan<Box<dyn Read + Send>>;

/// An iterator over the records of a stream that a filter selects, in their order. `Filter.scan` makes it.
///
/// It is like a generator. One step runs at a time: during it, another step or a number raises `ValueError`. An exception
/// of the source, or of the handler of a signal, comes after the records before it, and ends the scan.
#[pyclass(frozen, module = "comfilter")]
pub(crate) struct Scan {
    /// In a box, because it has vectors of 32 bytes, and Python aligns an object to 16.
    scan: Box<Mutex<Inner>>,
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
        Box::new(Interruptible::new(Cursor::new(bytes)))
    } else if source.hasattr("read")? {
        Box::new(PythonFile(source.clone().unbind()))
    } else if source.hasattr("__fspath__")? {
        let path: PathBuf = source.extract()?;
        // A named pipe waits for its writer, which may be another thread of Python.
        Box::new(Interruptible::new(py.detach(|| File::open(path))?))
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

/// A source without Python, whose reader runs the handlers of signals: Ctrl-C ends a scan that waits, or selects nothing.
struct Interruptible<R> {
    source: R,
    checked: Instant,
}

/// A check takes the lock of the interpreter, which may be busy.
const UNCHECKED: Duration = Duration::from_millis(100);

impl<R> Interruptible<R> {
    fn new(source: R) -> Interruptible<R> {
        Interruptible { source, checked: Instant::now() }
    }
}

impl<R: Read> Read for Interruptible<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.source.read(out);
            let is_interrupted = matches!(&read, Err(error) if error.kind() == io::ErrorKind::Interrupted);
            if is_interrupted || self.checked.elapsed() > UNCHECKED {
                Python::attach(|py| py.check_signals())?;
                self.checked = Instant::now();
            }
            if !is_interrupted {
                return read;
            }
        }
    }
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
                return Err(io::Error::other("the file returned more bytes than the scan requested"));
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

impl Scan {
    /// The scan, unless a step of it runs: in another thread, or in this one while it reads the source.
    fn idle(&self) -> PyResult<MutexGuard<'_, Inner>> {
        self.scan.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => PyValueError::new_err("the scan is already executing"),
            TryLockError::Poisoned(_) => PyRuntimeError::new_err("an earlier step of the scan has failed"),
        })
    }
}

#[pymethods]
impl Scan {
    fn __iter__(slf: PyRef<'_, Scan>) -> PyRef<'_, Scan> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let found = py.detach(|| -> PyResult<Option<Found>> {
            let mut scan = self.idle()?;
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
    fn records(&self) -> PyResult<u64> {
        Ok(self.idle()?.records())
    }

    /// The number of selected records so far.
    #[getter]
    fn matched(&self) -> PyResult<u64> {
        Ok(self.idle()?.matched())
    }

    /// The number of records so far that could not be read.
    #[getter]
    fn failed(&self) -> PyResult<u64> {
        Ok(self.idle()?.failed())
    }
}
