#!/usr/bin/env bash
# Finding: whether `df[df.g != 1]` takes a null is decided by the dtype: yes for float64,
# object and str, no for Int64, int64[pyarrow] and string. `~isin` takes it always, and
# `query("s != 'x'")` takes it for the dtype string too, where `df.s != "x"` does not.
# `(df.g > 0).all()` is False in the first camp and True in the second, `mean` divides
# by 3 or by 2, and `where` keeps the null in one.
# Packages: pandas 3.1.1, pyarrow 26.0.1 (PyPI).
# Why it matters: read_json and read_parquet choose the dtype, and `not state eq 'ERROR'`
# over one frame selects the jobs without a state or not.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 pyarrow==26.0.1

cat > expected <<'END'
float64
   g != 1 => null nine
   ~(g < 5) => null nine
   ~g.isin([1]) => null nine
   query('g != 1') => null nine
   query('not g < 5') => null nine
   query('g not in [1]') => null nine
   (g > 0).all() => False (g != 1).mean() => 0.67 g.where(g != 1, 0) => nan 0.0 9.0
object
   g != 1 => null nine
   ~(g < 5) => null nine
   ~g.isin([1]) => null nine
   query('g != 1') => null nine
   query('not g < 5') => null nine
   query('g not in [1]') => null nine
   (g > 0).all() => False (g != 1).mean() => 0.67 g.where(g != 1, 0) => None 0 9
Int64
   g != 1 => nine
   ~(g < 5) => nine
   ~g.isin([1]) => null nine
   query('g != 1') => nine
   query('not g < 5') => nine
   query('g not in [1]') => null nine
   (g > 0).all() => True (g != 1).mean() => 0.5 g.where(g != 1, 0) => 0 0 9
int64[pyarrow]
   g != 1 => nine
   ~(g < 5) => nine
   ~g.isin([1]) => null nine
   query('g != 1') => nine
   query('not g < 5') => nine
   query('g not in [1]') => null nine
   (g > 0).all() => True (g != 1).mean() => 0.5 g.where(g != 1, 0) => 0 0 9
str
   s != 'x' => null y
   ~(s == 'x') => null y
   ~s.isin(['x']) => null y
   query("s != 'x'") => null y
   query("not s == 'x'") => null y
object
   s != 'x' => null y
   ~(s == 'x') => null y
   ~s.isin(['x']) => null y
   query("s != 'x'") => null y
   query("not s == 'x'") => null y
string
   s != 'x' => y
   ~(s == 'x') => y
   ~s.isin(['x']) => null y
   query("s != 'x'") => null y
   query("not s == 'x'") => null y
END

cat > probe.py <<'END'
import pandas

for column, rows, masks, queries, dtypes in (
    ("g", {"null": None, "one": 1, "nine": 9}, ("g != 1", "~(g < 5)", "~g.isin([1])"), ("g != 1", "not g < 5", "g not in [1]"), ("float64", "object", "Int64", "int64[pyarrow]")),
    ("s", {"null": None, "x": "x", "y": "y"}, ("s != 'x'", "~(s == 'x')", "~s.isin(['x'])"), ("s != 'x'", "not s == 'x'"), ("str", "object", "string")),
):
    for dtype in dtypes:
        df = pandas.DataFrame({"i": list(rows), column: pandas.Series(list(rows.values()), dtype=dtype)})
        print(dtype)
        for mask in masks:
            print("  ", mask, "=>", *df.i[eval(mask, {column: df[column]})])
        for query in queries:
            print(f"   query({query!r}) =>", *df.query(query).i)
        if column == "g":
            print("   (g > 0).all() =>", (df.g > 0).all(), "(g != 1).mean() =>", round((df.g != 1).mean(), 2), "g.where(g != 1, 0) =>", *df.g.where(df.g != 1, 0))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
