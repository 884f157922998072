//! `comfilter sql`.

use serde_json::Value;

use crate::support::command::{code, err, out, run, run_with};

#[test]
fn a_condition_has_its_parameters_after_it() {
    let output = run(&["sql", "--dialect", "duckdb", "name eq 'a\n\u{7f}b' or generation gt 5"]);
    assert_eq!(
        out(&output),
        "TRY((COALESCE(cf_text(\"job\", '$.\"name\"') = $1, FALSE) \
         OR COALESCE(cf_number(\"job\", '$.\"generation\"') > $2 /* 5 */, FALSE)))\n\
         -- $1 = \"a\\n\u{7f}b\"\n-- $2 = \"2100015\"\n"
    );
    assert!(err(&output).contains("duckdb: a record that is not valid JSON"), "{}", err(&output));
    assert_eq!(code(&output), 0);
}

#[test]
fn a_document_has_the_same() {
    let args = ["sql", "--dialect", "spark", "--column", "a`b", "--format", "json", "status in ('x','y')"];
    let document: Value = serde_json::from_str(&out(&run(&args))).unwrap();
    assert_eq!(
        document,
        serde_json::json!({
            "dialect": "spark",
            "condition": "COALESCE(cf_text(`a``b`, '.status') IN (:p1, :p2), FALSE)",
            "parameters": ["x", "y"],
        })
    );
    let inline: Value = serde_json::from_str(&out(&run(&[&args[..], &["--inline"]].concat()))).unwrap();
    assert_eq!(inline["condition"], "COALESCE(cf_text(`a``b`, '.status') IN ('x', 'y'), FALSE)");
    assert_eq!(inline["parameters"], serde_json::json!([]));
}

#[test]
fn the_functions_are_printed_alone() {
    for dialect in ["duckdb", "postgres", "spark"] {
        let text = out(&run(&["sql", "--dialect", dialect, "--prelude"]));
        let document = out(&run(&["sql", "--dialect", dialect, "--prelude", "--format", "json"]));
        let document: Value = serde_json::from_str(&document).unwrap();
        let statements: Vec<&str> =
            document["prelude"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert_eq!(text, format!("{};\n", statements.join(";\n\n")));
        assert!(statements.len() > 10);
    }
    assert_eq!(code(&run(&["sql", "--dialect", "duckdb", "--prelude", "name eq 'x'"])), 2);
}

#[test]
fn the_command_refuses_with_a_reason() {
    let refused = |args: &[&str]| {
        let output = run(&[&["sql", "--dialect"], args].concat());
        assert_eq!(out(&output), "");
        (code(&output), err(&output))
    };
    assert_eq!(refused(&["duckdb"]).0, 2);
    assert_eq!(
        refused(&["oracle", "name eq 'x'"]),
        (2, "error: there is no dialect `oracle`: write one of duckdb, postgres, spark\n".to_owned())
    );
    assert_eq!(refused(&["duckdb", "name eq"]).0, 1);
    assert_eq!(
        refused(&["spark", "'x' in jobParams/tags"]),
        (
            1,
            "error: the functions of spark take no items of the array `jobParams/tags`: use `Matcher` or `comfilter match`, \
             for example in `rdd.pipe`\n"
                .to_owned()
        )
    );
    let items: Vec<String> = (0..65_536).map(|n| format!("'{n}'")).collect();
    let filter = format!("name in ({})", items.join(","));
    let output = run_with(&["sql", "--dialect", "postgres", "-"], filter.as_bytes());
    assert_eq!(
        (code(&output), err(&output)),
        (
            1,
            "error: the condition has 65536 parameters, and postgres takes 65535 in one statement\n  \
             help: `--inline` writes the values into the condition\n"
                .to_owned()
        )
    );
    assert_eq!(code(&run_with(&["sql", "--dialect", "postgres", "--inline", "-"], filter.as_bytes())), 0);
    assert_eq!(code(&run_with(&["sql", "--dialect", "duckdb", "-"], filter.as_bytes())), 0);
    let expected = "error: the condition has 65536 values, and spark takes minutes to plan more than 10000: split the filter, \
                or use `Matcher` or `comfilter match`\n";
    let output = run_with(&["sql", "--dialect", "spark", "--inline", "-"], filter.as_bytes());
    assert_eq!((code(&output), err(&output)), (1, expected.to_owned()));
    let terms = |count: usize| (0..count).map(|n| format!("name gt '{n}'")).collect::<Vec<_>>().join(" or ");
    let setting =
        "postgres: run `SET jit = off` first, because the query is compiled for minutes otherwise\n";
    for (count, is_long) in [(1_000, false), (1_001, true)] {
        let output = run_with(&["sql", "--dialect", "postgres", "-"], terms(count).as_bytes());
        assert_eq!(err(&output).contains(setting), is_long, "{count}");
    }
    for (dialect, most) in [("duckdb", 10_000), ("spark", 100)] {
        let codes = [most, most + 1]
            .map(|count| code(&run_with(&["sql", "--dialect", dialect, "-"], terms(count).as_bytes())));
        assert_eq!(codes, [0, 1], "{dialect}");
    }
}
