#!/usr/bin/env bash
# Finding: three packages of npm read a filter as JavaScript: `@.g == null` selects the
# record without `g`, as `!@.g` does, which also takes false, "" and null; `@.g == 1`
# takes true, "1" and [1], `!=` leaves these out, and `@.g < 5` takes null, false, ""
# and "1". The other five follow RFC 9535 there. A filter without parentheses, which the
# RFC allows, is an error in two of the three, and finds nothing in the third. In two,
# `@.g[0] == 1` takes the strings "1" and "10". python-jsonpath has true and false less
# than 5. `1 == @.g` finds only the record without `g` in jsonpath-ng. `\u0065` in a
# string is six letters for two. `@.g <= @.h` of two missing properties is true in the
# five. JavaScript rounds 9007199254740993 before a query; jsonpath-js refuses such a
# number.
# Packages: jsonpath 1.3.0, jsonpath-plus 10.4.0, @astronautlabs/jsonpath 1.1.2, json-p3
# 2.3.1, jsonpath-js 0.3.1 (npm); jsonpath-ng 1.16.0, python-jsonpath 2.2.2,
# jsonpath-rfc9535 1.0.1 (PyPI).
# Why it matters: `parentJobId eq null` and `generation eq 1`, written as paths, select
# other records by the library.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jsonpath@1.3.0 jsonpath-plus@10.4.0 @astronautlabs/jsonpath@1.1.2 json-p3@2.3.1 jsonpath-js@0.3.1 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jsonpath-ng==1.16.0 python-jsonpath==2.2.2 jsonpath-rfc9535==1.0.1

cat > expected <<'END'
npm jsonpath: $[?(@.g == null)] => null missing
npm jsonpath: $[?(!@.g)] => null missing false empty
npm jsonpath: $[?@.g == null] => error
npm jsonpath: $[?(@.g == 1)] => one true text list
npm jsonpath: $[?(1 == @.g)] => one true text list
npm jsonpath: $[?(@.g != 1)] => null missing false ten empty big
npm jsonpath: $[?(@.g < 5)] => null one true false text empty list
npm jsonpath: $[?(@.g[0] == 1)] => text ten list
npm jsonpath: $[?(@.i == 'on\u0065')] => one
npm jsonpath: $[?(@.g == 9007199254740992)] => big
npm jsonpath: $[?(@.g <= @.h)] => (nothing)
npm jsonpath-plus: $[?(@.g == null)] => null missing
npm jsonpath-plus: $[?(!@.g)] => null missing false empty
npm jsonpath-plus: $[?@.g == null] => (nothing)
npm jsonpath-plus: $[?(@.g == 1)] => one true text list
npm jsonpath-plus: $[?(1 == @.g)] => one true text list
npm jsonpath-plus: $[?(@.g != 1)] => null missing false ten empty big
npm jsonpath-plus: $[?(@.g < 5)] => null one true false text empty list
npm jsonpath-plus: $[?(@.g[0] == 1)] => error
npm jsonpath-plus: $[?(@.i == 'on\u0065')] => (nothing)
npm jsonpath-plus: $[?(@.g == 9007199254740992)] => big
npm jsonpath-plus: $[?(@.g <= @.h)] => (nothing)
npm astronautlabs: $[?(@.g == null)] => null missing
npm astronautlabs: $[?(!@.g)] => null missing false empty
npm astronautlabs: $[?@.g == null] => error
npm astronautlabs: $[?(@.g == 1)] => one true text list
npm astronautlabs: $[?(1 == @.g)] => one true text list
npm astronautlabs: $[?(@.g != 1)] => null missing false ten empty big
npm astronautlabs: $[?(@.g < 5)] => null one true false text empty list
npm astronautlabs: $[?(@.g[0] == 1)] => text ten list
npm astronautlabs: $[?(@.i == 'on\u0065')] => one
npm astronautlabs: $[?(@.g == 9007199254740992)] => big
npm astronautlabs: $[?(@.g <= @.h)] => (nothing)
npm json-p3: $[?(@.g == null)] => null
npm json-p3: $[?(!@.g)] => missing
npm json-p3: $[?@.g == null] => null
npm json-p3: $[?(@.g == 1)] => one
npm json-p3: $[?(1 == @.g)] => one
npm json-p3: $[?(@.g != 1)] => null missing true false text ten empty list big
npm json-p3: $[?(@.g < 5)] => one
npm json-p3: $[?(@.g[0] == 1)] => list
npm json-p3: $[?(@.i == 'on\u0065')] => one
npm json-p3: $[?(@.g == 9007199254740992)] => big
npm json-p3: $[?(@.g <= @.h)] => missing
npm jsonpath-js: $[?(@.g == null)] => null
npm jsonpath-js: $[?(!@.g)] => missing
npm jsonpath-js: $[?@.g == null] => null
npm jsonpath-js: $[?(@.g == 1)] => one
npm jsonpath-js: $[?(1 == @.g)] => one
npm jsonpath-js: $[?(@.g != 1)] => null missing true false text ten empty list big
npm jsonpath-js: $[?(@.g < 5)] => one
npm jsonpath-js: $[?(@.g[0] == 1)] => list
npm jsonpath-js: $[?(@.i == 'on\u0065')] => one
npm jsonpath-js: $[?(@.g == 9007199254740992)] => error
npm jsonpath-js: $[?(@.g <= @.h)] => missing
PyPI jsonpath-ng: $[?(@.g == null)] => null
PyPI jsonpath-ng: $[?(!@.g)] => missing
PyPI jsonpath-ng: $[?@.g == null] => null
PyPI jsonpath-ng: $[?(@.g == 1)] => one
PyPI jsonpath-ng: $[?(1 == @.g)] => missing
PyPI jsonpath-ng: $[?(@.g != 1)] => null missing true false text ten empty list big
PyPI jsonpath-ng: $[?(@.g < 5)] => one
PyPI jsonpath-ng: $[?(@.g[0] == 1)] => list
PyPI jsonpath-ng: $[?(@.i == 'on\u0065')] => (nothing)
PyPI jsonpath-ng: $[?(@.g == 9007199254740992)] => (nothing)
PyPI jsonpath-ng: $[?(@.g <= @.h)] => missing
PyPI python-jsonpath: $[?(@.g == null)] => null
PyPI python-jsonpath: $[?(!@.g)] => missing
PyPI python-jsonpath: $[?@.g == null] => null
PyPI python-jsonpath: $[?(@.g == 1)] => one
PyPI python-jsonpath: $[?(1 == @.g)] => one
PyPI python-jsonpath: $[?(@.g != 1)] => null missing true false text ten empty list big
PyPI python-jsonpath: $[?(@.g < 5)] => one true false
PyPI python-jsonpath: $[?(@.g[0] == 1)] => list
PyPI python-jsonpath: $[?(@.i == 'on\u0065')] => one
PyPI python-jsonpath: $[?(@.g == 9007199254740992)] => (nothing)
PyPI python-jsonpath: $[?(@.g <= @.h)] => missing
PyPI jsonpath-rfc9535: $[?(@.g == null)] => null
PyPI jsonpath-rfc9535: $[?(!@.g)] => missing
PyPI jsonpath-rfc9535: $[?@.g == null] => null
PyPI jsonpath-rfc9535: $[?(@.g == 1)] => one
PyPI jsonpath-rfc9535: $[?(1 == @.g)] => one
PyPI jsonpath-rfc9535: $[?(@.g != 1)] => null missing true false text ten empty list big
PyPI jsonpath-rfc9535: $[?(@.g < 5)] => one
PyPI jsonpath-rfc9535: $[?(@.g[0] == 1)] => list
PyPI jsonpath-rfc9535: $[?(@.i == 'on\u0065')] => one
PyPI jsonpath-rfc9535: $[?(@.g == 9007199254740992)] => (nothing)
PyPI jsonpath-rfc9535: $[?(@.g <= @.h)] => missing
END

