//! The function: a filter and a column of JSON → a column of verdicts.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::array::{Array, ArrayRef, BooleanArray};
use arrow_array::cast::AsArray;
use arrow_schema::DataType;
use comfilter::matcher::ScanOptions;
use comfilter::{Matcher, Schema, Verdict};
use datafusion::common::{Result, ScalarValue, exec_datafusion_err, exec_err, plan_datafusion_err, plan_err};
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use crate::column::{self, RowVerdict};

/// The treatment of a row that is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BadRecords {
    /// The query fails, with the place of the mistake.
    Fail,
    /// The verdict is null.
    Null,
}

/// `comfilter(filter, json)`: the verdict of a filter for each row.
///
/// The filter is a string, usually a constant: a wrong one then fails when the query is planned, with a caret under the
/// mistake, and a right one is compiled once. The column has the type `Utf8`, `LargeUtf8`, `Utf8View`, `Binary`,
/// `LargeBinary` or `BinaryView`, or is a dictionary of one of them. The result is a `Boolean`: null for a null row, and
/// where the filter is null.
///
/// A record is read as `comfilter match` reads it without `--strict`: no further than the filter needs. So a mistake after
/// that place is not found.
#[derive(Debug)]
pub struct Comfilter {
    name: String,
    schema: Schema,
    bad: BadRecords,
    signature: Signature,
    /// The compiled filters of constants.
    compiled: Mutex<HashMap<String, Matcher>>,
}

/// The most compiled filters that are kept: a query has few.
const KEPT: usize = 64;

impl Comfilter {
    /// A function of this name, for filters of a list.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter_datafusion::{BadRecords, Comfilter};
    /// use datafusion::prelude::SessionContext;
    ///
    /// let servers = Schema::of_list("servers").unwrap();
    /// SessionContext::new().register_udf(Comfilter::new("servers", servers.clone(), BadRecords::Null).into());
    /// ```
    pub fn new(name: impl Into<String>, schema: Schema, bad: BadRecords) -> Comfilter {
        let signature = Signature::user_defined(Volatility::Immutable);
        Comfilter { name: name.into(), schema, bad, signature, compiled: Mutex::default() }
    }

    /// The compiled filter, or the message about its mistakes.
    fn matcher(&self, filter: &str) -> std::result::Result<Matcher, String> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(matcher) = compiled.get(filter) {
            return Ok(matcher.clone());
        }
        let checked = self.schema.check(filter).into_result();
        let matcher = checked.map_err(|error| format!("{}: {error}", self.name))?.matcher();
        if compiled.len() >= KEPT {
            compiled.clear();
        }
        compiled.insert(filter.to_owned(), matcher.clone());
        Ok(matcher)
    }

    /// The verdicts of one filter for some rows.
    fn verdicts(&self, filter: &str, column: &dyn Array, rows: &[usize]) -> Result<Vec<Option<bool>>> {
        let matcher = self.matcher(filter).map_err(|error| exec_datafusion_err!("{error}"))?;
        let mut reader = matcher.verdict_reader(&ScanOptions::new());
        let verdicts = column::read(column, rows, &mut reader);
        rows.iter().zip(verdicts).map(|(row, verdict)| self.truth(*row, verdict)).collect()
    }

    fn truth(&self, row: usize, verdict: RowVerdict) -> Result<Option<bool>> {
        match verdict {
            None => Ok(None),
            Some(Ok(verdict)) => Ok(match verdict {
                Verdict::True => Some(true),
                Verdict::False => Some(false),
                Verdict::Null => None,
            }),
            Some(Err(_)) if self.bad == BadRecords::Null => Ok(None),
            Some(Err(error)) => exec_err!("{}: row {row} of a batch: {error}", self.name),
        }
    }

    /// The verdicts of a filter that each row has. The rows of one filter are read together.
    fn by_row(&self, filters: &dyn Array, column: &dyn Array) -> Result<BooleanArray> {
        let mut rows: HashMap<&str, Vec<usize>> = HashMap::new();
        let filter = |row: usize| match filters.data_type() {
            _ if filters.is_null(row) => None,
            DataType::Utf8 => Some(filters.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => Some(filters.as_string::<i64>().value(row)),
            DataType::Utf8View => Some(filters.as_string_view().value(row)),
            _ => None,
        };
        for row in 0..column.len() {
            if let Some(filter) = filter(row) {
                rows.entry(filter).or_default().push(row);
            }
        }
        let mut verdicts = vec![None; column.len()];
        for (filter, rows) in rows {
            for (row, verdict) in rows.iter().zip(self.verdicts(filter, column, &rows)?) {
                if let Some(place) = verdicts.get_mut(*row) {
                    *place = verdict;
                }
            }
        }
        Ok(BooleanArray::from(verdicts))
    }
}

/// A constant filter; `None` for one that each row has.
fn constant(filter: &ScalarValue) -> Option<Option<&str>> {
    filter.try_as_str()
}

impl ScalarUDFImpl for Comfilter {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let [filter, column] = types else {
            return plan_err!(
                "{} takes a filter and a column of JSON, and got {} arguments",
                self.name,
                types.len()
            );
        };
        let filter = match filter {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => filter.clone(),
            DataType::Null => DataType::Utf8,
            other => return plan_err!("{}: the filter is a string, and not {other}", self.name),
        };
        if matches!(column, DataType::Struct(_)) {
            return plan_err!("{}: a column of JSON has strings or bytes, not {column}", self.name);
        }
        column::check(column).map_err(|error| plan_datafusion_err!("{}: {error}", self.name))?;
        Ok(vec![filter, column.clone()])
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    /// Checks a constant filter before the first row is read.
    fn simplify(&self, arguments: Vec<Expr>, _context: &SimplifyContext) -> Result<ExprSimplifyResult> {
        if let [Expr::Literal(filter, _), _] = arguments.as_slice()
            && let Some(Some(filter)) = constant(filter)
        {
            self.matcher(filter).map_err(|error| plan_datafusion_err!("{error}"))?;
        }
        Ok(ExprSimplifyResult::Original(arguments))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [filter, column] = arguments.args.as_slice() else {
            return exec_err!("{} takes a filter and a column of JSON", self.name);
        };
        let is_constant =
            matches!(column, ColumnarValue::Scalar(_)) && matches!(filter, ColumnarValue::Scalar(_));
        let rows = if is_constant { 1 } else { arguments.number_rows };
        let column = column.to_array(rows)?;
        let verdicts = match filter {
            ColumnarValue::Array(filters) => self.by_row(filters, &column)?,
            ColumnarValue::Scalar(filter) => match constant(filter).flatten() {
                Some(filter) => {
                    let rows: Vec<usize> = (0..column.len()).collect();
                    BooleanArray::from(self.verdicts(filter, &column, &rows)?)
                }
                None => BooleanArray::new_null(column.len()),
            },
        };
        let verdicts: ArrayRef = Arc::new(verdicts);
        if is_constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&verdicts, 0)?));
        }
        Ok(ColumnarValue::Array(verdicts))
    }
}

/// Two functions of the same name, list and treatment are the same.
impl PartialEq for Comfilter {
    fn eq(&self, other: &Comfilter) -> bool {
        self.name == other.name && self.schema == other.schema && self.bad == other.bad
    }
}

impl Eq for Comfilter {}

impl Hash for Comfilter {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.bad.hash(state);
    }
}
