#!/usr/bin/env bash
# Finding: in NQL, the filters of Ghost, `g:-1` is "g is not 1": a search for -1 selects
# all other rows, and those without g, and no other form finds the number. A bare 007 is
# the number 7, and finds no row with the string. `now-1d` is a local time with a blank,
# and a saved time with a `T` of that same day is later than it, whatever its hour. `+`
# is `and`, and in the query of a URL a blank: `g:1+i:one` arrives as an error.
# Package: @tryghost/nql 0.13.4 (npm).
# Why it matters: the filter of a number with a sign selects the opposite.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @tryghost/nql@0.13.4 > install.log

cat > expected <<'END'
g:1 => one
g:-1 => minus none agent early
g:'-1' => (nothing)
g:--1 => error
g:<0 => minus
g:007 => (nothing)
g:'007' => agent
t:>now-1d => early
g:1,i:none => one none
g:1+i:one => one
g:1 i:one => error
END

cat > probe.cjs <<'END'
const nql = require('@tryghost/nql');
const day = new Date(Date.now() - 24 * 3600 * 1000);
const early = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}T00:00:00Z`;
const rows = [{ i: 'minus', g: -1 }, { i: 'one', g: 1 }, { i: 'none' }, { i: 'agent', g: '007' }, { i: 'early', t: early }];
const read = nql.default ?? nql;
for (const query of ['g:1', 'g:-1', "g:'-1'", 'g:--1', 'g:<0', 'g:007', "g:'007'", 't:>now-1d', 'g:1,i:none', 'g:1+i:one', decodeURIComponent('g:1+i:one'.replaceAll('+', ' '))]) {
  let found;
  try {
    const filter = read(query);
    found = rows.filter((row) => filter.queryJSON(row)).map((row) => row.i).join(' ') || '(nothing)';
  } catch { found = 'error'; }
  console.log(query, '=>', found);
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
