//! Tests of columns with types: `"state" = 'ERROR'`, with an index if there is one.
//!
//! A column of whole numbers, of digits after a point, or of microseconds holds fewer values than a filter can name. So a
//! constant is rounded down to a value of the column, and the comparison says whether that was the constant itself.

use std::time::Duration;

use super::lower::{Engine, Kind, Place, Root, Sql, WriteCondition, Writer};
use super::table::{ColumnType, Found, Table};
use super::{Dialect, Difference, Refused, Statement, lower};
use crate::Filter;
use crate::check::condition::{Condition, Literal, Test};
use crate::check::slot::{Slot, Spelling, item_paths, read_condition, slot_of};
use crate::matcher::number;
use crate::syntax::{Case, Operator};
use crate::timestamp::Timestamp;

/// The records with another verdict than that of a matcher, in each dialect.
pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        records: "a value of another type than that of its column",
        verdict: "that of the value in the table: null, or a value that the engine converted",
    },
    Difference {
        records: "a number or a timestamp with more digits than its column",
        verdict: "that of the rounded value in the table",
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
        // JSON may also be in a column of strings.
        if *found.ty == ColumnType::Json || !below.is_empty() {
            let spellings = [Spelling { keys: below.into(), decisive: 0 }];
            let (start, end) = engine.whole();
            out.push(start);
            out.begin_column(written);
            self.raw.at(out, Place { spellings: &spellings, root: Root::Column }, condition)?;
            out.push(end);
            return Ok(());
        }
        let refused = || Refused::ColumnType {
            path: condition.path.clone().into_owned(),
            column: found.names.join("."),
            dialect: self.table.dialect,
        };
        let (case, test) = read_condition(condition);
        if item_paths(condition).is_some() || matches!(*test, Test::Holds(_)) {
            return Err(refused());
        }
        let typed = TypedColumn { written, engine, dialect: self.table.dialect, found: &found };
        typed.test(out, case, &test).ok_or_else(refused)
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

/// A constant beside the values that a column can hold.
enum Rounded {
    /// Less than all of them.
    Less,
    /// The greatest of them that is not greater, and whether it is the constant.
    Down(String, bool),
    /// Greater than all of them.
    Greater,
}

/// A test of a column; `None` if its type does not fit.
struct TypedColumn<'t> {
    found: &'t Found<'t>,
    written: String,
    engine: &'t dyn Engine,
    dialect: Dialect,
}

