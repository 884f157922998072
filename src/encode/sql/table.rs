//! `CREATE TABLE` → the columns of a table, and the column of a property.

use std::fmt;
use std::thread;

use sqlparser::ast::{ColumnDef, ColumnOption, DataType, ExactNumberInfo, Ident, Statement, TimezoneInfo};
use sqlparser::dialect::{DuckDbDialect, PostgreSqlDialect, SparkSqlDialect};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};

use super::Dialect;
use crate::limits;

/// The columns of a table, each for a property: `createdAt`, `created_at`, `resource_id`, or `id` in a structure
/// `resource`.
///
/// ```
/// use comfilter::Filter;
/// use comfilter::encode::sql::{Dialect, Table};
///
/// let table = Table::from_ddl(Dialect::Postgres, "CREATE TABLE jobs (state text, generation bigint)")?;
/// let filter: Filter = "state eq 'ERROR' and generation ge 5".parse()?;
/// assert_eq!(
///     filter.sql_over(&table)?.inline(),
///     "((\"state\" IS NOT NULL AND \"state\" COLLATE \"C\" = 'ERROR') \
///      AND (\"generation\" IS NOT NULL AND \"generation\" >= CAST('5' AS bigint)))"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) dialect: Dialect,
    columns: Vec<Column>,
}

/// A column, or a field of a structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    name: String,
    /// Whether it has a value in each row.
    is_full: bool,
    ty: ColumnType,
    /// The type, as the statement has it.
    written: String,
}

/// The type of a column, as far as filters compare its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ColumnType {
    Text,
    /// A type whose values are those of their strings, but not its comparisons.
    CastText,
    Boolean,
    /// A number with this many digits, and this many of them after the point.
    Fixed {
        digits: u32,
        scale: u32,
    },
    /// A number of any digits.
    Numeric,
    Double,
    /// An instant of whole units of nanoseconds. Without a zone, it is a time in UTC.
    Instant {
        unit: i128,
        zoned: bool,
    },
    Date,
    Json,
    Struct(Vec<Column>),
    Other,
}

/// The column of a property.
#[derive(Debug)]
pub(super) struct Found<'t> {
    /// The names of the column, and of the fields in it.
    pub(super) names: Vec<&'t str>,
    pub(super) is_full: bool,
    pub(super) ty: &'t ColumnType,
    pub(super) written: &'t str,
    /// The number of keys in these names. The other keys are in the JSON of the column.
    pub(super) keys: usize,
}

/// The error for a string that is not the statement of a table.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableError(String);

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TableError {}

debug_as_message!(TableError);

impl Table {
    /// The table that a `CREATE TABLE` statement of this dialect creates.
    ///
    /// # Errors
    ///
    /// The text is not one such statement, is longer than [`limits::DDL`], or nests deeper than
    /// [`limits::DDL_DEPTH`].
    pub fn from_ddl(dialect: Dialect, ddl: &str) -> Result<Table, TableError> {
        if ddl.len() > limits::DDL {
            return Err(TableError(format!("the statement is longer than {} bytes", limits::DDL)));
        }
        if is_deep(ddl) {
            return Err(TableError(format!("the statement nests deeper than {}", limits::DDL_DEPTH)));
        }
        // The tree of a long expression is dropped by recursion.
        thread::scope(|scope| {
            let parse = || Table::parsed(dialect, ddl);
            let parser = thread::Builder::new().stack_size(limits::DDL_STACK).spawn_scoped(scope, parse);
            parser.ok().and_then(|parser| parser.join().ok())
        })
        .unwrap_or_else(|| {
            Err(TableError("the statement cannot be read with the memory of this process".to_owned()))
        })
    }

    fn parsed(dialect: Dialect, ddl: &str) -> Result<Table, TableError> {
        let parsed = match dialect {
            Dialect::DuckDb => statements(&DuckDbDialect {}, ddl),
            Dialect::Postgres => statements(&PostgreSqlDialect {}, ddl),
            Dialect::Spark => statements(&SparkSqlDialect {}, ddl),
        };
        let mut statements =
            parsed.map_err(|error| TableError(format!("this is not SQL of {dialect}: {error}")))?;
        match (statements.pop(), statements.is_empty()) {
            (Some(Statement::CreateTable(table)), true) if !table.columns.is_empty() => {
                let columns = table.columns.iter().map(|column| Column::read(column, dialect)).collect();
                Ok(Table { dialect, columns })
            }
            _ => Err(TableError("expected one `CREATE TABLE` statement with columns".to_owned())),
        }
    }

