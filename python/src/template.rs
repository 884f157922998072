//! A filter with parameters.

use comfilter::limits::Limits;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::template_error;
use crate::filter::Filter;
use crate::schema::Schema;
use crate::value;

/// A filter with parameters, `@name`, in the places of values.
///
/// >>> from comfilter import Template
/// >>> since = Template("resource/id eq @server and createdAt ge @since")
/// >>> print(since.bind(server="P06760-B21+2M212504P8", since="2026-11-20T00:00:00Z"))
/// resource/id eq 'P06760-B21+2M212504P8' and createdAt ge 2026-11-20T00:00:00Z
#[pyclass(frozen, module = "comfilter")]
#[derive(Debug)]
pub(crate) struct Template {
    inner: Inner,
    schema: Schema,
}

/// A template has no `Debug`.
struct Inner(comfilter::Template);

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_string())
    }
}

#[pymethods]
impl Template {
    #[new]
    #[pyo3(signature = (text, /, schema = None))]
    fn new(py: Python<'_>, text: &str, schema: Option<&Bound<'_, PyAny>>) -> PyResult<Template> {
        let schema = Schema::of(schema)?;
        match schema.inner.parse_template(text, &Limits::DEFAULT) {
            Ok(template) => Ok(Template { inner: Inner(template), schema }),
            Err(error) => Err(template_error(py, &error)),
        }
    }

    /// The names of the parameters, without `@`, in the order of the text.
    #[getter]
    fn parameters(&self) -> Vec<&str> {
        self.inner.0.parameters().iter().map(|parameter| parameter.name()).collect()
    }

    /// The filter with these values: one for each parameter, and a list for a parameter after `in`.
    ///
    /// A value has the type of its property. Beside a timestamp, a `str` may be an instant, a date, `now`, `today`,
    /// `yesterday`, or a time before now such as `-72h`. A value that does not fit raises `ValueError`.
    ///
    /// >>> from comfilter import Template
    /// >>> print(Template("state in @states").bind(states=["ERROR", "STALLED"]))
    /// state in ('ERROR','STALLED')
    /// >>> Template("generation gt @least").bind(least="3")
    /// Traceback (most recent call last):
    /// ValueError: `@least` is compared with `generation`, which is an integer, and `3` is a string: give a whole number such as 3
    #[pyo3(signature = (**values))]
    fn bind(&self, py: Python<'_>, values: Option<&Bound<'_, PyDict>>) -> PyResult<Filter> {
        let mut template = self.inner.0.clone();
        for (name, given) in values.into_iter().flatten() {
            let name: String = name.extract()?;
            let bound = if value::is_list(&given) {
                template.bind_list(&name, value::read_all(&given)?)
            } else {
                template.bind(&name, value::read(&given)?)
            };
            template = bound.map_err(|error| template_error(py, &error))?;
        }
        match template.finish() {
            Ok(filter) => Ok(Filter::new(filter, self.schema.clone())),
            Err(error) => Err(template_error(py, &error)),
        }
    }

    fn __str__(&self) -> String {
        self.inner.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Template of {}: {}>", self.schema.inner.resource(), self.inner.0)
    }
}
