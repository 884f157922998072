//! The properties of a list.

use std::sync::Arc;

use comfilter::schema::lists;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::error::build_error;
use crate::expr::Expr;
use crate::value;

/// The properties of a list of the API, and the values that each may be compared with.
///
/// `name` is one of `Schema.names()`, with a version such as `v1beta2/groups` if it is not the newest, or a path.
///
/// >>> from comfilter import Schema
/// >>> Schema("servers").path
/// '/compute-ops-mgmt/v1/servers'
/// >>> Schema("server")
/// Traceback (most recent call last):
/// ValueError: the API has no list `server` that takes a filter: did you mean `servers`?
#[pyclass(frozen, eq, module = "comfilter")]
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    pub(crate) inner: comfilter::Schema,
    origin: Origin,
}

/// The origin of a schema, which makes it again.
#[derive(Debug, Clone)]
enum Origin {
    /// A built-in list.
    List(Arc<str>),
    /// The text of a schema file.
    Toml(Arc<str>),
    /// Every property of any type.
    Open,
}

impl PartialEq for Schema {
    fn eq(&self, other: &Schema) -> bool {
        self.inner == other.inner
    }
}

/// A property of a list.
#[pyclass(frozen, eq, get_all, module = "comfilter")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Property {
    /// The name in filters.
    name: String,
    /// `string`, `integer`, `decimal`, `timestamp`, `boolean`, `object` or `array`.
    r#type: &'static str,
    /// Its meaning.
    description: String,
    /// The documented values.
    values: Vec<String>,
    /// Whether any path below it may be compared with any value.
    open: bool,
}

#[pymethods]
impl Property {
    fn __repr__(&self) -> String {
        format!("<Property {}: {}>", self.name, self.r#type)
    }
}

impl Schema {
    /// The schema of jobs.
    fn jobs() -> Schema {
        Schema { inner: comfilter::Schema::jobs().clone(), origin: Origin::List("jobs".into()) }
    }

    /// The schema that an argument means: a schema, the name of a list, or by default jobs.
    pub(crate) fn of(argument: Option<&Bound<'_, PyAny>>) -> PyResult<Schema> {
        match argument {
            None => Ok(Schema::jobs()),
            Some(given) => match given.cast::<Schema>() {
                Ok(schema) => Ok(schema.get().clone()),
                Err(_) => Schema::new(given.cast::<PyString>()?.to_str()?),
            },
        }
    }
}

#[pymethods]
impl Schema {
    #[new]
    #[pyo3(signature = (name = "jobs", /))]
    fn new(name: &str) -> PyResult<Schema> {
        match comfilter::Schema::of_list(name) {
            Ok(schema) => Ok(Schema { inner: schema.clone(), origin: Origin::List(name.into()) }),
            Err(error) => Err(PyValueError::new_err(error.to_string())),
        }
    }

    /// The schema of a schema file, which `comfilter schema` makes from an OpenAPI file.
    ///
    /// >>> from comfilter import Filter, Schema
    /// >>> racks = Schema.from_toml('''
    /// ... resource = "racks"
    /// ... edition = "first"
    /// ... [sources]
    /// ... page = "our page"
    /// ... [[property]]
    /// ... name = "height"
    /// ... type = "integer"
    /// ... description = "in units"
    /// ... source = "page"
    /// ... ''')
    /// >>> Filter("height gt 40", racks)
    /// <Filter of racks: height gt 40>
    #[staticmethod]
    fn from_toml(text: &str) -> PyResult<Schema> {
        match comfilter::Schema::from_toml(text) {
            Ok(inner) => Ok(Schema { inner, origin: Origin::Toml(text.into()) }),
            Err(error) => Err(PyValueError::new_err(error.to_string())),
        }
    }

    /// A schema that accepts any property of any type, for an unknown list.
    #[staticmethod]
    fn open() -> Schema {
        Schema { inner: comfilter::Schema::open(), origin: Origin::Open }
    }

    /// The names of the built-in lists.
    ///
    /// >>> from comfilter import Schema
    /// >>> "groups/compliance" in Schema.names()
    /// True
    #[staticmethod]
    fn names() -> Vec<&'static str> {
        lists().iter().map(comfilter::schema::List::name).collect()
    }

    /// The name of the entries: `jobs`.
    #[getter]
    fn resource(&self) -> &str {
        self.inner.resource()
    }

    /// The path of the list, below the address of the API.
    #[getter]
    fn path(&self) -> Option<&str> {
        self.inner.path()
    }

    /// The properties, in the order of the documents.
    #[getter]
    fn properties(&self) -> Vec<Property> {
        let of = |property: &comfilter::schema::Property| Property {
            name: property.name.clone(),
            r#type: property.ty.name(),
            description: property.description.clone(),
            values: property.values.iter().map(|known| known.value.clone()).collect(),
            open: property.open,
        };
        self.inner.properties().iter().map(of).collect()
    }

    /// A condition whose property, operator and value only the running program knows.
    ///
    /// >>> from comfilter import Schema
    /// >>> Schema("jobs").term("generation", "ge", 3)
    /// <Expr generation ge 3>
    fn term(&self, path: &str, operator: &str, value: &Bound<'_, PyAny>) -> PyResult<Expr> {
        let py = value.py();
        let known = comfilter::Operator::ALL.into_iter().find(|known| known.keyword() == operator);
        let operator = known.ok_or_else(|| {
            let words: Vec<&str> = comfilter::Operator::ALL.iter().map(|known| known.keyword()).collect();
            PyValueError::new_err(format!("an operator is one of {}", words.join(", ")))
        })?;
        let term = self.inner.term(path, operator, value::read(value)?);
        term.map(|term| Expr::new(term, self)).map_err(|error| build_error(py, &error))
    }

    /// Equal to one of some values.
    fn term_in(&self, path: &str, values: &Bound<'_, PyAny>) -> PyResult<Expr> {
        let py = values.py();
        let term = self.inner.term_in(path, value::read_all(values)?);
        term.map(|term| Expr::new(term, self)).map_err(|error| build_error(py, &error))
    }

    /// Whether a string contains another one.
    fn term_contains(&self, py: Python<'_>, path: &str, text: &str) -> PyResult<Expr> {
        let term = self.inner.term_contains(path, text);
        term.map(|term| Expr::new(term, self)).map_err(|error| build_error(py, &error))
    }

    /// Whether an array contains a value.
    fn term_element(&self, value: &Bound<'_, PyAny>, path: &str) -> PyResult<Expr> {
        let py = value.py();
        let term = self.inner.term_element(value::read(value)?, path);
        term.map(|term| Expr::new(term, self)).map_err(|error| build_error(py, &error))
    }

    fn __repr__(&self) -> String {
        match &self.origin {
            Origin::List(name) => format!("Schema({name:?})"),
            Origin::Toml(_) => format!("<Schema of {}>", self.inner.resource()),
            Origin::Open => "Schema.open()".to_owned(),
        }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Schema>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, class) = (slf.py(), slf.get_type());
        Ok(match &slf.get().origin {
            Origin::List(name) => (class.into_any(), PyTuple::new(py, [&**name])?),
            Origin::Toml(text) => (class.getattr("from_toml")?, PyTuple::new(py, [&**text])?),
            Origin::Open => (class.getattr("open")?, PyTuple::empty(py)),
        })
    }
}
