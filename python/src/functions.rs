//! The functions of the module.

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Linter};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::diagnostic::Diagnostic;
use crate::filter::Filter;
use crate::schema::Schema;

/// The filter that an argument means: a filter, or its text.
fn filter<'py>(
    given: &Bound<'py, PyAny>,
    schema: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, Filter>> {
    match given.cast::<Filter>() {
        Ok(filter) => Ok(filter.clone()),
        Err(_) => {
            let text = given.cast::<PyString>()?.to_str()?;
            Bound::new(given.py(), Filter::parse(given.py(), text, Schema::of(schema)?)?)
        }
    }
}

/// The findings of all rules for a filter, in the order of their places. None of them is an exception.
///
/// >>> import comfilter
/// >>> [found] = comfilter.check("name == 'x'")
/// >>> print(found)
/// error[foreign-operator] `==` is not an operator of this language: write `eq`
/// >>> found.start, found.end, found.fix.title
/// (5, 7, 'write `eq`')
#[pyfunction]
#[pyo3(signature = (text, /, schema = None))]
pub(crate) fn check(text: &str, schema: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Diagnostic>> {
    let linter = Linter::new(Schema::of(schema)?.inner);
    Ok(Diagnostic::all(linter.lint(text).diagnostics(), text))
}

/// A filter after its fixes.
#[pyclass(frozen, eq, get_all, module = "comfilter")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fixed {
    /// The text after the fixes.
    text: String,
    /// The number of fixes applied.
    count: usize,
}

#[pymethods]
impl Fixed {
    fn __repr__(&self) -> String {
        format!("<Fixed {} by {}>", self.text, self.count)
    }
}

/// Applies the safe fixes, and with `unsafe_fixes` also the guesses, until there are none left.
///
/// >>> import comfilter
/// >>> comfilter.fix("Name == 'x' && generation gt 3")
/// <Fixed name eq 'x' and generation gt 3 by 3>
#[pyfunction]
#[pyo3(signature = (text, /, schema = None, *, unsafe_fixes = false))]
pub(crate) fn fix(text: &str, schema: Option<&Bound<'_, PyAny>>, unsafe_fixes: bool) -> PyResult<Fixed> {
    let most = if unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let fixed = Linter::new(Schema::of(schema)?.inner).fix(Holder::Filter, text, most);
    Ok(Fixed { text: fixed.text, count: fixed.count })
}

/// The query of a URL for a filter or its text: `Filter.query`.
///
/// >>> import comfilter
/// >>> comfilter.encode("state eq 'ERROR'")
/// 'filter=state%20eq%20%27ERROR%27'
#[pyfunction]
#[pyo3(signature = (filter, /, schema = None))]
pub(crate) fn encode(filter: &Bound<'_, PyAny>, schema: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
    Ok(self::filter(filter, schema)?.get().inner.query())
}

/// The jobs that a filter or its text selects, in plain English: `Filter.explain`.
///
/// >>> import comfilter
/// >>> comfilter.explain("powerState eq 'OFF'", comfilter.Schema.open())
/// "Resources whose powerState is 'OFF'"
#[pyfunction]
#[pyo3(signature = (filter, /, schema = None))]
pub(crate) fn explain(filter: &Bound<'_, PyAny>, schema: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
    Ok(comfilter::explain::sentence(&self::filter(filter, schema)?.get().inner))
}

/// The filter of a request as the server reads it.
#[pyclass(frozen, get_all, module = "comfilter")]
#[derive(Debug, Clone)]
pub(crate) struct Decoded {
    /// `filter`, `value`, `query`, `url` or `command`.
    kind: String,
    /// The filter as the server reads it.
    filter: Option<String>,
    /// The intended filter, if it differs.
    meant: Option<String>,
    /// The other parameters.
    parameters: Vec<(String, String)>,
    /// The findings around the filter, with places in the given text.
    diagnostics: Vec<Diagnostic>,
    /// The findings in the filter, with places in it.
    filter_diagnostics: Vec<Diagnostic>,
}

