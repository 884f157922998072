//! The records in an Arrow array: they are read in the buffers of the array. The Python package and the crate for DataFusion
//! include this file, because each has another version of Arrow.

use std::collections::HashMap;
use std::ops::Range;

use arrow_array::array::{Array, GenericByteArray, GenericByteViewArray};
use arrow_array::cast::AsArray;
use arrow_array::types::{ByteArrayType, ByteViewType};
use arrow_schema::DataType;
use comfilter::Verdict;
use comfilter::matcher::{RecordError, VerdictReader};

/// The verdict for a row; `None` for a row without a record.
pub(crate) type RowVerdict = Option<Result<Verdict, RecordError>>;

/// Refuses a type without records.
pub(crate) fn check(data_type: &DataType) -> Result<(), String> {
    match data_type {
        DataType::Null
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView => Ok(()),
        DataType::Dictionary(_, values) => match &**values {
            DataType::Dictionary(..) | DataType::Struct(_) => check(&DataType::Boolean),
            values => check(values),
        },
        DataType::Struct(fields) => match &fields[..] {
            [field] if !matches!(field.data_type(), DataType::Struct(_)) => check(field.data_type()),
            _ => {
                let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
                let names = names.join(", ");
                Err(format!("the table has the columns {names}: give the one that has JSON"))
            }
        },
        other => Err(format!("a column of JSON has strings or bytes, not {other}")),
    }
}

/// The verdicts for rows of an array of a checked type.
pub(crate) fn read(array: &dyn Array, rows: &[usize], reader: &mut VerdictReader) -> Vec<RowVerdict> {
    match array.data_type() {
        DataType::Utf8 => read_offsets(array.as_string::<i32>(), rows, reader),
        DataType::LargeUtf8 => read_offsets(array.as_string::<i64>(), rows, reader),
        DataType::Binary => read_offsets(array.as_binary::<i32>(), rows, reader),
        DataType::LargeBinary => read_offsets(array.as_binary::<i64>(), rows, reader),
        DataType::Utf8View => read_views(array.as_string_view(), rows, reader),
        DataType::BinaryView => read_views(array.as_binary_view(), rows, reader),
        DataType::Dictionary(..) => read_dictionary(array, rows, reader),
        DataType::Struct(_) => {
            let table = array.as_struct();
            let Some(column) = table.columns().first() else { return vec![None; rows.len()] };
            let verdicts = read(column, rows, reader);
            rows.iter().zip(verdicts).map(|(row, verdict)| verdict.filter(|_| table.is_valid(*row))).collect()
        }
        // An array of nulls only.
        _ => vec![None; rows.len()],
    }
}

/// Whether all rows of an array must be read together: those of a dictionary share records.
pub(crate) fn is_shared(data_type: &DataType) -> bool {
    match data_type {
        DataType::Dictionary(..) => true,
        DataType::Struct(fields) => fields.iter().any(|field| is_shared(field.data_type())),
        _ => false,
    }
}

/// Records of one buffer, one directly after the other.
fn read_offsets<T: ByteArrayType>(
    array: &GenericByteArray<T>,
    rows: &[usize],
    reader: &mut VerdictReader,
) -> Vec<RowVerdict>
where
    usize: TryFrom<T::Offset>,
{
    let offset = |at: usize| usize::try_from(*array.value_offsets().get(at)?).ok();
    let place = |row: usize| {
        let start = offset(row).filter(|_| array.is_valid(row))?;
        Some((0, start..offset(row + 1)?))
    };
    read_places(rows, place, |_| array.value_data(), reader)
}

/// Records of several buffers. A short one is inside its view.
fn read_views<T: ByteViewType>(
    array: &GenericByteViewArray<T>,
    rows: &[usize],
    reader: &mut VerdictReader,
) -> Vec<RowVerdict> {
    const VIEW: usize = 16;
    let inline = array.views().inner().as_slice();
    let place = |row: usize| {
        let view = array.views().get(row).filter(|_| array.is_valid(row))?;
        // The length; then the first bytes, the number of the buffer, and the offset in it.
        let [length, _, buffer, offset] = [0, 32, 64, 96]
            .map(|shift| usize::try_from(*view >> shift & u128::from(u32::MAX)).unwrap_or(usize::MAX));
        Some(match length {
            0..=12 => (0, row * VIEW + 4..row * VIEW + 4 + length),
            _ => (buffer + 1, offset..offset + length),
        })
    };
    let bytes = |buffer: usize| match buffer.checked_sub(1) {
        None => inline,
        Some(buffer) => array.data_buffers().get(buffer).map_or(&[][..], |buffer| buffer.as_slice()),
    };
    read_places(rows, place, bytes, reader)
}

/// Reads the records of rows at their places: the number of a buffer, and a range of its bytes.
fn read_places<'b>(
    rows: &[usize],
    place: impl Fn(usize) -> Option<(usize, Range<usize>)>,
    bytes: impl Fn(usize) -> &'b [u8],
    reader: &mut VerdictReader,
) -> Vec<RowVerdict> {
    let (mut verdicts, mut places, mut buffer) = (Vec::new(), Vec::new(), 0);
    let mut has_record = Vec::with_capacity(rows.len());
    for row in rows {
        let place = place(*row);
        has_record.push(place.is_some());
        let Some((next, place)) = place else { continue };
        if next != buffer {
            reader.read(bytes(buffer), &places, &mut verdicts);
            places.clear();
            buffer = next;
        }
        places.push(place);
    }
    reader.read(bytes(buffer), &places, &mut verdicts);
    let mut verdicts = verdicts.into_iter();
    has_record.into_iter().map(|has_record| if has_record { verdicts.next() } else { None }).collect()
}

/// Rows that refer to records: each record is read once, and only if a row refers to it.
fn read_dictionary(array: &dyn Array, rows: &[usize], reader: &mut VerdictReader) -> Vec<RowVerdict> {
    let dictionary = array.as_any_dictionary();
    if dictionary.values().is_empty() {
        return vec![None; rows.len()];
    }
    let keys = dictionary.normalized_keys();
    let key = |row: &usize| keys.get(*row).copied().filter(|_| array.is_valid(*row));
    let mut used: Vec<usize> = rows.iter().filter_map(key).collect();
    used.sort_unstable();
    used.dedup();
    let verdicts: HashMap<usize, RowVerdict> =
        used.iter().copied().zip(read(dictionary.values(), &used, reader)).collect();
    rows.iter().map(|row| verdicts.get(&key(row)?).copied().flatten()).collect()
}
