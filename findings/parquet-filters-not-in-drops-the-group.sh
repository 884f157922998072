#!/usr/bin/env bash
# Finding: `filters` of read_parquet are conditions on rows with one engine, and on groups of
# rows with the other. With fastparquet `[("s", "==", "x")]` gives all rows of a group that
# may have an "x", and an operator that it does not know, such as `like`, gives all.
# `not in` with the least value of a group drops all of its rows, also with
# `row_filter=True`: `[("g", "not in", [1])]` has nothing left. With `row_filter=True` `!=`
# takes null for strings, and is a ValueError for integers with a null; pyarrow leaves null
# out for `!=` and takes it for `not in`, and `("g", "!=", None)` selects nothing there.
# Packages: pandas 3.1.1, fastparquet 2026.9.0, pyarrow 26.0.1 (PyPI).
# Why it matters: the same call on two machines selects the jobs of the filter, all jobs, or
# none of those that are not in the list.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 fastparquet==2026.9.0 pyarrow==26.0.1

cat > expected <<'END'
('s', '==', 'x')
   pyarrow: one
   fastparquet: one ten null
   fastparquet, row_filter: one
('s', '!=', 'x')
   pyarrow: ten
   fastparquet: one ten null
   fastparquet, row_filter: ten null
('g', '!=', 1)
   pyarrow: ten
   fastparquet: one ten null
   fastparquet, row_filter: ValueError
('g', 'not in', [1])
   pyarrow: ten null
   fastparquet: (nothing)
   fastparquet, row_filter: (nothing)
('s', 'not in', ['x'])
   pyarrow: ten null
   fastparquet: (nothing)
   fastparquet, row_filter: (nothing)
('g', '!=', None)
   pyarrow: (nothing)
   fastparquet: one ten null
   fastparquet, row_filter: ValueError
('i', 'like', 'o%')
   pyarrow: ValueError
   fastparquet: one ten null
   fastparquet, row_filter: (nothing)
END

cat > probe.py <<'END'
import warnings

import fastparquet
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

warnings.simplefilter("ignore")
pq.write_table(pa.table({"i": ["one", "ten", "null"], "g": [1, 10, None], "s": ["x", "y", None]}), "jobs.parquet")
readers = {
    "pyarrow": lambda filters: pd.read_parquet("jobs.parquet", engine="pyarrow", filters=filters),
    "fastparquet": lambda filters: pd.read_parquet("jobs.parquet", engine="fastparquet", filters=filters),
    "fastparquet, row_filter": lambda filters: fastparquet.ParquetFile("jobs.parquet").to_pandas(filters=filters, row_filter=True),
}
for condition in (("s", "==", "x"), ("s", "!=", "x"), ("g", "!=", 1), ("g", "not in", [1]), ("s", "not in", ["x"]), ("g", "!=", None), ("i", "like", "o%")):
    print(condition)
    for name, read in readers.items():
        try:
            selected = " ".join(read([condition])["i"]) or "(nothing)"
        except Exception as error:
            selected = type(error).__name__
        print(f"   {name}: {selected}")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
