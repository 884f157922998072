//! A valid filter.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use comfilter::matcher::{ScanOptions, Scanned};
use comfilter::{Matcher, Verdict};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyTuple};

use crate::error::{filter_error, record_error};
use crate::job::with_job;
use crate::mask::{self, Errors, Mask, MaskOptions};
use crate::scan::{self, Scan};
use crate::schema::Schema;

/// A filter without an error, in canonical text.
///
/// `schema` is the list that it filters: a `Schema`, or a name as in `Schema.names()`; by default jobs. A filter is
/// hashable, can be pickled, and may be used by several threads.
///
/// >>> from comfilter import Filter
/// >>> print(Filter("state  eq 'ERROR'"))
/// state eq 'ERROR'
/// >>> Filter("hardware/powerState eq 'ON'", "servers")
/// <Filter of servers: hardware/powerState eq 'ON'>
///
/// Invalid text raises `FilterError`, whose message has a caret under the first mistake:
///
/// >>> Filter("name eq 'O'Neil'")
/// Traceback (most recent call last):
/// comfilter.FilterError: this quote ends the string `'O'`: a quote inside a string must be doubled
///   name eq 'O'Neil'
///             ^
#[pyclass(frozen, eq, module = "comfilter")]
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) inner: comfilter::Filter,
    schema: Schema,
    /// Compiled for the first record.
    matcher: OnceLock<Matcher>,
}

impl PartialEq for Filter {
    fn eq(&self, other: &Filter) -> bool {
        self.inner == other.inner
    }
}

impl Filter {
    pub(crate) fn new(inner: comfilter::Filter, schema: Schema) -> Filter {
        Filter { inner, schema, matcher: OnceLock::new() }
    }

    pub(crate) fn parse(py: Python<'_>, text: &str, schema: Schema) -> PyResult<Filter> {
        match schema.inner.check(text).into_result() {
            Ok(filter) => Ok(Filter::new(filter, schema)),
            Err(error) => Err(filter_error(py, &error)),
        }
    }

    pub(crate) fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| self.inner.matcher())
    }
}

/// True, false, or `None` for null.
pub(crate) fn truth(verdict: Verdict) -> Option<bool> {
    match verdict {
        Verdict::True => Some(true),
        Verdict::False => Some(false),
        Verdict::Null => None,
    }
}

#[pymethods]
impl Filter {
    #[new]
    #[pyo3(signature = (text, /, schema = None))]
    fn py_new(py: Python<'_>, text: &str, schema: Option<&Bound<'_, PyAny>>) -> PyResult<Filter> {
        Filter::parse(py, text, Schema::of(schema)?)
    }

    /// The list that it filters.
    #[getter]
    fn schema(&self) -> Schema {
        self.schema.clone()
    }

    /// The query of a URL: the encoded filter after `filter=`.
    ///
    /// >>> from comfilter import Filter
    /// >>> Filter("resource/id eq 'P06760-B21+2M212504P8'").query()
    /// 'filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27'
    fn query(&self) -> String {
        self.inner.query()
    }

