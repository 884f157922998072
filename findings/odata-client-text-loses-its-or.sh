#!/usr/bin/env bash
# Finding: a condition given to odata-client as text gets no parentheses: `filter("a
# eq 1 or b eq 2").and('c', '=', 3)` is `a eq 1 or b eq 2 and c eq 3`, where
# conditions in parts get them. `not('a', '=', 1)` is `not a eq 1`, in OData the same
# as `(not a) eq 1`. A condition with an undefined value compares with the operator:
# `a eq '='`. odata-query-builder joins text without parentheses too, makes `()` of a
# group without conditions, and does not double the quote of a name.
# Packages: odata-client 0.8.1, odata-query-builder 0.0.7 (npm).
# Why it matters: the added condition limits one half of the filter, and the answer
# holds all jobs of the other half.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-client@0.8.1 odata-query-builder@0.0.7 > install.log

cat > expected <<'END'
odata-client: (q) => q.filter('a eq 1 or b eq 2').and('c', '=', 3) => a eq 1 or b eq 2 and c eq 3
odata-client: (q) => q.filter('c', '=', 3).and('a eq 1 or b eq 2') => c eq 3 and a eq 1 or b eq 2
odata-client: (q) => q.filter('a', '=', 1).or('b', '=', 2).and('c', '=', 3) => (a eq 1 or b eq 2) and c eq 3
odata-client: (q) => q.not('a', '=', 1) => not a eq 1
odata-client: (q) => q.not('a', '=', 1).or('b', '=', 2) => not a eq 1 or b eq 2
odata-client: (q) => q.filter('a', '=', undefined) => a eq '='
odata-client: (q) => q.filter('a', '=', null) => a eq null
odata-query-builder: (f) => f.filterPhrase('a eq 1 or b eq 2').filterExpression('c', 'eq', 3) => a eq 1 or b eq 2 and c eq 3
odata-query-builder: (f) => f.or((o) => o).filterExpression('c', 'eq', 3) => () and c eq 3
odata-query-builder: (f) => f.filterExpression('name', 'eq', "O'Neil") => name eq 'O'Neil'
END

cat > probe.cjs <<'END'
// odata-query-builder is built for a browser.
globalThis.window = globalThis;
const odata = require('odata-client');
const { QueryBuilder } = require('odata-query-builder');

const client = (build) => decodeURIComponent(build(odata({ service: 'http://localhost', resources: 'jobs' })).query()).split('filter=')[1];
const builder = (build) => new QueryBuilder().filter(build).toQuery().split('filter=')[1];
for (const [name, make, build] of [
  ['odata-client', client, (q) => q.filter('a eq 1 or b eq 2').and('c', '=', 3)],
  ['odata-client', client, (q) => q.filter('c', '=', 3).and('a eq 1 or b eq 2')],
  ['odata-client', client, (q) => q.filter('a', '=', 1).or('b', '=', 2).and('c', '=', 3)],
  ['odata-client', client, (q) => q.not('a', '=', 1)],
  ['odata-client', client, (q) => q.not('a', '=', 1).or('b', '=', 2)],
  ['odata-client', client, (q) => q.filter('a', '=', undefined)],
  ['odata-client', client, (q) => q.filter('a', '=', null)],
  ['odata-query-builder', builder, (f) => f.filterPhrase('a eq 1 or b eq 2').filterExpression('c', 'eq', 3)],
  ['odata-query-builder', builder, (f) => f.or((o) => o).filterExpression('c', 'eq', 3)],
  ['odata-query-builder', builder, (f) => f.filterExpression('name', 'eq', "O'Neil")],
]) {
  console.log(`${name}: ${build} => ${make(build)}`);
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
