//! [`Filter`] → the condition of a `WHERE` over a column of raw JSON.
//!
//! Each row of the column holds one job, as the service wrote it. The condition has the verdict of a
//! [`Matcher`](crate::Matcher) for each row: true, false, or null. It calls functions that begin with `cf_`;
//! [`Dialect::prelude`] creates them, once for each database or session. `docs/engines.md` lists what the engines
//! read differently.
//!
//! ```
//! use comfilter::Filter;
//! use comfilter::encode::sql::Dialect;
//!
//! let filter: Filter = "state eq 'ERROR' and not contains(status,'retried')".parse()?;
//! let statement = filter.sql(Dialect::Postgres)?;
//! assert_eq!(
//!     statement.condition(),
//!     "(COALESCE(cf_text(cf_get(CAST(\"job\" AS json), 'state')) COLLATE \"C\" = $1, FALSE) \
//!      AND NOT strpos(cf_text(cf_get(CAST(\"job\" AS json), 'status')) COLLATE \"C\", $2) > 0)"
//! );
//! assert_eq!(statement.parameters(), ["ERROR", "retried"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cases;
mod duckdb;
mod lower;
mod number;
mod postgres;
mod spark;
#[cfg(feature = "cli")]
mod table;
#[cfg(feature = "cli")]
mod typed;

use std::fmt;
use std::str::FromStr;

use super::UnknownName;
use crate::Filter;
use crate::text::Quoted;
use lower::{Engine, Part, Writer};
#[cfg(feature = "cli")]
pub use table::{Table, TableError};

/// A database whose SQL a condition is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// DuckDB 1.3 or later, over a column of type `JSON` or `VARCHAR`. A record that is not valid JSON has the verdict
    /// null.
    DuckDb,
    /// PostgreSQL 14 or later with the encoding UTF-8, over a column of type `json`. A `jsonb` has already dropped
    /// repeated keys.
    Postgres,
    /// Spark 4.0 or later, over a column of type `STRING`. Its functions belong to a session.
    Spark,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &[Dialect] = &[Dialect::DuckDb, Dialect::Postgres, Dialect::Spark];

    /// The name for `--dialect`: `duckdb`.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::DuckDb => "duckdb",
            Dialect::Postgres => "postgres",
            Dialect::Spark => "spark",
        }
    }

    /// The statements that create the functions of all conditions, in the order to run them. They replace functions of
    /// the same names, so running them twice changes nothing.
    ///
    /// ```
    /// use comfilter::encode::sql::Dialect;
    ///
    /// for statement in Dialect::DuckDb.prelude() {
    ///     assert!(statement.starts_with("CREATE OR REPLACE MACRO cf_"));
    /// }
    /// ```
    pub fn prelude(self) -> Vec<String> {
        self.engine().prelude()
    }

    /// The records whose verdict is not that of a [`Matcher`](crate::Matcher).
    ///
    /// ```
    /// use comfilter::encode::sql::Dialect;
    ///
    /// for difference in Dialect::Postgres.differences() {
    ///     println!("{}: {}", difference.records, difference.verdict);
    /// }
    /// ```
    pub const fn differences(self) -> &'static [Difference] {
        match self {
            Dialect::DuckDb => duckdb::DIFFERENCES,
            Dialect::Postgres => postgres::DIFFERENCES,
            Dialect::Spark => spark::DIFFERENCES,
        }
    }

    /// The records whose verdict is not that of a [`Matcher`](crate::Matcher), in a table with a column for each
    /// property.
    #[cfg(feature = "cli")]
    pub const fn typed_differences(self) -> &'static [Difference] {
        typed::DIFFERENCES
    }

    /// The most parameters that a statement may have; `None` without a limit of the engine.
    pub const fn most_parameters(self) -> Option<usize> {
        match self {
            Dialect::DuckDb | Dialect::Spark => None,
            // The protocol counts them in 16 bits.
            Dialect::Postgres => Some(u16::MAX as usize),
        }
    }

    /// The placeholder of a parameter, counted from 1: `$1`, or `:p1` in Spark.
    pub fn placeholder(self, number: usize) -> String {
        self.engine().placeholder(number)
    }

    fn engine(self) -> &'static dyn Engine {
        match self {
            Dialect::DuckDb => &duckdb::DuckDb,
            Dialect::Postgres => &postgres::Postgres,
            Dialect::Spark => &spark::Spark,
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Dialect {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Dialect, UnknownName> {
        let found = Dialect::ALL.iter().copied().find(|dialect| dialect.name() == name);
        found.ok_or_else(|| UnknownName::new("dialect", name, Dialect::ALL.iter().map(|known| known.name())))
    }
}

/// Records that an engine reads in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The records: `a record that is not valid JSON`.
    pub records: &'static str,
    /// Their verdict, beside that of a matcher: `null; a matcher reports it`.
    pub verdict: &'static str,
}

