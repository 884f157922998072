#!/usr/bin/env bash
# Finding: `sort` of numbers sorts their spellings in the three packages of npm: [10,
# 9], where `sort_by` and `max` of the same numbers are right. In two of them `g < 5`
# takes null and a missing `g`, and `g > 0` takes true, "1" and a list of one number; in
# the others these are null, so `!(g > 0)` takes them. `s == "1"`, with double quotes,
# compares with the key named 1: it takes the records that have neither. Of the string
# `'a\\b'` all but one keep both backslashes.
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
npm jmespath: sort([?g > `1`][].g) => [10,9]
npm jmespath: sort_by([?g > `1`], &g)[].g => [9,10]
npm jmespath: max([?g > `1`][].g) => 10
npm jmespath: [?g < `5`].i => ["one","null","missing"]
npm jmespath: [?g > `0`].i => ["ten","nine","one"]
npm jmespath: [?!(g > `0`)].i => ["null","missing"]
npm jmespath: [?s == '1'].i => ["ten"]
npm jmespath: [?s == "1"].i => ["null","missing"]
npm jmespath: 'a\\b' => "a\\\\b"
npm @metrichor/jmespath: sort([?g > `1`][].g) => [10,9]
npm @metrichor/jmespath: sort_by([?g > `1`], &g)[].g => [9,10]
npm @metrichor/jmespath: max([?g > `1`][].g) => 10
npm @metrichor/jmespath: [?g < `5`].i => ["one","null","missing"]
npm @metrichor/jmespath: [?g > `0`].i => ["ten","nine","one"]
npm @metrichor/jmespath: [?!(g > `0`)].i => ["null","missing"]
npm @metrichor/jmespath: [?s == '1'].i => ["ten"]
npm @metrichor/jmespath: [?s == "1"].i => ["null","missing"]
npm @metrichor/jmespath: 'a\\b' => "a\\\\b"
npm @jmespath-community/jmespath: sort([?g > `1`][].g) => [10,9]
npm @jmespath-community/jmespath: sort_by([?g > `1`], &g)[].g => [9,10]
npm @jmespath-community/jmespath: max([?g > `1`][].g) => 10
npm @jmespath-community/jmespath: [?g < `5`].i => ["one"]
npm @jmespath-community/jmespath: [?g > `0`].i => ["ten","nine","one"]
npm @jmespath-community/jmespath: [?!(g > `0`)].i => ["null","missing"]
npm @jmespath-community/jmespath: [?s == '1'].i => ["ten"]
npm @jmespath-community/jmespath: [?s == "1"].i => ["null","missing"]
npm @jmespath-community/jmespath: 'a\\b' => "a\\b"
npm jmespath, other kinds: [?g > `0`].i => ["true","list","text"]
npm jmespath, other kinds: [?!(g > `0`)].i => []
npm @metrichor/jmespath, other kinds: [?g > `0`].i => ["true","list","text"]
npm @metrichor/jmespath, other kinds: [?!(g > `0`)].i => []
npm @jmespath-community/jmespath, other kinds: [?g > `0`].i => []
npm @jmespath-community/jmespath, other kinds: [?!(g > `0`)].i => ["true","list","text"]
PyPI jmespath: sort([?g > `1`][].g) => [9,10]
PyPI jmespath: sort_by([?g > `1`], &g)[].g => [9,10]
PyPI jmespath: max([?g > `1`][].g) => 10
PyPI jmespath: [?g < `5`].i => ["one"]
PyPI jmespath: [?g > `0`].i => ["ten","nine","one"]
PyPI jmespath: [?!(g > `0`)].i => ["null","missing"]
PyPI jmespath: [?s == '1'].i => ["ten"]
PyPI jmespath: [?s == "1"].i => ["null","missing"]
PyPI jmespath: 'a\\b' => "a\\\\b"
END

cat > queries.json <<'END'
[
  "sort([?g > `1`][].g)", "sort_by([?g > `1`], &g)[].g", "max([?g > `1`][].g)",
  "[?g < `5`].i", "[?g > `0`].i", "[?!(g > `0`)].i",
  "[?s == '1'].i", "[?s == \"1\"].i", "'a\\\\b'"
]
END
cat > rows.json <<'END'
[{"i": "ten", "g": 10, "s": "1"}, {"i": "nine", "g": 9, "s": "x"}, {"i": "one", "g": 1, "s": "x"}, {"i": "null", "g": null}, {"i": "missing"}]
END
cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const [rows, queries] = ['rows.json', 'queries.json'].map((name) => JSON.parse(readFileSync(name, 'utf8')));
for (const name of ['jmespath', '@metrichor/jmespath', '@jmespath-community/jmespath'])
  for (const query of queries) console.log(`npm ${name}: ${query} => ${JSON.stringify(require(name).search(rows, query))}`);
const kinds = [{ i: 'true', g: true }, { i: 'list', g: [1] }, { i: 'text', g: '1' }];
for (const name of ['jmespath', '@metrichor/jmespath', '@jmespath-community/jmespath'])
  for (const query of ['[?g > `0`].i', '[?!(g > `0`)].i']) console.log(`npm ${name}, other kinds: ${query} => ${JSON.stringify(require(name).search(kinds, query))}`);
END
node probe.mjs > seen
cat > probe.py <<'END'
import json

import jmespath

with open("rows.json") as rows, open("queries.json") as queries:
    records = json.load(rows)
    for query in json.load(queries):
        print(f"PyPI jmespath: {query} =>", json.dumps(jmespath.search(query, records), separators=(",", ":")))
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
