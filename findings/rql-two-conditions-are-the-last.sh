#!/usr/bin/env bash
# Finding: rql-to-mongo has one key for each property, so of `ne(s,ERROR)&ne(s,DONE)` the
# second condition alone is left, and ERROR is selected. `eq(s,007)` is the number 7 for
# it and for pyrql, and the string for rql, where `eq(g,1.0)` finds no 1, `in` is an
# error, `lt(g,5)` takes null and true, and `sort` also sorts the list of the caller. A
# timestamp is an error in rql, because its `:` names a converter, and a string for the
# others. `eq(g,1)` takes true in pyrql. `not` is an error in all three.
# Packages: rql 0.3.3, @swimlane/rql 1.0.2, @swimlane/rql-to-mongo 1.0.0, mingo 7.2.7
# (npm); pyrql 0.7.11 (PyPI).
# Why it matters: RQL is written for the query of a URL, and `state ne 'ERROR' and
# state ne 'STALLED'` in it hides one of the two states.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts rql@0.3.3 @swimlane/rql@1.0.2 @swimlane/rql-to-mongo@1.0.0 mingo@7.2.7 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyrql==0.7.11

cat > expected <<'END'
eq(g,1) | rql => one
eq(g,1) | rql-to-mongo => one list
ne(g,1) | rql => ten null missing true text list
ne(g,1) | rql-to-mongo => ten null missing true text
eq(g,1.0) | rql => 
eq(g,1.0) | rql-to-mongo => one list
lt(g,5) | rql => one null true
lt(g,5) | rql-to-mongo => one list
in(g,(1,10)) | rql => error, contains is not a function
in(g,(1,10)) | rql-to-mongo => one ten list
eq(g,null) | rql => null
eq(g,null) | rql-to-mongo => null missing
ne(s,ERROR)&ne(s,DONE) | rql => null missing true text list
ne(s,ERROR)&ne(s,DONE) | rql-to-mongo => one null missing true text list
eq(g,1)&eq(g,10) | rql => 
eq(g,1)&eq(g,10) | rql-to-mongo => ten list
eq(s,007) | rql => text
eq(s,007) | rql-to-mongo => 
eq(s,string:007) | rql => text
eq(s,string:007) | rql-to-mongo => text
eq(t,2024-05-06T07:08:09Z) | rql => error, Unknown converter 2024-05-06T07
eq(t,2024-05-06T07:08:09Z) | rql-to-mongo => list
not(eq(g,1)) | rql => error, Operator not is not defined
not(eq(g,1)) | rql-to-mongo => error, RQL Operator is not allowed: not
rows after sort => list missing null one ten text true
eq(g,1) | pyrql => one true
ne(g,1) | pyrql => ten null missing text list
eq(g,1.0) | pyrql => one true
lt(g,5) | pyrql => error, TypeError
in(g,(1,10)) | pyrql => one ten true
eq(g,null) | pyrql => null missing
ne(s,ERROR)&ne(s,DONE) | pyrql => null missing true text list
eq(g,1)&eq(g,10) | pyrql => 
eq(s,007) | pyrql => 
eq(s,string:007) | pyrql => text
eq(t,2024-05-06T07:08:09Z) | pyrql => list
not(eq(g,1)) | pyrql => error, KeyError
END

cat > rows.json <<'END'
[{"i": "one", "g": 1, "s": "ERROR"}, {"i": "ten", "g": 10, "s": "DONE"}, {"i": "null", "g": null, "s": null},
 {"i": "missing"}, {"i": "true", "g": true, "s": "x"}, {"i": "text", "g": "10", "s": "007"},
 {"i": "list", "g": [1, 10], "s": "x", "t": "2024-05-06T07:08:09Z"}]
END
cat > queries.json <<'END'
["eq(g,1)", "ne(g,1)", "eq(g,1.0)", "lt(g,5)", "in(g,(1,10))", "eq(g,null)", "ne(s,ERROR)&ne(s,DONE)",
 "eq(g,1)&eq(g,10)", "eq(s,007)", "eq(s,string:007)", "eq(t,2024-05-06T07:08:09Z)", "not(eq(g,1))"]
END
cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import fs from 'node:fs';
import { find } from 'mingo';
const require = createRequire(import.meta.url);
const { executeQuery } = require('rql/js-array');
const { RQLQuery } = require('@swimlane/rql');
const { RQLToMongo } = require('@swimlane/rql-to-mongo');
const rows = JSON.parse(fs.readFileSync('rows.json', 'utf8'));
const engines = {
  rql: (query) => executeQuery(query, {}, rows),
  'rql-to-mongo': (query) => find(rows, RQLToMongo.convertRQLQuery(RQLQuery.parse(query)).criteria).all(),
};
for (const query of JSON.parse(fs.readFileSync('queries.json', 'utf8')))
  for (const [name, run] of Object.entries(engines)) {
    let seen;
    try { seen = run(query).map((row) => row.i).join(' '); } catch (error) { seen = 'error, ' + error.message.split('\n')[0]; }
    console.log(`${query} | ${name} => ${seen}`);
  }
executeQuery('sort(+i)', {}, rows);
console.log('rows after sort =>', rows.map((row) => row.i).join(' '));
END
cat > probe.py <<'END'
import json
from pyrql import Query
for query in json.load(open("queries.json")):
    try:
        seen = " ".join(row["i"] for row in Query(json.load(open("rows.json"))).query(query).all())
    except Exception as error:
        seen = f"error, {type(error.__cause__ or error).__name__}"
    print(f"{query} | pyrql => {seen}")
END
node probe.mjs > seen
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
