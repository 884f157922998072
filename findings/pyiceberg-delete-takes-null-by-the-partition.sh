#!/usr/bin/env bash
# Finding: one condition on a table of Iceberg, in two tables with the same rows, one of them
# partitioned by `s`. `delete("s != 'ERROR'")` leaves the row without `s` in the first, and
# deletes it in the second: a whole file is judged with null as not equal, and a row with null
# as unknown. A scan with `s not in ('ERROR')` leaves out null, and one with `s not in
# ('ERROR', 'x')` takes it, because a list of one becomes `!=`; a deletion with the second
# leaves the row that the scan has shown, if the table is not partitioned by `s` or `g`.
# Packages: pyiceberg 0.12.0 with sql-sqlite, pyarrow 26.0.1 (PyPI).
# Why it matters: a table of saved jobs is cleaned with such a condition, and its layout
# decides whether the jobs without a state are lost.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'pyiceberg[sql-sqlite]==0.12.0' pyarrow==26.0.1

cat > expected <<'END'
s != 'ERROR' => five ten
s not in ('ERROR') => five ten
s not in ('ERROR', 'x') => five null ten
not (s in ('ERROR', 'x')) => five null ten
not g < 5 => five ten
s like 'A%' => five
s like 'a%' => (nothing)
plain: delete s != 'ERROR' => null one
by s: delete s != 'ERROR' => one
by g: delete s != 'ERROR' => one
plain: delete s not in ('ERROR', 'x') => null one
by s: delete s not in ('ERROR', 'x') => one
by g: delete s not in ('ERROR', 'x') => one
END

cat > probe.py <<'END'
import os
import warnings

import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import LongType, NestedField, StringType

warnings.simplefilter("ignore")
here = os.getcwd()
catalog = SqlCatalog("jobs", uri=f"sqlite:///{here}/catalog.db", warehouse=f"file://{here}")
catalog.create_namespace("jobs")
columns = (("i", StringType()), ("g", LongType()), ("s", StringType()))
schema = Schema(*(NestedField(place, name, kind, required=False) for place, (name, kind) in enumerate(columns, 1)))
rows = pa.table({"i": ["one", "ten", "null", "five"], "g": [1, 10, None, 5], "s": ["ERROR", "DONE", None, "A_b"]})

def table(name, spec):
    made = catalog.create_table(f"jobs.{name}", schema, partition_spec=spec)
    made.append(rows)
    return made

tables = {
    "plain": table("plain", PartitionSpec()),
    "by s": table("by_s", PartitionSpec(PartitionField(3, 1000, IdentityTransform(), "s"))),
    "by g": table("by_g", PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "g"))),
}

def names(table, condition=None):
    scan = table.scan(row_filter=condition) if condition else table.scan()
    return " ".join(sorted(scan.to_arrow()["i"].to_pylist())) or "(nothing)"

for condition in ("s != 'ERROR'", "s not in ('ERROR')", "s not in ('ERROR', 'x')", "not (s in ('ERROR', 'x'))", "not g < 5", "s like 'A%'", "s like 'a%'"):
    print(condition, "=>", ", ".join(sorted({names(made, condition) for made in tables.values()})))
for condition in ("s != 'ERROR'", "s not in ('ERROR', 'x')"):
    for name, made in tables.items():
        made.delete(condition)
        print(f"{name}: delete {condition} => {names(made)}")
        made.overwrite(rows)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
