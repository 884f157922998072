#!/usr/bin/env bash
# Finding: the records that `not s in ('x', null)` selects depend on the spelling, also
# in one engine. duckdb takes none for `in (…)`, `any` and `unnest`, and "y" for a list
# in brackets or a bound one, and for `list_contains`. polars takes none in its SQL, and
# "y" with `is_in`. chdb takes "y". `~isin` of pyarrow and pandas also takes null if the
# list has no null, where pyarrow's `~(s == "x")` does not.
# Packages: duckdb 2.0.1, polars 2.1.0, pyarrow 26.0.1, pandas 3.1.1, chdb 4.4.0,
# datafusion 55.0.0 (PyPI).
# Why it matters: a list bound as a parameter, the safe way, selects other records than
# the same list written into the query.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1 chdb==4.4.0 datafusion==55.0.0

cat > expected <<'END'
not in x
   duckdb in (…) => y
   duckdb in […] => y
   duckdb in ? => y
   duckdb any(?) => y
   duckdb unnest(?) => y
   duckdb list_contains(?) => y
   polars SQL => y
   polars is_in => y
   polars is_in, nulls_equal => null y
   pyarrow isin => null y
   pyarrow == => y
   pandas isin => null y
   chdb => y
   datafusion => y
not in x null
   duckdb in (…) => (nothing)
   duckdb in […] => y
   duckdb in ? => y
   duckdb any(?) => (nothing)
   duckdb unnest(?) => (nothing)
   duckdb list_contains(?) => y
   polars SQL => (nothing)
   polars is_in => y
   polars is_in, nulls_equal => y
   pyarrow isin => y
   pyarrow == => (nothing)
   pandas isin => y
   chdb => y
   datafusion => (nothing)
END

cat > probe.py <<'END'
import functools
import operator

import chdb
import datafusion
import duckdb
import polars
import pyarrow
import pyarrow.compute as compute

table = pyarrow.table({"i": ["null", "x", "y"], "s": [None, "x", "y"]})
duck = duckdb.connect()
duck.register("rows", table)
fusion = datafusion.SessionContext()
fusion.from_arrow(table, "rows")
frame = polars.from_arrow(table)
pandas_frame = table.to_pandas()
column = compute.field("s")
chdb_rows = "(select t.1 as i, t.2 as s from (select arrayJoin([('null', null), ('x', 'x'), ('y', 'y')]) as t))"


def sql(condition, *parameters):
    return [i for i, in duck.execute(f"select i from rows where {condition}", parameters).fetchall()]


for items in (["x"], ["x", None]):
    print("not in", *(item or "null" for item in items))
    written = ", ".join("null" if item is None else f"'{item}'" for item in items)
    readers = {
        "duckdb in (…)": lambda: sql(f"s not in ({written})"),
        "duckdb in […]": lambda: sql(f"s not in [{written}]"),
        "duckdb in ?": lambda: sql("s not in ?", items),
        "duckdb any(?)": lambda: sql("not (s = any(?))", items),
        "duckdb unnest(?)": lambda: sql("s not in (select unnest(?))", items),
        "duckdb list_contains(?)": lambda: sql("not list_contains(?, s)", items),
        "polars SQL": lambda: polars.SQLContext(rows=frame).execute(f"select i from rows where s not in ({written})", eager=True)["i"],
        "polars is_in": lambda: frame.filter(~polars.col("s").is_in(items))["i"],
        "polars is_in, nulls_equal": lambda: frame.filter(~polars.col("s").is_in(items, nulls_equal=True))["i"],
        "pyarrow isin": lambda: table.filter(~column.isin(items))["i"].to_pylist(),
        "pyarrow ==": lambda: table.filter(~functools.reduce(operator.or_, (column == pyarrow.scalar(item, pyarrow.string()) for item in items)))["i"].to_pylist(),
        "pandas isin": lambda: pandas_frame[~pandas_frame.s.isin(items)]["i"],
        "chdb": lambda: chdb.query(f"select i from {chdb_rows} where s not in ({written})", "TSV").bytes().decode().split(),
        "datafusion": lambda: fusion.sql(f"select i from rows where s not in ({written})").to_pydict()["i"],
    }
    for name, read in readers.items():
        print("  ", name, "=>", " ".join(read()) or "(nothing)")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
