//! Filters of HPE Compute Ops Management in [DataFusion]: `comfilter(filter, json)` is the verdict of a filter for
//! each row of a column of JSON.
//!
//! Over a column of JSON, the verdicts are those of the service's language: true, false, or null. The function is comfilter's own matcher over the buffers of the column, so it needs no translation to SQL.
//!
//! ```
//! use datafusion::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> datafusion::error::Result<()> {
//! let context = SessionContext::new();
//! comfilter_datafusion::register(&context);
//! let jobs = context
//!     .sql(
//!         "select json from (values ('{\"id\":\"1\",\"state\":\"ERROR\"}'), ('{\"id\":\"2\"}')) jobs(json) \
//!          where comfilter('state in (''ERROR'',''STALLED'')', json)",
//!     )
//!     .await?;
//! assert_eq!(jobs.count().await?, 1);
//! # Ok(())
//! # }
//! ```
//!
//! | function | a row that is not JSON |
//! |---|---|
//! | `comfilter(filter, json)` | fails the query |
//! | `try_comfilter(filter, json)` | is null |
//!
//! A null row is null, too. The filter is one of jobs; [`Comfilter::new`] makes a function for another list.
//! [`json_lines`] is a table whose rows are the lines of files of NDJSON.
//!
//! [DataFusion]: https://datafusion.apache.org

#[path = "../../column.rs"]
#[allow(dead_code, reason = "the Python package splits columns between threads")]
mod column;
mod function;
mod lines;

use datafusion::prelude::SessionContext;

pub use function::{BadRecords, Comfilter};
pub use lines::json_lines;

/// Adds `comfilter` and `try_comfilter`, for filters of jobs.
pub fn register(context: &SessionContext) {
    let jobs = comfilter::Schema::jobs();
    for (name, bad) in [("comfilter", BadRecords::Fail), ("try_comfilter", BadRecords::Null)] {
        context.register_udf(Comfilter::new(name, jobs.clone(), bad).into());
    }
}

/// The examples of the documents, as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/engines.md")]
struct Engines;
