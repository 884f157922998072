#!/usr/bin/env bash
# Finding: the name of a column decides its type: a time in `created_at`, `start_time`
# or `modified` becomes an instant, and in `createdAt` or `startTime` it remains text.
# Texts become numbers if all of the column can: "007" and "7" are 7, "1e3" is 1000.
# Package: pandas 3.1.1 (PyPI), read_json.
# Why it matters: a filter compares the texts; two that differ are one number here, and
# `createdAt` has another type than the same times in a file with other names.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1

cat > expected <<'END'
createdAt 2024-05-06T07:08:09Z => 2024-05-06T07:08:09Z
created_at 2024-05-06T07:08:09Z => 2024-05-06 07:08:09+00:00
modified 2024-05-06T07:08:09Z => 2024-05-06 07:08:09+00:00
startTime 2024-05-06T07:08:09Z => 2024-05-06T07:08:09Z
start_time 2024-05-06T07:08:09Z => 2024-05-06 07:08:09+00:00
id 007 7 => 7 7
id 007 x => 007 x
date 20240506 => 20240506
day 20240506 => 20240506
id 1e3 => 1000.0
id 9007199254740993 => 9007199254740993
id 7 None => 7.0 nan
END

cat > probe.py <<'END'
import io
import json

import pandas

for name, values in (
    ("createdAt", ["2024-05-06T07:08:09Z"]), ("created_at", ["2024-05-06T07:08:09Z"]), ("modified", ["2024-05-06T07:08:09Z"]),
    ("startTime", ["2024-05-06T07:08:09Z"]), ("start_time", ["2024-05-06T07:08:09Z"]),
    ("id", ["007", "7"]), ("id", ["007", "x"]), ("date", ["20240506"]), ("day", ["20240506"]), ("id", ["1e3"]), ("id", ["9007199254740993"]), ("id", ["7", None]),
):
    lines = "".join(json.dumps({name: value}) + "\n" for value in values)
    column = pandas.read_json(io.StringIO(lines), lines=True)[name]
    print(name, *values, "=>", *column.to_list())
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
