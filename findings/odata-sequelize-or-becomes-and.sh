#!/usr/bin/env bash
# Finding: three conditions change their meaning. A path, `b/c eq 'x'`, moves to a
# required join, where an `or` beside it becomes an `and`. The operands of
# `startswith` and `endswith` change places: the property's name becomes the text to
# look for, in a property called null. The null of `a eq null` becomes undefined.
# Package: odata-sequelize 2.0.0 (npm), with sequelize 6.37.8.
# Why it matters: the parser reports no error, and the query that it made selects
# other records.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-sequelize@2.0.0 sequelize@6.37.8 > install.log

cat > expected <<'END'
b/c eq 'x' or a eq 1 => {
  where: {
    [Symbol(or)]: [ { a: { [Symbol(eq)]: 1 } } ]
  },
  include: [
    { association: 'b', where: { c: { [Symbol(eq)]: 'x' } }, required: true }
  ]
}
b/c eq 'x' and a eq 1 => {
  where: {
    [Symbol(and)]: [ { a: { [Symbol(eq)]: 1 } } ]
  },
  include: [
    { association: 'b', where: { c: { [Symbol(eq)]: 'x' } }, required: true }
  ]
}
startswith(name,'x') => { where: { null: { [Symbol(like)]: 'name%' } } }
endswith(name,'x') => { where: { null: { [Symbol(like)]: '%name' } } }
a eq null => { where: { a: { [Symbol(eq)]: undefined } } }
END

cat > probe.cjs <<'END'
const { inspect } = require('node:util');
const sequelize = require('sequelize');
const parse = require('odata-sequelize');
for (const filter of [
  "b/c eq 'x' or a eq 1", "b/c eq 'x' and a eq 1", "startswith(name,'x')", "endswith(name,'x')", 'a eq null',
]) console.log(filter, '=>', inspect(parse('$filter=' + filter, sequelize), { depth: 9, breakLength: Infinity }));
END
node probe.cjs > seen

diff expected seen
echo unchanged
