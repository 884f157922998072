#!/usr/bin/env bash
# Finding: `@.p == null` selects records without the property in three packages, and
# only those with null in five, as RFC 9535 has it. In the first camp `!@.p` takes
# false, the empty text and null too. A filter without parentheses, which the RFC
# allows, is an error in two of that camp, and finds nothing in the third.
# Packages: jsonpath 1.3.0, jsonpath-plus 10.4.0, @astronautlabs/jsonpath 1.1.2,
# json-p3 2.3.1, jsonpath-js 0.3.1 (npm); jsonpath-ng 1.16.0, python-jsonpath 2.2.2,
# jsonpath-rfc9535 1.0.1 (PyPI).
# Why it matters: whether a missing property is null decides what a filter on
# `parentJobId` selects, and a test with one of these packages does not tell.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jsonpath@1.3.0 jsonpath-plus@10.4.0 @astronautlabs/jsonpath@1.1.2 json-p3@2.3.1 jsonpath-js@0.3.1 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jsonpath-ng==1.16.0 python-jsonpath==2.2.2 jsonpath-rfc9535==1.0.1

cat > expected <<'END'
npm jsonpath: $[?(@.p == null)] => null missing
npm jsonpath: $[?(!@.p)] => null missing false empty
npm jsonpath: $[?@.p == null] => error
npm jsonpath-plus: $[?(@.p == null)] => null missing
npm jsonpath-plus: $[?(!@.p)] => null missing false empty
npm jsonpath-plus: $[?@.p == null] => (nothing)
npm astronautlabs: $[?(@.p == null)] => null missing
npm astronautlabs: $[?(!@.p)] => null missing false empty
npm astronautlabs: $[?@.p == null] => error
npm json-p3: $[?(@.p == null)] => null
npm json-p3: $[?(!@.p)] => missing
npm json-p3: $[?@.p == null] => null
npm jsonpath-js: $[?(@.p == null)] => null
npm jsonpath-js: $[?(!@.p)] => missing
npm jsonpath-js: $[?@.p == null] => null
PyPI jsonpath-ng: $[?(@.p == null)] => null
PyPI jsonpath-ng: $[?(!@.p)] => missing
PyPI jsonpath-ng: $[?@.p == null] => null
PyPI python-jsonpath: $[?(@.p == null)] => null
PyPI python-jsonpath: $[?(!@.p)] => missing
PyPI python-jsonpath: $[?@.p == null] => null
PyPI jsonpath-rfc9535: $[?(@.p == null)] => null
PyPI jsonpath-rfc9535: $[?(!@.p)] => missing
PyPI jsonpath-rfc9535: $[?@.p == null] => null
END

cat > rows.json <<'END'
[{"i": "null", "p": null}, {"i": "missing"}, {"i": "text", "p": "x"}, {"i": "false", "p": false}, {"i": "empty", "p": ""}]
END
cat > queries.json <<'END'
["$[?(@.p == null)]", "$[?(!@.p)]", "$[?@.p == null]"]
END
cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { JSONPath } from 'jsonpath-plus';
import { jsonpath as p3 } from 'json-p3';
import { JSONPathJS } from 'jsonpath-js';
const require = createRequire(import.meta.url);
const rows = JSON.parse(readFileSync('rows.json', 'utf8'));
const readers = {
  jsonpath: (q) => require('jsonpath').query(rows, q),
  'jsonpath-plus': (q) => JSONPath({ path: q, json: rows }),
  astronautlabs: (q) => require('@astronautlabs/jsonpath').JSONPath.query(rows, q),
  'json-p3': (q) => p3.query(q, rows).values(),
  'jsonpath-js': (q) => new JSONPathJS(q).find(rows),
};
for (const [name, read] of Object.entries(readers))
  for (const q of JSON.parse(readFileSync('queries.json', 'utf8'))) {
    let found;
    try { found = read(q).map((x) => x.i).join(' ') || '(nothing)'; } catch { found = 'error'; }
    console.log(`npm ${name}: ${q} => ${found}`);
  }
END
node probe.mjs > seen
cat > probe.py <<'END'
import json
import jsonpath
import jsonpath_rfc9535
from jsonpath_ng.ext import parse

rows = json.load(open("rows.json"))
readers = {
    "jsonpath-ng": lambda q: [m.value for m in parse(q).find(rows)],
    "python-jsonpath": lambda q: jsonpath.findall(q, rows),
    "jsonpath-rfc9535": lambda q: jsonpath_rfc9535.find(q, rows).values(),
}
for name, read in readers.items():
    for q in json.load(open("queries.json")):
        try:
            found = " ".join(row["i"] for row in read(q)) or "(nothing)"
        except Exception:
            found = "error"
        print(f"PyPI {name}: {q} => {found}")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
