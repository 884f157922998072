//! The verdicts for an array of records, as an array of booleans.

use std::num::NonZero;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use arrow_array::array::{Array, ArrayRef, BooleanArray};
use arrow_schema::ArrowError;
use comfilter::Matcher;
use comfilter::matcher::{RecordError, ScanOptions, VerdictReader};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::arrow::{self, Chunks};
use crate::column;
use crate::error::record_error;
use crate::filter::truth;

/// The verdicts for the rows of an array: an Arrow array of booleans, with nulls. `Filter.mask` makes it.
#[pyclass(frozen, module = "comfilter")]
#[derive(Debug)]
pub(crate) struct Mask {
    verdicts: BooleanArray,
}

#[pymethods]
impl Mask {
    fn __len__(&self) -> usize {
        self.verdicts.len()
    }

    /// The number of rows for which the filter is true.
    #[getter]
    fn matched(&self) -> usize {
        self.verdicts.true_count()
    }

    /// The verdicts as a list of `True`, `False` and `None`.
    fn to_list(&self) -> Vec<Option<bool>> {
        self.verdicts.iter().collect()
    }

    /// The protocol allows an exporter to ignore `requested_schema`.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        arrow::capsules(py, &self.verdicts)
    }

    fn __repr__(&self) -> String {
        format!("<Mask of {} rows, {} matched>", self.__len__(), self.matched())
    }
}

/// The treatment of a record that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Errors {
    Raise,
    Pass,
}

impl Errors {
    /// Reads `raise`, or the word for the other treatment.
    pub(crate) fn read(given: &str, other: &str) -> PyResult<Errors> {
        match given {
            "raise" => Ok(Errors::Raise),
            given if given == other => Ok(Errors::Pass),
            _ => Err(PyValueError::new_err(format!("`errors` is 'raise' or '{other}'"))),
        }
    }
}

/// How an array is read.
#[derive(Debug)]
pub(crate) struct MaskOptions {
    scan: ScanOptions,
    errors: Errors,
    threads: usize,
}

impl MaskOptions {
    pub(crate) fn new(strict: bool, at: &str, errors: &str, threads: Option<usize>) -> PyResult<MaskOptions> {
        if threads == Some(0) {
            return Err(PyValueError::new_err("`threads` is at least 1"));
        }
        let all = || thread::available_parallelism().map_or(1, NonZero::get);
        Ok(MaskOptions {
            scan: ScanOptions::new().strict(strict).at(at),
            errors: Errors::read(errors, "null")?,
            threads: threads.unwrap_or_else(all),
        })
    }
}

/// The verdicts for the records of an array, without the lock of the interpreter.
pub(crate) fn mask(matcher: &Matcher, array: &Bound<'_, PyAny>, options: &MaskOptions) -> PyResult<Mask> {
    let py = array.py();
    let chunks = Chunks::of(array, column::check)?;
    let verdicts = py.detach(|| Work::new(chunks, options.errors).run(matcher, options));
    match verdicts {
        Ok(verdicts) => Ok(Mask { verdicts: BooleanArray::from(verdicts) }),
        Err(MaskError::Record(index, error)) => Err(record_error(py, error, Some(index))),
        Err(MaskError::Array(error)) => Err(arrow::arrow_error(error)),
    }
}

enum MaskError {
    /// The first record that cannot be read, and its row.
    Record(usize, RecordError),
    Array(ArrowError),
}

/// The most rows of a part: a chunk of more rows is read by several threads.
const ROWS: usize = 1 << 12;

/// Some rows of a chunk.
struct Part {
    chunk: ArrayRef,
    rows: Range<usize>,
    /// The row of the whole array with which they begin.
    first: usize,
}

/// The work that threads share.
struct Work {
    state: Mutex<WorkState>,
    errors: Errors,
}

struct WorkState {
    chunks: Chunks,
    /// The rows that are left of the last chunk, if there are some.
    left: Option<Part>,
    /// The number of rows of all chunks so far.
    rows: usize,
    /// The verdicts of each part, with the row with which it begins.
    done: Vec<(usize, Vec<Option<bool>>)>,
    failure: Option<MaskError>,
}

impl WorkState {
    /// Whether there is another part: there is none at the end, or after a failure.
    fn has_next(&mut self) -> bool {
        if self.failure.is_none() && self.left.is_none() {
            match self.chunks.chunks.next() {
                None => {}
                Some(Ok(chunk)) => {
                    let first = self.rows;
                    self.rows += chunk.len();
                    self.left = Some(Part { rows: 0..chunk.len(), chunk, first });
                }
                Some(Err(error)) => self.failure = Some(MaskError::Array(error)),
            }
        }
        self.failure.is_none() && self.left.is_some()
    }

    /// The next part.
    fn next(&mut self) -> Option<Part> {
        if !self.has_next() {
            return None;
        }
        let Part { chunk, rows, first } = self.left.take()?;
        if rows.len() <= ROWS || column::is_shared(&self.chunks.data_type) {
            return Some(Part { chunk, rows, first });
        }
        let middle = rows.start + ROWS;
        self.left = Some(Part { chunk: chunk.clone(), rows: middle..rows.end, first: first + ROWS });
        Some(Part { chunk, rows: rows.start..middle, first })
    }

    /// Keeps the failure of the first row: parts end in any order.
    fn fail(&mut self, row: usize, error: RecordError) {
        let is_first = match &self.failure {
            None => true,
            Some(MaskError::Record(other, _)) => row < *other,
            Some(MaskError::Array(_)) => true,
        };
        if is_first {
            self.failure = Some(MaskError::Record(row, error));
        }
    }
}

impl Work {
    fn new(chunks: Chunks, errors: Errors) -> Work {
        let state = WorkState { chunks, left: None, rows: 0, done: Vec::new(), failure: None };
        Work { state: Mutex::new(state), errors }
    }

    fn state(&self) -> MutexGuard<'_, WorkState> {
        // A panic of another thread comes to the caller when the threads are joined.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(self, matcher: &Matcher, options: &MaskOptions) -> Result<Vec<Option<bool>>, MaskError> {
        let worker = |first: Option<Part>| {
            let mut reader = matcher.verdict_reader(&options.scan);
            let mut part = first.or_else(|| self.state().next());
            while let Some(next) = part {
                self.read(&next, &mut reader);
                part = self.state().next();
            }
        };
        thread::scope(|scope| {
            let first = self.state().next();
            for _ in 1..options.threads {
                // If there is no other part, or the system has no more threads, the present ones do it all.
                if !self.state().has_next()
                    || thread::Builder::new().spawn_scoped(scope, || worker(None)).is_err()
                {
                    break;
                }
            }
            worker(first);
        });
        let WorkState { mut done, failure, rows, .. } =
            self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = failure {
            return Err(failure);
        }
        done.sort_unstable_by_key(|(first, _)| *first);
        let mut verdicts = Vec::with_capacity(rows);
        done.into_iter().for_each(|(_, part)| verdicts.extend(part));
        Ok(verdicts)
    }

    fn read(&self, part: &Part, reader: &mut VerdictReader) {
        let rows: Vec<usize> = part.rows.clone().collect();
        let verdicts = column::read(&part.chunk, &rows, reader);
        let mut truths = Vec::with_capacity(verdicts.len());
        for (row, verdict) in (part.first..).zip(verdicts) {
            truths.push(match verdict {
                Some(Ok(verdict)) => truth(verdict),
                Some(Err(error)) if self.errors == Errors::Raise => {
                    self.state().fail(row, error);
                    return;
                }
                Some(Err(_)) | None => None,
            });
        }
        self.state().done.push((part.first, truths));
    }
}
