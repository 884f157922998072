#!/usr/bin/env bash
# Finding: the field of an object that is null is not null in datafusion: it reads what
# lies in the column under the null. After `nullif` or a `case` in plain SQL `o['x']` is
# 2 where `o is null` is true, `o['x'] = 2` takes that row, and `o['x'] is null` does
# not. The same column of pyarrow has null for duckdb and polars, and for
# `struct_field`, and 2 for `.field()`. A null that went through pandas is 0.
# Packages: datafusion 55.0.0, pyarrow 26.0.1, duckdb 2.0.1, polars 2.1.0, pandas 3.1.1
# (PyPI).
# Why it matters: `statusDetails` is null in most jobs, and a condition on a path below
# it selects such jobs.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check datafusion==55.0.0 pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0 pandas==3.1.1

cat > expected <<'END'
o['x'] after nullif => 1 2
o['x'] after case => 1 2
o is null after case => False True
masked
   o['x'] => 1 2
   o['x'] = 2 => two
   o['x'] is null =>
   o is null => two
through duckdb
   o['x'] => 1 None
   o['x'] = 2 =>
   o['x'] is null => two
   o is null => two
through polars
   o['x'] => 1 None
   o['x'] = 2 =>
   o['x'] is null => two
   o is null => two
through pandas
   o['x'] => 1 0
   o['x'] = 2 =>
   o['x'] is null =>
   o is null => two
duckdb o.x => 1 None
polars => 1 None
pyarrow struct_field => 1 None
pyarrow .field() => 1 2
END

cat > probe.py <<'END'
import datafusion
import duckdb
import polars
import pyarrow
import pyarrow.compute as compute

whole = pyarrow.table({"i": ["one", "two"], "o": [{"x": 1}, {"x": 2}]})
column = pyarrow.StructArray.from_arrays([pyarrow.array([1, 2])], names=["x"], mask=pyarrow.array([False, True]))
masked = pyarrow.table({"i": ["one", "two"], "o": column})


def fusion(table, query):
    session = datafusion.SessionContext()
    session.from_arrow(table, "rows")
    return list(session.sql(query).to_pydict().values())[0]


print("o['x'] after nullif =>", *fusion(whole, "select o['x'] from (select i, nullif(o, named_struct('x', 2)) as o from rows) order by i"))
print("o['x'] after case =>", *fusion(whole, "select o['x'] from (select i, case when i <> 'two' then o end as o from rows) order by i"))
print("o is null after case =>", *fusion(whole, "select o is null from (select i, case when i <> 'two' then o end as o from rows) order by i"))
for name, table in (("masked", masked), ("through duckdb", duckdb.from_arrow(masked).to_arrow_table()), ("through polars", polars.from_arrow(masked).to_arrow()), ("through pandas", pyarrow.Table.from_pandas(masked.to_pandas()))):
    print(name)
    print("   o['x'] =>", *fusion(table, "select o['x'] from rows"))
    for condition in ("o['x'] = 2", "o['x'] is null", "o is null"):
        print("  ", condition, "=>", *fusion(table, f"select i from rows where {condition}"))
print("duckdb o.x =>", *(x for x, in duckdb.from_arrow(masked).project("o.x").fetchall()))
print("polars =>", *polars.from_arrow(masked)["o"].struct.field("x"))
print("pyarrow struct_field =>", *compute.struct_field(column, "x").to_pylist())
print("pyarrow .field() =>", *column.field("x").to_pylist())
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
