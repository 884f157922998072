//! Tests of columns with types: `"state" = 'ERROR'`, with an index if there is one.
//!
//! A column of whole numbers, of digits after a point, or of microseconds holds fewer values than a filter can name. So a
//! constant is rounded down to a value of the column, and the comparison says whether that was the constant itself.

use std::time::Duration;

use super::lower::{Engine, Kind, Place, Root, Sql, WriteCondition, Writer};
use super::table::{ColumnType, Found, Table};
use super::{Dialect, Difference, Refused, Statement, lower, number};
use crate::Filter;
use crate::check::condition::{Condition, Literal, Test};
use crate::check::slot::{Slot, Spelling, item_paths, read_condition, slot_of};
use crate::schema::Type;
use crate::syntax::{Case, Operator};
use crate::timestamp::Timestamp;

/// The records with another verdict than that of a matcher, in each dialect.
pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        records: "a value of another type than that of its column",
        verdict: "that of the value in the table: null, or a value that the engine converted",
    },
    Difference {
        records: "a number or a timestamp with more digits than its column, or a number of the filter with more than a column \
                  `double`",
        verdict: "that of the rounded value",
    },
    Difference {
        records: "a string with spaces at its end, in a column of type `char`",
        verdict: "that of the string without them, because the table has no others",
    },
    Difference {
        records: "a repeated key, or a property with several spellings",
        verdict: "that of the value in the table",
    },
];

impl Filter {
    /// The filter as a condition over the columns of a table, instead of a column of raw JSON.
    ///
    /// A table has lost what its columns cannot hold: [`Dialect::typed_differences`] lists the records. A column of JSON
    /// may hold a part of a job, such as `jobParams`; the condition then calls functions of the
    /// [prelude](Dialect::prelude), as it does for `tolower`, and for a timestamp in a column of strings.
    ///
    /// # Errors
    ///
    /// The table has no column for a property, or its type does not fit; or as for [`sql`](Filter::sql).
    pub fn sql_over(&self, table: &Table) -> Result<Statement, Refused> {
        let engine = table.dialect.engine();
        let writer = TypedWriter { table, raw: Writer { filter: self, engine } };
        let (parts, tests) = lower::lower(self, table.dialect, &writer, ("", ""))?;
        Ok(Statement { dialect: table.dialect, column: "job".to_owned(), parts, tests })
    }
}

struct TypedWriter<'f> {
    table: &'f Table,
    /// For columns of JSON.
    raw: Writer<'f>,
}

impl WriteCondition for TypedWriter<'_> {
    fn condition(&self, out: &mut Sql, condition: &Condition<'_>) -> Result<(), Refused> {
        if condition.denied {
            out.push("NOT ");
        }
        let Writer { filter, engine } = self.raw;
        let slot = Slot::new(filter.schema(), slot_of(condition));
        let found =
            slot.spellings.iter().find_map(|spelling| Some((spelling, self.table.find(&spelling.keys)?)));
        let Some((spelling, found)) = found else {
            let path = slot_of(condition).to_owned();
            return Err(Refused::NoColumn { path, dialect: self.table.dialect });
        };
        let written = column(&found.names, engine, self.table.dialect);
        let below = spelling.keys.get(found.keys..).unwrap_or_default();
        let is_container = matches!(condition.ty(), Some(Type::Object | Type::Array))
            || item_paths(condition).is_some()
            || matches!(condition.test, Test::Holds(_));
        // JSON may also be in a column of strings: Spark has no type for it.
        let is_json = *found.ty == ColumnType::Json
            || !below.is_empty()
            || is_container && *found.ty == ColumnType::Text;
        if is_json {
            let spellings = [Spelling { keys: below.into(), decisive: 0 }];
            let (start, end) = engine.whole();
            out.push(start);
            out.begin_column(written);
            self.raw.at(out, Place { spellings: &spellings, root: Root::Column }, condition)?;
            out.push(end);
            return Ok(());
        }
        let dialect = self.table.dialect;
        let refused = |unfit| Refused::ColumnType {
            path: condition.path.clone().into_owned(),
            ty: condition.ty().map(Type::name),
            column: found.names.join("."),
            column_type: found.written.to_owned(),
            fitting: match unfit {
                Unfit::Lost => None,
                Unfit::Never(kind) => Some(kind.column_type(dialect)),
            },
            dialect,
        };
        let (case, test) = read_condition(condition);
        if is_container {
            return Err(refused(Unfit::Lost));
        }
        TypedColumn { written, engine, dialect, found: &found }.test(out, case, &test).map_err(refused)
    }
}