    /// The column of a path: one with the name of all of it, else the longest beginning of it with a column.
    pub(super) fn find(&self, path: &[Box<str>]) -> Option<Found<'_>> {
        (1..=path.len()).rev().find_map(|keys| {
            let (head, rest) = path.split_at(keys);
            let name = head.join("/");
            let Column { name, is_full, ty, written } = only(&self.columns, &name)?;
            descend(Found { names: vec![name], is_full: *is_full, ty, written, keys }, rest)
        })
    }
}

/// The statements of an SQL text. The parser does not know `CREATE UNLOGGED TABLE` of PostgreSQL.
fn statements(
    dialect: &dyn sqlparser::dialect::Dialect,
    ddl: &str,
) -> Result<Vec<Statement>, sqlparser::parser::ParserError> {
    let mut tokens = Tokenizer::new(dialect, ddl).tokenize_with_location()?;
    let unlogged = tokens.iter().position(
        |token| matches!(&token.token, Token::Word(word) if word.value.eq_ignore_ascii_case("unlogged")),
    );
    // As the second word of the statement, it is not a name.
    let before =
        |at: usize| tokens.iter().take(at).filter(|token| !matches!(token.token, Token::Whitespace(_)));
    if let Some(at) = unlogged.filter(|at| before(*at).count() == 1) {
        tokens.remove(at);
    }
    Parser::new(dialect).with_tokens_with_locations(tokens).parse_statements()
}

/// Whether brackets nest too deep for the parser, which recurses for each type in a type. An array of arrays has one
/// bracket after the other.
fn is_deep(ddl: &str) -> bool {
    let mut depth = 0_usize;
    ddl.bytes().any(|byte| {
        match byte {
            b'(' | b'<' | b'[' => depth += 1,
            b')' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > limits::DDL_DEPTH
    })
}

/// Follows the fields of structures.
fn descend<'t>(mut found: Found<'t>, rest: &[Box<str>]) -> Option<Found<'t>> {
    for key in rest {
        match found.ty {
            ColumnType::Struct(fields) => {
                let field = only(fields, key)?;
                found.names.push(&field.name);
                (found.ty, found.written) = (&field.ty, &field.written);
                (found.is_full, found.keys) = (false, found.keys + 1);
            }
            // The other keys are in the JSON, which may be a string.
            ColumnType::Json | ColumnType::Text => break,
            _ => return None,
        }
    }
    Some(found)
}

/// The column with a name: with the same, else the only one with a similar name, because databases write `created_at`.
fn only<'c>(columns: &'c [Column], name: &str) -> Option<&'c Column> {
    fn plain(name: &str) -> String {
        name.chars().filter(|c| !matches!(c, '_' | '/' | '.')).map(|c| c.to_ascii_lowercase()).collect()
    }
    columns.iter().find(|column| column.name == name).or_else(|| {
        let wanted = plain(name);
        let mut similar = columns.iter().filter(|column| plain(&column.name) == wanted);
        similar.next().filter(|_| similar.next().is_none())
    })
}

impl Column {
    fn read(column: &ColumnDef, dialect: Dialect) -> Column {
        let is_full = column
            .options
            .iter()
            .any(|option| matches!(option.option, ColumnOption::NotNull | ColumnOption::PrimaryKey(_)));
        let mut read = Column::new(name_of(&column.name, dialect), is_full, &column.data_type, dialect);
        let is_collated = column.options.iter().any(|option| match &option.option {
            ColumnOption::Collation(name) => !name.to_string().eq_ignore_ascii_case("UTF8_BINARY"),
            _ => false,
        });
        // The other dialects compare every string under the collation of code points.
        if dialect == Dialect::Spark && is_collated && read.ty == ColumnType::Text {
            read.ty = ColumnType::CastText;
        }
        read
    }

    fn new(name: String, is_full: bool, ty: &DataType, dialect: Dialect) -> Column {
        Column { name, is_full, ty: type_of(ty, dialect), written: ty.to_string() }
    }
}

/// PostgreSQL writes a name without quotes in small letters.
fn name_of(name: &Ident, dialect: Dialect) -> String {
    match (dialect, name.quote_style) {
        (Dialect::Postgres, None) => name.value.to_lowercase(),
        _ => name.value.clone(),
    }
}

