//! Filters of every form beside every type, over jobs whose values are near to those of the filters.

use comfilter::Filter;

use crate::cases::letter;
use crate::engine::{DUCKDB, Engine, POSTGRES, SPARK, is_long};
use crate::support::jobs::{self, Choices};
use crate::support::typed::{self, LISTS, list};
use crate::{Asked, check};

/// The filters of each list, and the jobs of each list.
fn size() -> (usize, usize) {
    if is_long() { (14, 400) } else { (5, 40) }
}

fn asked(seed: u64) -> Vec<Asked> {
    let (filters, rows) = size();
    let mut asked = Vec::new();
    for name in LISTS {
        let schema = list(name);
        let mut choices = Choices::from_seed(seed);
        let mut of_list: Vec<Filter> = Vec::new();
        while of_list.len() < filters {
            let text = typed::filter(&schema, &mut choices);
            of_list.extend(schema.check(&text).into_result());
        }
        // A record with `items` is a response with several jobs, and not a job.
        let is_job = |record: &String| of_list[0].matcher().matches_slice(record.as_bytes()).is_ok();
        let records: Vec<String> = (0..)
            .map(|number| jobs::record(&of_list[number % filters], &mut choices))
            .map(|record| String::from_utf8(record).unwrap())
            .filter(is_job)
            .take(rows)
            .collect();
        asked.extend(of_list.into_iter().map(|filter| {
            let matcher = filter.matcher();
            let verdict = |record: &String| letter(matcher.verdict_slice(record.as_bytes()).unwrap());
            let expected = records.iter().map(verdict).collect();
            Asked { filter, column: "job", rows: records.clone(), expected }
        }));
    }
    let letters: String = asked.iter().map(|asked| asked.expected.as_str()).collect();
    for letter in ['T', 'F', 'N'] {
        assert!(letters.matches(letter).count() * 20 > letters.len(), "{letter}");
    }
    asked
}

fn run(engine: &Engine) {
    let seed = std::env::var("COMFILTER_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    check(engine, "generated", &asked(seed));
}

#[test]
fn duckdb_agrees_on_generated_filters_and_jobs() {
    run(&DUCKDB);
}

#[test]
fn postgres_agrees_on_generated_filters_and_jobs() {
    run(&POSTGRES);
}

#[test]
fn spark_agrees_on_generated_filters_and_jobs() {
    run(&SPARK);
}
