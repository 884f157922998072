#!/usr/bin/env bash
# Finding: pouchdb-find answers one selector in two ways, by whether the property has an
# index. With an index, `{g: null}` and `{g: {$lt: 5}}` also select the record without g.
# In both, `$lt: 5` selects null and true, `$gt: 5` strings and lists, and `$in: [1]` a list
# with 1. `$in: [1, null]` leaves out null, and `$nin: [1]` leaves out null and a missing
# property, where `$ne: 1` selects both. `{g: {$ne: null}}` is an error. mingo reads the
# same selectors as MongoDB does.
# Packages: pouchdb 9.0.0, pouchdb-find 9.0.0, pouchdb-adapter-memory 9.0.0, mingo 7.2.7 (npm).
# Why it matters: an index that somebody adds for speed adds jobs to the answer, and "not in
# one state" is not "in none of the states".
# Seen on 2026-12-01. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts pouchdb@9.0.0 pouchdb-find@9.0.0 pouchdb-adapter-memory@9.0.0 mingo@7.2.7 > install.log

cat > expected <<'END'
{"g":1}
   plain => 1
   index => 1
   mingo => 1 [1]
{"g":{"$ne":1}}
   plain => "7" 10 [1] missing null true
   index => "7" 10 [1] missing null true
   mingo => "7" 10 missing null true
{"g":{"$nin":[1]}}
   plain => "7" 10 true
   index => "7" 10 true
   mingo => "7" 10 missing null true
{"g":null}
   plain => null
   index => missing null
   mingo => missing null
{"g":{"$ne":null}}
   plain => error: Cannot convert undefined or null to object
   index => error: Cannot convert undefined or null to object
   mingo => "7" 1 10 [1] true
{"g":{"$in":[1,null]}}
   plain => 1 [1]
   index => 1 [1]
   mingo => 1 [1] missing null
{"g":{"$lt":5}}
   plain => 1 null true
   index => 1 missing null true
   mingo => 1 [1]
{"g":{"$gt":5}}
   plain => "7" 10 [1]
   index => "7" 10 [1]
   mingo => 10
{"g":{"$gte":1,"$lte":10}}
   plain => 1 10
   index => 1 10
   mingo => 1 10 [1]
END

cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { Query } from 'mingo';
const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb');
PouchDB.plugin(require('pouchdb-find'));
PouchDB.plugin(require('pouchdb-adapter-memory'));

const rows = [{ _id: 'null', g: null }, { _id: 'missing' }, { _id: '1', g: 1 }, { _id: '10', g: 10 }, { _id: '"7"', g: '7' }, { _id: 'true', g: true }, { _id: '[1]', g: [1] }];
const databases = [];
for (const name of ['plain', 'index']) {
  const database = new PouchDB(name, { adapter: 'memory' });
  await database.bulkDocs(rows);
  if (name === 'index') await database.createIndex({ index: { fields: ['g'] } });
  databases.push([name, async (selector) => (await database.find({ selector })).docs]);
}
databases.push(['mingo', async (selector) => new Query(selector).find(rows).all()]);
for (const selector of [
  { g: 1 }, { g: { $ne: 1 } }, { g: { $nin: [1] } }, { g: null }, { g: { $ne: null } }, { g: { $in: [1, null] } },
  { g: { $lt: 5 } }, { g: { $gt: 5 } }, { g: { $gte: 1, $lte: 10 } },
]) {
  console.log(JSON.stringify(selector));
  for (const [name, find] of databases) {
    let seen;
    try { seen = (await find(selector)).map((row) => row._id).sort().join(' ') || '(nothing)'; } catch (error) { seen = 'error: ' + error.message; }
    console.log('  ', name, '=>', seen);
  }
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
