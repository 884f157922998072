#!/usr/bin/env bash
# Finding: ten queries, translated by sqlglot without a warning and run by both engines,
# answer otherwise. `json_extract` of sqlite becomes `->>` in duckdb, so numbers sort as
# strings and 9 is the maximum; `->> is null` is never true in ClickHouse; `'integer'`
# is no type of duckdb. `7 / 2` gets a guard for zero and is 3.5, `cast(2.9 as integer)`
# is 3, `like 'A%'` minds the case, a backslash in `like` begins to escape, `not in`
# with null begins to select, and a time cast to TIMESTAMPTZ in sqlite is the year.
# Packages: sqlglot 30.30.0, duckdb 2.0.1, chdb 4.4.0, apsw 3.54.1.0, SQLite 3.54.1
# (PyPI).
# Why it matters: conditions on JSON move from engine to engine with this library, and
# the translated query is valid.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sqlglot==30.30.0 duckdb==2.0.1 chdb==4.4.0 apsw==3.54.1.0

cat > expected <<'END'
select json_extract(j, '$.g') as g from (…) as t order by g limit 4
   sqlite => None None 9 10
   duckdb => None None 10 9 | SELECT j ->> '$.g' AS g
select max(json_extract(j, '$.g')) from (…) as t
   sqlite => 10
   duckdb => 9 | SELECT MAX(j ->> '$.g')
select count(*) from (…) as t where j ->> 'g' is null
   sqlite => 2
   clickhouse => 0 | JSONExtractString(j, 'g') IS NULL
select count(*) from (…) as t where json_type(j, '$.g') = 'integer'
   sqlite => 2
   duckdb => 0 | JSON_TYPE(j, '$.g') = 'integer'
select 7 / 2
   sqlite => 3
   duckdb => 3.5 | SELECT 7 / NULLIF(2, 0)
select cast(2.9 as integer)
   sqlite => 2
   duckdb => 3 | SELECT CAST(2.9 AS INT)
select count(*) from (select 'abc' as s) as t where s like 'A%'
   sqlite => 1
   duckdb => 0 | s LIKE 'A%'
select count(*) from (select 'a_b' as s) as t where s like 'a\_b'
   duckdb => 0
   clickhouse => 1 | s LIKE 'a\\_b'
select count(*) from (select 2 as g) as t where g not in (1, null)
   duckdb => 0
   clickhouse => 1 | NOT (g IN (1, NULL))
select count(*) from (select '2024-05-06T07:08:09Z' as t) as r where cast(t as timestamptz) < cast('2024-06-01T00:00:00Z' as timestamptz)
   duckdb => 1
   sqlite => 0 | CAST(t AS TIMESTAMPTZ) < CAST('2024-06-01T00:00:00Z' AS TIMESTAMPTZ)
END

cat > probe.py <<'END'
import json

import apsw
import chdb
import duckdb
import sqlglot

run = {
    "sqlite": lambda query: list(apsw.Connection(":memory:").execute(query)),
    "duckdb": lambda query: duckdb.execute(query).fetchall(),
    "clickhouse": lambda query: [json.loads(line) for line in chdb.query(query, "JSONCompactEachRow").bytes().decode().splitlines()],
}
rows = " union all ".join(f"select '{record}' as j" for record in ('{"g":10}', '{"g":9}', '{"g":null}', '{}'))
for source, target, query in (
    ("sqlite", "duckdb", f"select json_extract(j, '$.g') as g from ({rows}) as t order by g limit 4"),
    ("sqlite", "duckdb", f"select max(json_extract(j, '$.g')) from ({rows}) as t"),
    ("sqlite", "clickhouse", f"select count(*) from ({rows}) as t where j ->> 'g' is null"),
    ("sqlite", "duckdb", f"select count(*) from ({rows}) as t where json_type(j, '$.g') = 'integer'"),
    ("sqlite", "duckdb", "select 7 / 2"),
    ("sqlite", "duckdb", "select cast(2.9 as integer)"),
    ("sqlite", "duckdb", "select count(*) from (select 'abc' as s) as t where s like 'A%'"),
    ("duckdb", "clickhouse", r"select count(*) from (select 'a_b' as s) as t where s like 'a\_b'"),
    ("duckdb", "clickhouse", "select count(*) from (select 2 as g) as t where g not in (1, null)"),
    ("duckdb", "sqlite", "select count(*) from (select '2024-05-06T07:08:09Z' as t) as r where cast(t as timestamptz) < cast('2024-06-01T00:00:00Z' as timestamptz)"),
):
    translated, = sqlglot.transpile(query, read=source, write=target)
    print(query.replace(rows, "…"))
    print("  ", source, "=>", *(value for value, in run[source](query)))
    print("  ", target, "=>", *(value for value, in run[target](translated)), "|", translated.split(" FROM ")[0] if " WHERE " not in translated else translated.split(" WHERE ")[1])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
