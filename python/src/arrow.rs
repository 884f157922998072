//! Arrays of other libraries, by the capsules of the Arrow C Data Interface: the only file with `unsafe`.
//! <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>
#![expect(unsafe_code, reason = "the capsules hold pointers to structures of C")]

use std::ffi::CStr;

use arrow_array::array::{ArrayRef, make_array};
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayReader};
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// The chunks of an array, and their type.
pub(crate) struct Chunks {
    pub(crate) data_type: DataType,
    pub(crate) chunks: Box<dyn Iterator<Item = Result<ArrayRef, ArrowError>> + Send>,
}

impl Chunks {
    /// Takes the array or the stream that an object exports. `check` refuses types before their data is read.
    pub(crate) fn of(
        object: &Bound<'_, PyAny>,
        check: impl Fn(&DataType) -> Result<(), String>,
    ) -> PyResult<Chunks> {
        let checked = |data_type: &DataType| check(data_type).map_err(PyTypeError::new_err);
        if object.hasattr("__arrow_c_stream__")? {
            let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
            let pointer = capsule.pointer_checked(Some(STREAM))?;
            // SAFETY: a capsule of this name holds a stream, which is moved out of it.
            let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
            let reader = ArrayStreamReader::try_new(stream).map_err(arrow_error)?;
            let data_type = reader.field().data_type().clone();
            checked(&data_type)?;
            return Ok(Chunks { data_type, chunks: Box::new(reader) });
        }
        if object.hasattr("__arrow_c_array__")? {
            let capsules = object.call_method0("__arrow_c_array__")?;
            let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
            let schema = schema.pointer_checked(Some(SCHEMA))?;
            let array = array.pointer_checked(Some(ARRAY))?;
            // SAFETY: capsules of these names hold a schema and an array of it, which are moved out of them.
            let (schema, array) = unsafe {
                let schema = FFI_ArrowSchema::from_raw(schema.cast().as_ptr());
                (schema, FFI_ArrowArray::from_raw(array.cast().as_ptr()))
            };
            if array.is_released() {
                return Err(PyValueError::new_err("another consumer has taken the array"));
            }
            let data_type = DataType::try_from(&schema).map_err(arrow_error)?;
            checked(&data_type)?;
            // SAFETY: the array is one of this type, as its exporter promises.
            let data = unsafe { from_ffi_and_data_type(array, data_type.clone()) }.map_err(arrow_error)?;
            return Ok(Chunks { data_type, chunks: Box::new(std::iter::once(Ok(make_array(data)))) });
        }
        let kind = object.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "expected an array with the Arrow C Data Interface, such as one of pyarrow or polars, not {kind}"
        )))
    }
}

/// The capsules of an array: its schema, and its data.
pub(crate) fn capsules<'py>(
    py: Python<'py>,
    array: &dyn Array,
) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
    let (array, schema) = to_ffi(&array.to_data()).map_err(arrow_error)?;
    // Each releases its structure when it is dropped, unless a consumer has moved it out.
    Ok((PyCapsule::new_with_value(py, schema, SCHEMA)?, PyCapsule::new_with_value(py, array, ARRAY)?))
}

pub(crate) fn arrow_error(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}
