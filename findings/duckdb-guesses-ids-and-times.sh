#!/usr/bin/env bash
# Finding: text that looks like a UUID is read as one and printed in lower case, and
# text that looks like a timestamp is read as an instant: the offset is lost, and
# the digits after the sixth are cut. One other value in the column keeps all of them
# as text.
# Package: duckdb 2.0.1 (PyPI), read_json.
# Why it matters: ids of this API are compared with case. A table of jobs holds other
# texts than the answer, and which of them depends on the other rows.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 pytz==2026.6

cat > expected <<'END'
1 UUID abcdef01-1234-1234-1234-123456789abc
2 VARCHAR ABCDEF01-1234-1234-1234-123456789ABC
2 VARCHAR oneview+ABCDEF01-1234-1234-1234-123456789ABC
1 TIMESTAMP WITH TIME ZONE 2024-05-06 07:08:09.123456+00
2 VARCHAR 2024-05-06T09:08:09.123456789+02:00
2 VARCHAR 
END

cat > probe.py <<'END'
import json

import duckdb

duckdb.sql("set timezone = 'UTC'")
for values in (
    ["ABCDEF01-1234-1234-1234-123456789ABC"],
    ["ABCDEF01-1234-1234-1234-123456789ABC", "oneview+ABCDEF01-1234-1234-1234-123456789ABC"],
    ["2024-05-06T09:08:09.123456789+02:00"],
    ["2024-05-06T09:08:09.123456789+02:00", ""],
):
    with open("rows.ndjson", "w") as rows:
        rows.writelines(json.dumps({"v": value}) + "\n" for value in values)
    for text, kind in duckdb.sql("select v::varchar, typeof(v) from read_json('rows.ndjson')").fetchall():
        print(len(values), kind, text)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
