#!/usr/bin/env bash
# Finding: `not`, `in`, `contains` and `startswith` select all records, with status 200,
# in simple-odata-server. Its parser returns an error as a property of its result, which
# the server does not read; `$top` of the request is gone with the filter. A
# `substringof` beside an `and` is left out. `a and b or c` is read as `a and (b or c)`.
# A decimal is a string, so `g gt 1.5` selects nothing. `tolower(s)` is a property named
# "undefined". The parser is a fork of odata-parser, which reads the same, and null as a
# list.
# Packages: simple-odata-server 1.2.2, odata-parser 1.4.1, mingo 7.2.7 (npm).
# Why it matters: a test against this server passes with a filter that has no effect.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts simple-odata-server@1.2.2 odata-parser@1.4.1 mingo@7.2.7 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
g eq 1 => 200 $top 9 one
g eq 1 or g eq 2 => 200 $top 9 one two
not (g eq 1) => 200 $top undefined one two ten null
g in (1,2) => 200 $top undefined one two ten null
contains(s,'z') => 200 $top undefined one two ten null
startswith(s,'z') => 200 $top 9 one two ten null
substringof('x',s) => 200 $top 9 one
substringof('x',s) and g gt 0 => 200 $top 9 one two ten
g eq 10 and g gt 99 or i eq 'one' => 200 $top 9 (nothing)
i eq 'one' or g gt 99 and g eq 10 => 200 $top 9 one
g gt 1.5 => 200 $top 9 (nothing)
tolower(s) eq 'x' => 200 $top 9 (nothing)
odata-parser: g eq null => {"type":"eq","left":{"type":"property","name":"g"},"right":{"type":"literal","value":["null",""]}}
odata-parser: g gt 1.5 => {"type":"gt","left":{"type":"property","name":"g"},"right":{"type":"literal","value":"1.5"}}
odata-parser: not (g eq 1) => {"error":"invalid $filter parameter"}
odata-parser: a and b or c => a and (b or c)
END

cat > probe.mjs <<'END'
import http from 'node:http';
import { Query } from 'mingo';
import parser from 'odata-parser';
import ODataServer from 'simple-odata-server';

const rows = [{ i: 'one', g: 1, s: 'x' }, { i: 'two', g: 2, s: 'y' }, { i: 'ten', g: 10, s: 'Y' }, { i: 'null', g: null, s: null }];
const model = {
  namespace: 'n',
  entityTypes: { Job: { _id: { type: 'Edm.String', key: true }, i: { type: 'Edm.String' }, g: { type: 'Edm.Int32' }, s: { type: 'Edm.String' } } },
  entitySets: { jobs: { entityType: 'n.Job' } },
};
let asked;
const odata = ODataServer('http://localhost').model(model).query((collection, query, request, done) => {
  asked = query;
  done(null, rows.filter((row) => new Query(query.$filter).test(row)));
});
const server = http.createServer((request, response) => odata.handle(request, response));
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
for (const filter of [
  'g eq 1', 'g eq 1 or g eq 2', 'not (g eq 1)', 'g in (1,2)', "contains(s,'z')", "startswith(s,'z')", "substringof('x',s)", "substringof('x',s) and g gt 0",
  "g eq 10 and g gt 99 or i eq 'one'", "i eq 'one' or g gt 99 and g eq 10", 'g gt 1.5', "tolower(s) eq 'x'",
]) {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/jobs?$filter=${encodeURIComponent(filter)}&$top=9`);
  const found = (await response.json()).value.map((row) => row.i).join(' ') || '(nothing)';
  console.log(`${filter} => ${response.status} $top ${asked.$top} ${found}`);
}
for (const filter of ['g eq null', 'g gt 1.5', 'not (g eq 1)']) {
  const { $filter, error } = parser.parse(`$filter=${filter}`);
  console.log(`odata-parser: ${filter} => ${JSON.stringify($filter ?? { error })}`);
}
const { type, right } = parser.parse('$filter=a eq 1 and b eq 2 or c eq 3').$filter;
console.log(`odata-parser: a and b or c => ${type === 'and' && right.type === 'or' ? 'a and (b or c)' : '(a and b) or c'}`);
process.exit(0);
END
node probe.mjs > seen

diff expected seen
echo unchanged
