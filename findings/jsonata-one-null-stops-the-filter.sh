#!/usr/bin/env bash
# Finding: one record whose property is null makes a comparison with `>=` an error
# for the whole list; a record without the property is merely left out. `and` helps
# only if the test for null is on its left. `$not` of a missing value is missing, so
# the record is left out too, and a list of one is not a list.
# Package: jsonata 2.2.2 (npm).
# Why it matters: null is a usual value in answers of this API.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jsonata@2.2.2 > install.log

cat > expected <<'END'
without null: $[t >= '2024-01-01'].i => "new"
without null: $[t != null and t >= '2024-01-01'].i => "new"
without null: $[$not(t = null)].i => ["new","missing"]
without null: $[$not(t)].i => (nothing)
with null: $[t >= '2024-01-01'].i => error T2010
with null: $[t != null and t >= '2024-01-01'].i => "new"
with null: $[$not(t = null)].i => ["new","missing"]
with null: $[$not(t)].i => "null"
END

cat > probe.cjs <<'END'
const jsonata = require('jsonata');
const all = [{ i: 'new', t: '2024-05-06T07:08:09Z' }, { i: 'missing' }, { i: 'null', t: null }];
(async () => {
  for (const [label, rows] of [['without null', all.slice(0, 2)], ['with null', all]])
    for (const query of ["$[t >= '2024-01-01'].i", "$[t != null and t >= '2024-01-01'].i", '$[$not(t = null)].i', '$[$not(t)].i']) {
      let found;
      try { found = JSON.stringify(await jsonata(query).evaluate(rows)) ?? '(nothing)'; } catch (e) { found = 'error ' + e.code; }
      console.log(`${label}: ${query} => ${found}`);
    }
})();
END
node probe.cjs > seen

diff expected seen
echo unchanged
