//! `comfilter sql`.

use serde_json::Value;

use crate::support::command::{code, err, out, run, run_with};

#[test]
fn a_condition_has_its_parameters_after_it() {
    let output = run(&["sql", "--dialect", "duckdb", "name eq 'a\n\u{7f}b' or generation gt 5"]);
    assert_eq!(
        out(&output),
        "TRY((COALESCE(cf_text(\"job\", '$.\"name\"') COLLATE \"C\" = $1, FALSE) \
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
fn a_table_with_types_has_a_condition_of_columns() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jobs.sql");
    std::fs::write(&file, "CREATE TABLE jobs (state VARCHAR NOT NULL, created_at TIMESTAMPTZ)").unwrap();
    let typed = |ddl: &str, filter: &str| {
        let output = run(&["sql", "--dialect", "duckdb", "--inline", "--typed", ddl, filter]);
        (code(&output), out(&output), err(&output))
    };
    let (status, condition, notes) =
        typed(file.to_str().unwrap(), "state eq 'ERROR' and createdAt gt 2026-03-01T00:00:00.0000005Z");
    assert_eq!(
        (status, &*condition),
        (
            0,
            "((\"state\" COLLATE \"C\" = 'ERROR') AND (\"created_at\" IS NOT NULL \
             AND \"created_at\" > CAST('2026-03-01T00:00:00Z' AS TIMESTAMP WITH TIME ZONE)))\n"
        )
    );
    assert!(notes.contains("a value of another type than that of its column"), "{notes}");
    let (status, _, message) = typed("CREATE TABLE jobs (state VARCHAR)", "name eq 'x'");
    assert_eq!(status, 1);
    assert!(message.contains("the table of duckdb has no column for the property `name`"), "{message}");
    let (status, _, message) = typed("CREATE TABLE jobs (createdAt TIMESTAMP)", "contains(createdAt,'2026')");
    assert_eq!(status, 1);
    assert!(message.contains("keep the property in a column of JSON"), "{message}");
    for (ty, filter, reason) in [
        (
            "generation VARCHAR",
            "generation eq 3",
            "the column `generation` of duckdb has the type `VARCHAR`, which cannot answer this condition on the property \
             `generation` of type integer: cast the column to `DECIMAL(38, 9)` in a view, or keep the jobs in a column of \
             raw JSON",
        ),
        (
            "created_at BIGINT",
            "not createdAt gt 2026-01-01T00:00:00Z",
            "`BIGINT`, which cannot answer this condition on the property `createdAt` of type timestamp: cast the column to \
             `TIMESTAMP WITH TIME ZONE` in a view",
        ),
        ("cancellable VARCHAR", "cancellable eq true", "cast the column to `BOOLEAN` in a view"),
        ("state INT", "state in ('ERROR',null)", "cast the column to `VARCHAR` in a view"),
        ("state STRUCT(x INT)", "state eq 'ERROR'", "keep the property in a column of JSON"),
        ("state BLOB", "contains(state,'ERROR')", "has the type `BLOB`"),
    ] {
        let (status, condition, message) = typed(&format!("CREATE TABLE jobs ({ty})"), filter);
        assert_eq!((status, &*condition), (1, ""), "{ty}");
        assert!(message.contains(reason), "{message}");
    }
    for (ty, filter, expected) in [
        ("generation VARCHAR", "generation eq null", "\"generation\" IS NULL\n"),
        (
            "generation UTINYINT",
            "generation lt 1000000000000000000",
            "(\"generation\" IS NOT NULL AND \"generation\" < CAST('1000000000000000000' AS bigint))\n",
        ),
    ] {
        let (status, condition, _) = typed(&format!("CREATE TABLE jobs ({ty})"), filter);
        assert_eq!((status, &*condition), (0, expected), "{ty}");
    }
    let unlogged = "CREATE /* fast */ unlogged\nTABLE jobs (resource jsonb, unlogged text)";
    let output =
        run(&["sql", "--dialect", "postgres", "--inline", "--typed", unlogged, "resource/id eq 'x'"]);
    assert_eq!(
        out(&output),
        "COALESCE(cf_text(cf_get(CAST(\"resource\" AS json), 'id')) COLLATE \"C\" = 'x', FALSE)\n"
    );
    // Nothing exhausts the stack.
    let long =
        |start: &str, part: &str| format!("CREATE TABLE t ({start}{})", part.repeat(65_000 / part.len()));
    for hostile in [
        long("a ", "STRUCT(b "),
        long("a ", "STRUCT<b "),
        long("a INT", "[]"),
        long("a ", "INT("),
        long("a INT DEFAULT 1", "+1"),
        long("a INT DEFAULT ", "-"),
        long("a INT DEFAULT ", "NOT "),
        long("a INT DEFAULT 1", "::INT"),
        long("a INT DEFAULT ", "CASE WHEN "),
        long("a INT DEFAULT 1", " BETWEEN 1 AND 1"),
        long("a INT", " CHECK (1"),
        long("", "a INT,"),
        long("a MAP", "(INT,MAP"),
        long("a INT DEFAULT a", ".a"),
        long("a INT DEFAULT (SELECT 1", " UNION SELECT 1"),
        "CREATE TABLE t (a INT)".repeat(4_000),
    ] {
        let status = typed(&hostile, "name eq 'x'").0;
        assert!(matches!(status, 1 | 2), "{status}: {}", hostile.chars().take(60).collect::<String>());
    }
    for (dialect, ddl, filter, expected) in [
        (
            "postgres",
            "--\n-- PostgreSQL database dump\n--\n\\restrict aB1\nSET x = 0;\nCREATE TYPE public.kind AS ENUM ('a');\n\
             CREATE TABLE public.jobs (\n    id integer NOT NULL,\n    status public.kind NOT NULL,\n    createdAt timestamptz,\n    \
             created_at timestamptz,\n    state text STORAGE EXTENDED COMPRESSION lz4 \
             COLLATE \"de_DE\" DEFAULT 'a,b)'::text,\n    tags text[],\n    CONSTRAINT c CHECK ((id > 5)),\n    \
             EXCLUDE USING gist (id WITH =),\n    name text DEFAULT (id IS NOT NULL)\n)\nTABLESPACE x;\n\
             ALTER TABLE ONLY public.jobs ADD CONSTRAINT k PRIMARY KEY (id) INCLUDE (state);\n\
             CREATE TABLE part PARTITION OF jobs FOR VALUES IN ('a');\nCREATE INDEX i ON public.jobs (state);\n\
             \\unrestrict aB1\n",
            "state eq 'x' and name eq 'y' and status eq 'a' and createdAt gt 2026-03-01T00:00:00Z",
            "((\"state\" IS NOT NULL AND \"state\" COLLATE \"C\" = 'x') \
             AND (\"name\" IS NOT NULL AND \"name\" COLLATE \"C\" = 'y') \
             AND (CAST(\"status\" AS text) COLLATE \"C\" = 'a') AND (\"createdat\" IS NOT NULL \
             AND \"createdat\" > CAST('2026-03-01T00:00:00Z' AS TIMESTAMP WITH TIME ZONE)))\n",
        ),
        (
            "spark",
            "CREATE TABLE default.jobs (\n  name STRING COMMENT 'the job\\'s, name)',\n  state STRING COLLATE UTF8_LCASE,\n  \
             resource STRUCT<id: STRING, comment: DECIMAL(10, 2)>)\nUSING csv\nOPTIONS ('header' = 'true')\n\
             CLUSTERED BY (name) INTO 4 BUCKETS\nCOMMENT 'it\\'s'",
            "state eq 'x' and resource/id eq 'y' and name eq 'z'",
            "((`state` IS NOT NULL AND `state` COLLATE UTF8_BINARY = 'x') AND (`resource`.`id` IS NOT NULL \
             AND `resource`.`id` = 'y') AND (`name` IS NOT NULL AND `name` = 'z'))\n",
        ),
        (
            "spark",
            "CREATE TABLE jobs (name STRING) USING parquet DEFAULT COLLATION UTF8_LCASE",
            "name eq 'x'",
            "(`name` IS NOT NULL AND `name` COLLATE UTF8_BINARY = 'x')\n",
        ),
        (
            "duckdb",
            "/* c */ CREATE TABLE jobs(\"name\" VARCHAR, m map(varchar, integer[]));",
            "name eq 'x'",
            "(\"name\" IS NOT NULL AND \"name\" COLLATE \"C\" = 'x')\n",
        ),
    ] {
        // A separate argument may not begin with `--`.
        let typed = format!("--typed={ddl}");
        let output = run(&["sql", "--dialect", dialect, "--inline", &typed, filter]);
        assert_eq!(out(&output), expected, "{}", err(&output));
    }
    let (status, _, message) =
        typed("CREATE TABLE a (x INT);\nCREATE VIEW v AS TABLE a;\nCREATE TABLE b (x INT)", "name eq 'x'");
    assert_eq!(status, 2);
    let several = "there are 2 `CREATE TABLE` statements with columns, in the lines 1, 3: keep one";
    assert!(message.contains(several), "{message}");
    for wrong in [
        "CREATE TABLE jobs",
        "nothing.sql",
        "id text",
        "create view v as select 1",
        "CREATE TABLE a (x INT); CREATE TABLE b (x INT)",
    ] {
        let (status, _, message) = typed(wrong, "name eq 'x'");
        assert_eq!(status, 2, "{wrong}");
        assert!(message.contains("`--typed` takes a statement"), "{message}");
    }
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
    let (status, message) = refused(&["oracle", "name eq 'x'"]);
    assert_eq!(status, 2);
    assert!(message.contains("possible values: duckdb, postgres, spark;"), "{message}");
    assert_eq!(refused(&["duckdb", "name eq"]).0, 1);
    assert_eq!(
        refused(&["spark", "'x' in jobParams/tags"]),
        (
            1,
            "error: spark cannot test the items of the array `jobParams/tags`, because its functions in SQL take no item of \
             an array: use `comfilter.spark.filter` of the Python package, or `comfilter match --exit-zero` in `rdd.pipe`\n"
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
                or use `comfilter match`\n";
    let output = run_with(&["sql", "--dialect", "spark", "--inline", "-"], filter.as_bytes());
    assert_eq!((code(&output), err(&output)), (1, expected.to_owned()));
    let terms = |count: usize| (0..count).map(|n| format!("name gt '{n}'")).collect::<Vec<_>>().join(" or ");
    let setting =
        "postgres: run `SET jit = off` first, because the query is compiled for minutes otherwise\n";
    for (count, is_long) in [(1_000, false), (1_001, true)] {
        let output = run_with(&["sql", "--dialect", "postgres", "-"], terms(count).as_bytes());
        assert_eq!(err(&output).contains(setting), is_long, "{count}");
    }
    let terms_of_numbers = |count: usize| {
        let numbers = (1..count).map(|n| format!("generation gt {n} or "));
        numbers.collect::<String>() + "createdAt gt 2026-03-01T00:00:00Z"
    };
    let codes = [2_000, 2_001].map(|count| {
        code(&run_with(&["sql", "--dialect", "duckdb", "-"], terms_of_numbers(count).as_bytes()))
    });
    assert_eq!(codes, [0, 1]);
    for (dialect, most) in [("duckdb", 10_000), ("spark", 100)] {
        let codes = [most, most + 1]
            .map(|count| code(&run_with(&["sql", "--dialect", dialect, "-"], terms(count).as_bytes())));
        assert_eq!(codes, [0, 1], "{dialect}");
    }
}
