//! The function gives the verdicts of all cases of `testdata/match`, in every layout of a column.
#![cfg(test)]

use std::sync::Arc;

use arrow_array::array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, StringArray,
    StringViewArray,
};
use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;
use arrow_array::{DictionaryArray, RecordBatch};
use comfilter::Schema;
use comfilter_datafusion::{BadRecords, Comfilter, json_lines, register};
use datafusion::datasource::MemTable;
use datafusion::error::Result;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    #[serde(default)]
    schema: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    resource: Option<String>,
    filter: String,
    jobs: Vec<(String, String)>,
}

/// A column of records, with a null row after them, in each layout.
fn layouts(records: &[&str]) -> Vec<ArrayRef> {
    let rows = || records.iter().copied().map(Some).chain([None]);
    let bytes = || rows().map(|row| row.map(str::as_bytes));
    let dictionary: DictionaryArray<Int8Type> = rows().collect();
    vec![
        Arc::new(StringArray::from_iter(rows())),
        Arc::new(LargeStringArray::from_iter(rows())),
        Arc::new(StringViewArray::from_iter(rows())),
        Arc::new(BinaryArray::from_iter(bytes())),
        Arc::new(LargeBinaryArray::from_iter(bytes())),
        Arc::new(BinaryViewArray::from_iter(bytes())),
        Arc::new(dictionary),
    ]
}

/// A table of records with a filter in each row.
fn table(context: &SessionContext, name: &str, column: ArrayRef, filter: &str) {
    let filters: ArrayRef = Arc::new(StringArray::from(vec![filter; column.len()]));
    let batch = RecordBatch::try_from_iter([("json", column), ("filter", filters)]).unwrap();
    let table = MemTable::try_new(batch.schema(), vec![vec![batch]]).unwrap();
    context.register_table(name, Arc::new(table)).unwrap();
}

/// The column that a query gives.
async fn column(context: &SessionContext, query: &str) -> Result<Vec<Option<bool>>> {
    let batches = context.sql(query).await?.collect().await?;
    Ok(batches.iter().flat_map(|batch| batch.column(0).as_boolean().iter().collect::<Vec<_>>()).collect())
}

fn literal(filter: &str) -> String {
    format!("'{}'", filter.replace('\'', "''"))
}

fn truth(verdict: &str) -> Option<bool> {
    match verdict {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

#[tokio::test]
async fn every_case_has_its_verdict_in_every_layout() {
    let mut count = 0;
    for file in std::fs::read_dir("../../testdata/match").unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let Cases { schema, case } = toml::from_str(&text).unwrap();
        let schema = schema.map_or(Schema::jobs().clone(), |schema| Schema::from_toml(&schema).unwrap());
        for Case { resource, filter, jobs } in case {
            let schema = match &resource {
                Some(name) => Schema::of_list(name).unwrap().clone(),
                None => schema.clone(),
            };
            let context = SessionContext::new();
            context.register_udf(Comfilter::new("verdict", schema, BadRecords::Null).into());
            let records: Vec<&str> = jobs.iter().map(|(job, _)| job.as_str()).collect();
            let mut expected: Vec<_> = jobs.iter().map(|(_, verdict)| truth(verdict)).collect();
            expected.push(None);
            for (number, layout) in layouts(&records).into_iter().enumerate() {
                let ty = layout.data_type().clone();
                table(&context, "jobs", layout, &filter);
                // The filter of each row takes the same way to the column.
                let by_row = (number == 0).then_some("filter");
                for filters in [&*literal(&filter)].into_iter().chain(by_row) {
                    let found = column(&context, &format!("select verdict({filters}, json) from jobs")).await;
                    assert_eq!(found.unwrap(), expected, "{filter} of {ty}");
                    count += 1;
                }
                context.deregister_table("jobs").unwrap();
            }
        }
    }
    assert!(count > 800, "{count}");
}

#[tokio::test]
async fn a_wrong_filter_fails_before_the_first_row() {
    let context = SessionContext::new();
    register(&context);
    table(&context, "jobs", layouts(&["{}"]).remove(0), "");
    let plan = context.sql("select comfilter('state = ''ERROR''', json) from jobs").await.unwrap();
    let error = plan.into_optimized_plan().unwrap_err().to_string();
    assert!(error.contains("state = 'ERROR'\n        ^"), "{error}");
    for (query, expected) in [
        ("select comfilter('state eq ''ERROR''') from jobs", "takes a filter and a column of JSON"),
        ("select comfilter(1, json) from jobs", "the filter is a string, and not Int64"),
        (
            "select comfilter('state eq ''ERROR''', 1) from jobs",
            "a column of JSON has strings or bytes, not Int64",
        ),
    ] {
        let error = context.sql(query).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[tokio::test]
async fn a_record_that_is_not_json_fails_or_is_null() {
    let context = SessionContext::new();
    register(&context);
    table(&context, "jobs", layouts(&[r#"{"state":"ERROR"}"#, r#"{"state":}"#]).remove(0), "");
    let error = column(&context, "select comfilter('state ne ''ERROR''', json) from jobs").await.unwrap_err();
    assert!(error.to_string().contains("row 1 of a batch: line 1, column 10: this is not JSON"), "{error}");
    // Another function may have no such sibling.
    assert!(!error.to_string().contains("try_comfilter"), "{error}");
    let found = column(&context, "select try_comfilter('state ne ''ERROR''', json) from jobs").await.unwrap();
    assert_eq!(found, [Some(false), None, None]);
    // A null filter has no verdict, and a constant record one for all rows.
    let found = column(&context, "select comfilter(null, json) from jobs").await.unwrap();
    assert_eq!(found, [None, None, None]);
    let found =
        column(&context, "select comfilter('state eq ''ERROR''', '{\"state\":\"ERROR\"}') from jobs").await;
    assert_eq!(found.unwrap(), [Some(true); 3]);
}

#[tokio::test]
async fn a_file_of_lines_and_one_of_parquet_have_the_same_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.parquet");
    let context = SessionContext::new();
    register(&context);
    for partitions in [1, 3] {
        let lines = json_lines(["../../examples/jobs.ndjson"], partitions).unwrap();
        context.register_table(format!("lines{partitions}"), Arc::new(lines)).unwrap();
    }
    let all = context.sql("select json from lines1").await.unwrap();
    all.write_parquet(path.to_str().unwrap(), Default::default(), None).await.unwrap();
    context.register_parquet("files", path.to_str().unwrap(), ParquetReadOptions::default()).await.unwrap();
    let text = std::fs::read_to_string("../../examples/jobs.ndjson").unwrap();
    for filter in ["state eq 'ERROR'", "not contains(name,'x')", "generation ge 2"] {
        let matcher = filter.parse::<comfilter::Filter>().unwrap().matcher();
        let expected = text.lines().filter(|line| matcher.matches_slice(line.as_bytes()).unwrap()).count();
        for table in ["lines1", "lines3", "files"] {
            let query = format!("select json from {table} where comfilter({}, json)", literal(filter));
            assert_eq!(context.sql(&query).await.unwrap().count().await.unwrap(), expected, "{query}");
        }
    }
}
