#!/usr/bin/env bash
# Finding: `g <> 1` and `g not in (1)` leave out null and missing, and `not g = 1` and
# `not (g in (1))` take them, so `not` has two values and `<>` three. `g not in (1,
# null)` selects rows, where SQL has none. `like` ignores case and looks into a list,
# `=` does neither; `between` and `<` take the text '1'.
# Package: alasql 4.19.1 (npm).
# Why it matters: `not a eq b` and `a ne b` are one filter in OData; a query of saved
# jobs with this package selects other jobs for each.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts alasql@4.19.1 > install.log

cat > expected <<'END'
g = 1 => one
g <> 1 => five list
not g = 1 => null missing text five list
g not in (1) => text five list
not (g in (1)) => null missing text five list
g not in (1, null) => text five list
g < 2 => one text
not g < 2 => null missing five list
g between 1 and 2 => one text
g = 1 or g <> 1 => one five list
g = 1 or not g = 1 => one null missing text five list
s = 'error' => (nothing)
s like 'err%' => one text list
END

cat > probe.cjs <<'END'
const alasql = require('alasql');
const rows = [
  { i: 'one', g: 1, s: 'Error' }, { i: 'null', g: null, s: null }, { i: 'missing' }, { i: 'text', g: '1', s: 'ERROR' },
  { i: 'five', g: 5, s: 'x' }, { i: 'list', g: [1, 5], s: ['ERROR'] },
];
for (const where of [
  'g = 1', 'g <> 1', 'not g = 1', 'g not in (1)', 'not (g in (1))', 'g not in (1, null)', 'g < 2', 'not g < 2', 'g between 1 and 2',
  'g = 1 or g <> 1', 'g = 1 or not g = 1', "s = 'error'", "s like 'err%'",
])
  console.log(where, '=>', alasql(`select * from ? where ${where}`, [rows]).map((row) => row.i).join(' ') || '(nothing)');
END
node probe.cjs > seen

diff expected seen
echo unchanged
