#!/usr/bin/env bash
# Finding: ag-grid-odata writes other filters than the grid shows. A set filter without a
# chosen value selects nothing in the grid, and no filter is sent. A null of the set is sent
# as the string 'null', a name in small letters, and `tolower(s)` replaces the property. The
# condition after 07:08:09 is sent as after the start of the local day, with a `Z`, or a day
# earlier for a date. A condition on a boolean is left out. ts-odata-filter writes `true` for
# an `or` without conditions and `and )` for an undefined one. pinejs-client-core writes
# `a eq ('x' or 'y')` for a list, and `$filter=` for a property without a condition.
# Packages: ag-grid-odata 1.0.43, ts-odata-filter 0.0.10, pinejs-client-core 8.5.40 (npm).
# Why it matters: who chooses no state in the grid gets the jobs of every state.
# Seen on 2026-12-01. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ag-grid-odata@1.0.43 ts-odata-filter@0.0.10 pinejs-client-core@8.5.40 > install.log

cat > expected <<'END'
ag-grid-odata
   set, none chosen => (no filter)
   set, null and ERROR => tolower(s) in ('error','null')
   text => tolower(s) eq 'error'
   text, not => (tolower(s) ne 'error' or s eq null)
   after a time => t gt 2024-05-06T00:00:00.000Z
   on a day => t eq 2024-05-05T00:00:00.000Z
   boolean => (no filter)
ts-odata-filter
   an empty or => true
   an undefined condition => (a eq 1 and )
   an undefined value => s eq undefined
pinejs-client-core
   {"a":["x","y"]} => a eq ('x' or 'y')
   {"a":{"$ne":["x","y"]}} => a eq ('x' ne 'y')
   {"a":{"$not":{"$in":["x","y"]}}} => a eq not(('x','y'))
   {"a":{}} => (empty)
END

cat > probe.cjs <<'END'
const { default: OdataProvider } = require('ag-grid-odata');
const { ODataFilterBuilder } = require('ts-odata-filter');
const { PinejsClientCore } = require('pinejs-client-core');

const decoded = (query) => new URLSearchParams(query.slice(query.indexOf('?'))).get('$filter') ?? '(no filter)';
const provider = new OdataProvider({ callApi: () => {} });
console.log('ag-grid-odata');
for (const [name, filterModel] of Object.entries({
  'set, none chosen': { s: { filterType: 'set', values: [] } },
  'set, null and ERROR': { s: { filterType: 'set', values: ['ERROR', null] } },
  'text': { s: { filterType: 'text', type: 'equals', filter: 'ERROR' } },
  'text, not': { s: { filterType: 'text', type: 'notEqual', filter: 'ERROR' } },
  'after a time': { t: { filterType: 'date', type: 'greaterThan', dateFrom: '2024-05-06 07:08:09', dateTo: null } },
  'on a day': { t: { filterType: 'date', type: 'equals', dateFrom: '2024-05-06', dateTo: null } },
  'boolean': { b: { filterType: 'boolean', type: 'true' } },
}))
  console.log('  ', name, '=>', decoded(provider.toQuery(provider.getOdataOptions({ filterModel, startRow: 0, endRow: 10, sortModel: [] }))));
console.log('ts-odata-filter');
for (const [name, build] of Object.entries({
  'an empty or': (b) => b.or(),
  'an undefined condition': (b, p) => b.and(b.eq(p.a, 1), undefined),
  'an undefined value': (b, p) => b.eq(p.s, undefined),
}))
  console.log('  ', name, '=>', ODataFilterBuilder.build(build).getString());
console.log('pinejs-client-core');
const client = new (class extends PinejsClientCore { _request() {} })({ apiPrefix: '/' });
for (const $filter of [{ a: ['x', 'y'] }, { a: { $ne: ['x', 'y'] } }, { a: { $not: { $in: ['x', 'y'] } } }, { a: {} }])
  console.log('  ', JSON.stringify($filter), '=>', decoded(client.compile({ resource: 'jobs', options: { $filter } })) || '(empty)');
END
TZ=America/New_York node probe.cjs > seen

diff expected seen
echo unchanged
