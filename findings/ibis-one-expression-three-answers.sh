#!/usr/bin/env bash
# Finding: one expression of ibis selects other rows on duckdb, polars and sqlite.
# `length()` counts bytes on polars; `ilike` of É does not find é on sqlite; `-9 % 4` is 3
# on polars and -1 on the others, and 4.5 rounds to 4 there and to 5 on the others;
# `greatest(null, 5)` is null on sqlite; `nunique` counts null on polars.
# Packages: ibis-framework 12.0.0, duckdb 2.0.1, polars 2.1.0, pyarrow 26.0.1 (PyPI).
# Why it matters: ibis promises one expression for all engines, and a test on one of them
# does not hold for the next.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'ibis-framework[duckdb,polars,sqlite]==12.0.0' duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1

cat > expected <<'END'
g != 1
   duckdb => nine
   polars => nine
   sqlite => nine
g.notin([1, None])
   duckdb =>
   polars =>
   sqlite =>
s.length() == 2
   duckdb => one nine
   polars => one
   sqlite => one nine
s.ilike('é%')
   duckdb => nine
   polars => error
   sqlite =>
s.upper() == 'ÉX'
   duckdb => nine
   polars => nine
   sqlite => nine
-g % 4
   duckdb => None -1 -1
   polars => None 3 3
   sqlite => None -1 -1
(g / 2).round()
   duckdb => None 1 5
   polars => None 0 4
   sqlite => None 1 5
greatest(g, 5)
   duckdb => 5 5 9
   polars => 5 5 9
   sqlite => None 5 9
g.nunique()
   duckdb => 2
   polars => 3
   sqlite => 2
END

cat > probe.py <<'END'
import ibis
import pyarrow
from ibis import _

engines = {"duckdb": ibis.duckdb.connect(), "polars": ibis.polars.connect(), "sqlite": ibis.sqlite.connect()}
rows = ibis.memtable(pyarrow.table({"i": ["null", "one", "nine"], "g": [None, 1, 9], "s": [None, "ab", "Éx"]}))
for name, expression in {
    "g != 1": rows.filter(_.g != 1).i, "g.notin([1, None])": rows.filter(_.g.notin([1, None])).i,
    "s.length() == 2": rows.filter(_.s.length() == 2).i, "s.ilike('é%')": rows.filter(_.s.ilike("é%")).i, "s.upper() == 'ÉX'": rows.filter(_.s.upper() == "ÉX").i,
    "-g % 4": (-rows.g) % 4, "(g / 2).round()": (rows.g / 2).round(), "greatest(g, 5)": ibis.greatest(rows.g, 5), "g.nunique()": rows.aggregate(x=rows.g.nunique()).x,
}.items():
    print(name)
    for engine, connection in engines.items():
        try:
            found = connection.to_pyarrow(expression).to_pylist()
        except ibis.common.exceptions.OperationNotDefinedError:
            found = ["error"]
        print("  ", engine, "=>", *found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
