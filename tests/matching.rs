//! Which jobs a filter selects: the cases of `testdata/match` with every engine, the laws of the
//! logic, and every engine against the reference in `tests/oracle`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]

mod generate;
mod oracle;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use comfilter::schema::Type;
use comfilter::syntax::{NodeKind, Operator};
use comfilter::{Filter, Schema, Verdict};

/// An engine: a filter and the bytes of one valid record give a verdict.
struct Engine {
    name: &'static str,
    /// Whether it sees the bytes, and so every repeated key and every digit.
    bytes: bool,
    verdict: fn(&Filter, &[u8]) -> Verdict,
}

const ENGINES: [Engine; 2] = [
    Engine { name: "oracle", bytes: true, verdict: |filter, job| oracle::verdict::of(filter, job).unwrap() },
    Engine {
        name: "value",
        bytes: false,
        verdict: |filter, job| {
            let job: Value = serde_json::from_slice(job).unwrap();
            let verdict = filter.matcher().verdict(&job);
            assert_eq!(filter.matcher().matches(&job), verdict.is_true(), "{filter} {job}");
            verdict
        },
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    /// A schema file; without it, the filters are of jobs.
    schema: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    filter: String,
    /// Whether only an engine that sees the bytes can know.
    #[serde(default)]
    bytes: bool,
    /// Each job, and the verdict on it.
    jobs: Vec<(String, Verdict)>,
}

impl Case {
    fn filter(&self, schema: &Schema) -> Filter {
        schema.check(&self.filter).into_result().unwrap_or_else(|error| panic!("{}: {error}", self.filter))
    }
}

fn cases() -> Vec<(Schema, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/match");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let cases: Cases =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let schema =
            cases.schema.map_or_else(|| Schema::jobs().clone(), |schema| Schema::from_toml(&schema).unwrap());
        all.extend(cases.case.into_iter().map(|case| (schema.clone(), case)));
    }
    all
}

#[test]
fn every_engine_gives_the_verdicts_of_the_cases() {
    let mut wrong = String::new();
    for (schema, case) in cases() {
        let filter = case.filter(&schema);
        for engine in ENGINES.iter().filter(|engine| engine.bytes || !case.bytes) {
            for (job, expected) in &case.jobs {
                let verdict = (engine.verdict)(&filter, job.as_bytes());
                if verdict != *expected {
                    let _ =
                        writeln!(wrong, "{}: {filter} of {job} is {verdict}, not {expected}", engine.name);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The word for what a filter of one condition asks, and the type of the property.
fn row(filter: &Filter) -> Option<(String, &'static str)> {
    let ast = filter.ast();
    let mut negated = "";
    let mut row = None;
    for node in ast.nodes() {
        let (word, path) = match node {
            NodeKind::Not { .. } => {
                negated = "not ";
                continue;
            }
            NodeKind::Comparison { left, operator, .. } => (operator.keyword(), left),
            NodeKind::Membership { left, .. } => ("in", left),
            NodeKind::Call { name, arguments, .. } => (ast.text_of(name), ast.operands(arguments)[0]),
            _ => return None,
        };
        let property = filter.schema().property(ast.text_of(path));
        row = Some((word, property.map_or("open", |property| property.ty.name())));
    }
    row.map(|(word, ty)| (format!("{negated}{word}"), ty))
}

#[test]
fn every_operator_stands_beside_every_type() {
    // A value that matches, one that does not, null, none, and one of another type.
    const VALUES: usize = 5;
    let whole = cases().into_iter().filter(|(_, case)| case.jobs.len() >= VALUES);
    let rows: BTreeSet<_> = whole.filter_map(|(schema, case)| row(&case.filter(&schema))).collect();
    let operators = Operator::ALL.map(Operator::keyword).into_iter().chain(["in", "not in"]);
    let calls = ["contains", "not contains"];
    let types = Type::ALL.iter().map(|ty| ty.name()).chain(["open"]);
    for (word, ty) in types.flat_map(|ty| operators.clone().chain(calls).map(move |word| (word, ty))) {
        let refused = calls.contains(&word) && matches!(ty, "integer" | "decimal" | "boolean");
        assert!(refused || rows.contains(&(word.to_owned(), ty)), "no case for {word} beside {ty}");
    }
    for word in ["startswith", "endswith", "not startswith", "not endswith"] {
        assert!(rows.contains(&(word.to_owned(), "string")), "no case for {word}");
    }
}
