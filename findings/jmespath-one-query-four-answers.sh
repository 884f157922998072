#!/usr/bin/env bash
# Finding: one query selects other records in four packages. `t >= '2024-01-01'` selects
# nothing in @jmespath-community/jmespath, where only numbers have an order. In the two
# other packages of npm `g < 5` takes null and a missing `g`, and `g > 0` takes true, "1"
# and a list of one number; in @jmespath-community/jmespath such a comparison is null, so
# `!(g > 0)` takes these, and in Python it is a TypeError. `sort` of numbers sorts their
# spellings in all three of npm: [10, 9], where `sort_by` and `max` are right. `s == "1"`,
# with double quotes, compares with the key named 1: it takes the records that have
# neither. All but one keep both backslashes of `'a\\b'`.
# Packages: jmespath 0.16.0, @metrichor/jmespath 0.3.1, @jmespath-community/jmespath
# 1.3.0 (npm); jmespath 1.1.0 (PyPI).
# Why it matters: a filter of a cloud command line, which is in Python, takes records
# without a generation when JavaScript runs it.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jmespath@0.16.0 @metrichor/jmespath@0.3.1 @jmespath-community/jmespath@1.3.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jmespath==1.1.0

cat > expected <<'END'
npm jmespath, rows: sort([?g > `1`][].g) => [10,9]
npm jmespath, rows: sort_by([?g > `1`], &g)[].g => [9,10]
npm jmespath, rows: max([?g > `1`][].g) => 10
npm jmespath, rows: [?g < `5`].i => ["one","null","missing"]
npm jmespath, rows: [?g > `0`].i => ["ten","nine","one"]
npm jmespath, rows: [?!(g > `0`)].i => ["null","missing"]
npm jmespath, rows: [?t >= '2024-01-01'].i => ["ten"]
npm jmespath, rows: [?s == '1'].i => ["ten"]
npm jmespath, rows: [?s == "1"].i => ["null","missing"]
npm jmespath, rows: 'a\\b' => "a\\\\b"
npm jmespath, other kinds: [?g > `0`].i => ["true","list","text"]
npm jmespath, other kinds: [?!(g > `0`)].i => []
npm jmespath, other kinds: [?g == `1`].i => []
npm @metrichor/jmespath, rows: sort([?g > `1`][].g) => [10,9]
npm @metrichor/jmespath, rows: sort_by([?g > `1`], &g)[].g => [9,10]
npm @metrichor/jmespath, rows: max([?g > `1`][].g) => 10
npm @metrichor/jmespath, rows: [?g < `5`].i => ["one","null","missing"]
npm @metrichor/jmespath, rows: [?g > `0`].i => ["ten","nine","one"]
npm @metrichor/jmespath, rows: [?!(g > `0`)].i => ["null","missing"]
npm @metrichor/jmespath, rows: [?t >= '2024-01-01'].i => ["ten"]
npm @metrichor/jmespath, rows: [?s == '1'].i => ["ten"]
npm @metrichor/jmespath, rows: [?s == "1"].i => ["null","missing"]
npm @metrichor/jmespath, rows: 'a\\b' => "a\\\\b"
npm @metrichor/jmespath, other kinds: [?g > `0`].i => ["true","list","text"]
npm @metrichor/jmespath, other kinds: [?!(g > `0`)].i => []
npm @metrichor/jmespath, other kinds: [?g == `1`].i => []
npm @jmespath-community/jmespath, rows: sort([?g > `1`][].g) => [10,9]
npm @jmespath-community/jmespath, rows: sort_by([?g > `1`], &g)[].g => [9,10]
npm @jmespath-community/jmespath, rows: max([?g > `1`][].g) => 10
npm @jmespath-community/jmespath, rows: [?g < `5`].i => ["one"]
npm @jmespath-community/jmespath, rows: [?g > `0`].i => ["ten","nine","one"]
npm @jmespath-community/jmespath, rows: [?!(g > `0`)].i => ["null","missing"]
npm @jmespath-community/jmespath, rows: [?t >= '2024-01-01'].i => []
npm @jmespath-community/jmespath, rows: [?s == '1'].i => ["ten"]
npm @jmespath-community/jmespath, rows: [?s == "1"].i => ["null","missing"]
npm @jmespath-community/jmespath, rows: 'a\\b' => "a\\b"
npm @jmespath-community/jmespath, other kinds: [?g > `0`].i => []
npm @jmespath-community/jmespath, other kinds: [?!(g > `0`)].i => ["true","list","text"]
npm @jmespath-community/jmespath, other kinds: [?g == `1`].i => []
PyPI jmespath, rows: sort([?g > `1`][].g) => [9,10]
PyPI jmespath, rows: sort_by([?g > `1`], &g)[].g => [9,10]
PyPI jmespath, rows: max([?g > `1`][].g) => 10
PyPI jmespath, rows: [?g < `5`].i => ["one"]
PyPI jmespath, rows: [?g > `0`].i => ["ten","nine","one"]
PyPI jmespath, rows: [?!(g > `0`)].i => ["null","missing"]
PyPI jmespath, rows: [?t >= '2024-01-01'].i => ["ten"]
PyPI jmespath, rows: [?s == '1'].i => ["ten"]
PyPI jmespath, rows: [?s == "1"].i => ["null","missing"]
PyPI jmespath, rows: 'a\\b' => "a\\\\b"
PyPI jmespath, other kinds: [?g > `0`].i => TypeError
PyPI jmespath, other kinds: [?!(g > `0`)].i => TypeError
PyPI jmespath, other kinds: [?g == `1`].i => []
END

cat > questions.json <<'END'
{
  "rows": {
    "records": [
      {"i": "ten", "g": 10, "s": "1", "t": "2024-05-06T07:08:09Z"}, {"i": "nine", "g": 9, "s": "x", "t": "2023-01-01T00:00:00Z"},
      {"i": "one", "g": 1, "s": "x"}, {"i": "null", "g": null}, {"i": "missing"}
    ],
    "queries": [
      "sort([?g > `1`][].g)", "sort_by([?g > `1`], &g)[].g", "max([?g > `1`][].g)", "[?g < `5`].i", "[?g > `0`].i", "[?!(g > `0`)].i",
      "[?t >= '2024-01-01'].i", "[?s == '1'].i", "[?s == \"1\"].i", "'a\\\\b'"
    ]
  },
  "other kinds": {
    "records": [{"i": "true", "g": true}, {"i": "list", "g": [1]}, {"i": "text", "g": "1"}],
    "queries": ["[?g > `0`].i", "[?!(g > `0`)].i", "[?g == `1`].i"]
  }
}
END
cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const questions = Object.entries(JSON.parse(readFileSync('questions.json', 'utf8')));
for (const name of ['jmespath', '@metrichor/jmespath', '@jmespath-community/jmespath'])
  for (const [kind, { records, queries }] of questions)
    for (const query of queries) console.log(`npm ${name}, ${kind}: ${query} => ${JSON.stringify(require(name).search(records, query))}`);
END
node probe.mjs > seen
cat > probe.py <<'END'
import json

import jmespath

with open("questions.json") as questions:
    for kind, asked in json.load(questions).items():
        for query in asked["queries"]:
            try:
                found = json.dumps(jmespath.search(query, asked["records"]), separators=(",", ":"))
            except TypeError:
                found = "TypeError"
            print(f"PyPI jmespath, {kind}: {query} => {found}")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