    /// The `params` of a client that encodes them once, such as `requests` and `httpx`: `requests.get(url,
    /// params=filter.params())`.
    ///
    /// >>> from comfilter import Filter
    /// >>> Filter("state eq 'ERROR'").params()
    /// {'filter': "state eq 'ERROR'"}
    fn params<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let params = PyDict::new(py);
        let (name, text) = self.inner.as_pair();
        params.set_item(name, text)?;
        Ok(params)
    }

    /// The jobs that it selects, in plain English.
    ///
    /// >>> from comfilter import Filter
    /// >>> Filter("state eq 'ERROR' and generation gt 3").explain()
    /// 'Jobs whose state is ERROR, and whose generation is greater than 3'
    fn explain(&self) -> String {
        comfilter::explain::sentence(&self.inner)
    }

    /// Whether it selects a job, which is a mapping, or JSON as `str` or `bytes`.
    ///
    /// >>> from comfilter import Filter
    /// >>> failed = Filter("state eq 'ERROR'")
    /// >>> failed.matches({"state": "ERROR"}), failed.matches('{"state": "COMPLETE"}'), failed.matches(b"{}")
    /// (True, False, False)
    ///
    /// The filter reads JSON only as far as it needs. A fault in that part raises `RecordError`. A list response is not a
    /// job. A mapping has `str` keys; it may contain whole numbers of any length, but neither
    /// NaN nor infinities. It has at most 64 MiB as JSON.
    fn matches(&self, job: &Bound<'_, PyAny>) -> PyResult<bool> {
        let py = job.py();
        let matches = with_job(job, |bytes| self.matcher().matches_slice(bytes))?;
        matches.map_err(|error| record_error(py, error, None))
    }

    /// The verdict for a job: `True`, `False`, or `None` if neither the filter nor its negation selects the job.
    ///
    /// >>> from comfilter import Filter
    /// >>> waiting = Filter("contains(status,'waiting')")
    /// >>> waiting.verdict({"status": "waiting"}), waiting.verdict({"status": ""}), waiting.verdict({})
    /// (True, False, None)
    fn verdict(&self, job: &Bound<'_, PyAny>) -> PyResult<Option<bool>> {
        let py = job.py();
        let verdict = with_job(job, |bytes| self.matcher().verdict_slice(bytes))?;
        verdict.map(truth).map_err(|error| record_error(py, error, None))
    }

    /// The verdicts for an array of jobs as JSON: `True`, `False`, and null for null.
    ///
    /// The array is any object with the Arrow C Data Interface: an array, a chunked array or a series of strings or
    /// bytes, also as views or as a dictionary, or a table of one such column. It is not copied, and a stream is read
    /// chunk by chunk. The mask is an Arrow array: pass it to `pyarrow.array` or `polars.Series`.
    ///
    /// >>> import pyarrow as pa
    /// >>> from comfilter import Filter
    /// >>> column = pa.chunked_array([['{"status": "next"}', "{}"], [None]])
    /// >>> mask = Filter("contains(status,'x')").mask(column)
    /// >>> mask.to_list(), mask.matched
    /// ([True, None, None], 1)
    /// >>> column.filter(pa.array(mask)).to_pylist()
    /// ['{"status": "next"}']
    ///
    /// - `strict`: whether each record must be valid JSON by RFC 8259. Otherwise a record is read only as far as the
    ///   filter needs, so a fault elsewhere may pass.
    /// - `at`: the path of the job in a record, such as `data/job`.
    /// - `errors`: `"raise"` raises `RecordError` for the first record that cannot be read, with its index; `"null"` gives
    ///   it null.
    /// - `threads`: the number of threads, at least 1; by default one for each processor. They do not hold the
    ///   interpreter's lock.
    #[pyo3(signature = (array, /, *, strict = false, at = "", errors = "raise", threads = None))]
    fn mask(
        &self,
        array: &Bound<'_, PyAny>,
        strict: bool,
        at: &str,
        errors: &str,
        threads: Option<usize>,
    ) -> PyResult<Mask> {
        mask::mask(self.matcher(), array, &MaskOptions::new(strict, at, errors, threads)?)
    }

    /// The records of a stream that it selects, in their order, in bounded memory.
    ///
    /// The source is `bytes`, a file opened in binary mode, or a `pathlib.Path`. It contains any number of documents one
    /// after another: records one per line, arrays of records, and list responses, compact or pretty-printed.
    ///
    /// >>> from comfilter import Filter
    /// >>> stream = b'''{"items": [{"name": "a", "state": "ERROR"}, {"name": "b"}]}
    /// ... {"name": "c", "state": "ERROR"}'''
    /// >>> scan = Filter("state eq 'ERROR'").scan(stream)
    /// >>> [job["name"] for job in scan], scan.records, scan.matched, scan.failed
    /// (['a', 'c'], 3, 2, 0)
    ///
    /// - `loads` reads a selected record from `bytes`; by default `json.loads`, which raises `ValueError` for a fault that
    ///   the filter did not see. With `loads=bytes` the record stays as it is.
    /// - `strict` and `at` are those of `mask`. `invert` selects the records for which the filter is not true.
    /// - `errors`: `"raise"` raises `RecordError` for a record that cannot be read, and the next step continues after it;
    ///   `"skip"` only counts it as failed. A record has at most 64 MiB.
    #[pyo3(signature = (source, /, *, loads = None, strict = false, invert = false, at = "", errors = "raise"))]
    fn scan(
        &self,
        source: &Bound<'_, PyAny>,
        loads: Option<Py<PyAny>>,
        strict: bool,
        invert: bool,
        at: &str,
        errors: &str,
    ) -> PyResult<Scan> {
        let options = ScanOptions::new().strict(strict).invert(invert).at(at);
        scan::scan(self.matcher(), source, loads, &options, errors)
    }

    /// The number of jobs in `bytes` that it selects. The bytes, `strict`, `at` and `errors` are those of `scan`.
    ///
    /// >>> from comfilter import Filter
    /// >>> Filter("state eq 'ERROR'").count(b'[{"state": "ERROR"}, {"state": "COMPLETE"}]')
    /// 1
    #[pyo3(signature = (source, /, *, strict = false, at = "", errors = "raise"))]
    fn count(
        &self,
        py: Python<'_>,
        source: PyBackedBytes,
        strict: bool,
        at: &str,
        errors: &str,
    ) -> PyResult<u64> {
        let options = ScanOptions::new().strict(strict).at(at);
        let errors = Errors::read(errors, "skip")?;
        let counted = py.detach(|| {
            let mut scan = self.matcher().scan_slice(&source, &options);
            let failure = scan.by_ref().find_map(|scanned| match scanned {
                Scanned::Failed(error) if errors == Errors::Raise => Some(error),
                _ => None,
            });
            failure.map_or(Ok(scan.matched()), Err)
        });
        counted.map_err(|error| record_error(py, error, None))
    }

    fn __str__(&self) -> &str {
        self.inner.as_str()
    }

    fn __repr__(&self) -> String {
        format!("<Filter of {}: {}>", self.inner.schema().resource(), self.inner)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.inner.as_str().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Filter>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let filter = slf.get();
        let arguments = (filter.inner.as_str(), filter.schema.clone()).into_pyobject(slf.py())?;
        Ok((slf.get_type().into_any(), arguments))
    }
}