/// The column, or the field in it.
fn column(names: &[&str], engine: &dyn Engine, dialect: Dialect) -> String {
    let [first, fields @ ..] = names else { return String::new() };
    let mut written = engine.identifier(first);
    for field in fields {
        written = match dialect {
            Dialect::DuckDb => format!("struct_extract({written}, {})", engine.string(field)),
            Dialect::Postgres => format!("({written}).{}", engine.identifier(field)),
            Dialect::Spark => format!("{written}.{}", engine.identifier(field)),
        };
    }
    written
}

fn is_null(literal: &Literal<'_>) -> bool {
    matches!(literal, Literal::Null)
}

/// The reason why a column cannot answer.
#[derive(Debug, Clone, Copy)]
enum Unfit {
    /// The record had a value that the column does not hold.
    Lost,
    /// The column never holds such a value, whatever the records had.
    Never(ValueKind),
}

#[derive(Debug, Clone, Copy)]
enum ValueKind {
    Text,
    Boolean,
    Number,
    Time,
}

impl ValueKind {
    fn of(literal: &Literal<'_>) -> ValueKind {
        match literal {
            Literal::Null | Literal::Text(_) => ValueKind::Text,
            Literal::Boolean(_) => ValueKind::Boolean,
            Literal::Number(_) => ValueKind::Number,
            Literal::Instant(_) | Literal::Date(_) => ValueKind::Time,
        }
    }

    /// A type of columns for these values.
    fn column_type(self, dialect: Dialect) -> &'static str {
        match (self, dialect) {
            (ValueKind::Text, Dialect::DuckDb) => "VARCHAR",
            (ValueKind::Text, Dialect::Postgres) => "text",
            (ValueKind::Text, Dialect::Spark) => "STRING",
            (ValueKind::Boolean, Dialect::DuckDb | Dialect::Spark) => "BOOLEAN",
            (ValueKind::Boolean, Dialect::Postgres) => "boolean",
            (ValueKind::Number, Dialect::DuckDb | Dialect::Spark) => "DECIMAL(38, 9)",
            (ValueKind::Number, Dialect::Postgres) => "numeric",
            (ValueKind::Time, Dialect::DuckDb) => "TIMESTAMP WITH TIME ZONE",
            (ValueKind::Time, Dialect::Postgres) => "timestamptz",
            (ValueKind::Time, Dialect::Spark) => "TIMESTAMP",
        }
    }
}

/// A constant beside the column.
struct Constant {
    /// The column, as the constant is compared with it.
    left: String,
    form: ConstantForm,
    value: Rounded,
}

/// The SQL of a constant.
enum ConstantForm {
    Text,
    /// A keyword, such as `TRUE`.
    Word,
    /// A string of this type.
    Cast(String),
    /// The same, beside the timestamp that a string may be.
    OfTime(String),
}

impl Constant {
    /// Writes a test of the left side, which may be null beside a value.
    fn test(&self, out: &mut Sql, test: impl FnOnce(&mut Sql)) {
        let is_partial = matches!(self.form, ConstantForm::OfTime(_));
        if is_partial {
            out.count_conversion();
            out.push("COALESCE(");
        }
        out.push(&self.left);
        test(out);
        out.push(if is_partial { ", FALSE)" } else { "" });
    }

