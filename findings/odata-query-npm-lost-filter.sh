#!/usr/bin/env bash
# Finding: the builder leaves out conditions that it does not know, without an
# error. A property with an array of numbers gives no filter at all, `not` on a
# property's operator vanishes and the operator becomes a property's name, and a
# property with two texts gives words out of order.
# Package: odata-query 8.1.0 (npm).
# Why it matters: a request without its filter answers with every record.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-query@8.1.0 > install.log

cat > expected <<'END'
{ generation: [ 1, 2 ] } => (nothing)
{ state: [ 'ERROR', 'STALLED' ] } => ?$filter=ERROR state STALLED
{ name: { not: { contains: 'x' } } } => ?$filter=(name/contains eq 'x')
{ name: undefined } => (nothing)
{ state: { in: [ 'ERROR', 'STALLED' ] } } => ?$filter=state in ('ERROR','STALLED')
{ not: { name: { contains: 'x' } } } => ?$filter=not (contains(name,'x'))
END

cat > probe.cjs <<'END'
const { inspect } = require('node:util');
const build = require('odata-query').default;
for (const filter of [
  { generation: [1, 2] }, { state: ['ERROR', 'STALLED'] }, { name: { not: { contains: 'x' } } },
  { name: undefined }, { state: { in: ['ERROR', 'STALLED'] } }, { not: { name: { contains: 'x' } } },
]) console.log(inspect(filter, { depth: 5 }), '=>', build({ filter }) || '(nothing)');
END
node probe.cjs > seen

diff expected seen
echo unchanged
