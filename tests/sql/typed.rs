//! Conditions over tables with a column for each property, beside the verdicts of the matcher for the same rows.

use std::fmt::Write;

use comfilter::Filter;
use comfilter::encode::sql::{Dialect, Refused, Table};
use serde_json::{Map, Value, json};

use crate::cases::letter;
use crate::engine::{DUCKDB, Engine, Group, POSTGRES, Query, SPARK, Verdicts};
use crate::support::typed::list;

/// A column: its property, its name, and its type in each dialect.
struct Column {
    property: &'static str,
    name: &'static str,
    types: [&'static str; 3],
    values: &'static [&'static str],
}

/// Values as JSON; each is a value of the type.
const COLUMNS: [Column; 17] = [
    Column {
        property: "text",
        name: "text",
        types: ["BPCHAR", "text", "STRING"],
        values: &["null", r#""""#, r#""a""#, r#""aB""#, r#""é""#, r#""ß ' \" %""#],
    },
    Column {
        property: "isLong",
        name: "is_long",
        types: ["BOOLEAN", "boolean", "BOOLEAN"],
        values: &["true", "false", "null"],
    },
    Column {
        property: "count",
        name: "count",
        types: ["BIGINT", "bigint", "BIGINT"],
        values: &["null", "0", "5", "-5", "9223372036854775807", "-9223372036854775808"],
    },
    Column {
        property: "small",
        name: "small",
        types: ["INTEGER NOT NULL", "integer NOT NULL", "INT"],
        values: &["0", "5", "-5", "6"],
    },
    Column {
        property: "price",
        name: "price",
        types: ["DECIMAL(10, 2)", "numeric(10, 2)", "DECIMAL(10, 2)"],
        values: &["null", "0", "1.5", "-0.01", "99999999.99", "-99999999.99"],
    },
    Column {
        property: "wide",
        name: "wide",
        types: ["DECIMAL(38, 10)", "numeric(38, 10)", "DECIMAL(38, 10)"],
        values: &["null", "0", "0.0000000001", "-9999999999999999999999999999.9999999999"],
    },
    Column {
        property: "ratio",
        name: "ratio",
        types: ["DOUBLE", "double precision", "DOUBLE"],
        values: &["null", "0.1", "-2.5", "1e300", "5"],
    },
    Column {
        property: "createdAt",
        name: "created_at",
        types: ["TIMESTAMP WITH TIME ZONE", "timestamptz", "TIMESTAMP"],
        values: &[
            "null",
            r#""2026-03-01T00:00:00Z""#,
            r#""2026-03-01T00:00:00.000001Z""#,
            r#""2026-03-01T23:59:59.999999Z""#,
            r#""2026-03-02T00:30:00+01:00""#,
            r#""1960-06-01T00:00:00Z""#,
        ],
    },
    Column {
        property: "local",
        name: "local",
        types: ["TIMESTAMP", "timestamp", "TIMESTAMP_NTZ"],
        values: &[
            "null",
            r#""2026-03-01T00:00:00Z""#,
            r#""2026-03-01T00:00:00.000001Z""#,
            r#""1960-06-01T00:00:00Z""#,
        ],
    },
    Column {
        property: "written",
        name: "written",
        types: ["VARCHAR", "text", "STRING"],
        values: &["null", r#""2026-03-01T00:00:00.0000005Z""#, r#""2026-03-02T00:30:00+01:00""#, r#""soon""#],
    },
    Column {
        property: "resource/id",
        name: "resource_id",
        types: ["VARCHAR", "text", "STRING"],
        values: &["null", r#""P1+2""#],
    },
    Column {
        property: "open",
        name: "open",
        types: ["JSON", "json", "STRING"],
        values: &["null", r#"{"x":5,"tags":["a"]}"#, r#"{"x":"5","y":{"z":null}}"#, r#"{"x":0.1}"#],
    },
    Column {
        property: "body",
        name: "body",
        types: ["JSON", "jsonb", "STRING"],
        values: &["null", r#"{"y":{"z":5.50},"x":1e40}"#, r#"{"x":"a"}"#],
    },
    Column {
        property: "huge",
        name: "huge",
        types: ["HUGEINT", "numeric(39)", "DECIMAL(38, 0)"],
        values: &["null", "5", "-5", "99999999999999999999999999999999999999"],
    },
    Column {
        property: "exact",
        name: "exact",
        types: ["TIMESTAMP_NS", "timestamp(9)", "TIMESTAMP_NTZ"],
        values: &[
            "null",
            r#""2026-03-01T00:00:00Z""#,
            r#""2026-03-01T00:00:00.000001Z""#,
            r#""2262-04-11T23:47:16Z""#,
        ],
    },
    Column {
        property: "padded",
        name: "padded",
        types: ["ENUM('', 'a', 'aB', 'é')", "char(4)", "STRING"],
        values: &["null", r#""""#, r#""a""#, r#""aB""#, r#""é""#],
    },
    Column {
        property: "folded",
        name: "folded",
        types: ["VARCHAR COLLATE NOCASE.NOACCENT", "citext", "STRING COLLATE UTF8_LCASE"],
        values: &["null", r#""aB""#, r#""AB""#, r#""b ""#],
    },
];

const LITERALS: [&str; 40] = [
    "null",
    "true",
    "false",
    "'a'",
    "'AB'",
    "''",
    "'é'",
    "'ß '' \" %'",
    "'P1+2'",
    "'a '",
    "'5'",
    "0",
    "-0.0",
    "5",
    "5.0",
    "5.5",
    "-5.5",
    "0.1",
    "1.5",
    "1.505",
    "-0.01",
    "-0.011",
    "1e2",
    "1e300",
    "1e40",
    "-1e40",
    "1e400",
    "-1e400",
    "1e-400",
    "9223372036854775807",
    "9.3e18",
    "1e38",
    "-1.70141183460469231731687303715884105729e38",
    "99999999.99",
    "2026-03-01T00:00:00Z",
    "2026-03-01T00:00:00.0000005Z",
    "2026-03-02T00:30:00+01:00",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-01:00",
    "2026-03-01",
];

const PATHS: [&str; 5] = ["open/x", "open/y/z", "open/tags", "body/x", "body/y/z"];

/// The values that a column answers for.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    /// Strings without timestamps.
    Word,
    Boolean,
    Number,
    Time,
    Any,
}

impl Kind {
    fn of(ty: &str) -> Kind {
        match ty.split([' ', '(']).next().unwrap() {
            "STRING" if ty.contains("COLLATE") => Kind::Word,
            "VARCHAR" | "text" | "STRING" | "BPCHAR" => Kind::Text,
            "ENUM" | "char" | "citext" => Kind::Word,
            "BOOLEAN" | "boolean" => Kind::Boolean,
            "TIMESTAMP" | "TIMESTAMP_NS" | "TIMESTAMP_NTZ" | "timestamp" | "timestamptz" => Kind::Time,
            "JSON" | "json" | "jsonb" => Kind::Any,
            _ => Kind::Number,
        }
    }

    fn answers(self, literal: &str) -> bool {
        let is_time = literal.get(4..5) == Some("-") && literal.len() > 9;
        match self {
            Kind::Text => literal.starts_with('\'') || is_time,
            Kind::Word => literal.starts_with('\''),
            Kind::Boolean => matches!(literal, "true" | "false"),
            Kind::Number => literal.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && !is_time,
            Kind::Time => is_time,
            Kind::Any => true,
        }
    }

    /// Whether it refuses a list: no value of it fits, or the records had strings where the table has times.
    fn refuses(self, literals: &[&str]) -> bool {
        let others: Vec<&&str> = literals.iter().filter(|literal| **literal != "null").collect();
        !others.is_empty() && !others.iter().any(|literal| self.answers(literal))
            || self == Kind::Time && others.iter().any(|literal| literal.starts_with('\''))
    }
}

/// Filters, and whether the table of a dialect cannot answer each.
fn filters(dialect: Dialect) -> Vec<(String, bool)> {
    let at = Dialect::ALL.iter().position(|one| *one == dialect).unwrap();
    let mut all = Vec::new();
    let columns = COLUMNS.iter().map(|column| (column.property, Kind::of(column.types[at])));
    for (path, kind) in columns.chain(PATHS.map(|path| (path, Kind::Any))) {
        for literal in LITERALS {
            for operator in ["eq", "ne", "gt", "ge", "lt", "le"] {
                all.push((format!("{path} {operator} {literal}"), kind.refuses(&[literal])));
            }
            if literal.starts_with('\'') {
                let refused = kind.refuses(&["''"]);
                all.push((format!("contains({path},{literal})"), refused));
                all.push((format!("not contains({path},{literal})"), refused));
                all.push((format!("tolower({path}) eq {literal}"), refused));
                all.push((format!("tolower({path}) in ({literal},'ab')"), refused));
            }
        }
        for (denied, list) in [
            ("", "'a',5,true,null,2026-03-01T00:00:00Z"),
            ("not ", "'aB',5.5,false,2026-03-01"),
            ("", "5,0.1,-0.01,'',2026-03-01,2026-03-01T23:30:00.5Z,1960-06-01,2026-03-01T23:30:00Z"),
            ("", "5,0.1,2026-03-01,2026-03-01T23:30:00.5Z,1960-06-01,2026-03-01T23:30:00Z"),
            ("not ", "5,true,null"),
        ] {
            let literals: Vec<&str> = list.split(',').collect();
            all.push((format!("{denied}{path} in ({list})"), kind.refuses(&literals)));
        }
        let of_time = kind.refuses(&["9999-12-31"]);
        all.push((format!("{path} ne 9999-12-31"), of_time));
        all.push((format!("{path} le 9999-12-31"), of_time));
        all.push((format!("{path} gt 9999-12-31"), of_time));
        all.push((format!("{path} gt 0 and {path} le 5"), kind.refuses(&["0"])));
        all.push((
            format!("not ({path} ge 2026-03-01T00:00:00Z and {path} lt 2026-03-02T00:00:00Z)"),
            of_time,
        ));
    }
    all.push(("'a' in open/tags".to_owned(), dialect == Dialect::Spark));
    all.push(("text eq 'a' or not (count gt 1 and contains(text,'a')) and ratio ne 5".to_owned(), false));
    all
}

/// Each value of each column at least once, beside others.
fn rows() -> Vec<Vec<&'static str>> {
    let longest = COLUMNS.iter().map(|column| column.values.len()).max().unwrap();
    (0..2 * longest)
        .map(|row| {
            let value = |(at, column): (usize, &Column)| {
                column.values[(row + at * (row / longest)) % column.values.len()]
            };
            COLUMNS.iter().enumerate().map(value).collect()
        })
        .collect()
}

/// The job whose values a row has.
fn job(row: &[&str]) -> Vec<u8> {
    let mut job = Map::new();
    for (column, value) in COLUMNS.iter().zip(row) {
        // As JSON writes it, because a double has other digits.
        match column.property.split_once('/') {
            Some((outer, inner)) => {
                job.insert(outer.to_owned(), json!({ inner: serde_json::from_str::<Value>(value).unwrap() }));
            }
            None => {
                job.insert(column.property.to_owned(), Value::String(format!("{{{value}}}")));
            }
        }
    }
    let text = serde_json::to_string(&job).unwrap();
    let raw = COLUMNS.iter().zip(row).fold(text, |text, (_, value)| {
        text.replace(&Value::String(format!("{{{value}}}")).to_string(), value)
    });
    raw.into_bytes()
}

/// The statements that create the table, with a number for each row.
fn create(dialect: Dialect, rows: &[Vec<&str>]) -> (String, Vec<String>) {
    let at = Dialect::ALL.iter().position(|one| *one == dialect).unwrap();
    let columns: Vec<String> =
        COLUMNS.iter().map(|column| format!("{} {}", column.name, column.types[at])).collect();
    let ddl = format!("CREATE TABLE t (n BIGINT, {})", columns.join(", "));
    let mut values = String::new();
    for (number, row) in rows.iter().enumerate() {
        write!(values, "{}({number}", if number == 0 { "" } else { ", " }).unwrap();
        for (column, value) in COLUMNS.iter().zip(row) {
            let parsed: Value = serde_json::from_str(value).unwrap();
            let text = match (&parsed, column.property) {
                (Value::Null, _) => "NULL".to_owned(),
                (_, "open" | "body") => quoted(dialect, value),
                (Value::String(text), _) => {
                    // A column without a zone has times in UTC.
                    let local = matches!(column.property, "local" | "exact");
                    quoted(dialect, if local { text.trim_end_matches('Z') } else { text })
                }
                _ if *value == "-9223372036854775808" => "-9223372036854775807 - 1".to_owned(),
                _ => (*value).to_owned(),
            };
            let mut ty = column.types[at].trim_end_matches(" NOT NULL");
            if dialect == Dialect::DuckDb {
                ty = ty.split(" COLLATE").next().unwrap();
            }
            write!(values, ", CAST({text} AS {ty})").unwrap();
        }
        values += ")";
    }
    let statements = match dialect {
        Dialect::Spark => {
            let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
            vec![format!(
                "CREATE OR REPLACE TEMPORARY VIEW typed AS SELECT * FROM VALUES {values} AS v(n, {})",
                names.join(", ")
            )]
        }
        _ => {
            let extension = "CREATE EXTENSION IF NOT EXISTS citext".to_owned();
            let insert = format!("INSERT INTO t VALUES {values}");
            let create = vec!["DROP TABLE IF EXISTS t".to_owned(), ddl.clone(), insert];
            let extension = (dialect == Dialect::Postgres).then_some(extension);
            extension.into_iter().chain(create).collect()
        }
    };
    (ddl, statements)
}

fn quoted(dialect: Dialect, text: &str) -> String {
    match dialect {
        Dialect::Spark => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        _ => format!("'{}'", text.replace('\'', "''")),
    }
}

fn run(engine: &Engine) {
    let rows = rows();
    let (ddl, create) = create(engine.dialect, &rows);
    let table = Table::from_ddl(engine.dialect, &ddl).unwrap();
    let schema = list("");
    let mut asked = Vec::new();
    let mut queries = Vec::new();
    // Spark takes minutes to compile all of them.
    let step = if engine.dialect == Dialect::Spark { 5 } else { 1 };
    for (text, is_refused) in filters(engine.dialect).into_iter().step_by(step) {
        // Spark has no type for JSON, so a condition on the column itself is one on a string.
        if engine.dialect == Dialect::Spark
            && text.split([' ', '(', ',']).any(|word| matches!(word, "open" | "body"))
        {
            continue;
        }
        let filter: Filter =
            schema.check(&text).into_result().unwrap_or_else(|error| panic!("{text}: {error}"));
        let statement = match filter.sql_over(&table) {
            Ok(statement) => statement,
            Err(Refused::ColumnType { .. } | Refused::Array { .. }) => {
                assert!(is_refused, "{text}");
                continue;
            }
            Err(error) => panic!("{text}: {error}"),
        };
        assert!(!is_refused, "{text}");
        let matcher = filter.matcher();
        let expected: String =
            rows.iter().map(|row| letter(matcher.verdict_slice(&job(row)).unwrap())).collect();
        for query in Query::both(&statement) {
            queries.push(query);
            asked.push((text.clone(), statement.inline(), expected.clone()));
        }
    }
    let group = Group { column: String::new(), ty: String::new(), rows: Vec::new(), create, queries };
    let Some(answers) = engine.answer("typed", &[group]) else { return };
    let mut wrong = Vec::new();
    for ((text, sql, expected), answer) in asked.iter().zip(&answers[0]) {
        if *answer != Verdicts::Rows(expected.clone()) {
            wrong.push(format!("{text}: {answer:?}, not {expected}\n  {sql}"));
        }
    }
    assert_eq!(answers[0].len(), asked.len());
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        asked.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

#[test]
fn duckdb_agrees_on_columns_with_types() {
    run(&DUCKDB);
}

#[test]
fn postgres_agrees_on_columns_with_types() {
    run(&POSTGRES);
}

#[test]
fn spark_agrees_on_columns_with_types() {
    run(&SPARK);
}
