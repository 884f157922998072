#!/usr/bin/env bash
# Finding: the literal of a filter in Vega-Lite decides how its column is read. With
# `equal: 1` the column is converted to numbers, so true and the list [1] equal 1, and the
# records that come out have 1 there; with `equal: "1"` it is converted to strings, and
# the number is selected too. The literal 0 converts nothing: `gte: 0` takes the string
# "10" and keeps it, and `gte: 1` makes 10 of it. `lt: 5` takes null and a missing value,
# and `not: {lt: 5}` a word, which is null afterwards. As an expression, `datum.g < 5`, the
# condition leaves the missing one out and converts nothing. `or: []` becomes an expression
# that is a syntax error.
# Packages: vega-lite 6.4.3, vega 6.4.0 (npm).
# Why it matters: a chart of saved jobs counts the jobs without a generation as new ones,
# and a table beside it shows numbers where the jobs have words and flags.
# Seen on 2026-11-30. Needs node 20 or newer, and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts vega@6.4.0 vega-lite@6.4.3 > install.log

cat > expected <<'END'
{"field":"g","equal":1} => one: 1, true: 1, list: 1
{"not":{"field":"g","equal":1}} => ten: 10, null: null, missing: null, text: 10, word: null
{"field":"g","equal":"1"} => one: "1", list: "1"
{"field":"g","equal":null} => null: null
{"field":"g","lt":5} => one: 1, null: null, missing: null, true: 1, list: 1
{"not":{"field":"g","lt":5}} => ten: 10, text: 10, word: null
{"field":"g","gte":0} => one: 1, ten: 10, null: null, true: true, text: "10", list: [1]
{"field":"g","gte":1} => one: 1, ten: 10, true: 1, text: 10, list: 1
{"field":"g","gt":0} => one: 1, ten: 10, true: true, text: "10", list: [1]
{"field":"g","lte":5} => one: 1, null: null, missing: null, true: 1, list: 1
{"field":"g","oneOf":[1,10]} => one: 1, ten: 10, true: 1, text: 10, list: 1
{"field":"g","oneOf":["10"]} => ten: "10", text: "10"
{"field":"g","valid":true} => one: 1, ten: 10, true: true, text: "10", list: [1]
{"field":"g","range":[null,5]} => one: 1, null: null, true: true, list: [1]
"datum.g < 5" => one: 1, null: null, true: true, list: [1]
"datum.g === 1" => one: 1
{"or":[]} => error, Unexpected token )
END

cat > probe.mjs <<'END'
import * as vega from 'vega';
import { compile } from 'vega-lite';

const values = [{ i: 'one', g: 1 }, { i: 'ten', g: 10 }, { i: 'null', g: null }, { i: 'missing' }, { i: 'true', g: true },
  { i: 'text', g: '10' }, { i: 'word', g: 'x' }, { i: 'list', g: [1] }];
const logger = vega.logger(vega.Error);

for (const filter of [{ field: 'g', equal: 1 }, { not: { field: 'g', equal: 1 } }, { field: 'g', equal: '1' }, { field: 'g', equal: null },
  { field: 'g', lt: 5 }, { not: { field: 'g', lt: 5 } }, { field: 'g', gte: 0 }, { field: 'g', gte: 1 }, { field: 'g', gt: 0 }, { field: 'g', lte: 5 }, { field: 'g', oneOf: [1, 10] }, { field: 'g', oneOf: ['10'] },
  { field: 'g', valid: true }, { field: 'g', range: [null, 5] }, 'datum.g < 5', 'datum.g === 1', { or: [] }]) {
  let seen;
  try {
    const chart = { data: { values: structuredClone(values) }, transform: [{ filter }], mark: 'point', encoding: {} };
    const spec = compile(chart, { logger }).spec;
    const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
    await view.runAsync();
    seen = view.data(spec.data.at(-1).name).map((row) => `${row.i}: ${JSON.stringify(row.g)}`).join(', ');
  } catch (error) {
    seen = 'error, ' + error.message;
  }
  console.log(JSON.stringify(filter), '=>', seen);
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
