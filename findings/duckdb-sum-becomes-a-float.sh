#!/usr/bin/env bash
# Finding: the sum of a column of 64-bit integers is a HUGEINT in duckdb, and `df()` and
# `fetchnumpy()` return it as a float: 9007199254740993 is …992, and equals no row. With
# `pl()`, `to_arrow_table()` and `fetchall()` it is exact. `df()` makes a float of a
# DECIMAL too. An integer column with a null stays exact in `df()`, and becomes floats
# in pyarrow's and polars' `to_pandas`.
# Packages: duckdb 2.0.1, pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1 (PyPI).
# Why it matters: a number of a filter taken from such a frame is another number.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1

cat > expected <<'END'
sum(g) HUGEINT
   fetchall => 9007199254740993 int
   df => 9007199254740992.0 float
   fetchnumpy => 9007199254740992.0 float
   pl => 9007199254740993 Decimal
   arrow => 9007199254740993 Decimal
max(g) BIGINT
   fetchall => 9007199254740993 int
   df => 9007199254740993 int
   fetchnumpy => 9007199254740993 int
   pl => 9007199254740993 int
   arrow => 9007199254740993 int
sum(g)::bigint BIGINT
   fetchall => 9007199254740993 int
   df => 9007199254740993 int
   fetchnumpy => 9007199254740993 int
   pl => 9007199254740993 int
   arrow => 9007199254740993 int
max(0.10000000000000000001::decimal(38, 20)) DECIMAL(38,20)
   fetchall => 0.10000000000000000001 Decimal
   df => 0.1 float
   fetchnumpy => 0.1 float
   pl => 0.10000000000000000001 Decimal
   arrow => 0.10000000000000000001 Decimal
a column with null
   duckdb df => 9007199254740993 <NA>
   polars to_pandas => 9007199254740992.0 nan
   pyarrow to_pandas => 9007199254740992.0 nan
END

cat > probe.py <<'END'
import duckdb

for expression in ("sum(g)", "max(g)", "sum(g)::bigint", "max(0.10000000000000000001::decimal(38, 20))"):
    query = f"select {expression} as x from (values (9007199254740993::bigint), (null)) as t(g)"
    print(expression, *duckdb.sql(query).types)
    for name, read in {
        "fetchall": lambda relation: relation.fetchall()[0][0], "df": lambda relation: relation.df()["x"].item(), "fetchnumpy": lambda relation: relation.fetchnumpy()["x"].item(),
        "pl": lambda relation: relation.pl().item(), "arrow": lambda relation: relation.to_arrow_table()["x"][0].as_py(),
    }.items():
        found = read(duckdb.sql(query))
        print("  ", name, "=>", found, type(found).__name__)
column = duckdb.sql("select g from (values (9007199254740993::bigint), (null)) as t(g)")
print("a column with null")
print("   duckdb df =>", *column.df()["g"])
print("   polars to_pandas =>", *(repr(float(g)) for g in column.pl().to_pandas()["g"]))
print("   pyarrow to_pandas =>", *(repr(float(g)) for g in column.to_arrow_table().to_pandas()["g"]))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
