#!/usr/bin/env bash
# Finding: beside a column of integers duckdb rounds a number in quotes, also a bound
# one: `g = '10.4'` takes 10, and `g > '9.5'`, rounded to 10, leaves 10 out. sqlite
# compares with 9.5, and datafusion, ClickHouse and polars raise an error. `s = 10` of a
# string is an error in three, and `s in (10)` is not in ClickHouse. A day equals a
# string with another hour of it in duckdb and datafusion. 9007199254740993 equals
# 9007199254740992.0 in datafusion, where 9223372036854775807 + 1 is negative.
# Packages: duckdb 2.0.1, datafusion 55.0.0, chdb 4.4.0, polars 2.1.0, pyarrow 26.0.1,
# apsw 3.54.1.0 (PyPI).
# Why it matters: values from a form or a file are strings, and a condition with one
# selects other numbers, and reports nothing.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 datafusion==55.0.0 chdb==4.4.0 polars==2.1.0 apsw==3.54.1.0 pyarrow==26.0.1

cat > expected <<'END'
g > '9'
   duckdb => ten eleven big
   datafusion => ten eleven big
   clickhouse => ten eleven big
   polars => error
   sqlite => ten eleven big
g = '10.4'
   duckdb => ten
   datafusion => error
   clickhouse => error
   polars => error
   sqlite => (nothing)
g > '9.5'
   duckdb => eleven big
   datafusion => error
   clickhouse => error
   polars => error
   sqlite => ten eleven big
g < '10.5'
   duckdb => nine ten
   datafusion => error
   clickhouse => error
   polars => error
   sqlite => nine ten
g in ('10.4')
   duckdb => ten
   datafusion => error
   clickhouse => error
   polars => error
   sqlite => (nothing)
g = '1e1'
   duckdb => ten
   datafusion => error
   clickhouse => error
   polars => error
   sqlite => ten
s = 10
   duckdb => error
   datafusion => error
   clickhouse => error
   polars => ten
   sqlite => ten
s in (10)
   duckdb => error
   datafusion => error
   clickhouse => ten
   polars => ten
   sqlite => ten
d = '2024-05-06T23:00:00Z'
   duckdb => ten
   datafusion => ten
   clickhouse => error
   polars => error
   sqlite => (nothing)
g = 9007199254740992.0
   duckdb => (nothing)
   datafusion => big
   clickhouse => (nothing)
   polars => (nothing)
   sqlite => (nothing)
g between '8.6' and '9.4'
   duckdb => nine
   datafusion => error
   clickhouse => error
   polars => error
   sqlite => nine
g = ?, 10.4 => ('ten',)
g > ?, 9.5 => eleven big
9223372036854775807 + 1 => -9223372036854775808
END

cat > probe.py <<'END'
import datetime

import apsw
import chdb
import datafusion
import duckdb
import polars
import pyarrow

rows = pyarrow.table({
    "i": ["nine", "ten", "eleven", "big"], "g": [9, 10, 11, 9007199254740993], "s": ["9", "10", "010", "x"],
    "d": pyarrow.array([datetime.date(2024, 5, 5), datetime.date(2024, 5, 6), datetime.date(2024, 5, 7), None]),
})
fusion = datafusion.SessionContext()
fusion.from_arrow(rows, "rows")
duck = duckdb.connect()
duck.register("rows", rows)
sqlite = apsw.Connection(":memory:")
sqlite.execute("create table rows(i text, g integer, s text, d text)")
sqlite.executemany("insert into rows values (?, ?, ?, ?)", [(r["i"], r["g"], r["s"], r["d"] and str(r["d"])) for r in rows.to_pylist()])
house = "(select * from values('i String, g Int64, s String, d Nullable(Date)', ('nine', 9, '9', '2024-05-05'), ('ten', 10, '10', '2024-05-06'), ('eleven', 11, '010', '2024-05-07'), ('big', 9007199254740993, 'x', null)))"
engines = {
    "duckdb": lambda condition: [i for i, in duck.execute(f"select i from rows where {condition}").fetchall()],
    "datafusion": lambda condition: fusion.sql(f"select i from rows where {condition}").to_pydict()["i"],
    "clickhouse": lambda condition: chdb.query(f"select i from {house} where {condition}", "TSV").bytes().decode().split(),
    "polars": lambda condition: polars.SQLContext(rows=polars.from_arrow(rows)).execute(f"select i from rows where {condition}", eager=True)["i"].to_list(),
    "sqlite": lambda condition: [i for i, in sqlite.execute(f"select i from rows where {condition}")],
}
for condition in ("g > '9'", "g = '10.4'", "g > '9.5'", "g < '10.5'", "g in ('10.4')", "g = '1e1'", "s = 10", "s in (10)", "d = '2024-05-06T23:00:00Z'", "g = 9007199254740992.0", "g between '8.6' and '9.4'"):
    print(condition)
    for name, run in engines.items():
        try:
            found = " ".join(run(condition)) or "(nothing)"
        except Exception:
            found = "error"
        print("  ", name, "=>", found)
print("g = ?, 10.4 =>", *duck.execute("select i from rows where g = ?", ["10.4"]).fetchall())
print("g > ?, 9.5 =>", *(i for i, in duck.execute("select i from rows where g > ?", ["9.5"]).fetchall()))
print("9223372036854775807 + 1 =>", *fusion.sql("select 9223372036854775807 + 1 as x").to_pydict()["x"])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
