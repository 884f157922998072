#!/usr/bin/env bash
# Finding: `and` and `or` have one precedence in this parser, from left to right:
# `a eq 1 or b eq 2 and c eq 3` becomes `(a eq 1 or b eq 2) and c eq 3`.
# Package: @balena/odata-parser 4.3.5 (npm).
# Why it matters: in the standard, and in the guide of this API, `and` binds
# tighter. The same text selects fewer records here.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @balena/odata-parser@4.3.5 odata-v4-parser@0.1.29 > install.log

cat > expected <<'END'
balena: a eq 1 or b eq 2 and c eq 3 => and(or(a, b), c)
odata-v4-parser: a eq 1 or b eq 2 and c eq 3 => or(a, and(b, c))
balena: a eq 1 and b eq 2 or c eq 3 => or(and(a, b), c)
odata-v4-parser: a eq 1 and b eq 2 or c eq 3 => or(and(a, b), c)
END

cat > probe.cjs <<'END'
const { parse } = require('@balena/odata-parser');
const other = require('odata-v4-parser');
const show = (t) => Array.isArray(t) && (t[0] === 'and' || t[0] === 'or')
  ? `${t[0]}(${t.slice(1).map(show).join(', ')})` : t[1].name;
const shape = (t) => /^(And|Or)Expression$/.test(t.type)
  ? `${t.type.slice(0, -10).toLowerCase()}(${shape(t.value.left)}, ${shape(t.value.right)})` : t.raw[0];
for (const filter of ['a eq 1 or b eq 2 and c eq 3', 'a eq 1 and b eq 2 or c eq 3']) {
  console.log('balena:', filter, '=>', show(parse('/j?$filter=' + filter).tree.options.$filter));
  console.log('odata-v4-parser:', filter, '=>', shape(other.filter(filter)));
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
