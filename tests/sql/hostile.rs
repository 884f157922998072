//! Values that try to become SQL, every Unicode scalar value, and the longest filters.

use comfilter::encode::sql::{Dialect, Refused};
use comfilter::{Filter, Schema};

use crate::engine::{DUCKDB, Engine, POSTGRES, SPARK};
use crate::support::typed::filter_of;
use crate::{Asked, check};

/// Strings that end a literal, a comment or a parameter somewhere.
const PAYLOADS: [&str; 26] = [
    "' OR 1=1 --",
    "'; DROP TABLE t; --",
    "\\' OR 1=1 --",
    "\\",
    "\\\\",
    "'",
    "''",
    "\"",
    "`",
    "$1",
    "$2",
    ":p1",
    ":p2",
    "?",
    "%s",
    "%(a)s",
    "%",
    "_",
    "*/ OR TRUE /*",
    "/*",
    "-- \n OR TRUE",
    "$cf$",
    "E'\\x27'",
    "\r\nOR TRUE",
    "\u{2019} OR 1=1",
    "x\u{1}y",
];

/// Names of columns with the marks of identifiers.
const COLUMNS: [&str; 10] =
    ["a\"b", "a'b", "a`b", "a\\b", "select", "t.job", "$1", "a\" OR TRUE --", "é 😀", "%s"];