#[pymethods]
impl Decoded {
    fn __repr__(&self) -> String {
        format!("<Decoded {}: {}>", self.kind, self.filter.as_deref().unwrap_or("no filter"))
    }
}

/// The filter of a URL, a query string, a curl command or an encoded value, as the server reads it.
///
/// A URL decides the list of its filter; `schema` is for the others.
///
/// >>> import comfilter
/// >>> decoded = comfilter.decode("/compute-ops-mgmt/v1/jobs?filter=resource%2Fid%20eq%20%27A+B%27&limit=10")
/// >>> decoded.filter, decoded.parameters
/// ("resource/id eq 'A B'", [('limit', '10')])
/// >>> print(decoded.diagnostics[0])
/// error[raw-plus] a `+` in a query string is read as a space: the service looks for `'A B'`
#[pyfunction]
#[pyo3(signature = (text, /, schema = None))]
pub(crate) fn decode(text: &str, schema: Option<&Bound<'_, PyAny>>) -> PyResult<Decoded> {
    let linter = Linter::new(Schema::of(schema)?.inner);
    let decoded = linter.lint_request(text);
    let filter = decoded.filter().unwrap_or_default();
    let kind = serde_json::to_value(decoded.kind()).ok();
    Ok(Decoded {
        kind: kind.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
        filter: decoded.filter().map(str::to_owned),
        meant: decoded.meant().map(str::to_owned),
        parameters: decoded
            .parameters()
            .iter()
            .map(|parameter| (parameter.name.clone(), parameter.value.clone()))
            .collect(),
        diagnostics: Diagnostic::all(decoded.diagnostics(), text),
        filter_diagnostics: Diagnostic::all(decoded.filter_diagnostics(), filter),
    })
}

/// Two filters compared over all jobs, with jobs that show the relation.
#[pyclass(frozen, get_all, module = "comfilter")]
#[derive(Debug)]
pub(crate) struct Comparison {
    /// `equal`, `a-implies-b`, `b-implies-a`, `disjoint`, `overlap` or `unknown`.
    relation: &'static str,
    /// The same in words.
    sentence: String,
    /// A job that both select.
    both: Option<Py<PyAny>>,
    /// A job that only the first selects.
    only_a: Option<Py<PyAny>>,
    /// A job that only the second selects.
    only_b: Option<Py<PyAny>>,
}

#[pymethods]
impl Comparison {
    fn __repr__(&self) -> String {
        format!("<Comparison {}>", self.relation)
    }
}

/// Compares the jobs that two filters select, over all jobs whose values have the types of the list.
///
/// >>> import comfilter
/// >>> compared = comfilter.compare("state in ('ERROR','STALLED')", "state eq 'ERROR'")
/// >>> compared.relation, compared.only_a
/// ('b-implies-a', {'state': 'STALLED'})
/// >>> compared.sentence
/// 'A selects every job that B selects, and more'
#[pyfunction]
#[pyo3(signature = (a, b, /, schema = None))]
pub(crate) fn compare(
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    schema: Option<&Bound<'_, PyAny>>,
) -> PyResult<Comparison> {
    let py = a.py();
    let (a, b) = (filter(a, schema)?, filter(b, schema)?);
    let (a, b) = (&a.get().inner, &b.get().inner);
    if a.schema() != b.schema() {
        let (a, b) = (a.schema().resource(), b.schema().resource());
        return Err(PyValueError::new_err(format!("filters of {a} and of {b} cannot be compared")));
    }
    let compared = py.detach(|| comfilter::explain::compared(a, b, &a.compare(b)));
    let loads = py.import("json")?.getattr("loads")?;
    let job = |job: Option<serde_json::Value>| -> PyResult<Option<Py<PyAny>>> {
        job.map(|job| Ok(loads.call1((job.to_string(),))?.unbind())).transpose()
    };
    Ok(Comparison {
        relation: compared.relation,
        sentence: compared.sentence,
        both: job(compared.witnesses.both)?,
        only_a: job(compared.witnesses.only_a)?,
        only_b: job(compared.witnesses.only_b)?,
    })
}
