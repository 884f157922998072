#!/usr/bin/env bash
# Finding: one Delta table has other records for each way of asking. deltalake reads the
# partition of the empty string as null, and polars reads it as "". There `("s", "=", "")` of
# deltalake selects nothing as `filters` and null as `partitions`, where its SQL, its `delete`
# and polars select the empty string; `("s", "!=", "ERROR")` loses it too. With or without
# partitions `("s", "not in", ["ERROR"])` selects null and `("s", "!=", "ERROR")` does not. A
# time of a nanosecond before 1970 is written as 1970-01-01T00:00:00, because the digits are
# cut toward zero, and a time after 1970 is cut to the past.
# Packages: deltalake 1.6.6, pyarrow 26.0.1, polars 2.1.0 (PyPI).
# Why it matters: the records that a filter shows are not those that `delete` deletes with the
# same words, and a job without a result code has one, or the reverse.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check deltalake==1.6.6 pyarrow==26.0.1 polars==2.1.0

cat > expected <<'END'
plain
   is null
      SQL => null
      polars => null
      deleted => null
   = ''
      filters => empty
      SQL => empty
      polars => empty
      deleted => empty
   != ERROR
      filters => empty y
      SQL => empty y
      polars => empty y
      deleted => empty y
   not in ERROR
      filters => empty null y
      SQL => empty y
      polars => empty y
      deleted => empty y
   read by deltalake => {'empty': '', 'null': None, 'x': 'ERROR', 'y': 'DONE'}
   read by polars => {'empty': '', 'null': None, 'x': 'ERROR', 'y': 'DONE'}
partitioned
   is null
      SQL => null
      polars => null
      deleted => null
   = ''
      filters => (nothing)
      partitions => null
      SQL => empty
      polars => empty
      deleted => empty
   != ERROR
      filters => y
      partitions => empty y
      SQL => empty y
      polars => empty y
      deleted => empty y
   not in ERROR
      filters => empty null y
      partitions => empty y
      SQL => empty y
      polars => empty y
      deleted => empty y
   read by deltalake => {'empty': None, 'null': None, 'x': 'ERROR', 'y': 'DONE'}
   read by polars => {'empty': '', 'null': None, 'x': 'ERROR', 'y': 'DONE'}
nanoseconds
   2024-05-06T07:08:09.123456789 => 2024-05-06T07:08:09.123456
   1969-12-31T23:59:59.999999999 => 1970-01-01T00:00:00
END

cat > probe.py <<'END'
import warnings

import polars
import pyarrow
from deltalake import DeltaTable, QueryBuilder, write_deltalake

warnings.simplefilter("ignore")
rows = pyarrow.table({"i": ["null", "empty", "x", "y"], "s": [None, "", "ERROR", "DONE"]})


def names(items):
    return " ".join(sorted(items)) or "(nothing)"


def filtered(table, **arguments):
    try:
        return names(table.to_pyarrow_table(**arguments)["i"].to_pylist())
    except ValueError:
        return "error"


for name, by in (("plain", None), ("partitioned", ["s"])):
    write_deltalake(name, rows, partition_by=by)
    table = DeltaTable(name)
    frame = polars.scan_delta(name)
    print(name)
    for what, condition, sql, expression in (
        ("is null", None, "s is null", polars.col("s").is_null()),
        ("= ''", ("s", "=", ""), "s = ''", polars.col("s") == ""),
        ("!= ERROR", ("s", "!=", "ERROR"), "s != 'ERROR'", polars.col("s") != "ERROR"),
        ("not in ERROR", ("s", "not in", ["ERROR"]), "s not in ('ERROR')", ~polars.col("s").is_in(["ERROR"])),
    ):
        print("  ", what)
        if condition:
            print("      filters =>", filtered(table, filters=[condition]))
            if by:
                print("      partitions =>", filtered(table, partitions=[condition]))
        batches = QueryBuilder().register("t", table).execute(f"select i from t where {sql}").read_all()
        print("      SQL =>", names(pyarrow.table(batches)["i"].to_pylist()))
        print("      polars =>", names(frame.filter(expression).collect()["i"]))
        write_deltalake("copy", rows, partition_by=by, mode="overwrite", schema_mode="overwrite")
        copy = DeltaTable("copy")
        copy.delete(sql)
        left = copy.to_pyarrow_table()["i"].to_pylist()
        print("      deleted =>", names(i for i in rows["i"].to_pylist() if i not in left))
    print("   read by deltalake =>", dict(sorted((r["i"], r["s"]) for r in table.to_pyarrow_table().to_pylist())))
    print("   read by polars =>", dict(sorted((r["i"], r["s"]) for r in frame.collect().to_dicts())))
print("nanoseconds")
for time in ("2024-05-06T07:08:09.123456789", "1969-12-31T23:59:59.999999999"):
    write_deltalake("times", pyarrow.table({"t": pyarrow.array([time]).cast(pyarrow.timestamp("ns"))}), mode="overwrite")
    print("  ", time, "=>", DeltaTable("times").to_pyarrow_table()["t"][0].as_py().isoformat())
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
