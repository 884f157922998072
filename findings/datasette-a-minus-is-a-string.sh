#!/usr/bin/env bash
# Finding: Datasette makes a number of a value if it has only digits, and if the comparison is
# one of order. In a view, or in a column without a type, `g__gt=0` selects numbers, and
# `g__gt=-6` nothing, because "-6" is a string and each number is less; `g__lt=1.5` takes
# all numbers, and `g=1` and `g__in=1,10` none. A table that sqlite-utils has made has a type,
# and all of these are right there. An operator that it does not know, such as
# `s__notcontains=ERR` or `g__ge=5`, is ignored, so each record is selected. `s__not=ERROR`
# leaves out null, and `s__in=a,b` does not find the name "a,b".
# Packages: datasette 0.65.5, sqlite-utils 4.2.1 (PyPI).
# Why it matters: saved jobs are looked at with it, and a view over them has other answers
# than their table; `ge`, the word of this API, is ignored.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check datasette==0.65.5 sqlite-utils==4.2.1

cat > expected <<'END'
jobs: g__gt=0 => one ten two
view: g__gt=0 => one ten two
jobs: g__gt=-6 => one ten minus two
view: g__gt=-6 => (nothing)
jobs: g__lt=1.5 => one minus
view: g__lt=1.5 => one ten minus two
jobs: g=1 => one
view: g=1 => (nothing)
jobs: g__in=1,10 => one ten
view: g__in=1,10 => (nothing)
jobs: g__ge=5 => one ten null minus two
view: g__ge=5 => one ten null minus two
jobs: s__notcontains=ERR => one ten null minus two
view: s__notcontains=ERR => one ten null minus two
jobs: s__not=ERROR => ten minus two
view: s__not=ERROR => ten minus two
jobs: s__in=a,b => (nothing)
view: s__in=a,b => (nothing)
END

cat > probe.py <<'END'
import asyncio

import sqlite_utils
from datasette.app import Datasette

database = sqlite_utils.Database("jobs.db")
database["jobs"].insert_all([
    {"i": "one", "g": 1, "s": "ERROR"}, {"i": "ten", "g": 10, "s": "DONE"}, {"i": "null", "g": None, "s": None},
    {"i": "minus", "g": -5, "s": "a,b"}, {"i": "two", "g": 2, "s": "x"},
])
database.create_view("view", "select i, g + 0 as g, s from jobs")

async def main():
    server = Datasette(["jobs.db"])
    for condition in ("g__gt=0", "g__gt=-6", "g__lt=1.5", "g=1", "g__in=1,10", "g__ge=5", "s__notcontains=ERR", "s__not=ERROR", "s__in=a,b"):
        for table in ("jobs", "view"):
            answer = await server.client.get(f"/jobs/{table}.json?{condition}&_shape=array")
            print(f"{table}: {condition} =>", " ".join(row["i"] for row in answer.json()) or "(nothing)")

asyncio.run(main())
END
venv/bin/python probe.py > seen 2> log

diff expected seen
echo unchanged