    fn write(&self, out: &mut Sql, value: &str) {
        match &self.form {
            ConstantForm::Text => out.push_value(value),
            ConstantForm::Word => out.push(value),
            ConstantForm::Cast(ty) | ConstantForm::OfTime(ty) => {
                out.push("CAST(");
                out.push_value(value);
                out.push(&format!(" AS {ty})"));
            }
        }
    }
}

/// A constant among the values that a column can hold.
enum Rounded {
    /// Less than all of them.
    Less,
    /// The greatest of them that is not greater, and whether it is the constant.
    Down(String, bool),
    /// Greater than all of them.
    Greater,
}

/// A test of a column.
struct TypedColumn<'t> {
    found: &'t Found<'t>,
    written: String,
    engine: &'t dyn Engine,
    dialect: Dialect,
}

impl TypedColumn<'_> {
    fn test(&self, out: &mut Sql, case: Option<Case>, test: &Test<'_>) -> Result<(), Unfit> {
        match test {
            Test::Equals(values) => self.equals(out, case, values),
            Test::Order(bounds) => self.order(out, case, bounds),
            Test::Call(function, Literal::Text(text)) if self.is_text() => {
                let [before, between, after] = self.engine.call(function);
                out.push(before);
                out.push(&self.text(case));
                out.push(between);
                out.push_value(&self.engine.text_value(text));
                out.push(after);
                Ok(())
            }
            // The record had a string there.
            Test::Call(_, Literal::Text(_)) if self.is_time() => Err(Unfit::Lost),
            Test::Call(_, Literal::Text(_)) => Err(Unfit::Never(ValueKind::Text)),
            Test::Call(..) | Test::Holds(_) => {
                out.push("CAST(NULL AS BOOLEAN)");
                Ok(())
            }
        }
    }

    fn is_text(&self) -> bool {
        matches!(self.found.ty, ColumnType::Text | ColumnType::CastText)
    }

    fn is_time(&self) -> bool {
        matches!(self.found.ty, ColumnType::Instant { .. } | ColumnType::Date)
    }

    /// The column as a string, in the wanted case.
    fn text(&self, case: Option<Case>) -> String {
        let written = match (self.found.ty, self.dialect) {
            (ColumnType::CastText, Dialect::Postgres) => format!("CAST({} AS text)", self.written),
            (ColumnType::CastText, Dialect::DuckDb) => format!("CAST({} AS VARCHAR)", self.written),
            (ColumnType::CastText, Dialect::Spark) => format!("{} COLLATE UTF8_BINARY", self.written),
            _ => self.written.clone(),
        };
        let cased = match case {
            None => written,
            Some(Case::Lower) => format!("cf_lower({written})"),
            Some(Case::Upper) => format!("cf_upper({written})"),
        };
        cased + self.engine.collation()
    }

    fn equals(&self, out: &mut Sql, case: Option<Case>, values: &[Literal<'_>]) -> Result<(), Unfit> {
        let wants_null = values.iter().any(is_null);
        let mut tests: Vec<Sql> = Vec::new();
        // The constants beside each form of the column.
        let mut lists: Vec<Vec<(Constant, String)>> = Vec::new();
        let mut is_fit = false;
        let mut unfit = None;
        for value in values.iter().filter(|value| !is_null(value)) {
            if let Some((first, last)) = self.day(value) {
                is_fit = true;
                let mut interval = Sql::default();
                interval.push("(");
                if self.compare(&mut interval, Operator::Ge, &first) {
                    interval.push(" AND ");
                    if self.compare(&mut interval, Operator::Lt, &last) {
                        interval.push(")");
                        tests.push(interval);
                    }
                }
                continue;
            }
            let mut constant = match self.constant(case, value) {
                Ok(constant) => constant,
                // Another value of the list may be equal.
                Err(Unfit::Never(kind)) => {
                    unfit = Some(Unfit::Never(kind));
                    continue;
                }
                Err(lost) => return Err(lost),
            };
            is_fit = true;
            // A value between two of the column is never equal.
            let Rounded::Down(text, true) = std::mem::replace(&mut constant.value, Rounded::Less) else {
                continue;
            };
            match lists.iter_mut().find(|list| list.first().is_some_and(|(one, _)| one.left == constant.left))
            {
                Some(list) => list.push((constant, text)),
                None => lists.push(vec![(constant, text)]),
            }
        }
        if let (false, Some(unfit)) = (is_fit, unfit) {
            return Err(unfit);
        }
        tests.extend(lists.iter().map(|list| in_list(list)));
        let is_several = tests.len() > 1;
        let mut test = Sql::default();
        for one in tests {
            test.join(one, " OR ");
        }
        match (test.is_empty(), wants_null) {
            (true, false) => out.push("FALSE"),
            (true, true) => out.push(&format!("{} IS NULL", self.written)),
            (false, true) => self.guarded(out, " IS NULL OR ", test, is_several),
            (false, false) => self.not_null(out, test, is_several),
        }
        Ok(())
    }

    /// Writes a test that is false for null.
    fn not_null(&self, out: &mut Sql, test: Sql, is_several: bool) {
        match self.found.is_full {
            true => {
                out.push("(");
                out.append(test);
                out.push(")");
            }
            false => self.guarded(out, " IS NOT NULL AND ", test, is_several),
        }
    }

    /// Writes a test after a guard against null, which makes it true or false.
    fn guarded(&self, out: &mut Sql, guard: &str, test: Sql, is_several: bool) {
        let (open, close) = if is_several { ("(", "))") } else { ("", ")") };
        out.push(&format!("({}{guard}{open}", self.written));
        out.append(test);
        out.push(close);
    }

    fn order(
        &self,
        out: &mut Sql,
        case: Option<Case>,
        bounds: &[(Operator, Literal<'_>)],
    ) -> Result<(), Unfit> {
        let mut test = Sql::default();
        for (operator, value) in bounds {
            let (operator, constant) = match (self.day(value), operator) {
                (Some((_, next)), Operator::Gt) => (Operator::Ge, Some(next)),
                (Some((_, next)), Operator::Le) => (Operator::Lt, Some(next)),
                (Some((first, _)), operator) => (*operator, Some(first)),
                // Nothing is before or after null.
                (None, operator) if is_null(value) => (*operator, None),
                (None, operator) => (*operator, Some(self.constant(case, value)?)),
            };
            let mut one = Sql::default();
            if !constant.is_some_and(|constant| self.compare(&mut one, operator, &constant)) {
                out.push("FALSE");
                return Ok(());
            }
            test.join(one, " AND ");
        }
        self.not_null(out, test, false);
        Ok(())
    }

    /// The beginnings of a day and of the next one, if instants are compared with a day.
    fn day(&self, value: &Literal<'_>) -> Option<(Constant, Constant)> {
        match (self.found.ty, value) {
            (ColumnType::Instant { unit, zoned }, Literal::Date(day)) => {
                // The last day of the calendar has no next one.
                let next = day.plus_days(1).map(|next| self.instant(next, *unit, *zoned));
                let first = self.instant(*day, *unit, *zoned);
                let next = next.unwrap_or_else(|| Constant {
                    value: Rounded::Greater,
                    ..self.instant(*day, *unit, *zoned)
                });
                Some((first, next))
            }
            _ => None,
        }
    }

    /// The constant of a literal.
    fn constant(&self, case: Option<Case>, value: &Literal<'_>) -> Result<Constant, Unfit> {
        let never = Unfit::Never(ValueKind::of(value));
        let cast = |left: String, value: Rounded, ty: &str| {
            Ok(Constant { left, form: ConstantForm::Cast(ty.to_owned()), value })
        };
        match (self.found.ty, value) {
            (ColumnType::Text | ColumnType::CastText, Literal::Text(text)) => {
                let value = Rounded::Down(self.engine.text_value(text).into_owned(), true);
                Ok(Constant { left: self.text(case), form: ConstantForm::Text, value })
            }
            // A timestamp in a column of strings.
            (ColumnType::Text, Literal::Instant(_) | Literal::Date(_)) => {
                self.time_in_text(value).ok_or(Unfit::Lost)
            }
            (ColumnType::Boolean, Literal::Boolean(truth)) => {
                let truth = if *truth { "TRUE" } else { "FALSE" };
                let value = Rounded::Down(truth.to_owned(), true);
                Ok(Constant { left: self.written.clone(), form: ConstantForm::Word, value })
            }
            (ColumnType::Fixed { digits, scale }, Literal::Number(literal)) => {
                let value = rounded_number(literal, *digits, *scale);
                let ty = self.fixed(&value, *digits, *scale);
                cast(self.written.clone(), value, &ty)
            }
            (ColumnType::Numeric, Literal::Number(literal)) => {
                cast(self.written.clone(), Rounded::Down((*literal).to_owned(), true), "numeric")
            }
            (ColumnType::Double, Literal::Number(literal)) => {
                let ty = if self.dialect == Dialect::Postgres { "double precision" } else { "DOUBLE" };
                cast(format!("CAST({} AS {ty})", self.written), rounded_double(literal), ty)
            }
            (ColumnType::Instant { unit, zoned }, Literal::Instant(at)) => {
                Ok(self.instant(*at, *unit, *zoned))
            }
            (ColumnType::Date, Literal::Date(day)) => {
                cast(self.written.clone(), Rounded::Down(lower::date(*day), true), "DATE")
            }
            // The record had a string there.
            (ColumnType::Instant { .. } | ColumnType::Date, Literal::Text(_)) => Err(Unfit::Lost),
            (ColumnType::Date, Literal::Instant(_)) => Err(Unfit::Lost),
            (ColumnType::Json | ColumnType::Struct(_), _) => Err(Unfit::Lost),
            _ => Err(never),
        }
    }

    /// A timestamp beside those that strings contain.
    fn time_in_text(&self, value: &Literal<'_>) -> Option<Constant> {
        let (kind, constant) = lower::of_literal(value, self.engine)?;
        let Kind::Constant(kind) = kind else { return None };
        let function = if kind == lower::Constant::Day { "cf_day" } else { "cf_instant" };
        let (_, after) = self.engine.constant(kind);
        let ty = after.strip_prefix(" AS ")?.strip_suffix(')')?;
        Some(Constant {
            left: format!("{function}({})", self.written),
            form: ConstantForm::OfTime(ty.to_owned()),
            value: Rounded::Down(constant.value, true),
        })
    }

    /// The type of a constant beside a number: that of the column, because an index serves no other one.
    fn fixed(&self, rounded: &Rounded, digits: u32, scale: u32) -> String {
        let is_long = matches!(rounded, Rounded::Down(value, _) if value.parse::<i64>().is_ok());
        match (is_long && scale == 0, self.dialect) {
            (true, _) => "bigint".to_owned(),
            (false, Dialect::Postgres) => "numeric".to_owned(),
            (false, _) if digits > MOST_DIGITS => "HUGEINT".to_owned(),
            (false, _) => format!("DECIMAL({MOST_DIGITS}, {scale})"),
        }
    }

    fn instant(&self, at: Timestamp, unit: i128, zoned: bool) -> Constant {
        let ty = match (self.dialect, zoned) {
            (Dialect::Spark, true) => "TIMESTAMP",
            (Dialect::Spark, false) => "TIMESTAMP_NTZ",
            (_, true) => "TIMESTAMP WITH TIME ZONE",
            (Dialect::DuckDb, false) if unit == 1 => "TIMESTAMP_NS",
            (_, false) => "TIMESTAMP",
        };
        Constant {
            left: self.written.clone(),
            form: ConstantForm::Cast(ty.to_owned()),
            value: rounded_instant(at, unit, zoned, self.dialect),
        }
    }

    /// Writes the order of the column and a constant; false if no value has it.
    fn compare(&self, out: &mut Sql, operator: Operator, constant: &Constant) -> bool {
        let (value, operator) = match (&constant.value, operator) {
            (Rounded::Down(value, true), operator) => (value, operator),
            (Rounded::Down(value, false), Operator::Gt | Operator::Ge) => (value, Operator::Gt),
            (Rounded::Down(value, false), Operator::Lt | Operator::Le) => (value, Operator::Le),
            (Rounded::Less, Operator::Gt | Operator::Ge)
            | (Rounded::Greater, Operator::Lt | Operator::Le) => {
                out.push("TRUE");
                return true;
            }
            _ => return false,
        };
        constant.test(out, |out| {
            out.push(&format!(" {} ", lower::sign(operator)));
            constant.write(out, value);
        });
        true
    }
}

/// A test for one of some constants beside the same form of the column.
fn in_list(list: &[(Constant, String)]) -> Sql {
    let mut out = Sql::default();
    let [(first, _), ..] = list else { return out };
    first.test(&mut out, |out| {
        out.push(if list.len() == 1 { " = " } else { " IN (" });
        for (at, (constant, value)) in list.iter().enumerate() {
            out.push(if at == 0 { "" } else { ", " });
            constant.write(out, value);
        }
        out.push(if list.len() == 1 { "" } else { ")" });
    });
    out
}

/// The digits of the longest DECIMAL.
const MOST_DIGITS: u32 = 38;

fn rounded_number(literal: &str, digits: u32, scale: u32) -> Rounded {
    let beyond = if literal.starts_with('-') { Rounded::Less } else { Rounded::Greater };
    let Some((floor, is_exact)) = number::floor(literal, scale) else { return beyond };
    // The least value is one unit above the end below zero. A HUGEINT holds each number of 128 bits.
    if 10_u128.checked_pow(digits).is_some_and(|end| digits <= MOST_DIGITS && floor.unsigned_abs() >= end) {
        return beyond;
    }
    let size = 10_u128.pow(scale);
    let sign = if floor < 0 { "-" } else { "" };
    let (whole, fraction) = (floor.unsigned_abs() / size, floor.unsigned_abs() % size);
    let width = scale as usize;
    let written = if scale == 0 { format!("{floor}") } else { format!("{sign}{whole}.{fraction:0width$}") };
    Rounded::Down(written, is_exact)
}

/// A literal beside a floating-point number. An engine may refuse one that is too large or too small for it.
fn rounded_double(literal: &str) -> Rounded {
    match literal.parse::<f64>() {
        Ok(f64::INFINITY) => Rounded::Greater,
        Ok(f64::NEG_INFINITY) => Rounded::Less,
        Ok(0.0) => Rounded::Down("0".to_owned(), true),
        _ => Rounded::Down(literal.to_owned(), true),
    }
}

fn rounded_instant(at: Timestamp, unit: i128, zoned: bool, dialect: Dialect) -> Rounded {
    // An offset leads up to a day past the years that columns hold.
    if at.plus_days(0).is_none() {
        return Rounded::Greater;
    }
    let rest = at.nanoseconds().rem_euclid(unit);
    let Some(floor) = at.checked_sub(Duration::ZERO).and_then(|at| at.shifted(-rest)) else {
        return Rounded::Less;
    };
    let is_exact = rest == 0;
    // A TIMESTAMP_NS counts nanoseconds in 64 bits, whose outermost values are the infinities.
    if unit == 1 && dialect == Dialect::DuckDb {
        const FIRST: i128 = i64::MIN as i128;
        const END: i128 = i64::MAX as i128;
        match floor.nanoseconds() {
            ..FIRST => return Rounded::Less,
            END.. => return Rounded::Greater,
            _ => {}
        }
    }
    let floor = floor.to_string();
    let mut written = if zoned { floor } else { floor.trim_end_matches('Z').to_owned() };
    // PostgreSQL counts no year 0.
    if dialect == Dialect::Postgres && written.starts_with("0000-") {
        written = format!("0001{} BC", written.get(4..).unwrap_or_default());
    }
    Rounded::Down(written, is_exact)
}
