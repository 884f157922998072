#!/usr/bin/env bash
# Finding: a number in the brackets of a filter is a place, also if it comes from the
# record: `rows[g]` takes the records whose `g` is true, or is their place, or is a list
# that contains it. `g != 1` leaves out a missing property, and `$not(g = 1)` takes it.
# `rows.i[0]` is the first of each record, so all, and `(rows.i)[0]` the first of all.
# One result is not a list. `0.1 + 0.2` prints as "0.3" and is not 0.3.
# Package: jsonata 2.2.2 (npm).
# Why it matters: `rows[deleteOnComplete]` is a filter for booleans and nonsense for
# numbers, and a script that counts results breaks where one record matches.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jsonata@2.2.2 > install.log

cat > expected <<'END'
rows[g].i => ["zero","one","true","list"]
rows[g = 1].i => "one"
rows[g != 1].i => ["zero","true","last","seven","null","list","false"]
rows[$not(g = 1)].i => ["zero","true","last","seven","null","missing","list","false"]
rows[$boolean(g)].i => ["one","true","last","seven","list"]
rows[7 in g].i => ["seven","list"]
rows.i[0] => ["zero","one","true","last","seven","null","missing","list","false"]
(rows.i)[0] => "zero"
$count(rows) => 9
$count(rows.g) => 9
$string(0.1 + 0.2) => "0.3"
0.1 + 0.2 = 0.3 => false
$string(0.1 + 0.2) = "0.3" => true
$round(2.5) => 2
END

cat > probe.mjs <<'END'
import jsonata from 'jsonata';
const rows = [{ i: 'zero', g: 0 }, { i: 'one', g: 1 }, { i: 'true', g: true }, { i: 'last', g: -1 }, { i: 'seven', g: 7 }, { i: 'null', g: null }, { i: 'missing' }, { i: 'list', g: [7, 9] }, { i: 'false', g: false }];
for (const query of [
  'rows[g].i', 'rows[g = 1].i', 'rows[g != 1].i', 'rows[$not(g = 1)].i', 'rows[$boolean(g)].i', 'rows[7 in g].i', 'rows.i[0]', '(rows.i)[0]',
  '$count(rows)', '$count(rows.g)', '$string(0.1 + 0.2)', '0.1 + 0.2 = 0.3', '$string(0.1 + 0.2) = "0.3"', '$round(2.5)',
])
  console.log(query, '=>', JSON.stringify(await jsonata(query).evaluate({ rows })));
END
node probe.mjs > seen

diff expected seen
echo unchanged
