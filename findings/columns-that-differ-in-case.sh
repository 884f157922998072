#!/usr/bin/env bash
# Finding: of the columns `State` and `state` in one file duckdb renames the second to
# `state_1`, and `state`, `"state"` and `STATE` are the first. In ClickHouse both names
# have the value of the first. datafusion reads `State`, also in `col("State")`, as
# `state`, and needs quotes inside the quotes. polars alone keeps both apart.
# `createdat` finds `createdAt` in duckdb alone, and datafusion finds it in quotes
# alone.
# Packages: duckdb 2.0.1, datafusion 55.0.0, polars 2.1.0, chdb 4.4.0, pyarrow 26.0.1
# (PyPI).
# Why it matters: the names of this API have capitals in the middle, and a record with
# another spelling of a property answers for it.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 datafusion==55.0.0 polars==2.1.0 chdb==4.4.0 pyarrow==26.0.1

cat > expected <<'END'
State
   duckdb => first
   datafusion => second
   polars SQL => first
   clickhouse => first
state
   duckdb => first
   datafusion => second
   polars SQL => second
   clickhouse => first
STATE
   duckdb => first
   datafusion => second
   polars SQL => error
   clickhouse => error
"State"
   duckdb => first
   datafusion => first
   polars SQL => first
   clickhouse => first
"state"
   duckdb => first
   datafusion => second
   polars SQL => second
   clickhouse => first
state_1
   duckdb => second
   datafusion => error
   polars SQL => error
   clickhouse => error
createdAt
   duckdb => 2024
   datafusion => error
   polars SQL => 2024
   clickhouse => 2024
createdat
   duckdb => 2024
   datafusion => error
   polars SQL => error
   clickhouse => error
"createdAt"
   duckdb => 2024
   datafusion => 2024
   polars SQL => 2024
   clickhouse => 2024
datafusion col('State') => second
datafusion col('"State"') => first
duckdb columns => State state_1 createdAt
END

cat > probe.py <<'END'
import chdb
import datafusion
import duckdb
import polars
import pyarrow

with open("rows.ndjson", "w") as rows:
    rows.write('{"State": "first", "state": "second", "createdAt": "2024"}\n')
frame = polars.read_ndjson("rows.ndjson")
fusion = datafusion.SessionContext()
fusion.from_arrow(frame.to_arrow(), "rows")
engines = {
    "duckdb": lambda column: duckdb.sql(f"select {column} from read_json('rows.ndjson')").fetchall()[0][0],
    "datafusion": lambda column: list(fusion.sql(f"select {column} from rows").to_pydict().values())[0][0],
    "polars SQL": lambda column: polars.SQLContext(rows=frame).execute(f"select {column} from rows", eager=True).item(),
    "clickhouse": lambda column: chdb.query(f"select {column} from file('rows.ndjson', JSONEachRow)", "TSV").bytes().decode().strip(),
}
for column in ("State", "state", "STATE", '"State"', '"state"', "state_1", "createdAt", "createdat", '"createdAt"'):
    print(column)
    for name, run in engines.items():
        try:
            found = run(column)
        except Exception:
            found = "error"
        print("  ", name, "=>", found)
for name in ("State", '"State"'):
    print(f"datafusion col({name!r}) =>", *list(fusion.table("rows").select(datafusion.col(name)).to_pydict().values())[0])
print("duckdb columns =>", *duckdb.sql("from read_json('rows.ndjson')").columns)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
