//! The engines, and their verdicts.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use comfilter::encode::sql::{Dialect, Statement};
use serde::{Deserialize, Serialize};

use crate::support;
use crate::wire::tools;

/// Rows, and the conditions over all of them.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) column: String,
    /// The type of the column; the usual one of the engine if it is empty.
    #[serde(rename = "type")]
    pub(crate) ty: String,
    pub(crate) rows: Vec<String>,
    /// The statements that create the table `t` with its rows, instead of a column with rows.
    pub(crate) create: Vec<String>,
    pub(crate) queries: Vec<Query>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Query {
    condition: String,
    parameters: Vec<String>,
}

impl Query {
    /// A statement with bound values, and the same with literals.
    pub(crate) fn both(statement: &Statement) -> [Query; 2] {
        let parameters = statement.parameters().into_iter().map(str::to_owned).collect();
        [
            Query { condition: statement.condition(), parameters },
            Query { condition: statement.inline(), parameters: Vec::new() },
        ]
    }
}

/// Whether a run may take an hour.
pub(crate) fn is_long() -> bool {
    std::env::var_os("COMFILTER_LONG").is_some_and(|value| value == "1")
}

const CLUSTER: &str = include_str!("cluster.py");

#[derive(Debug, Serialize)]
struct Work<'w> {
    prelude: Vec<String>,
    groups: &'w [Group],
}

/// The verdicts of a condition: a letter for each row, `T`, `F` or `N`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Verdicts {
    Rows(String),
    Error { error: String },
}

pub(crate) struct Engine {
    pub(crate) dialect: Dialect,
    script: &'static str,
    /// The Python packages, and the programs.
    package: &'static str,
    program: Option<&'static str>,
}

pub(crate) const DUCKDB: Engine =
    Engine { dialect: Dialect::DuckDb, script: include_str!("duckdb.py"), package: "duckdb", program: None };

pub(crate) const POSTGRES: Engine = Engine {
    dialect: Dialect::Postgres,
    script: include_str!("postgres.py"),
    package: "psycopg",
    program: Some("/usr/lib/postgresql"),
};

pub(crate) const SPARK: Engine =
    Engine { dialect: Dialect::Spark, script: include_str!("spark.py"), package: "pyspark", program: None };

impl Engine {
    /// The verdicts of each query of each group; `None` if the engine is not installed.
    pub(crate) fn answer(&self, name: &str, groups: &[Group]) -> Option<Vec<Vec<Verdicts>>> {
        let folder = tools::folder(&format!("sql/{}-{name}", self.dialect));
        if !self.is_ready(&folder) {
            return None;
        }
        let work = Work { prelude: self.dialect.prelude(), groups };
        fs::write(folder.join("work.json"), serde_json::to_vec(&work).unwrap()).unwrap();
        fs::write(folder.join("run.py"), self.script).unwrap();
        fs::write(folder.join("cluster.py"), CLUSTER).unwrap();
        let (status, output) = tools::run(&folder, &["python3", "run.py"], &Vec::new());
        assert!(status.success(), "{}: {status}\n{output}", self.dialect);
        let verdicts = fs::read(folder.join("verdicts.json")).unwrap();
        Some(serde_json::from_slice(&verdicts).unwrap())
    }

    /// Whether the engine is installed; if not, reports it.
    fn is_ready(&self, folder: &Path) -> bool {
        if self.is_installed(folder) {
            return true;
        }
        // Spark is a download of half a gibibyte.
        let all = std::env::var_os("COMFILTER_ALL_TOOLS").is_some_and(|value| value == "1");
        assert!(!all || self.dialect == Dialect::Spark && !is_long(), "{} is not installed", self.package);
        tools::say_skipped(self.package);
        false
    }

    /// The output of a Python program that uses the engine and the command; `None` if the engine is not installed.
    pub(crate) fn run(&self, name: &str, program: &str, records: &str) -> Option<String> {
        let folder = tools::folder(&format!("sql/{}-{name}", self.dialect));
        if !self.is_ready(&folder) {
            return None;
        }
        fs::write(folder.join("run.py"), program).unwrap();
        fs::write(folder.join("cluster.py"), CLUSTER).unwrap();
        fs::write(folder.join("jobs.ndjson"), records).unwrap();
        let built = support::path(env!("CARGO_BIN_EXE_comfilter")).parent().unwrap().to_owned();
        let others = std::env::var_os("PATH").unwrap();
        let path =
            std::env::join_paths(std::iter::once(built).chain(std::env::split_paths(&others))).unwrap();
        let command: &[&str] = match self.dialect {
            Dialect::Postgres => &["python3", "cluster.py", "run.py"],
            _ => &["python3", "run.py"],
        };
        let (status, output) = tools::run(&folder, command, &vec![("PATH", path)]);
        assert!(status.success(), "{}: {status}\n{output}", self.dialect);
        Some(output)
    }

    fn is_installed(&self, folder: &Path) -> bool {
        static PYTHON: OnceLock<bool> = OnceLock::new();
        let has_python = *PYTHON.get_or_init(|| tools::is_installed("python3", &Vec::new()));
        let import = format!("import {}", self.package);
        self.program.is_none_or(|path| Path::new(path).exists())
            && has_python
            && tools::run(folder, &["python3", "-c", &import], &Vec::new()).0.success()
    }
}
