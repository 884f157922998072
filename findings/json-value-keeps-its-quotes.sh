#!/usr/bin/env bash
# Finding: the functions that the SQL standard names differ in three engines.
# `json_value` of a string is `"x"`, with quotes, in duckdb, and x in PostgreSQL and
# ClickHouse, where null is the string "null", and a missing key and an object are the
# empty string. PostgreSQL writes true as "t", and alone keeps 1.50. `json_query` of a
# number is a list in ClickHouse. `json_contains` of duckdb looks at all depths, and 1.0
# is not 1 for it, unlike `@>`.
# Packages: duckdb 2.0.1, chdb 4.4.0 (PyPI); @electric-sql/pglite 0.5.17 (npm),
# PostgreSQL 18.7.
# Why it matters: `json_value(j, '$.state') = 'ERROR'` is standard SQL, and selects
# nothing in duckdb.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @electric-sql/pglite@0.5.17 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 chdb==4.4.0

cat > expected <<'END'
postgres json_value $.s => x
postgres json_value $.n => null
postgres json_value $.none => null
postgres json_value $.o => null
postgres json_value $.b => t
postgres json_value $.d => 1.50
postgres json_exists $.n => true
postgres json_exists $.none => false
postgres json_query $.d => 1.50
postgres json_query $.l => [1, 2]
postgres {"o": {"p": 1}} @> {"p": 1} => false
postgres [1, [2]] @> 2 => false
postgres [1] @> [1.0] => true
duckdb json_value $.s => "\"x\""
duckdb json_value $.n => null
duckdb json_value $.none => null
duckdb json_value $.o => null
duckdb json_value $.b => "true"
duckdb json_value $.d => "1.5"
duckdb json_exists $.n => true
duckdb json_exists $.none => false
duckdb json_contains {"o": {"p": 1}} {"p": 1} => true
duckdb json_contains [1, [2]] 2 => true
duckdb json_contains [1] [1.0] => false
clickhouse json_value $.s => ["x"]
clickhouse json_value $.n => ["null"]
clickhouse json_value $.none => [""]
clickhouse json_value $.o => [""]
clickhouse json_value $.b => ["true"]
clickhouse json_value $.d => ["1.5"]
clickhouse json_exists $.n => [1]
clickhouse json_exists $.none => [0]
clickhouse json_query $.d => ["[1.5]"]
clickhouse json_query $.l => ["[[1,2]]"]
END

cat > queries.json <<'END'
[
  ["json_value", "$.s"], ["json_value", "$.n"], ["json_value", "$.none"], ["json_value", "$.o"], ["json_value", "$.b"], ["json_value", "$.d"],
  ["json_exists", "$.n"], ["json_exists", "$.none"], ["json_query", "$.d"], ["json_query", "$.l"]
]
END
cat > record.json <<'END'
{"s": "x", "n": null, "o": {"p": 1}, "b": true, "d": 1.50, "l": [1, 2]}
END
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
const db = new PGlite();
const [record, queries] = ['record.json', 'queries.json'].map((name) => readFileSync(name, 'utf8').trim());
for (const [name, path] of JSON.parse(queries))
  console.log(`postgres ${name} ${path} =>`, (await db.query(`select (${name}(jsonb '${record}', '${path}'))::text as found`)).rows[0].found);
for (const [whole, part] of [['{"o": {"p": 1}}', '{"p": 1}'], ['[1, [2]]', '2'], ['[1]', '[1.0]']])
  console.log(`postgres ${whole} @> ${part} =>`, (await db.query('select ($1::jsonb @> $2::jsonb)::text as found', [whole, part])).rows[0].found);
END
node probe.mjs > seen
cat > probe.py <<'END'
import json

import chdb
import duckdb

with open("record.json") as text:
    record = text.read().strip()
with open("queries.json") as text:
    queries = json.load(text)
for name, path in queries:
    if name != "json_query":
        print("duckdb", name, path, "=>", json.dumps(duckdb.execute(f"select {name}(?::json, '{path}')", [record]).fetchone()[0]))
for whole, part in (('{"o": {"p": 1}}', '{"p": 1}'), ("[1, [2]]", "2"), ("[1]", "[1.0]")):
    print("duckdb json_contains", whole, part, "=>", json.dumps(duckdb.execute("select json_contains(?::json, ?::json)", [whole, part]).fetchone()[0]))
for name, path in queries:
    print("clickhouse", name, path, "=>", chdb.query(f"select {name.upper()}('{record}', '{path}')", "JSONCompactEachRow").bytes().decode().strip())
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
