#!/usr/bin/env bash
# Finding: a condition of Breeze as it goes to an OData service, and as it selects entities
# in the client. A value that is the name of a property is that property: `where("s", "eq",
# "g")` is `s eq g`; an object with `isLiteral` helps. `in` of an empty list and an `or`
# without conditions are sent without a filter, so the answer is every job, and select
# nothing in the client. Blanks at the end of a value are dropped. In the client `eq` ignores
# case, `lt 5` takes null, and `le null` too. `contains` is `substringof(…) eq true`, an
# integer has an `L` and a time the word `datetimeoffset`, all of OData 2.
# Package: breeze-client 2.2.2 (npm).
# Why it matters: a grid filters the first load by the service and each later one in the
# client, and the same line shows other jobs.
# Seen on 2026-12-01. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts --legacy-peer-deps breeze-client@2.2.2 > install.log

cat > expected <<'END'
["s","eq","g"]: jobs?$filter=s eq g => null
["s","eq",{"value":"g","isLiteral":true}]: jobs?$filter=s eq 'g' => letter
["s","eq","ERROR"]: jobs?$filter=s eq 'ERROR' => one ten
["s","eq","ERROR "]: jobs?$filter=s eq 'ERROR' => one ten
["g","in",[1,10]]: jobs?$filter=(g eq 1L) or (g eq 10L) => one ten
["g","in",[]]: jobs => (nothing)
[{"or":[]}]: jobs => (nothing)
["g","lt",5]: jobs?$filter=g lt 5L => one null
["g","le",null]: jobs?$filter=g le null => null
["s","contains","ERR"]: jobs?$filter=substringof('ERR',s) eq true => one ten
["t","gt","2024-05-06T00:00:00.000Z"]: jobs?$filter=t gt datetimeoffset'2024-05-06T00:00:00.000Z' => one
END

cat > probe.cjs <<'END'
const breeze = require('breeze-client');
const { ModelLibraryBackingStoreAdapter } = require('breeze-client/adapter-model-library-backing-store');
const { UriBuilderODataAdapter } = require('breeze-client/adapter-uri-builder-odata');

ModelLibraryBackingStoreAdapter.register();
UriBuilderODataAdapter.register();
const { String, Int64, DateTimeOffset } = breeze.DataType;
const metadataStore = new breeze.MetadataStore();
metadataStore.addEntityType({
  shortName: 'Job', namespace: 'jobs', defaultResourceName: 'jobs',
  dataProperties: {
    id: { dataType: String, isPartOfKey: true }, g: { dataType: Int64 }, s: { dataType: String }, t: { dataType: DateTimeOffset },
  },
});
const dataService = new breeze.DataService({ serviceName: 'http://host.example/', hasServerMetadata: false });
const manager = new breeze.EntityManager({ metadataStore, dataService });
for (const job of [
  { id: 'one', g: 1, s: 'ERROR', t: new Date('2024-05-06T07:08:09Z') },
  { id: 'ten', g: 10, s: 'error' },
  { id: 'null', g: null, s: null },
  { id: 'letter', g: 5, s: 'g' },
]) manager.createEntity('Job', job, breeze.EntityState.Unchanged);

for (const condition of [
  ['s', 'eq', 'g'],
  ['s', 'eq', { value: 'g', isLiteral: true }],
  ['s', 'eq', 'ERROR'],
  ['s', 'eq', 'ERROR '],
  ['g', 'in', [1, 10]],
  ['g', 'in', []],
  [{ or: [] }],
  ['g', 'lt', 5],
  ['g', 'le', null],
  ['s', 'contains', 'ERR'],
  ['t', 'gt', new Date('2024-05-06T00:00:00Z')],
]) {
  const query = breeze.EntityQuery.from('jobs').toType('Job').where(...condition);
  const sent = decodeURIComponent(breeze.config.getAdapterInstance('uriBuilder').buildUri(query, metadataStore));
  const selected = manager.executeQueryLocally(query).map((job) => job.id).join(' ') || '(nothing)';
  console.log(`${JSON.stringify(condition)}: ${sent} => ${selected}`);
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