fn type_of(ty: &DataType, dialect: Dialect) -> ColumnType {
    use DataType as D;
    let instant = |precision: &Option<u64>, zoned| {
        let digits = precision.and_then(|digits| u32::try_from(digits).ok()).unwrap_or(MICROSECONDS);
        // PostgreSQL reduces a longer one.
        let digits = if dialect == Dialect::Postgres { digits.min(MICROSECONDS) } else { digits };
        if digits > 9 { ColumnType::Other } else { of_digits(digits, zoned) }
    };
    match ty {
        D::Text | D::String(_) | D::Varchar(_) | D::CharacterVarying(_) | D::CharVarying(_) => {
            ColumnType::Text
        }
        D::Uuid | D::Enum(..) => ColumnType::CastText,
        // The pads of a `char` count in no comparison with another `char`, and are cut in a string. DuckDB pads nothing.
        D::Char(_) | D::Character(_) => match dialect {
            Dialect::DuckDb => ColumnType::Text,
            Dialect::Postgres => ColumnType::CastText,
            Dialect::Spark => ColumnType::Other,
        },
        D::Bool | D::Boolean => ColumnType::Boolean,
        D::TinyInt(_) | D::SmallInt(_) | D::Int(_) | D::Integer(_) | D::BigInt(_) => WHOLE,
        D::Int2(_) | D::Int4(_) | D::Int8(_) | D::UBigInt | D::USmallInt | D::UTinyInt => WHOLE,
        D::HugeInt => ColumnType::Fixed { digits: 39, scale: 0 },
        D::Numeric(size) | D::Decimal(size) | D::Dec(size) => fixed(size, dialect),
        D::Real | D::Float(_) | D::Float4 | D::Float8 | D::Double(_) | D::DoublePrecision => {
            ColumnType::Double
        }
        D::Date => ColumnType::Date,
        D::Timestamp(precision, TimezoneInfo::WithTimeZone | TimezoneInfo::Tz) => instant(precision, true),
        // In Spark, it has the zone of the session.
        D::Timestamp(precision, TimezoneInfo::None) => instant(precision, dialect == Dialect::Spark),
        D::Timestamp(precision, _) | D::TimestampNtz(precision) => instant(precision, false),
        D::Datetime(precision) if dialect == Dialect::DuckDb => instant(precision, false),
        // A condition casts it to `json`.
        D::JSON | D::JSONB => ColumnType::Json,
        D::Struct(fields, _) => {
            let fields = fields.iter().map(|field| {
                let name = field.field_name.as_ref().map(|name| name_of(name, dialect));
                Column::new(name.unwrap_or_default(), false, &field.field_type, dialect)
            });
            ColumnType::Struct(fields.collect())
        }
        D::Custom(name, arguments) if arguments.is_empty() => match &*name.to_string().to_uppercase() {
            "STRING" => ColumnType::Text,
            // An extension of PostgreSQL compares a `citext` without case.
            "BPCHAR" | "CITEXT" if dialect == Dialect::Postgres => ColumnType::CastText,
            "BPCHAR" => ColumnType::Text,
            "LONG" | "SHORT" | "BYTE" | "UINTEGER" | "SERIAL" | "BIGSERIAL" | "SMALLSERIAL" => WHOLE,
            "TIMESTAMP_S" => of_digits(0, false),
            "TIMESTAMP_MS" => of_digits(3, false),
            "TIMESTAMP_US" => of_digits(MICROSECONDS, false),
            "TIMESTAMP_NS" => of_digits(9, false),
            _ => ColumnType::Other,
        },
        _ => ColumnType::Other,
    }
}

/// The digits of a second in a timestamp without a precision.
const MICROSECONDS: u32 = 6;

/// Instants with this many digits of a second.
fn of_digits(digits: u32, zoned: bool) -> ColumnType {
    ColumnType::Instant { unit: 10_i128.pow(9_u32.saturating_sub(digits)), zoned }
}

/// The numbers of 64 bits have at most 20 digits.
const WHOLE: ColumnType = ColumnType::Fixed { digits: 20, scale: 0 };

fn fixed(size: &ExactNumberInfo, dialect: Dialect) -> ColumnType {
    let (digits, scale) = match (size, dialect) {
        (ExactNumberInfo::None, Dialect::Postgres) => return ColumnType::Numeric,
        (ExactNumberInfo::None, Dialect::DuckDb) => (18, 3),
        (ExactNumberInfo::None, Dialect::Spark) => (10, 0),
        (ExactNumberInfo::Precision(digits), _) => (*digits, 0),
        (ExactNumberInfo::PrecisionAndScale(digits, scale), _) => (*digits, *scale),
    };
    match (u32::try_from(digits), u32::try_from(scale)) {
        (Ok(digits @ 1..=38), Ok(scale)) if scale <= digits => ColumnType::Fixed { digits, scale },
        // Only PostgreSQL has longer ones.
        _ => ColumnType::Numeric,
    }
}
