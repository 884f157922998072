#!/usr/bin/env bash
# Finding: `j @? '$.g > 5'`, `json_exists` and `jsonb_path_exists` are true for every
# record, because a comparison is an item that exists; `@@` and a filter in `?( )` ask
# for its value. `json_value` of true is "t", and `->>` has "true". As int 5.5 is null.
# `$.o.p` looks into a list, and `$.o[0].p` into an object that is not one. Of jsonb
# values true is more than any number, an empty list less than null, and [9] less than
# [1, 1].
# Package: @electric-sql/pglite 0.5.17 (npm), PostgreSQL 18.7.
# Why it matters: the condition of a filter, moved into a path, selects everything.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @electric-sql/pglite@0.5.17 > install.log

cat > expected <<'END'
j @? '$.g > 5' => true
json_exists(j, '$.g > 5') => true
jsonb_path_exists(j, '$.g > 5') => true
j @? '$.none > 5' => true
j @@ '$.g > 5' => false
j @? '$.g ? (@ > 5)' => false
j @@ '$.s > 5' => null
j @@ '$.g' => null
j @@ '$.b' => true
json_value(j, '$.b') => t
j ->> 'b' => true
json_value(j, '$.h' returning int) => null
(j -> 'h')::int => 6
json_value(j, '$.s' returning int) => null
j @? '$.l.p' => true
j @? 'strict $.l.p' => null
j @? '$.o[0].p' => true
jsonb 'true' > '5' => true
jsonb '5' > '"5"' => true
jsonb '[]' < 'null' => true
jsonb '[9]' < '[1, 1]' => true
END

cat > probe.mjs <<'END'
import { PGlite } from '@electric-sql/pglite';
const db = new PGlite();
const record = `jsonb '{"g": 1, "h": 5.5, "b": true, "s": "x", "o": {"p": 1}, "l": [{"p": 1}]}'`;
for (const expression of [
  "j @? '$.g > 5'", "json_exists(j, '$.g > 5')", "jsonb_path_exists(j, '$.g > 5')", "j @? '$.none > 5'",
  "j @@ '$.g > 5'", "j @? '$.g ? (@ > 5)'", "j @@ '$.s > 5'", "j @@ '$.g'", "j @@ '$.b'",
  "json_value(j, '$.b')", "j ->> 'b'", "json_value(j, '$.h' returning int)", "(j -> 'h')::int", "json_value(j, '$.s' returning int)",
  "j @? '$.l.p'", "j @? 'strict $.l.p'", "j @? '$.o[0].p'",
  "jsonb 'true' > '5'", "jsonb '5' > '\"5\"'", "jsonb '[]' < 'null'", "jsonb '[9]' < '[1, 1]'",
])
  console.log(expression, '=>', (await db.query(`select (${expression})::text as found from (select ${record} as j) as r`)).rows[0].found);
END
node probe.mjs > seen

diff expected seen
echo unchanged