/// A condition, and the values of its parameters.
#[derive(Debug, Clone)]
pub struct Statement {
    dialect: Dialect,
    column: String,
    parts: Vec<Part>,
    tests: usize,
}

impl Statement {
    /// The same condition over the column with this name. By default, the column is `job`.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use comfilter::encode::sql::Dialect;
    ///
    /// let filter: Filter = "status eq null".parse()?;
    /// let statement = filter.sql(Dialect::DuckDb)?.with_column("raw \"json\"");
    /// assert_eq!(statement.condition(), r#"TRY(cf_is_null("raw ""json""", '$."status"'))"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_column(mut self, column: &str) -> Statement {
        column.clone_into(&mut self.column);
        self
    }

    /// The dialect of the condition.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// A setting that a long condition needs.
    ///
    /// PostgreSQL compiles an expensive query to machine code, which takes it minutes for some thousand tests.
    pub fn setting(&self) -> Option<&'static str> {
        /// PostgreSQL compiles this many tests in seconds.
        const SHORT: usize = 1_000;
        (self.dialect == Dialect::Postgres && self.tests > SHORT).then_some("SET jit = off")
    }

    /// The condition, with a [placeholder](Dialect::placeholder) for each parameter.
    pub fn condition(&self) -> String {
        let mut number = 0;
        self.written(|engine, _| {
            number += 1;
            engine.placeholder(number)
        })
    }

    /// The values of the parameters, in order. Every one is bound as a string, also where the condition compares a
    /// number or an instant.
    pub fn parameters(&self) -> Vec<&str> {
        let mut values = Vec::new();
        for part in &self.parts {
            if let Part::Value(value) = part {
                values.push(value.as_str());
            }
        }
        values
    }

    /// The condition with its values as literals, for places that cannot bind parameters.
    ///
    /// ```
    /// use comfilter::encode::sql::Dialect;
    /// use comfilter::jobs;
    ///
    /// let filter = jobs::name().eq("O'Neil' or 1 = 1 --").build()?;
    /// assert_eq!(
    ///     filter.sql(Dialect::DuckDb)?.inline(),
    ///     r#"TRY(COALESCE(cf_text("job", '$."name"') COLLATE "C" = 'O''Neil'' or 1 = 1 --', FALSE))"#
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inline(&self) -> String {
        self.written(|engine, value| engine.string(value))
    }

    fn written(&self, mut value: impl FnMut(&dyn Engine, &str) -> String) -> String {
        let engine = self.dialect.engine();
        let column = engine.identifier(&self.column);
        let mut written = String::new();
        for part in &self.parts {
            match part {
                Part::Sql(sql) => written.push_str(sql),
                Part::Column => written.push_str(&column),
                Part::Value(text) => written.push_str(&value(engine, text)),
            }
        }
        written
    }
}

