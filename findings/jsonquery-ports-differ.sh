#!/usr/bin/env bash
# Finding: one query has two answers in the two packages of JSON Query. `g in [1, 10]`
# takes true in Python, and `g not in [1, 10]` leaves it out, where `g == 1` takes 1
# alone in both. `groupBy`, `uniqBy` and `keyBy` use the spelling of a value as key:
# both join 1 and "1", npm also [1], and null and true are "null" and "true" there, and
# "None" and "True" in Python. `round(.g) == 1` takes "1" and [1] in npm, and `.g + 1`
# of null is 1; both are an error in Python. `sort(.g)` has one order.
# Packages: @jsonquerylang/jsonquery 5.1.1 (npm), jsonquerylang 2.1.0 (PyPI).
# Why it matters: a count of jobs by a property, made in a browser and again in a
# script, has other groups.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @jsonquerylang/jsonquery@5.1.1 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jsonquerylang==2.1.0

cat > expected <<'END'
npm: filter(.g == 1) | map(.i) => ["one"]
npm: filter(.g == null) | map(.i) => ["null","missing"]
npm: filter(.g in [1, 10]) | map(.i) => ["one","ten"]
npm: filter(.g not in [1, 10]) | map(.i) => ["null","missing","digit","true","list"]
npm: filter(round(.g) == 1) | map(.i) => ["one","digit","list"]
npm: groupBy(.g) | keys() => ["1","10","null","true"]
npm: uniqBy(.g) | map(.i) => ["one","ten","null","true"]
npm: keyBy(.g) | keys() => ["1","10","null","true"]
npm: map(.g + 1) => [1,1,2,11,"11",2,"11"]
npm: sort(.g) | map(.i) => ["true","one","ten","digit","null","missing","list"]
PyPI: filter(.g == 1) | map(.i) => ["one"]
PyPI: filter(.g == null) | map(.i) => ["null","missing"]
PyPI: filter(.g in [1, 10]) | map(.i) => ["one","ten","true"]
PyPI: filter(.g not in [1, 10]) | map(.i) => ["null","missing","digit","list"]
PyPI: filter(round(.g) == 1) | map(.i) => error
PyPI: groupBy(.g) | keys() => ["None","1","10","True","[1]"]
PyPI: uniqBy(.g) | map(.i) => ["null","one","ten","true","list"]
PyPI: keyBy(.g) | keys() => ["None","1","10","True","[1]"]
PyPI: map(.g + 1) => error
PyPI: sort(.g) | map(.i) => ["true","one","ten","digit","null","missing","list"]
END

cat > rows.json <<'END'
[
  {"i": "null", "g": null}, {"i": "missing"}, {"i": "one", "g": 1}, {"i": "ten", "g": 10}, {"i": "digit", "g": "1"},
  {"i": "true", "g": true}, {"i": "list", "g": [1]}
]
END
cat > queries.json <<'END'
[
  "filter(.g == 1) | map(.i)", "filter(.g == null) | map(.i)", "filter(.g in [1, 10]) | map(.i)", "filter(.g not in [1, 10]) | map(.i)",
  "filter(round(.g) == 1) | map(.i)",
  "groupBy(.g) | keys()", "uniqBy(.g) | map(.i)", "keyBy(.g) | keys()", "map(.g + 1)", "sort(.g) | map(.i)"
]
END
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { jsonquery } from '@jsonquerylang/jsonquery';

const [rows, queries] = ['rows.json', 'queries.json'].map((name) => JSON.parse(readFileSync(name, 'utf8')));
for (const query of queries) {
  let found;
  try { found = JSON.stringify(jsonquery(rows, query)); } catch { found = 'error'; }
  console.log(`npm: ${query} => ${found}`);
}
END
node probe.mjs > seen
cat > probe.py <<'END'
import json

from jsonquerylang import jsonquery

with open("rows.json") as rows, open("queries.json") as queries:
    rows, queries = json.load(rows), json.load(queries)
for query in queries:
    try:
        found = json.dumps(jsonquery(rows, query), separators=(",", ":"))
    except Exception:
        found = "error"
    print(f"PyPI: {query} => {found}")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
