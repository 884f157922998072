//! Failed jobs in a file of NDJSON and in a Parquet file with a column of JSON.
//!
//! `cargo run --example archive -- jobs.ndjson "state eq 'ERROR'"`

use std::sync::Arc;

use comfilter_datafusion::{json_lines, register};
use datafusion::error::Result;
use datafusion::prelude::{ParquetReadOptions, SessionContext};

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "../../examples/jobs.ndjson".to_owned());
    let filter = arguments.next().unwrap_or_else(|| "state eq 'ERROR'".to_owned()).replace('\'', "''");

    let context = SessionContext::new();
    register(&context);

    // The lines of a file are the rows of a table.
    context.register_table("lines", Arc::new(json_lines([&path], 2)?))?;
    let failed = context.sql(&format!("select json from lines where comfilter('{filter}', json)")).await?;
    failed.clone().show_limit(3).await?;

    // They are kept as Parquet, with the JSON as it was.
    let folder = std::env::temp_dir().join("comfilter-archive.parquet");
    let archive = folder.display().to_string();
    context.sql("select json from lines").await?.write_parquet(&archive, Default::default(), None).await?;
    context.register_parquet("archive", &archive, ParquetReadOptions::default()).await?;
    let kept = context.sql(&format!("select json from archive where comfilter('{filter}', json)")).await?;
    assert_eq!(kept.count().await?, failed.count().await?);
    Ok(())
}
