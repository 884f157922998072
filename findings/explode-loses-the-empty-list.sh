#!/usr/bin/env bash
# Finding: one row for each item of a list drops other rows in each engine. A row with
# an empty list and one with null remain in pandas, the one with null in polars and
# datafusion, and none in duckdb and ClickHouse without a left join. A second list is
# repeated for each item of the first in pandas, if it comes in a second call, and set
# beside it in duckdb, which fills the shorter one with null.
# Packages: polars 2.1.0, pandas 3.1.1, pyarrow 26.0.1, duckdb 2.0.1, datafusion 55.0.0,
# chdb 4.4.0 (PyPI).
# Why it matters: jobs without results are lost before the filter runs, and a count of
# jobs differs by the engine.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 pandas==3.1.1 pyarrow==26.0.1 duckdb==2.0.1 datafusion==55.0.0 chdb==4.4.0

cat > expected <<'END'
pandas => two 1, two 2, empty nan, null None,
polars => two 1, two 2, null None,
duckdb unnest => two 1, two 2,
duckdb left join => empty None, null None, two 1, two 2,
datafusion => two 1, two 2, null None,
clickhouse array join => two 1, two 2,
clickhouse left array join => two 1, two 2, empty 0,
pandas, two lists => two 1 3, two 1 4, two 2 3, two 2 4, empty nan nan, null None None,
pandas, two lists at once => two 1 3, two 2 4, empty nan nan, null None None,
duckdb, two lists => two 1 3, two 2 4,
polars, two lists => two 1 3, two 2 4, null None None,
duckdb, lists of two lengths => 1 3, 2 None,
END

cat > probe.py <<'END'
import chdb
import datafusion
import duckdb
import polars
import pyarrow

table = pyarrow.table({"i": ["two", "empty", "null"], "l": pyarrow.array([[1, 2], [], None], pyarrow.list_(pyarrow.int64())), "m": pyarrow.array([[3, 4], [], None], pyarrow.list_(pyarrow.int64()))})
duck = duckdb.connect()
duck.register("rows", table)
house = "(select t.1 as i, t.2 as l from (select arrayJoin([('two', [1, 2]), ('empty', [])]) as t))"
fusion = datafusion.SessionContext().from_arrow(table)
readers = {
    "pandas": lambda: table.to_pandas().explode("l")[["i", "l"]].values.tolist(),
    "polars": lambda: polars.from_arrow(table).explode("l")[["i", "l"]].rows(),
    "duckdb unnest": lambda: duck.execute("select i, unnest(l) from rows").fetchall(),
    "duckdb left join": lambda: duck.execute("select i, x from rows left join unnest(l) as u(x) on true order by all").fetchall(),
    "datafusion": lambda: [(row["i"], row["l"]) for row in fusion.unnest_columns("l").to_pylist()],
    "clickhouse array join": lambda: [tuple(line.split("\t")) for line in chdb.query(f"select i, l from {house} array join l", "TSV").bytes().decode().splitlines()],
    "clickhouse left array join": lambda: [tuple(line.split("\t")) for line in chdb.query(f"select i, l from {house} left array join l", "TSV").bytes().decode().splitlines()],
    "pandas, two lists": lambda: table.to_pandas().explode("l").explode("m")[["i", "l", "m"]].values.tolist(),
    "pandas, two lists at once": lambda: table.to_pandas().explode(["l", "m"])[["i", "l", "m"]].values.tolist(),
    "duckdb, two lists": lambda: duck.execute("select i, unnest(l), unnest(m) from rows").fetchall(),
    "polars, two lists": lambda: polars.from_arrow(table).explode("l", "m").rows(),
    "duckdb, lists of two lengths": lambda: duck.execute("select unnest([1, 2]), unnest([3])").fetchall(),
}
for name, read in readers.items():
    print(name, "=>", *(" ".join(str(value) for value in row) + "," for row in read()))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