impl TypedColumn<'_> {
    fn test(&self, out: &mut Sql, case: Option<Case>, test: &Test<'_>) -> Option<()> {
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
                Some(())
            }
            // The record had a string there.
            Test::Call(_, Literal::Text(_)) if self.is_time() => None,
            Test::Call(..) | Test::Holds(_) => {
                out.push("CAST(NULL AS BOOLEAN)");
                Some(())
            }
        }
    }

    fn is_text(&self) -> bool {
        matches!(self.found.ty, ColumnType::Text | ColumnType::Uuid)
    }

    fn is_time(&self) -> bool {
        matches!(self.found.ty, ColumnType::Instant { .. } | ColumnType::Date)
    }

    /// The column as a string, in the wanted case.
    fn text(&self, case: Option<Case>) -> String {
        let written = match (self.found.ty, self.dialect) {
            (ColumnType::Uuid, Dialect::Postgres) => format!("CAST({} AS text)", self.written),
            (ColumnType::Uuid, _) => format!("CAST({} AS VARCHAR)", self.written),
            _ => self.written.clone(),
        };
        let cased = match case {
            None => written,
            Some(Case::Lower) => format!("cf_lower({written})"),
            Some(Case::Upper) => format!("cf_upper({written})"),
        };
        cased + self.engine.collation()
    }

    fn equals(&self, out: &mut Sql, case: Option<Case>, values: &[Literal<'_>]) -> Option<()> {
        let (nulls, others): (Vec<_>, Vec<_>) = values.iter().partition(|value| is_null(value));
        let wants_null = !nulls.is_empty();
        let mut test = Sql::default();
        for value in &others {
            // A value of another type is never equal.
            let mut one = Sql::default();
            if self.compare(&mut one, case, Operator::Eq, value)? {
                test.join(one, " OR ");
            }
        }
        match (test.is_empty(), wants_null) {
            (true, false) => out.push("FALSE"),
            (true, true) => out.push(&format!("{} IS NULL", self.written)),
            (false, _) => {
                let guard = if wants_null { " IS NULL OR (" } else { " IS NOT NULL AND (" };
                let is_guarded = wants_null || !self.found.is_full;
                let is_several = others.len() > 1;
                self.guarded(out, test, is_guarded.then_some(guard), is_several);
            }
        }
        Some(())
    }

    /// Writes a test after a guard against null, which makes it true or false.
    fn guarded(&self, out: &mut Sql, test: Sql, guard: Option<&str>, is_several: bool) {
        out.push("(");
        match guard {
            Some(guard) if is_several => {
                out.push(&format!("{}{guard}", self.written));
                out.append(test);
                out.push(")");
            }
            Some(guard) => {
                out.push(&format!("{}{}", self.written, guard.trim_end_matches('(')));
                out.append(test);
            }
            None => out.append(test),
        }
        out.push(")");
    }

    fn order(&self, out: &mut Sql, case: Option<Case>, bounds: &[(Operator, Literal<'_>)]) -> Option<()> {
        let mut test = Sql::default();
        for (operator, value) in bounds {
            let mut one = Sql::default();
            // Nothing is before or after null, or a value of another type.
            if is_null(value) || !self.compare(&mut one, case, *operator, value)? {
                out.push("FALSE");
                return Some(());
            }
            test.join(one, " AND ");
        }
        let guard = (!self.found.is_full).then_some(" IS NOT NULL AND (");
        self.guarded(out, test, guard, false);
        Some(())
    }

    /// Writes a comparison; false if none is true, and `None` if the type does not fit.
    fn compare(
        &self,
        out: &mut Sql,
        case: Option<Case>,
        operator: Operator,
        value: &Literal<'_>,
    ) -> Option<bool> {
        match (self.found.ty, value) {
            (_, Literal::Null) | (ColumnType::Json | ColumnType::Struct(_) | ColumnType::Other(_), _) => None,
            (ColumnType::Text | ColumnType::Uuid, Literal::Text(text)) => {
                let value = self.engine.text_value(text);
                out.compare(&self.text(case), operator, ("", &value, ""));
                Some(true)
            }
            // A timestamp in a column of strings.
            (ColumnType::Text, Literal::Instant(_) | Literal::Date(_)) => {
                let (Kind::Constant(constant), constant_value) = lower::of_literal(value, self.engine)?
                else {
                    return None;
                };
                let function = if matches!(value, Literal::Date(_)) { "cf_day" } else { "cf_instant" };
                let (before, after) = self.engine.constant(constant);
                out.push("COALESCE(");
                out.compare(
                    &format!("{function}({})", self.written),
                    operator,
                    (before, &constant_value.value, after),
                );
                out.push(", FALSE)");
                Some(true)
            }
            (ColumnType::Boolean, Literal::Boolean(truth)) => {
                let truth = if *truth { "TRUE" } else { "FALSE" };
                out.push(&format!("{} {} {truth}", self.written, lower::sign(operator)));
                Some(true)
            }
            (ColumnType::Fixed { digits, scale }, Literal::Number(literal)) => {
                let rounded = rounded_number(literal, *digits, *scale);
                let ty = self.fixed(&rounded, *scale);
                Some(self.rounded(out, operator, &rounded, &ty))
            }
            (ColumnType::Numeric, Literal::Number(literal)) => {
                out.compare(&self.written, operator, ("CAST(", literal, " AS numeric)"));
                Some(true)
            }
            (ColumnType::Double, Literal::Number(literal)) => {
                let ty = if self.dialect == Dialect::Postgres { "double precision" } else { "DOUBLE" };
                let column = format!("CAST({} AS {ty})", self.written);
                out.compare(&column, operator, ("CAST(", literal, &format!(" AS {ty})")));
                Some(true)
            }
            (ColumnType::Instant { unit, zoned }, Literal::Instant(at)) => {
                Some(self.instant(out, operator, *at, *unit, *zoned))
            }
            // The day of an instant, as an interval.
            (ColumnType::Instant { unit, zoned }, Literal::Date(day)) => {
                let next = day.plus_days(1)?;
                let instant = |out: &mut Sql, operator, at| self.instant(out, operator, at, *unit, *zoned);
                Some(match operator {
                    Operator::Gt => instant(out, Operator::Ge, next),
                    Operator::Ge => instant(out, Operator::Ge, *day),
                    Operator::Lt => instant(out, Operator::Lt, *day),
                    Operator::Le => instant(out, Operator::Lt, next),
                    Operator::Eq | Operator::Ne => {
                        out.push("(");
                        instant(out, Operator::Ge, *day);
                        out.push(" AND ");
                        instant(out, Operator::Lt, next);
                        out.push(")");
                        true
                    }
                })
            }
            (ColumnType::Date, Literal::Date(day)) => {
                let day = lower::date(*day);
                out.compare(&self.written, operator, ("CAST(", &day, " AS DATE)"));
                Some(true)
            }
            // The record had a string there.
            (ColumnType::Instant { .. } | ColumnType::Date, Literal::Text(_)) => None,
            (ColumnType::Date, Literal::Instant(_)) => None,
            _ => Some(false),
        }
    }

    /// The type of a constant beside a number: that of the column, because an index serves no other one.
    fn fixed(&self, rounded: &Rounded, scale: u32) -> String {
        let is_long = matches!(rounded, Rounded::Down(value, _) if value.parse::<i64>().is_ok());
        match (is_long && scale == 0, self.dialect) {
            (true, _) => "bigint".to_owned(),
            (false, Dialect::Postgres) => "numeric".to_owned(),
            (false, _) => format!("DECIMAL(38, {scale})"),
        }
    }

    fn instant(&self, out: &mut Sql, operator: Operator, at: Timestamp, unit: i128, zoned: bool) -> bool {
        let ty = match (self.dialect, zoned) {
            (Dialect::Spark, true) => "TIMESTAMP",
            (Dialect::Spark, false) => "TIMESTAMP_NTZ",
            (_, true) => "TIMESTAMP WITH TIME ZONE",
            (_, false) => "TIMESTAMP",
        };
        self.rounded(out, operator, &rounded_instant(at, unit, zoned, self.dialect), ty)
    }

    /// Writes the comparison with a rounded constant; false if no value fulfils it.
    fn rounded(&self, out: &mut Sql, operator: Operator, rounded: &Rounded, ty: &str) -> bool {
        let (value, operator) = match (rounded, operator) {
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
        out.compare(&self.written, operator, ("CAST(", value, &format!(" AS {ty})")));
        true
    }
}

fn rounded_number(literal: &str, digits: u32, scale: u32) -> Rounded {
    let (floor, is_exact) = number::floor(literal, scale);
    let end = 10_i128.pow(digits);
    if floor >= end {
        return Rounded::Greater;
    }
    if floor < -end {
        return Rounded::Less;
    }
    let size = 10_i128.pow(scale);
    let sign = if floor < 0 { "-" } else { "" };
    let (whole, fraction) = (floor.abs() / size, floor.abs() % size);
    let width = scale as usize;
    let written = if scale == 0 { format!("{floor}") } else { format!("{sign}{whole}.{fraction:0width$}") };
    Rounded::Down(written, is_exact)
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
    let floor = floor.to_string();
    let mut written = if zoned { floor } else { floor.trim_end_matches('Z').to_owned() };
    // PostgreSQL counts no year 0.
    if dialect == Dialect::Postgres && written.starts_with("0000-") {
        written = format!("0001{} BC", written.get(4..).unwrap_or_default());
    }
    Rounded::Down(written, rest == 0)
}
