//! The Python package `comfilter`. `python/comfilter/` has its stubs and its public names.

mod arrow;
#[path = "../../engines/column.rs"]
mod column;
mod diagnostic;
mod error;
mod expr;
mod filter;
mod functions;
mod job;
mod mask;
mod scan;
mod schema;
mod template;
mod value;

/// The compiled part of `comfilter`.
#[pyo3::pymodule]
mod _comfilter {
    #[pymodule_export]
    use crate::diagnostic::{Diagnostic, Edit, Fix, Label};
    #[pymodule_export]
    use crate::error::{FilterError, RecordError};
    #[pymodule_export]
    use crate::expr::Expr;
    #[pymodule_export]
    use crate::filter::Filter;
    #[pymodule_export]
    use crate::functions::{Comparison, Decoded, Fixed, check, compare, decode, encode, explain, fix};
    #[pymodule_export]
    use crate::mask::Mask;
    #[pymodule_export]
    use crate::scan::Scan;
    #[pymodule_export]
    use crate::schema::{Property, Schema};
    #[pymodule_export]
    use crate::template::Template;
}
