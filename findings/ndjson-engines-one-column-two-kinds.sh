#!/usr/bin/env bash
# Finding: true beside 1 in a column is 1 in chdb, an error in polars and datafusion,
# and the JSON text `true` in duckdb. "1" beside 1 are one text in polars and chdb, an
# error in datafusion, and two values in duckdb. 2^64 - 1 is exact in three and a double
# in datafusion; one more makes it a double in duckdb and text in chdb.
# Packages: polars 2.1.0, datafusion 55.0.0, chdb 4.4.0, duckdb 2.0.1 (PyPI).
# Why it matters: a filter compares by kind: '1' and 1 are never equal. The rows of an
# engine no longer show which of them a record had.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 datafusion==55.0.0 chdb==4.4.0 duckdb==2.0.1

cat > expected <<'END'
true 1
   polars => error
   datafusion => error
   chdb => 1 1
   duckdb => 'true' '1'
"1" 1
   polars => '1' '1'
   datafusion => error
   chdb => '1' '1'
   duckdb => '"1"' '1'
true "x"
   polars => 'true' 'x'
   datafusion => error
   chdb => 'true' 'x'
   duckdb => 'true' '"x"'
[1] 1
   polars => error
   datafusion => error
   chdb => error
   duckdb => '[1]' '1'
[1, "x"]
   polars => ['1', 'x']
   datafusion => error
   chdb => [1, 'x']
   duckdb => ['1', '"x"']
18446744073709551615
   polars => 18446744073709551615
   datafusion => 1.8446744073709552e+19
   chdb => 18446744073709551615
   duckdb => 18446744073709551615
18446744073709551616
   polars => 18446744073709551616
   datafusion => 1.8446744073709552e+19
   chdb => '18446744073709551616'
   duckdb => 1.8446744073709552e+19
END

cat > probe.py <<'END'
import json

import chdb
import datafusion
import duckdb
import polars

readers = {
    "polars": lambda: polars.read_ndjson("rows.ndjson")["g"].to_list(),
    "datafusion": lambda: datafusion.SessionContext().read_json("rows.ndjson", file_extension=".ndjson").to_pydict()["g"],
    "chdb": lambda: [row[0] for row in json.loads(str(chdb.query("select g from file('rows.ndjson', JSONEachRow)", "JSONCompact")))["data"]],
    "duckdb": lambda: [row[0] for row in duckdb.sql("select g from read_json('rows.ndjson')").fetchall()],
}
for values in (["true", "1"], ['"1"', "1"], ["true", '"x"'], ["[1]", "1"], ['[1, "x"]'], ["18446744073709551615"], ["18446744073709551616"]):
    with open("rows.ndjson", "w") as rows:
        rows.writelines('{"g": %s}\n' % value for value in values)
    print(*values)
    for name, read in readers.items():
        try:
            print("  ", name, "=>", *map(repr, read()))
        except Exception:
            print("  ", name, "=> error")
END
venv/bin/python probe.py > seen 2> errors.log

diff expected seen
echo unchanged