fn filter(text: &str) -> Filter {
    filter_of(Schema::jobs(), text)
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn named(name: &str) -> String {
    serde_json::json!({ "name": name }).to_string()
}

fn payloads() -> Vec<Asked> {
    let rows: Vec<String> = PAYLOADS.iter().map(|payload| named(payload)).collect();
    let mut asked = Vec::new();
    for (at, payload) in PAYLOADS.iter().enumerate() {
        let column = COLUMNS[at % COLUMNS.len()];
        let equal = (0..PAYLOADS.len()).map(|other| if other == at { 'T' } else { 'F' }).collect();
        asked.push(Asked {
            filter: filter(&format!("name eq {}", quoted(payload))),
            column,
            rows: rows.clone(),
            expected: equal,
        });
        let has = PAYLOADS.map(|other| if other.contains(payload) { 'T' } else { 'F' }).into_iter().collect();
        asked.push(Asked {
            filter: filter(&format!("contains(name,{})", quoted(payload))),
            column,
            rows: rows.clone(),
            expected: has,
        });
    }
    asked
}

/// Every scalar value, in strings of 16,384. PostgreSQL has no U+0000, so it is in none of them.
fn scalars() -> Vec<Asked> {
    let all: Vec<char> = ('\u{1}'..=char::MAX).collect();
    let mut asked = Vec::new();
    for part in all.chunks(1 << 14) {
        let name: String = part.iter().collect();
        let row = named(&name);
        let (lower, upper): (String, String) = (
            name.chars().flat_map(char::to_lowercase).collect(),
            name.chars().flat_map(char::to_uppercase).collect(),
        );
        for (text, expected) in [
            (format!("name eq {}", quoted(&name)), "T"),
            (format!("tolower(name) eq {}", quoted(&lower)), "T"),
            (format!("toupper(name) eq {}", quoted(&upper)), "T"),
            (format!("name in ({},'x')", quoted(&name)), "T"),
            (format!("name gt {}", quoted(&name)), "F"),
            (format!("name lt {}", quoted(&format!("{name}!"))), "T"),
        ] {
            asked.push(Asked {
                filter: filter(&text),
                column: "job",
                rows: vec![row.clone()],
                expected: expected.to_owned(),
            });
        }
    }
    asked
}

const LONGEST: usize = 60_000;

/// Filters of this number of equalities or items, and of this number of other terms.
fn long(values: usize, terms: usize) -> Vec<Asked> {
    let joined = |count: usize, term: &dyn Fn(usize) -> String, word: &str| {
        (0..count).map(term).collect::<Vec<_>>().join(word)
    };
    let last = format!(r#"{{"id":"x{:x}","generation":{}}}"#, values - 1, values - 1);
    let rows = [&last, r#"{"id":"!","generation":-1}"#, "{}"];
    let texts = [
        (joined(values, &|n| format!("id eq 'x{n:x}'"), " or "), "TFF"),
        (format!("id in ({})", joined(values, &|n| format!("'x{n:x}'"), ",")), "TFF"),
        (format!("generation in ({})", joined(values, &|n| n.to_string(), ",")), "TFF"),
        (joined(terms, &|n| format!("id gt 'y{:x}'", n % 16), " or "), "FFF"),
        (joined(terms, &|n| format!("id ge '\"{:x}'", n % 16), " and "), "TFF"),
    ];
    let rows: Vec<String> = rows.map(str::to_owned).into();
    let asked = |(text, expected): (String, &str)| Asked {
        filter: filter(&text),
        column: "job",
        rows: rows.clone(),
        expected: expected.to_owned(),
    };
    texts.into_iter().map(asked).collect()
}

/// Paths of more names than PostgreSQL takes arguments.
fn deep() -> Vec<Asked> {
    let of_names = |count: usize| {
        let (start, end) = ("{\"a\":".repeat(count), "}".repeat(count));
        let row = |state: &str| format!(r#"{{"jobParams":{start}{state}{end}}}"#);
        Asked {
            filter: filter(&format!("jobParams{} eq 'ERROR'", "/a".repeat(count))),
            column: "job",
            rows: vec![row("\"ERROR\""), row("\"error\""), row("null")],
            expected: "TFF".to_owned(),
        }
    };
    [97, 98, 99, 100, 120].map(of_names).into()
}

fn no_value_becomes_sql(engine: &Engine) {
    check(engine, "deep paths", &deep());
    check(engine, "payloads", &payloads());
    check(engine, "scalars", &scalars());
}

#[test]
fn no_value_becomes_sql_in_duckdb() {
    no_value_becomes_sql(&DUCKDB);
}

#[test]
fn no_value_becomes_sql_in_postgres() {
    no_value_becomes_sql(&POSTGRES);
}

#[test]
fn duckdb_takes_sixty_thousand_values_and_ten_thousand_terms() {
    check(&DUCKDB, "long", &long(LONGEST, 10_000));
    let filter = &long(1, LONGEST)[3].filter;
    let refused = Refused::TooLong { tests: LONGEST, most: 10_000, dialect: Dialect::DuckDb };
    assert_eq!(filter.sql(Dialect::DuckDb).unwrap_err(), refused);
}

#[test]
fn postgres_takes_sixty_thousand_terms() {
    check(&POSTGRES, "long", &long(LONGEST, LONGEST));
}

#[test]
fn no_value_becomes_sql_in_spark() {
    no_value_becomes_sql(&SPARK);
}

/// Records that a dialect reads in another way, as [`Dialect::differences`] says, and their neighbours.
fn different(of: &[(&str, &str, &str)]) -> Vec<Asked> {
    let asked = |(text, row, expected): &(&str, &str, &str)| Asked {
        filter: filter(text),
        column: "job",
        rows: vec![(*row).to_owned()],
        expected: (*expected).to_owned(),
    };
    of.iter().map(asked).collect()
}

#[test]
fn a_broken_record_is_null_in_duckdb() {
    let rows = different(&[
        ("name eq 'x'", r#"{"name":"x""#, "N"),
        ("name ne 'x'", r#"{"name":"y"}}"#, "N"),
        ("name eq null", "", "N"),
        ("name ne 'x'", r#"{"name":"\ud800"}"#, "N"),
        ("name ne 'x'", r#"{"name":"y","status":"\ud800"}"#, "N"),
        ("name eq '😀'", r#"{"name":"\ud83d\ude00"}"#, "T"),
        ("name eq 'a\0b'", r#"{"name":"a\u0000b"}"#, "T"),
        ("name lt 'a\u{1}b'", r#"{"name":"a\u0000b"}"#, "T"),
    ]);
    check(&DUCKDB, "different", &rows);
}

#[test]
fn postgres_has_other_characters_for_those_that_it_cannot_hold() {
    let rows = different(&[
        ("name eq 'a\0b'", r#"{"name":"a\u0000b"}"#, "T"),
        ("name eq 'a\u{1}b'", r#"{"name":"a\u0000b","\u0000":1}"#, "T"),
        ("name eq '\\u0000'", r#"{"name":"\\u0000"}"#, "T"),
        ("name eq '\\\u{1}'", r#"{"name":"\\\u0000"}"#, "T"),
        ("name eq '\u{fffd}'", r#"{"name":"\ud800"}"#, "T"),
        ("name eq '\u{fffd}\u{fffd}x'", r#"{"name":"\uDC00\uD800x"}"#, "T"),
        ("name eq '😀\u{fffd}'", r#"{"name":"\ud83d\ude00\ude00"}"#, "T"),
        ("name eq '\\ud83d\u{fffd}'", r#"{"name":"\\ud83d\ude00"}"#, "T"),
        ("name eq 'x'", r#"{"status":"\ud800","name":"x"}"#, "T"),
    ]);
    check(&POSTGRES, "different", &rows);
}

#[test]
fn spark_reads_broken_records_in_another_way() {
    let rows = different(&[
        ("name eq null", r#"{"name":"x""#, "T"),
        ("name eq null", r#"{"name":"\ud800"}"#, "T"),
        ("name eq 'x'", r#"{"status":"\ud800","name":"x"}"#, "T"),
        ("name eq '😀'", r#"{"name":"\ud83d\ude00"}"#, "T"),
        ("name eq 'a\0b'", r#"{"name":"a\u0000b"}"#, "T"),
        ("name eq 'Infinity'", r#"{"name":"Infinity"}"#, "T"),
        ("name eq 'Infinity'", r#"{"name":1e400}"#, "F"),
        ("generation ge 1e400", r#"{"generation":1e400}"#, "T"),
    ]);
    check(&SPARK, "different", &rows);
}

#[test]
fn spark_takes_ten_thousand_values_and_a_hundred_terms() {
    check(&SPARK, "long", &long(10_000, 100));
}