/// The error for a filter that a dialect cannot say.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// No path of the dialect leads to a key with this character. Only a schema file has such keys.
    Key {
        /// The key.
        key: String,
        /// The dialect.
        dialect: Dialect,
    },
    /// The functions of the dialect take no item of an array.
    Array {
        /// The path of the array.
        path: String,
        /// The dialect.
        dialect: Dialect,
    },
    /// The table has no column for a property.
    NoColumn {
        /// The path of the property.
        path: String,
        /// The dialect.
        dialect: Dialect,
    },
    /// The type of a column cannot say whether a record fulfils the condition.
    ColumnType {
        /// The path of the property.
        path: String,
        /// Its type in the schema.
        ty: Option<&'static str>,
        /// The column.
        column: String,
        /// The type of the column, as the statement has it.
        column_type: String,
        /// A type of columns that can say it; `None` if the column has lost it.
        fitting: Option<&'static str>,
        /// The dialect.
        dialect: Dialect,
    },
    /// The engine takes minutes to plan so many tests. A list after `in` is one test, and so are comparisons of one
    /// property with `eq` that `or` joins.
    TooLong {
        /// The number of tests.
        tests: usize,
        /// The most that the dialect takes.
        most: usize,
        /// The dialect.
        dialect: Dialect,
    },
    /// The engine takes gibibytes to plan so many comparisons with numbers of the JSON, or with timestamps in strings. A
    /// list after `in` is one of them.
    TooManyConversions {
        /// The number of comparisons.
        conversions: usize,
        /// The most that the dialect takes.
        most: usize,
        /// The dialect.
        dialect: Dialect,
    },
    /// The engine takes minutes to plan so many values, as parameters or as literals.
    TooManyValues {
        /// The number of values.
        values: usize,
        /// The most that the dialect takes.
        most: usize,
        /// The dialect.
        dialect: Dialect,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Key { key, dialect } => write!(
                f,
                "no path of {dialect} leads to the key {}: use `comfilter match` for this list",
                Quoted(key)
            ),
            Refused::Array { path, dialect } => write!(
                f,
                "{dialect} cannot test the items of the array {}, because its functions in SQL take no item of an array: \
                 use `comfilter.spark.filter` of the Python package, or `comfilter match --exit-zero` in `rdd.pipe`",
                Quoted(path)
            ),
            Refused::NoColumn { path, dialect } => write!(
                f,
                "the table of {dialect} has no column for the property {}: name one like the property, or keep the \
                 jobs in a column of raw JSON",
                Quoted(path)
            ),
            Refused::ColumnType { path, ty, column, column_type, fitting, dialect } => {
                write!(
                    f,
                    "the column {} of {dialect} has the type {}, which cannot answer this condition on the property {}",
                    Quoted(column),
                    Quoted(column_type),
                    Quoted(path)
                )?;
                if let Some(ty) = ty {
                    write!(f, " of type {ty}")?;
                }
                match fitting {
                    Some(fitting) => write!(
                        f,
                        ": cast the column to `{fitting}` in a view, or keep the jobs in a column of raw JSON"
                    ),
                    None => f.write_str(": keep the property in a column of JSON"),
                }
            }
            Refused::TooManyConversions { conversions, most, dialect } => write!(
                f,
                "the condition compares numbers and timestamps {conversions} times, and {dialect} takes gibibytes of \
                 memory to plan more than {most} of them: split the filter, or use `comfilter match`"
            ),
            Refused::TooManyValues { values, most, dialect } => write!(
                f,
                "the condition has {values} values, and {dialect} takes minutes to plan more than {most}: split the filter, \
                 or use `comfilter match`"
            ),
            Refused::TooLong { tests, most, dialect } => write!(
                f,
                "the condition has {tests} tests, and {dialect} takes minutes to plan more than {most}: split the filter, \
                 or use `comfilter match`"
            ),
        }
    }
}

impl std::error::Error for Refused {}

debug_as_message!(Refused);

impl Filter {
    /// The filter as a condition over a column of raw JSON; see [`sql`](self).
    ///
    /// # Errors
    ///
    /// The dialect cannot say it: the error names the reason and another way.
    pub fn sql(&self, dialect: Dialect) -> Result<Statement, Refused> {
        let engine = dialect.engine();
        let writer = Writer { filter: self, engine };
        let (parts, tests) = lower::lower(self, dialect, &writer, engine.whole())?;
        Ok(Statement { dialect, column: "job".to_owned(), parts, tests })
    }
}
