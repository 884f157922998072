//! The cases of `testdata/match`.

use std::fs;

use comfilter::{Schema, Verdict};
use serde::Deserialize;

use crate::engine::{DUCKDB, POSTGRES, SPARK};
use crate::{Asked, check, check_over};

#[derive(Deserialize)]
struct Cases {
    schema: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    filter: String,
    resource: Option<String>,
    jobs: Vec<(String, Verdict)>,
}

fn cases() -> Vec<Asked> {
    let mut files: Vec<_> = fs::read_dir(crate::support::path("testdata/match"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut asked = Vec::new();
    for file in files {
        let cases: Cases = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let of_file = match cases.schema {
            Some(schema) => Schema::from_toml(&schema).unwrap(),
            None => Schema::jobs().clone(),
        };
        for case in cases.case {
            let list = case.resource.as_deref().map(|name| Schema::of_list(name).unwrap());
            let filter = list.unwrap_or(&of_file).check(&case.filter).into_result().unwrap();
            let expected = case.jobs.iter().map(|(_, verdict)| letter(*verdict)).collect();
            let rows = case.jobs.into_iter().map(|(row, _)| row).collect();
            asked.push(Asked { filter, column: "job", rows, expected });
        }
    }
    asked
}

pub(crate) fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::True => 'T',
        Verdict::False => 'F',
        Verdict::Null => 'N',
    }
}

#[test]
fn duckdb_gives_the_verdicts_of_the_cases() {
    check(&DUCKDB, "cases", &cases());
}

#[test]
fn duckdb_gives_them_under_another_collation() {
    check_over(&DUCKDB, "collated", &cases(), "VARCHAR COLLATE NOCASE.NOACCENT");
}

#[test]
fn postgres_gives_the_verdicts_of_the_cases() {
    check(&POSTGRES, "cases", &cases());
}

#[test]
fn spark_gives_the_verdicts_of_the_cases() {
    check(&SPARK, "cases", &cases());
}
