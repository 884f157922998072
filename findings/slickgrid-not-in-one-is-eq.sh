#!/usr/bin/env bash
# Finding: SlickGrid's service for OData makes `eq` of `NOT_IN` with one value, and two
# `ne` of it with two values. `NOT_CONTAINS`, a spelling that its type allows, is `eq`
# too, where `Not_Contains` is right. The search for `!x` in a column is `eq 'x'`, `*x*`
# is `endswith` alone, and `<x>` no condition. In a column of numbers all but digits is
# dropped: 1e3 is 13, 1,5 is 15, and a word is 0. The range 2024-05-06..2024-05-07 ends
# with the first instant of the second day.
# Package: @slickgrid-universal/odata 10.3.0, with @slickgrid-universal/common 10.3.0 (npm).
# Why it matters: the grid shows the jobs that it should leave out, and no jobs of a
# generation that was typed with a comma.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @slickgrid-universal/odata@10.3.0 @slickgrid-universal/common@10.3.0 > install.log

cat > expected <<'END'
string NOT_IN ["x"] => $filter=(G eq 'x')
string NOT_IN ["x","y"] => $filter=(G ne 'x' and G ne 'y')
string NIN ["x","y"] => $filter=(G ne 'x' and G ne 'y')
string NOT_CONTAINS ["x"] => $filter=(G eq 'x')
string Not_Contains ["x"] => $filter=(not contains(G, 'x'))
string x => $filter=(contains(G, 'x'))
string !x => $filter=(G eq 'x')
string !=x => $filter=(G ne 'x')
string *x => $filter=(endswith(G, 'x'))
string x* => $filter=(startswith(G, 'x'))
string *x* => $filter=(endswith(G, 'x'))
string x*y => $filter=(startswith(G, 'x') and endswith(G, 'y'))
string <x => $filter=(G lt 'x')
string <x> => (nothing)
string = => (nothing)
number 10 => $filter=(G eq 10)
number 1e3 => $filter=(G eq 13)
number 1,5 => $filter=(G eq 15)
number x => $filter=(G eq 0)
number > x => $filter=(G gt 0)
number 5..x => $filter=(G ge 5 and G le 0)
number 10 or 5 => $filter=(G eq 105)
date 2024-05-06 => $filter=(G eq 2024-05-06T00:00:00Z)
date >2024-05-06 => $filter=(G gt 2024-05-06T00:00:00Z)
date 2024-05-06..2024-05-07 => $filter=(G ge 2024-05-06T00:00:00Z and G le 2024-05-07T00:00:00Z)
END

cat > probe.cjs <<'END'
global.HTMLElement = class {};
global.DocumentFragment = class {};
const { GridOdataService } = require('@slickgrid-universal/odata');

function query(type, searchTerms, operator) {
  const service = new GridOdataService();
  const column = { id: 'g', field: 'g', name: 'g', type, filterable: true };
  const grid = { getColumns: () => [column], getOptions: () => ({ backendServiceApi: { service } }) };
  service.init({ enableCount: false, version: 4 }, undefined, grid);
  service.updateFilters({ g: { columnId: 'g', columnDef: column, searchTerms, operator, type } }, false);
  return service.buildQuery() || '(nothing)';
}

for (const [operator, terms] of [['NOT_IN', ['x']], ['NOT_IN', ['x', 'y']], ['NIN', ['x', 'y']], ['NOT_CONTAINS', ['x']], ['Not_Contains', ['x']]])
  console.log('string', operator, JSON.stringify(terms), '=>', query('string', terms, operator));
for (const term of ['x', '!x', '!=x', '*x', 'x*', '*x*', 'x*y', '<x', '<x>', '='])
  console.log('string', term, '=>', query('string', [term]));
for (const term of ['10', '1e3', '1,5', 'x', '> x', '5..x', '10 or 5'])
  console.log('number', term, '=>', query('number', [term]));
for (const term of ['2024-05-06', '>2024-05-06', '2024-05-06..2024-05-07'])
  console.log('date', term, '=>', query('date', [term]));
END
node probe.cjs > seen

diff expected seen
echo unchanged
