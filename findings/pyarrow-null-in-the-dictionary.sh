#!/usr/bin/env bash
# Finding: a dictionary array may hold null as an index, or as a value that an index
# names. pyarrow prints both as None, and `null_count` has one where `is_null` has two.
# `fill_null` and `drop_null` leave the second in place, `unique` and `group_by` have a
# group for each, one of which counts null as a value, and `to_pandas` is an error.
# duckdb, polars, datafusion and nanoarrow have two equal nulls.
# Packages: pyarrow 26.0.1, duckdb 2.0.1, polars 2.1.0, datafusion 55.0.0, nanoarrow
# 0.9.0, pandas 3.1.1 (PyPI).
# Why it matters: repeated words such as `state` are kept as dictionaries, and a null
# that survives `drop_null` is selected by `not` in the next engine.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0 datafusion==55.0.0 nanoarrow==0.9.0 pandas==3.1.1

cat > expected <<'END'
to_pylist => ['ERROR', None, None]
null_count => 1
is_null => [False, True, True]
is_valid => [True, False, False]
count => 1
count, only null => 2
fill_null => ['ERROR', None, 'none']
drop_null => ['ERROR', None]
filter is_null => 2
cast to string, null_count => 2
equal => [True, None, None]
unique => ['ERROR', None, None]
value_counts => [('ERROR', 1), (None, 1), (None, 1)]
group_by => [{'state': 'ERROR', 'state_count': 1}, {'state': None, 'state_count': 1}, {'state': None, 'state_count': 0}]
to_pandas => error
duckdb is null => [False, True, True]
polars null_count => 2
datafusion is null => [False, True, True]
nanoarrow => ['ERROR', None, None]
END

cat > probe.py <<'END'
import datafusion
import duckdb
import nanoarrow
import polars
import pyarrow
import pyarrow.compute as compute

array = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1, None]), pyarrow.array(["ERROR", None]))
table = pyarrow.table({"state": array})
duck = duckdb.connect()
duck.register("rows", table)
readers = {
    "to_pylist": array.to_pylist,
    "null_count": lambda: array.null_count,
    "is_null": lambda: compute.is_null(array).to_pylist(),
    "is_valid": lambda: compute.is_valid(array).to_pylist(),
    "count": lambda: compute.count(array).as_py(),
    "count, only null": lambda: compute.count(array, mode="only_null").as_py(),
    "fill_null": lambda: array.fill_null("none").to_pylist(),
    "drop_null": lambda: table.drop_null()["state"].to_pylist(),
    "filter is_null": lambda: table.filter(compute.field("state").is_null()).num_rows,
    "cast to string, null_count": lambda: array.cast(pyarrow.string()).null_count,
    "equal": lambda: compute.equal(array, "ERROR").to_pylist(),
    "unique": lambda: array.unique().to_pylist(),
    "value_counts": lambda: [(v["values"], v["counts"]) for v in compute.value_counts(array).to_pylist()],
    "group_by": lambda: table.group_by("state").aggregate([("state", "count")]).to_pylist(),
    "to_pandas": lambda: table.to_pandas()["state"].to_list(),
    "duckdb is null": lambda: [n for n, in duck.execute("select state is null from rows").fetchall()],
    "polars null_count": lambda: polars.from_arrow(table)["state"].null_count(),
    "datafusion is null": lambda: list(datafusion.SessionContext().from_arrow(table).select(datafusion.col("state").is_null()).to_pydict().values())[0],
    "nanoarrow": lambda: nanoarrow.Array(array).to_pylist(),
}
for name, read in readers.items():
    try:
        found = read()
    except (pyarrow.ArrowException, ValueError) as error:
        found = "error"
    print(name, "=>", found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
