#!/usr/bin/env bash
# Finding: ndjson reads the text "a", U+2028, "b" as `a,b`: a character that Unicode
# calls a line end, such as U+2028 or U+0085, becomes a comma, without an error.
# jsonlines, pandas, polars, pyarrow and duckdb keep it. An empty line is an error in
# ndjson and jsonlines and nothing in the other four.
# Packages: ndjson 0.3.1, jsonlines 4.0.0, pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1,
# duckdb 2.0.1 (PyPI).
# Why it matters: these characters are valid in JSON, and a text that was pasted from a
# document has them. A filter on the name no longer matches the saved job.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ndjson==0.3.1 jsonlines==4.0.0 pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1

cat > expected <<'END'
'{"name":"a\u2028b"}\n'
   ndjson => ['a,b']
   jsonlines => ['a\u2028b']
   pandas => ['a\u2028b']
   polars => ['a\u2028b']
   pyarrow => ['a\u2028b']
   duckdb => ['a\u2028b']
'{"name":"a\x85b"}\n'
   ndjson => ['a,b']
   jsonlines => ['a\x85b']
   pandas => ['a\x85b']
   polars => ['a\x85b']
   pyarrow => ['a\x85b']
   duckdb => ['a\x85b']
'{"name":"a"}\n\n{"name":"b"}\n'
   ndjson => error
   jsonlines => error
   pandas => ['a', 'b']
   polars => ['a', 'b']
   pyarrow => ['a', 'b']
   duckdb => ['a', 'b']
END

cat > probe.py <<'END'
import duckdb
import jsonlines
import ndjson
import pandas
import polars
import pyarrow.json

name = "rows.ndjson"
readers = {
    "ndjson": lambda: ndjson.load(open(name, encoding="utf-8")),
    "jsonlines": lambda: list(jsonlines.open(name)),
    "pandas": lambda: pandas.read_json(name, lines=True).to_dict("records"),
    "polars": lambda: polars.read_ndjson(name).to_dicts(),
    "pyarrow": lambda: pyarrow.json.read_json(name).to_pylist(),
    "duckdb": lambda: [{"name": text} for text, in duckdb.sql(f"select name from read_json('{name}')").fetchall()],
}
for text in ('{"name":"a\u2028b"}\n', '{"name":"a\x85b"}\n', '{"name":"a"}\n\n{"name":"b"}\n'):
    with open(name, "w", encoding="utf-8", newline="") as rows:
        rows.write(text)
    print(ascii(text))
    for reader, read in readers.items():
        try:
            print("  ", reader, "=>", ascii([row["name"] for row in read()]))
        except Exception:
            print("  ", reader, "=> error")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
