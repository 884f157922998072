//! The function beside DataFusion's own reader of JSON, over the same records, with one thread. Each row is the median
//! of five runs; the ratio is that of `read_json` to it.
//!
//! `cargo bench -- jobs.ndjson`

#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "it runs on a developer's machine"
)]

use std::sync::Arc;
use std::time::Instant;

use arrow_schema::{DataType, Field, Schema};
use comfilter_datafusion::{json_lines, register};
use datafusion::datasource::MemTable;
use datafusion::error::Result;
use datafusion::prelude::{JsonReadOptions, ParquetReadOptions, SessionConfig, SessionContext};

const RUNS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let path = path.unwrap_or_else(|| panic!("give a file of NDJSON, such as one of 100 MiB"));
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(1));
    register(&context);
    let parquet = tempfile::tempdir()?;
    let parquet = parquet.path().join("jobs.parquet").display().to_string();

    context.register_table("lines", Arc::new(json_lines([&path], 1)?))?;
    let rows = context.sql("select json from lines").await?;
    rows.clone().write_parquet(&parquet, Default::default(), None).await?;
    context.register_parquet("archive", &parquet, ParquetReadOptions::default()).await?;
    let schema = Arc::new(rows.schema().as_arrow().clone());
    let memory = MemTable::try_new(schema, vec![rows.collect().await?])?;
    context.register_table("memory", Arc::new(memory))?;

    let typed = Schema::new(vec![
        Field::new("state", DataType::Utf8, true),
        Field::new("name", DataType::Utf8, true),
        Field::new("generation", DataType::Int64, true),
    ]);
    let options = JsonReadOptions::default().file_extension(".ndjson").schema(&typed);
    context.register_json("typed", &path, options).await?;

    for (filter, condition) in [
        ("state eq 'ERROR'", "state = 'ERROR'"),
        ("contains(name,'firmware') and generation ge 2", "strpos(name, 'firmware') > 0 and generation >= 2"),
    ] {
        println!("{filter}");
        let own = median(&context, &format!("select count(*) from typed where {condition}")).await?;
        println!("  {:>8.4} s         read_json with a typed schema", own.0);
        for table in ["lines", "archive", "memory"] {
            let quoted = filter.replace('\'', "''");
            let query = format!("select count(*) from {table} where comfilter('{quoted}', json)");
            let (seconds, count) = median(&context, &query).await?;
            assert_eq!(count, own.1, "{table}");
            println!("  {seconds:>8.4} s  {:>5.2} x  comfilter over {table}", own.0 / seconds);
        }
    }
    Ok(())
}

/// The seconds of a query, and its count.
async fn median(context: &SessionContext, query: &str) -> Result<(f64, String)> {
    let mut times = Vec::new();
    let mut count = String::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let found = context.sql(query).await?.collect().await?;
        times.push(start.elapsed().as_secs_f64());
        count = datafusion::arrow::util::pretty::pretty_format_batches(&found)?.to_string();
    }
    times.sort_by(f64::total_cmp);
    Ok((times[RUNS / 2], count))
}