cat > rows.json <<'END'
[
  {"i": "null", "g": null}, {"i": "missing"}, {"i": "one", "g": 1}, {"i": "true", "g": true}, {"i": "false", "g": false},
  {"i": "text", "g": "1"}, {"i": "ten", "g": "10"}, {"i": "empty", "g": ""}, {"i": "list", "g": [1]}, {"i": "big", "g": 9007199254740993}
]
END
cat > queries.json <<'END'
[
  "$[?(@.g == null)]", "$[?(!@.g)]", "$[?@.g == null]", "$[?(@.g == 1)]", "$[?(1 == @.g)]", "$[?(@.g != 1)]", "$[?(@.g < 5)]",
  "$[?(@.g[0] == 1)]", "$[?(@.i == 'on\\u0065')]", "$[?(@.g == 9007199254740992)]", "$[?(@.g <= @.h)]"
]
END
cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { JSONPath } from 'jsonpath-plus';
import { jsonpath as p3 } from 'json-p3';
import { JSONPathJS } from 'jsonpath-js';
const require = createRequire(import.meta.url);
const [rows, queries] = ['rows.json', 'queries.json'].map((name) => JSON.parse(readFileSync(name, 'utf8')));
const readers = {
  jsonpath: (q) => require('jsonpath').query(rows, q),
  'jsonpath-plus': (q) => JSONPath({ path: q, json: rows }),
  astronautlabs: (q) => require('@astronautlabs/jsonpath').JSONPath.query(rows, q),
  'json-p3': (q) => p3.query(q, rows).values(),
  'jsonpath-js': (q) => new JSONPathJS(q).find(rows),
};
for (const [name, read] of Object.entries(readers))
  for (const q of queries) {
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
