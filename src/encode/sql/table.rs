//! `CREATE TABLE` → the columns of a table, and the column of a property.

use std::any::TypeId;
use std::fmt;

use sqlparser::ast::{DataType, ExactNumberInfo, TimezoneInfo};
use sqlparser::dialect::{Dialect as Grammar, DuckDbDialect, PostgreSqlDialect, SparkSqlDialect};
use sqlparser::keywords::Keyword;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, Whitespace, Word};

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
    /// The table that the only `CREATE TABLE` statement of a script in this dialect creates, as `pg_dump -s` or
    /// `SHOW CREATE TABLE` prints it. Other statements count for nothing, and no clause but those of the columns does.
    ///
    /// # Errors
    ///
    /// The script has no such statement with columns, or several, or is longer than [`limits::DDL`].
    pub fn from_ddl(dialect: Dialect, ddl: &str) -> Result<Table, TableError> {
        if ddl.len() > limits::DDL {
            return Err(TableError(format!("the statement is longer than {} bytes", limits::DDL)));
        }
        let tokens = match dialect {
            Dialect::DuckDb => Tokenizer::new(&DuckDbDialect {}, ddl).tokenize_with_location(),
            Dialect::Postgres => Tokenizer::new(&PostgreSqlDialect {}, ddl).tokenize_with_location(),
            Dialect::Spark => Tokenizer::new(&SparkWords, ddl).tokenize_with_location(),
        };
        let tokens = tokens.map_err(|error| TableError(format!("this is not SQL of {dialect}: {error}")))?;
        let tokens = of_statements(&tokens);
        let tables = tokens.split(|token| token.token == Token::SemiColon).filter_map(create_table);
        let tables: Vec<(u64, Vec<Column>)> = tables
            .map(|(line, rest)| (line, columns(rest, dialect)))
            .filter(|(_, all)| !all.is_empty())
            .collect();
        match <[_; 1]>::try_from(tables) {
            Ok([(_, mut columns)]) => {
                let enums: Vec<String> =
                    tokens.split(|token| token.token == Token::SemiColon).filter_map(create_enum).collect();
                for column in columns.iter_mut().filter(|column| column.ty == ColumnType::Other) {
                    if enums.contains(&column.written.to_lowercase()) {
                        column.ty = ColumnType::CastText;
                    }
                }
                Ok(Table { dialect, columns })
            }
            Err(tables) if tables.is_empty() => {
                Err(TableError("there is no `CREATE TABLE` statement with columns".to_owned()))
            }
            Err(tables) => {
                let count = tables.len();
                let lines: Vec<String> = tables.iter().take(10).map(|(line, _)| line.to_string()).collect();
                let lines = lines.join(", ");
                Err(TableError(format!(
                    "there are {count} `CREATE TABLE` statements with columns, in the lines {lines}: keep one"
                )))
            }
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

/// The words of Spark. A backslash escapes the quote after it.
#[derive(Debug)]
struct SparkWords;

impl Grammar for SparkWords {
    fn dialect(&self) -> TypeId {
        TypeId::of::<SparkSqlDialect>()
    }

    fn is_delimited_identifier_start(&self, mark: char) -> bool {
        SparkSqlDialect.is_delimited_identifier_start(mark)
    }

    fn is_identifier_start(&self, letter: char) -> bool {
        SparkSqlDialect.is_identifier_start(letter)
    }

    fn is_identifier_part(&self, letter: char) -> bool {
        SparkSqlDialect.is_identifier_part(letter)
    }

    fn supports_string_literal_backslash_escape(&self) -> bool {
        true
    }
}

/// The tokens without blanks and comments, and without the lines that psql reads itself: `\restrict`.
fn of_statements(tokens: &[TokenWithSpan]) -> Vec<TokenWithSpan> {
    let mut all = Vec::new();
    let (mut is_first, mut is_psql) = (true, false);
    for token in tokens {
        match &token.token {
            Token::Whitespace(Whitespace::Newline | Whitespace::SingleLineComment { .. }) => {
                (is_first, is_psql) = (true, false);
            }
            Token::Whitespace(_) => {}
            word => {
                is_psql |= is_first && *word == Token::Backslash;
                is_first = false;
                if !is_psql {
                    all.push(token.clone());
                }
            }
        }
    }
    all
}

/// The keyword that a token is.
fn keyword(token: &TokenWithSpan) -> Keyword {
    match &token.token {
        Token::Word(Word { keyword, quote_style: None, .. }) => *keyword,
        _ => Keyword::NoKeyword,
    }
}

/// The line of a `CREATE TABLE` statement, and the tokens after these words and those between them: `TEMPORARY`.
fn create_table(statement: &[TokenWithSpan]) -> Option<(u64, &[TokenWithSpan])> {
    let (create, rest) = statement.split_first().filter(|(word, _)| keyword(word) == Keyword::CREATE)?;
    let is_word = |token: &TokenWithSpan| matches!(token.token, Token::Word(_));
    let table =
        rest.iter().take_while(|token| is_word(token)).position(|word| keyword(word) == Keyword::TABLE)?;
    Some((create.span.start.line, rest.get(table + 1..)?))
}

/// The name, in small letters, of the type that a `CREATE TYPE … AS ENUM` statement creates.
fn create_enum(statement: &[TokenWithSpan]) -> Option<String> {
    let [create, ty, rest @ ..] = statement else { return None };
    let end = rest.iter().position(|word| keyword(word) == Keyword::AS)?;
    let (name, rest) = rest.split_at(end);
    let is_enum = keyword(create) == Keyword::CREATE
        && keyword(ty) == Keyword::TYPE
        && rest.get(1).is_some_and(|word| keyword(word) == Keyword::ENUM);
    is_enum.then(|| name.iter().map(|word| word.token.to_string().to_lowercase()).collect())
}

/// The columns of a table, from its name on.
fn columns(tokens: &[TokenWithSpan], dialect: Dialect) -> Vec<Column> {
    let is_name = |token: &&TokenWithSpan| matches!(token.token, Token::Word(_) | Token::Period);
    let name = tokens.iter().take_while(is_name).count();
    // `CREATE TABLE jobs AS SELECT (1)` has none.
    let is_query = tokens.iter().take(name).any(|word| matches!(keyword(word), Keyword::AS | Keyword::OF));
    let list = tokens.get(name..).unwrap_or_default();
    if name == 0 || is_query || list.first().is_none_or(|token| token.token != Token::LParen) {
        return Vec::new();
    }
    let mut columns = Vec::new();
    let (mut depth, mut angles, mut start) = (0_usize, 0_usize, 1);
    for (at, token) in list.iter().enumerate() {
        match token.token {
            Token::LParen | Token::LBracket => depth += 1,
            Token::RParen | Token::RBracket => depth = depth.saturating_sub(1),
            // Around the fields of a structure in Spark.
            Token::Lt if depth == 1 => angles += 1,
            Token::Gt if depth == 1 => angles = angles.saturating_sub(1),
            Token::ShiftRight if depth == 1 => angles = angles.saturating_sub(2),
            _ => {}
        }
        if depth == 0 || depth == 1 && angles == 0 && token.token == Token::Comma {
            columns.extend(list.get(start..at).and_then(|tokens| Column::read(tokens, dialect)));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    // The end of the statement is missing.
    if depth > 0 {
        return Vec::new();
    }
    // `DEFAULT COLLATION` of Spark.
    let clauses = list.get(start..).unwrap_or_default();
    if dialect == Dialect::Spark && clauses.iter().any(|token| keyword(token) == Keyword::COLLATION) {
        columns.iter_mut().for_each(Column::collate);
    }
    columns
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
    fn single(columns: &[Column], is: impl Fn(&str) -> bool) -> Option<&Column> {
        let mut all = columns.iter().filter(|column| is(&column.name));
        all.next().filter(|_| all.next().is_none())
    }
    // PostgreSQL writes `createdAt` in small letters.
    let same = |known: &str| known.eq_ignore_ascii_case(name);
    let named = columns.iter().find(|column| column.name == name).or_else(|| single(columns, same));
    named.or_else(|| {
        let wanted = plain(name);
        single(columns, |known| plain(known) == wanted)
    })
}

impl Column {
    /// The column of a definition; `None` for a constraint of the table.
    fn read(tokens: &[TokenWithSpan], dialect: Dialect) -> Option<Column> {
        let [TokenWithSpan { token: Token::Word(name), .. }, rest @ ..] = tokens else { return None };
        // Spark has columns with these names.
        let is_constraint = match (name.quote_style, name.keyword) {
            (Some(_), _) => false,
            (None, Keyword::CONSTRAINT | Keyword::PRIMARY | Keyword::UNIQUE | Keyword::FOREIGN) => true,
            (None, Keyword::CHECK | Keyword::LIKE) => true,
            (None, Keyword::EXCLUDE) => rest.first().is_some_and(|word| keyword(word) == Keyword::USING),
            _ => false,
        };
        if is_constraint {
            return None;
        }
        let name = name_of(&name.value, name.quote_style, dialect);
        let (ty, options) = data_type(rest, dialect);
        let Some(ty) = ty else {
            let words: Vec<String> = rest.iter().map(|token| token.token.to_string()).collect();
            return Some(Column { name, is_full: false, ty: ColumnType::Other, written: words.join(" ") });
        };
        let mut column = Column::new(name, false, &ty, dialect);
        let mut depth = 0_usize;
        let mut before = Keyword::NoKeyword;
        for (at, token) in options.iter().enumerate() {
            match token.token {
                Token::LParen => depth += 1,
                Token::RParen => depth = depth.saturating_sub(1),
                _ => {}
            }
            let word = keyword(token);
            let next = options.get(at + 1);
            match (word, next.map(keyword)) {
                _ if depth > 0 => {}
                // A default may be `x IS NOT NULL`.
                (Keyword::NOT, Some(Keyword::NULL)) => column.is_full |= before != Keyword::IS,
                (Keyword::PRIMARY, Some(Keyword::KEY)) => column.is_full = true,
                (Keyword::COLLATE, _) if dialect == Dialect::Spark => {
                    let is_plain = |token: &TokenWithSpan| matches!(&token.token, Token::Word(name) if name.value.eq_ignore_ascii_case("UTF8_BINARY"));
                    if !next.is_some_and(is_plain) {
                        column.collate();
                    }
                }
                _ => {}
            }
            before = word;
        }
        Some(column)
    }

    /// Gives a string another collation. The other dialects compare every string by its code points.
    fn collate(&mut self) {
        if self.ty == ColumnType::Text {
            self.ty = ColumnType::CastText;
        }
    }

    fn new(name: String, is_full: bool, ty: &DataType, dialect: Dialect) -> Column {
        Column { name, is_full, ty: type_of(ty, dialect), written: ty.to_string() }
    }
}

/// The type at the beginning of a definition, and the tokens after it; `None` for an unknown type.
fn data_type(tokens: &[TokenWithSpan], dialect: Dialect) -> (Option<DataType>, &[TokenWithSpan]) {
    /// Words after the type of a column.
    const OPTIONS: &[Keyword] = &[
        Keyword::NOT,
        Keyword::NULL,
        Keyword::DEFAULT,
        Keyword::COLLATE,
        Keyword::COMMENT,
        Keyword::CONSTRAINT,
        Keyword::PRIMARY,
        Keyword::UNIQUE,
        Keyword::CHECK,
        Keyword::REFERENCES,
        Keyword::GENERATED,
        Keyword::AS,
        Keyword::STORAGE,
        Keyword::COMPRESSION,
        Keyword::USING,
        Keyword::OPTIONS,
    ];
    // An array of arrays has one bracket after the other.
    let (mut depth, mut deepest) = (0_usize, 0);
    let end = tokens.iter().position(|token| {
        match token.token {
            Token::LParen | Token::Lt | Token::LBracket => depth += 1,
            Token::RParen | Token::Gt => depth = depth.saturating_sub(1),
            Token::ShiftRight => depth = depth.saturating_sub(2),
            _ => {}
        }
        deepest = deepest.max(depth);
        depth == 0 && OPTIONS.contains(&keyword(token))
    });
    let (ty, options) = tokens.split_at(end.unwrap_or(tokens.len()));
    // The parser recurses for each type in a type.
    if deepest > limits::DDL_DEPTH {
        return (None, options);
    }
    let grammar: &dyn Grammar = match dialect {
        Dialect::DuckDb => &DuckDbDialect {},
        Dialect::Postgres => &PostgreSqlDialect {},
        Dialect::Spark => &SparkSqlDialect {},
    };
    let mut parser = Parser::new(grammar).with_tokens_with_locations(ty.to_vec());
    let read = parser.parse_data_type().ok();
    (read.filter(|_| parser.peek_token_ref().token == Token::EOF), options)
}

/// PostgreSQL writes a name without quotes in small letters.
fn name_of(name: &str, quote: Option<char>, dialect: Dialect) -> String {
    match (dialect, quote) {
        (Dialect::Postgres, None) => name.to_lowercase(),
        _ => name.to_owned(),
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
                let name = field.field_name.as_ref();
                let name = name.map(|name| name_of(&name.value, name.quote_style, dialect));
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
