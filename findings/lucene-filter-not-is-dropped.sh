#!/usr/bin/env bash
# Finding: lucene-filter drops a `NOT` at the start of a query: `NOT s:ERROR` selects
# the rows of `s:ERROR`, and `NOT (g:1 OR g:10)` those of `g:1 OR g:10`. `a AND b OR c`
# is `a AND (b OR c)` there, and liqe reads `a OR b AND c` as `(a OR b) AND c`. `-g:1`
# selects nothing in two and all others in liqe. `g:1` takes "10" in two, because the
# value is a part of it, and `g:[1 TO 9]` takes true in two and "10" in one. `s:ERROR
# s:DONE` is `and`, `or` or an error. `_exists_:g` selects all or nothing, and `s:""`
# each string, nothing or the empty string.
# Packages: lucene-filter 1.4.0, lucene 2.1.1, lucene-kit 1.3.0, liqe 3.8.7 (npm).
# Why it matters: the three are made to filter objects with one language. A search box
# over saved jobs shows the jobs it should hide.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts lucene-filter@1.4.0 lucene@2.1.1 lucene-kit@1.3.0 liqe@3.8.7 > install.log

cat > expected <<'END'
s:ERROR
   lucene-filter => one ten true
   lucene-kit => one ten true
   liqe => one ten true
NOT s:ERROR
   lucene-filter => one ten true
   lucene-kit => nine null text void
   liqe => nine null text void
g:9 OR NOT s:ERROR
   lucene-filter => nine one ten true
   lucene-kit => nine null text void
   liqe => nine null text void
g:1 OR g:10
   lucene-filter => one ten text
   lucene-kit => one ten text
   liqe => one ten text
NOT (g:1 OR g:10)
   lucene-filter => one ten text
   lucene-kit => nine null true void
   liqe => nine null true void
i:one AND s:ERROR OR i:nine
   lucene-filter => one
   lucene-kit => nine one
   liqe => nine one
i:one OR i:nine AND s:DONE
   lucene-filter => nine one
   lucene-kit => nine one
   liqe => nine
-g:1
   lucene-filter => (nothing)
   lucene-kit => (nothing)
   liqe => nine null true void
g:1
   lucene-filter => one
   lucene-kit => one ten text
   liqe => one ten text
g:>5
   lucene-filter => nine ten text
   lucene-kit => nine ten
   liqe => nine ten
g:[1 TO 9]
   lucene-filter => nine one true
   lucene-kit => nine one text true
   liqe => nine one
s:ERROR s:DONE
   lucene-filter => error
   lucene-kit => nine one ten true
   liqe => (nothing)
s:"ERROR"
   lucene-filter => one ten true
   lucene-kit => one ten
   liqe => one ten true
s:E*
   lucene-filter => (nothing)
   lucene-kit => one ten
   liqe => one ten true
s:""
   lucene-filter => nine one ten text true
   lucene-kit => text
   liqe => (nothing)
_exists_:g
   lucene-filter => (nothing)
   lucene-kit => nine null one ten text true void
   liqe => (nothing)
g:*
   lucene-filter => (nothing)
   lucene-kit => nine one ten text true
   liqe => nine null one ten text true
END

cat > probe.cjs <<'END'
const rows = [
  { i: 'one', g: 1, s: 'ERROR' }, { i: 'nine', g: 9, s: 'DONE' }, { i: 'ten', g: 10, s: 'ERROR' }, { i: 'text', g: '10', s: '' },
  { i: 'true', g: true, s: 'no ERROR' }, { i: 'null', g: null, s: null }, { i: 'void' },
];
const lucene = require('lucene-filter')(require('lucene'));
const liqe = require('liqe');
const kit = require('lucene-kit');
const readers = {
  'lucene-filter': (query) => rows.filter(lucene(query)),
  'lucene-kit': (query) => kit.filter(new kit.QueryParser(query), rows),
  liqe: (query) => liqe.filter(liqe.parse(query), rows),
};
for (const query of [
  's:ERROR', 'NOT s:ERROR', 'g:9 OR NOT s:ERROR', 'g:1 OR g:10', 'NOT (g:1 OR g:10)', 'i:one AND s:ERROR OR i:nine', 'i:one OR i:nine AND s:DONE', '-g:1', 'g:1', 'g:>5', 'g:[1 TO 9]',
  's:ERROR s:DONE', 's:"ERROR"', 's:E*', 's:""', '_exists_:g', 'g:*',
]) {
  console.log(query);
  for (const [name, select] of Object.entries(readers)) {
    let found;
    try { found = select(query).map((row) => row.i).sort().join(' ') || '(nothing)'; } catch { found = 'error'; }
    console.log('  ', name, '=>', found);
  }
}
END
node probe.cjs > seen 2> log

diff expected seen
echo unchanged
