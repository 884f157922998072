//! `docs/engines.md`: its examples run, and its table has the differences of the dialects.

use std::fs;

use comfilter::encode::sql::Dialect;
use serde_json::Value;

use crate::engine::{DUCKDB, Engine, POSTGRES, SPARK};
use crate::support::path;

fn page() -> String {
    fs::read_to_string(path("docs/engines.md")).unwrap()
}

/// The jobs of `examples/jobs.json`, each on a line.
fn records() -> String {
    let jobs: Value = serde_json::from_str(&fs::read_to_string(path("examples/jobs.json")).unwrap()).unwrap();
    jobs["items"].as_array().unwrap().iter().map(|job| format!("{job}\n")).collect()
}

fn run_example(engine: &Engine) {
    let page = page();
    let mark = format!("<!-- run: {} -->\n```python\n", engine.dialect);
    let (_, rest) = page.split_once(&mark).unwrap();
    let (program, rest) = rest.split_once("```\n").unwrap();
    let (_, rest) = rest.split_once("```text\n").unwrap();
    let (expected, _) = rest.split_once("```").unwrap();
    let Some(output) = engine.run("example", program, &records()) else { return };
    // The notes of the command are around it, and the progress of the engine is before it on its line.
    let last_words = output.lines().filter_map(|line| line.rsplit([' ', '\r']).next());
    let printed: Vec<&str> = last_words.filter(|word| word.ends_with(".New")).collect();
    assert_eq!(printed, expected.lines().collect::<Vec<_>>(), "{output}");
}

#[test]
fn the_example_of_duckdb_runs() {
    run_example(&DUCKDB);
}

#[test]
fn the_example_of_postgres_runs() {
    run_example(&POSTGRES);
}

#[test]
fn the_example_of_spark_runs() {
    run_example(&SPARK);
}

/// The records of `COPY` are those that the command prints: backslashes, quotes, marks of `csv`, an empty string.
#[test]
fn the_format_of_copy_keeps_records() {
    let page = page();
    let (_, rest) = page.split_once("COPY jobs FROM PROGRAM ").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let (format, _) = rest.split_once("\n```").unwrap();
    let records =
        [r#"{"name":"caf\u00e9 C:\\temp \"x\" \n, '\\.' "}"#, r#"{"name":""}"#, "{}", r#"{"name":"\\N"}"#];
    let records: String = records.iter().map(|record| format!("{record}\n")).collect();
    let program = format!(
        r#"import subprocess
import psycopg
with psycopg.connect() as db:
    db.execute("CREATE TEMPORARY TABLE jobs (job json)")
    chosen = subprocess.run(["comfilter", "match", "state ne 'ERROR'", "jobs.ndjson"], check=True, stdout=subprocess.PIPE)
    with db.cursor().copy(r"""COPY jobs FROM STDIN {format}""") as copy:
        copy.write(chosen.stdout)
    rows = [row[0] + "\n" for row in db.execute("SELECT job::text FROM jobs")]
    assert "".join(rows) == open("jobs.ndjson", newline="\n").read(), rows
"#
    );
    POSTGRES.run("copy", &program, &records);
}

#[test]
fn the_page_lists_the_differences() {
    let page = page();
    let rows: Vec<&str> = page
        .lines()
        .filter(|line| Dialect::ALL.iter().any(|dialect| line.starts_with(&format!("| {dialect} | "))))
        .collect();
    let row = |dialect: &Dialect| {
        let dialect = *dialect;
        dialect
            .differences()
            .iter()
            .map(move |difference| format!("| {dialect} | {} | {} |", difference.records, difference.verdict))
    };
    assert_eq!(rows, Dialect::ALL.iter().flat_map(row).collect::<Vec<_>>());
    for difference in Dialect::DuckDb.typed_differences() {
        let row = format!("| {} | {} |", difference.records, difference.verdict);
        assert!(page.contains(&row), "{row}");
    }
}
